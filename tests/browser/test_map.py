"""The map, as readers use it: with a mouse, a finger, a keyboard, and without JavaScript."""

import json
import re

import pytest
from playwright.sync_api import Page, Route, expect

from quadrant.domain.article import article
from tests.browser.conftest import PHONE, TABLET, WIDE, NewReader

TAKEN_OVER = ".canvas.taken"
LOW = {"width": 1440, "height": 560}


def open_map(page: Page, path: str = "/") -> None:
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def wait_for_plotly(page: Page) -> None:
    expect(page.locator(TAKEN_OVER)).to_be_attached(timeout=20_000)


def show(page: Page) -> None:
    """Send the form where no script does."""
    button = page.get_by_role("button", name="Show", exact=True)
    if button.is_visible():
        button.click()


def place_of(page: Page, slug: str) -> tuple[float, float]:
    """Return the middle of a mark on the screen; Plotly draws it in the same place."""
    return tuple(
        page.evaluate(
            """slug => {
              const marks = [...document.querySelectorAll(`.pt[data-slug="${slug}"] .dot`)];
              const mark = marks.find(one => one.getClientRects().length);
              const box = mark.getBoundingClientRect();
              return [box.x + box.width / 2, box.y + box.height / 2];
            }""",
            slug,
        )
    )


def forget_shifts(complaints: list[str]) -> None:
    complaints[:] = [words for words in complaints if "layout shift" not in words]


def middles(page: Page, marks: str) -> list[tuple[float, float]]:
    return [
        tuple(place)
        for place in page.evaluate(
            """marks => [...document.querySelectorAll(marks)]
              .map(mark => mark.getBoundingClientRect())
              .map(box => [box.x + box.width / 2, box.y + box.height / 2])""",
            marks,
        )
    ]


# --- journeys, with and without script ----------------------------------------------------------


def test_a_reader_finds_an_initiative_and_the_reasons_for_its_place(reader: Page):
    open_map(reader)
    expect(reader.get_by_role("heading", name=re.compile(r"^1\d\d initiatives$"))).to_be_visible()

    reader.get_by_role("combobox", name="Sector").select_option(label="Travel and hospitality")
    show(reader)
    expect(reader).to_have_url(re.compile(r"[?&]sector=travel"))
    reader.get_by_role("link", name=re.compile("^Couchsurfing")).last.click()
    reasons = reader.get_by_role("link", name="Reasons and sources")
    if reasons.count() or "i=" in reader.url:
        reasons.click()

    expect(reader).to_have_url(re.compile(r"/initiatives/couchsurfing/"))
    expect(reader.get_by_role("heading", level=1)).to_have_text("Couchsurfing")
    reader.go_back()
    expect(reader.get_by_role("combobox", name="Sector")).to_have_value("travel")
    expect(reader.get_by_text("Couchsurfing").first).to_be_attached()


def test_a_reader_with_a_phone_filters_and_reads(phone_reader: Page):
    open_map(phone_reader)

    phone_reader.get_by_text("Filters", exact=True).click()
    phone_reader.get_by_role("combobox", name="Region").select_option(
        label="Netarchical capitalism"
    )
    show(phone_reader)
    expect(phone_reader).to_have_url(re.compile("region=netarchical_capitalism"))
    rows = phone_reader.get_by_role("navigation", name="Initiatives that match")
    expect(rows.get_by_role("link", name=re.compile("Bitcoin"))).to_have_count(0)
    rows.get_by_role("link", name=re.compile("Airbnb")).click()

    expect(phone_reader.get_by_role("heading", name="Airbnb")).to_be_visible()
    phone_reader.go_back()
    expect(rows.get_by_role("link", name=re.compile("Airbnb"))).to_be_visible()


def test_a_region_on_the_map_filters(reader: Page):
    open_map(reader)

    reader.locator(".rg.gc").click()
    expect(reader).to_have_url(re.compile(r"\?region=global_commons$"))
    expect(reader.locator(".rg.dist")).to_have_class(re.compile(r"\boff\b"))
    reader.locator(".rg.lr").click()
    expect(reader).to_have_url(re.compile("region=global_commons&region=local_resilience$"))
    reader.get_by_role("link", name="Clear filters").click()

    expect(reader.locator(".rg.off")).to_have_count(0)
    expect(reader).to_have_url(re.compile(r"/$"))


def test_a_selected_initiative_has_an_address_of_its_own(reader: Page):
    open_map(reader, "/?i=airbnb&sector=travel")

    expect(reader.get_by_role("heading", name="Airbnb")).to_be_visible()
    reader.get_by_role("link", name="Close").click()

    expect(reader).to_have_url(re.compile(r"/\?sector=travel$"))
    expect(reader.get_by_role("heading", name="Airbnb")).to_have_count(0)


def test_nothing_found_leads_on(reader: Page):
    open_map(reader)

    reader.get_by_label("Search initiatives").fill("no such thing")
    reader.get_by_label("Search initiatives").press("Enter")

    expect(reader.get_by_text("Nothing matches.")).to_be_visible()
    reader.locator(".msg").get_by_role("link", name="Clear filters").click()
    expect(reader.get_by_text("Nothing matches.")).to_have_count(0)
    expect(reader.get_by_label("Search initiatives")).to_have_value("")


# --- Plotly takes over --------------------------------------------------------------------------


@pytest.mark.parametrize("viewport", [WIDE, {"width": 1100, "height": 800}])
def test_on_a_wide_screen_plotly_comes_by_itself_and_nothing_moves(
    new_reader: NewReader, viewport: dict[str, int]
):
    page = new_reader(viewport=viewport)
    open_map(page)
    wait_for_plotly(page)

    drawn = middles(page, ".pt .dot")
    taken_over = middles(page, ".points path")

    assert len(taken_over) == len(drawn) > 100
    for before, after in zip(drawn, taken_over, strict=True):
        assert after == pytest.approx(before, abs=0.75)
    names = page.locator(".textpoint").count()
    assert page.locator("[data-unnamed]").first.text_content() == str(len(drawn) - names)
    assert names == page.locator(".pt text").count() > 15


def test_on_a_phone_plotly_waits_for_a_finger(new_reader: NewReader):
    page = new_reader(viewport=PHONE, has_touch=True, is_mobile=True)
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    open_map(page)
    page.wait_for_load_state("networkidle")
    assert not any("plotly" in url for url in asked_for)

    page.touchscreen.tap(*place_of(page, "airbnb"))

    expect(page.get_by_role("heading", name="Airbnb")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?i=airbnb$"))
    wait_for_plotly(page)
    assert any("plotly" in url for url in asked_for)


def test_a_tap_beside_a_point_waits_for_plotly_and_then_counts(new_reader: NewReader):
    page = new_reader(viewport=TABLET, has_touch=True, is_mobile=True)
    open_map(page)
    x, y = place_of(page, "bitcoin")

    page.touchscreen.tap(x - 16, y)

    expect(page.get_by_role("heading", name="Bitcoin")).to_be_visible()


def test_with_save_data_plotly_does_not_come_by_itself(new_reader: NewReader):
    page = new_reader()
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    )
    open_map(page)
    page.wait_for_load_state("networkidle")
    page.mouse.move(700, 500)
    page.wait_for_timeout(500)
    expect(page.locator(TAKEN_OVER)).to_have_count(0)

    page.get_by_role("button", name="Zoom in").click()

    wait_for_plotly(page)


def test_the_map_stays_when_its_data_does_not_come(new_reader: NewReader, complaints: list[str]):
    page = new_reader()
    page.route("**/map/data/**", lambda route: route.abort())
    open_map(page)

    expect(page.get_by_text("The map could not load its data.")).to_be_visible()
    expect(page.locator(".pt").first).to_be_visible()
    page.locator(".list").get_by_role("link", name=re.compile("Airbnb")).click()
    expect(page.get_by_role("heading", name="Airbnb")).to_be_visible()
    complaints[:] = [words for words in complaints if "ERR_FAILED" not in words]


def test_names_stay_text_in_plotly(new_reader: NewReader):
    page = new_reader()
    name = '<b>Bold</b> & <a href="javascript:x">link</a>'

    def with_a_hostile_name(route: Route) -> None:
        data = route.fetch().json()
        # Alone, it has room for its name.
        data["points"] = {column: values[:1] for column, values in data["points"].items()}
        data["points"]["name"] = data["points"]["label"] = [name]
        route.fulfill(body=json.dumps(data), content_type="application/json")

    page.route("**/map/data/**", with_a_hostile_name)
    open_map(page)
    wait_for_plotly(page)

    assert name in page.locator(".textpoint").all_text_contents()
    assert page.locator(".drawn a").count() == 0


# --- with a mouse -------------------------------------------------------------------------------


@pytest.fixture
def taken_over(new_reader: NewReader) -> Page:
    """A reader at a wide screen, where Plotly has taken over."""
    page = new_reader()
    open_map(page)
    wait_for_plotly(page)
    return page


def test_a_point_says_what_it_is_under_the_pointer(taken_over: Page):
    x, y = place_of(taken_over, "couchsurfing")

    taken_over.mouse.move(x + 8, y)

    card = taken_over.locator(".hc")
    expect(card).to_contain_text("Couchsurfing")
    expect(card).to_contain_text("since 2004")
    expect(card).to_contain_text("Global commons · on the border with Netarchical capitalism")
    expect(taken_over.locator(".list a.hot")).to_contain_text("Couchsurfing")
    taken_over.mouse.move(5, 5)
    expect(card).to_be_hidden()


def test_a_click_opens_a_point_and_escape_back_and_the_cross_close_it(taken_over: Page):
    panel = taken_over.get_by_role("heading", name="Couchsurfing")

    taken_over.mouse.click(*place_of(taken_over, "couchsurfing"))
    expect(panel).to_be_focused()
    expect(taken_over).to_have_url(re.compile(r"\?i=couchsurfing$"))
    taken_over.keyboard.press("Escape")
    expect(panel).to_have_count(0)

    taken_over.go_back()
    expect(panel).to_be_visible()
    taken_over.go_back()
    expect(panel).to_have_count(0)

    taken_over.mouse.click(*place_of(taken_over, "couchsurfing"))
    taken_over.get_by_role("link", name="Close").click()
    expect(panel).to_have_count(0)
    expect(taken_over).to_have_url(re.compile(r"/$"))


def test_a_modified_click_opens_the_page_aside(taken_over: Page):
    x, y = place_of(taken_over, "couchsurfing")

    with taken_over.context.expect_page() as opened:
        taken_over.keyboard.down("Control")
        taken_over.mouse.click(x, y)
        taken_over.keyboard.up("Control")

    opened.value.wait_for_url("**/initiatives/couchsurfing/")
    expect(taken_over.get_by_role("heading", name="Couchsurfing")).to_have_count(0)


def test_a_row_opens_its_initiative_and_gets_the_focus_back(taken_over: Page):
    row = taken_over.locator(".list").get_by_role("link", name=re.compile("^Bitcoin"))

    row.focus()
    expect(taken_over.locator(".ring")).to_be_visible()
    row.press("Enter")
    expect(taken_over.get_by_role("heading", name="Bitcoin")).to_be_focused()
    taken_over.keyboard.press("Escape")

    expect(row).to_be_focused()


def test_the_wheel_scrolls_the_page_and_zooms_only_with_control(new_reader: NewReader):
    page = new_reader(viewport=LOW)
    open_map(page)
    wait_for_plotly(page)
    title = page.get_by_role("heading", level=1)
    first = page.locator(".points path").first
    whole = first.get_attribute("transform")
    page.mouse.move(600, 400)

    page.mouse.wheel(0, 160)
    expect(title).not_to_be_in_viewport()
    scrolled = page.evaluate("scrollY")
    assert first.get_attribute("transform") == whole
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")

    expect(first).not_to_have_attribute("transform", whole)
    assert page.evaluate("scrollY") == scrolled


def test_zoom_in_pan_and_show_the_whole_map_again(taken_over: Page):
    whole = middles(taken_over, ".points path")

    taken_over.get_by_role("button", name="Zoom in").click()
    expect(taken_over.locator(".rg.net")).to_be_visible()
    for _ in range(2):
        taken_over.mouse.move(500, 600)
        taken_over.mouse.down()
        taken_over.mouse.move(100, 600, steps=8)
        taken_over.mouse.up()
    expect(taken_over.locator(".rg.net")).to_be_hidden()
    taken_over.get_by_role("button", name="Show the whole map").click()

    expect(taken_over.locator(".rg.net")).to_be_visible()
    assert middles(taken_over, ".points path") == [
        pytest.approx(place, abs=0.75) for place in whole
    ]


# --- filters act at once ------------------------------------------------------------------------


def test_a_filter_acts_at_once_on_map_list_and_address(taken_over: Page):
    sector = taken_over.get_by_role("combobox", name="Sector")
    every = taken_over.locator(".points path").count()

    sector.focus()
    sector.select_option(label="Energy")

    expect(taken_over).to_have_url(re.compile(r"\?sector=energy$"))
    rows = taken_over.locator(".list li")
    expect(rows.filter(has_text="Ecopower")).to_have_count(1)
    expect(rows.filter(has_text="Airbnb")).to_have_count(0)
    expect(taken_over.locator(".points path")).to_have_count(rows.count())
    expect(sector).to_be_focused()

    taken_over.go_back()
    expect(taken_over.locator(".points path")).to_have_count(every)
    expect(sector).to_have_value("")
    expect(rows).to_have_count(every)


def test_one_search_is_one_step_back(taken_over: Page):
    search = taken_over.get_by_label("Search initiatives")
    count = taken_over.locator("#count")

    search.press_sequentially("garde", delay=20)
    expect(taken_over).to_have_url(re.compile(r"\?q=garde$"))
    search.press("n")
    expect(taken_over).to_have_url(re.compile(r"\?q=garden$"))
    expect(count).not_to_have_text("162 initiatives")
    expect(search).to_be_focused()
    expect(search).to_have_value("garden")
    taken_over.go_back()

    expect(taken_over).to_have_url(re.compile(r"/$"))
    expect(search).to_have_value("")


def test_a_pressed_region_keeps_the_focus_and_says_that_it_is_shown(taken_over: Page):
    commons = taken_over.get_by_role("button", name=re.compile("Global commons"))
    profit = taken_over.get_by_role("button", name=re.compile("Netarchical capitalism"))

    commons.focus()
    taken_over.keyboard.press("Space")

    expect(profit).to_have_attribute("aria-pressed", "false")
    expect(commons).to_have_attribute("aria-pressed", "true")
    expect(commons).to_be_focused()


def test_the_further_filters_go_when_the_reader_goes_on(taken_over: Page):
    more = taken_over.get_by_text("More filters")
    need = taken_over.get_by_label("Need")

    more.click()
    need.select_option(label="Share a car")
    expect(taken_over).to_have_url(re.compile("need=share-a-car"))
    expect(need).to_be_visible()
    taken_over.keyboard.press("Escape")
    expect(need).to_be_hidden()
    more.click()
    taken_over.mouse.click(*place_of(taken_over, "cozywheels"))
    expect(need).to_be_hidden()


ARTICLE = "/?status=all&year=2013&examples=article"


def test_one_button_shows_the_articles_own_examples(reader: Page):
    open_map(reader)

    reader.get_by_role("link", name="As in 2013").click()
    expect(reader.get_by_role("heading", name="9 initiatives")).to_be_visible()
    expect(reader).to_have_url(re.compile(re.escape(ARTICLE) + "$"))
    own = sorted(article().examples)
    points = reader.locator(".canvas .pt")
    expect(points).to_have_count(9)
    assert sorted(point.get_attribute("data-slug") for point in points.all()) == own
    rows = reader.locator("#list [data-slug]")
    assert sorted(row.get_attribute("data-slug") for row in rows.all()) == own
    for row in rows.all():
        expect(row).to_contain_text(article().examples[row.get_attribute("data-slug")].en)
    button = reader.get_by_role("link", name="As in 2013")
    expect(button).to_have_attribute("aria-current", "true")
    button.click()

    expect(reader.get_by_role("heading", name=re.compile(r"^1\d\d initiatives$"))).to_be_visible()
    expect(reader).to_have_url(re.compile(r"/$"))
    expect(button).not_to_have_attribute("aria-current", "true")
    expect(reader.locator("#list i")).to_have_count(0)


def test_the_articles_examples_are_points_of_the_chart_too(taken_over: Page):
    taken_over.get_by_role("link", name="As in 2013").click()
    expect(taken_over.get_by_role("heading", name="9 initiatives")).to_be_visible()
    expect(taken_over.locator(".js-plotly-plot .point")).to_have_count(9)

    taken_over.locator("#list").get_by_role("link", name=re.compile("^Airbnb")).click()
    expect(taken_over.locator("#panel")).to_contain_text(
        f"The article: {article().examples['airbnb'].en}"
    )
    taken_over.keyboard.press("Escape")

    expect(taken_over).to_have_url(re.compile(re.escape(ARTICLE) + "$"))


def test_the_articles_examples_are_told_in_dutch(reader: Page):
    open_map(reader, f"/nl{ARTICLE}&i=bitcoin")

    expect(reader.locator("#panel")).to_contain_text(
        f"Het artikel: {article().examples['bitcoin'].nl}"
    )
    reader.get_by_role("link", name="Zoals in 2013").click()

    expect(reader).to_have_url(re.compile(r"/nl/$"))


# --- keyboard, schemes, sizes, paper ------------------------------------------------------------


def test_the_map_is_one_stop_for_the_keyboard_and_an_arrow_brings_plotly(new_reader: NewReader):
    page = new_reader(viewport=TABLET)
    open_map(page)
    page.get_by_role("link", name="As in 2013").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip the list")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip the map")).to_be_focused()
    page.keyboard.press("Tab")
    canvas = page.get_by_role("application")
    expect(canvas).to_be_focused()
    page.wait_for_timeout(500)
    expect(page.locator(TAKEN_OVER)).to_have_count(0)

    page.keyboard.press("ArrowRight")

    wait_for_plotly(page)
    expect(canvas).to_be_focused()
    named = page.locator(".textpoint").count()
    page.keyboard.press("+")
    expect(page.locator(".textpoint")).not_to_have_count(named)
    page.keyboard.press("0")
    expect(page.locator(".textpoint")).to_have_count(named)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=re.compile("Netarchical"))).to_be_focused()


def test_plotly_follows_the_scheme_while_the_page_is_open(taken_over: Page):
    ground = taken_over.locator(".shapelayer path").first
    light = ground.evaluate("path => getComputedStyle(path).fill")

    taken_over.emulate_media(color_scheme="dark")

    expect(ground).not_to_have_css("fill", light)
    expect(ground).to_have_css("fill", "rgb(51, 34, 29)")


def test_marks_can_be_seen_in_forced_colours(taken_over: Page, complaints: list[str]):
    taken_over.emulate_media(forced_colors="active")
    mark = taken_over.locator(".points path").last
    ground = taken_over.locator(".shapelayer path").first

    expect(ground).to_have_css("fill", "rgb(255, 255, 255)")
    expect(mark).to_have_css("fill", re.compile(r"rgb\((0, 0, 0|255, 255, 255)\)"))
    expect(mark).not_to_have_css("stroke", "none")
    forget_shifts(complaints)  # by the change of media


def test_plotly_follows_the_size_of_the_window(taken_over: Page, complaints: list[str]):
    taken_over.set_viewport_size(TABLET)

    canvas = taken_over.locator(".canvas").bounding_box()
    assert canvas
    expect(taken_over.locator(".drawn .main-svg").first).to_have_attribute(
        "width", str(round(canvas["width"]))
    )
    marks, names = (taken_over.locator(each).count() for each in (".points path", ".textpoint"))
    expect(taken_over.locator("[data-unnamed]").last).to_have_text(str(marks - names))
    forget_shifts(complaints)  # by the change of size


def test_paper_gets_the_servers_drawing(taken_over: Page, complaints: list[str]):
    taken_over.emulate_media(media="print")

    expect(taken_over.locator(".map")).to_be_visible()
    expect(taken_over.locator(".drawn")).to_be_hidden()
    forget_shifts(complaints)  # by the change of media


@pytest.mark.parametrize(
    "path", ["/", "/nl/", "/?i=airbnb", "/?colour=sector&uncertainty=1", "/?q=nothing+like+it"]
)
@pytest.mark.parametrize("width", [320, 390, 820, 1440])
def test_nothing_sticks_out_sideways(new_reader: NewReader, path: str, width: int):
    page = new_reader(viewport={"width": width, "height": 800})
    open_map(page, path)

    assert page.evaluate("document.documentElement.scrollWidth") == width
