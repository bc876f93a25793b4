"""The map by keyboard and by finger: from point to point, a crowd's list, the sheet on a phone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, WIDE, NewReader
from tests.browser.test_map import open_map, wait_for_plotly

# 1280 px wide at 400 %.
ZOOMED = {"width": 320, "height": 256}


def canvas_of(page: Page) -> Locator:
    return page.get_by_role("application")


def spoken(page: Page) -> Locator:
    return page.locator("quadrant-map > [role=status].vh")


def walking(page: Page) -> Locator:
    """Go to the map as a keyboard does, and to its best known point."""
    open_map(page)
    canvas = canvas_of(page)
    canvas.focus()
    page.keyboard.press("Home")
    wait_for_plotly(page)
    expect(spoken(page)).to_have_text(re.compile(r", 1 of \d+, "))
    return canvas


def many_at_one_place(page: Page) -> None:
    """Serve data in which ten initiatives stand where the first one stands."""

    def crowd(route):
        answer = route.fetch()
        data = answer.json()
        points = data["points"]
        for column in ("decentralisation", "purpose", "region", "standing", "note"):
            points[column][1:10] = points[column][:1] * 9
        route.fulfill(response=answer, json=data)

    page.route("**/map/data/**", crowd)


def test_page_down_reaches_every_point_in_the_order_of_the_list(new_reader: NewReader):
    page = new_reader(viewport=WIDE)
    walking(page)
    rows = page.locator("#list [data-slug]")
    total = rows.count()
    heard = [spoken(page).inner_text()]

    for _ in range(total - 1):
        page.keyboard.press("PageDown")
        heard.append(spoken(page).inner_text())

    names = rows.locator("b").all_inner_texts()
    assert [words.split(f", {n} of {total}")[0] for n, words in enumerate(heard, 1)] == names
    page.keyboard.press("PageDown")
    expect(spoken(page)).to_have_text(heard[-1])
    page.keyboard.press("PageUp")
    expect(spoken(page)).to_have_text(heard[-2])


def test_an_arrow_goes_to_a_point_on_that_side(new_reader: NewReader):
    page = new_reader(viewport=WIDE)
    walking(page)
    ring = page.locator(".ring")

    for key, axis, sign in [
        ("ArrowRight", "x", 1),
        ("ArrowLeft", "x", -1),
        ("ArrowUp", "y", -1),
        ("ArrowDown", "y", 1),
    ]:
        before, words = ring.bounding_box(), spoken(page).inner_text()
        page.keyboard.press(key)
        expect(spoken(page)).not_to_have_text(words)
        page.wait_for_timeout(100)
        assert sign * (ring.bounding_box()[axis] - before[axis]) > 0
        expect(page.locator(".hc")).to_be_visible()
        expect(page.locator(".list a.hot")).to_have_count(1)


def test_enter_opens_and_escape_goes_back_to_where_the_walk_was(new_reader: NewReader):
    page = new_reader(viewport=WIDE)
    canvas = walking(page)
    page.keyboard.press("PageDown")
    name = spoken(page).inner_text().split(", 2 of")[0]

    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name=name)).to_be_focused()
    page.keyboard.press("Escape")

    expect(canvas).to_be_focused()
    expect(page.locator("#panel")).to_have_count(0)
    page.keyboard.press("PageDown")
    expect(spoken(page)).to_have_text(re.compile(r", 3 of \d+, "))
    page.keyboard.press("Escape")
    expect(page.locator(".list a.hot")).to_have_count(0)
    expect(canvas).to_be_focused()


@pytest.mark.parametrize(
    "settings", [{"viewport": ZOOMED}, {"viewport": WIDE, "forced_colors": "active"}]
)
def test_the_walk_works_at_400_percent_and_in_forced_colours(new_reader: NewReader, settings):
    page = new_reader(**settings)
    canvas = walking(page)

    page.keyboard.press("PageDown")
    expect(spoken(page)).to_have_text(re.compile(r", 2 of \d+, "))
    ring = page.locator(".ring")
    expect(ring).to_be_visible()
    assert ring.evaluate("ring => parseFloat(getComputedStyle(ring).borderTopWidth)") >= 2
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(canvas).to_be_focused()


def test_a_walk_on_a_zoomed_map_brings_the_next_point_into_view(new_reader: NewReader):
    page = new_reader(viewport=WIDE)
    canvas = walking(page)
    for _ in range(4):
        page.keyboard.press("+")
    page.keyboard.press("End")

    expect(page.locator(".ring")).to_be_visible()
    ring, box = page.locator(".ring").bounding_box(), canvas.bounding_box()
    assert box["x"] <= ring["x"] + 14 <= box["x"] + box["width"]
    assert box["y"] <= ring["y"] + 14 <= box["y"] + box["height"]


def test_enter_on_a_crowd_opens_a_short_list(new_reader: NewReader):
    page = new_reader(viewport=WIDE)
    many_at_one_place(page)
    canvas = walking(page)
    expect(spoken(page)).to_have_text(re.compile("10 initiatives at this place$"))

    page.keyboard.press("Enter")
    crowd = page.get_by_role("dialog", name="10 initiatives at this place")
    links = crowd.get_by_role("link")
    expect(links).to_have_count(10)
    expect(links.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(crowd).to_have_count(0)
    expect(canvas).to_be_focused()

    page.keyboard.press("Enter")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(links.last).to_be_focused()
    name = links.last.locator("b").inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name=name)).to_be_focused()
    page.keyboard.press("Escape")
    expect(canvas).to_be_focused()


def test_a_click_on_the_count_of_a_crowd_opens_its_list(new_reader: NewReader):
    page = new_reader(viewport=WIDE)
    many_at_one_place(page)
    open_map(page)
    wait_for_plotly(page)
    box = page.locator(".textpoint", has_text="+3").bounding_box()

    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    crowd = page.get_by_role("dialog")
    expect(crowd.get_by_role("link")).to_have_count(10)
    page.get_by_role("heading", level=1).click()
    expect(crowd).to_have_count(0)


def test_a_tap_on_crowded_points_lets_the_reader_choose(new_reader: NewReader):
    page = new_reader(viewport=PHONE, has_touch=True, is_mobile=True)
    open_map(page)
    box = canvas_of(page).bounding_box()

    page.touchscreen.tap(box["x"] + 0.8 * box["width"], box["y"] + 0.75 * box["height"])
    choice = page.get_by_role("dialog").get_by_role("link").nth(1)
    name = choice.locator("b").inner_text()
    choice.tap()

    expect(page.get_by_role("heading", level=2, name=name)).to_be_visible()


def drag(page: Page, start: tuple[float, float], down: float) -> None:
    """Drag one finger up or down, as the browser itself sees it."""
    session = page.context.new_cdp_session(page)
    x, y = start

    def touch(kind: str, *points: dict[str, float]) -> None:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    touch("touchStart", {"x": x, "y": y})
    for step in range(1, 13):
        touch("touchMove", {"x": x, "y": y + down * step / 12})
        page.wait_for_timeout(16)
    touch("touchEnd")


def opened_sheet(new_reader: NewReader) -> Page:
    page = new_reader(viewport=PHONE, has_touch=True, is_mobile=True)
    open_map(page)
    page.locator("#list [data-slug=airbnb]").tap()
    expect(page.get_by_role("heading", name="Airbnb")).to_be_visible()
    return page


def test_the_sheet_closes_by_swiping_it_down(new_reader: NewReader):
    page = opened_sheet(new_reader)
    sheet = page.locator("#side").bounding_box()
    top = (sheet["x"] + 60, sheet["y"] + 20)

    drag(page, top, 30)
    expect(page.locator("#panel")).to_have_count(1)
    drag(page, top, 200)

    expect(page.locator("#panel")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/$"))


def test_the_sheet_scrolls_before_it_closes(new_reader: NewReader):
    page = opened_sheet(new_reader)
    sheet = page.locator("#side").bounding_box()
    page.locator("#panel").evaluate("panel => { panel.scrollTop = 150; }")

    drag(page, (sheet["x"] + 60, sheet["y"] + 100), 140)

    expect(page.locator("#panel")).to_have_count(1)
    assert page.locator("#panel").evaluate("panel => panel.scrollTop") < 150


def test_the_sheet_closes_by_the_cross_and_by_back(new_reader: NewReader):
    page = opened_sheet(new_reader)
    page.get_by_role("link", name="Close").tap()
    expect(page.locator("#panel")).to_have_count(0)

    page.go_back()
    expect(page.get_by_role("heading", name="Airbnb")).to_be_visible()
    page.go_back()
    expect(page.locator("#panel")).to_have_count(0)


def test_one_finger_on_the_map_scrolls_the_page(new_reader: NewReader):
    page = new_reader(viewport=PHONE, has_touch=True, is_mobile=True)
    open_map(page)
    canvas_of(page).tap()
    wait_for_plotly(page)
    page.keyboard.press("Escape")
    box = canvas_of(page).bounding_box()

    drag(page, (box["x"] + 100, box["y"] + 250), -200)

    page.wait_for_function("scrollY > 100")
    assert page.locator(".canvas").evaluate("canvas => getComputedStyle(canvas).touchAction") in (
        "auto",
        "manipulation",
        "pan-y pinch-zoom",
    )
