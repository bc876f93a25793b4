"""The catalogue in a browser: filtering with and without JavaScript."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, NewReader

LIST = "/initiatives/"


def results(page: Page):
    return page.get_by_role("region", name=re.compile("initiative"))


def rows(page: Page):
    return results(page).locator(".rows > li")


def choice(page: Page, name: str):
    """Return a box or one of several to choose from: its name, and how many it gives."""
    return page.get_by_label(re.compile(rf"^\s*{name}\s+\d+\s*$"))


def query(page: Page) -> str:
    return page.evaluate("location.search")


def tick(page: Page, label: str, *, scripted: bool) -> None:
    """Tick a box, or choose, by what it is called; without script send the form."""
    choice(page, label).check()
    if not scripted:
        page.get_by_role("button", name="Show results").click()


def has_script(page: Page) -> bool:
    return not page.get_by_role("button", name="Show results").is_visible()


def test_ticking_a_box_filters_the_list_and_the_address_follows(reader: Page):
    reader.goto(LIST)
    scripted = has_script(reader)

    tick(reader, "Food", scripted=scripted)
    expect(results(reader)).to_have_accessible_name(
        re.compile(r"^\d+ active initiatives in food and farming$")
    )
    tick(reader, "Belgium", scripted=scripted)
    expect(results(reader)).to_have_accessible_name(
        re.compile(r"^\d+ active initiatives in food and farming in Belgium$")
    )

    assert query(reader) == "?sector=food&country=BE"
    said = int(results(reader).get_by_role("heading", level=2).inner_text().split()[0])
    assert rows(reader).count() == said
    expect(reader).to_have_title(re.compile("in food and farming in Belgium · p2pmap"))
    reader.reload()
    expect(choice(reader, "Food")).to_be_checked()


def test_back_shows_what_was_there_before(reader: Page):
    reader.goto(LIST)
    scripted = has_script(reader)
    everything = results(reader).get_by_role("heading", level=2).inner_text()
    tick(reader, "Food", scripted=scripted)
    expect(reader).to_have_url(re.compile(r"\?sector=food$"))
    tick(reader, "Money", scripted=scripted)
    expect(reader).to_have_url(re.compile(r"\?sector=money&sector=food$"))

    reader.go_back()
    expect(results(reader)).to_have_accessible_name(re.compile("in food and farming$"))
    expect(choice(reader, "Food")).to_be_checked()
    expect(choice(reader, "Money")).not_to_be_checked()
    reader.go_back()

    expect(results(reader)).to_have_accessible_name(everything)
    expect(choice(reader, "Food")).not_to_be_checked()
    tick(reader, "Food", scripted=scripted)
    expect(reader).to_have_url(re.compile(r"\?sector=food$"))


def test_a_search_is_sent_with_enter(reader: Page):
    reader.goto(LIST)

    reader.get_by_role("searchbox").fill("wikipedia")
    reader.get_by_role("searchbox").press("Enter")

    expect(rows(reader).first).to_contain_text("Wikipedia")
    expect(reader).to_have_url(re.compile(r"\?q=wikipedia$"))


def test_each_part_and_all_of_it_can_be_cleared_with_one_click(reader: Page):
    reader.goto(LIST + "?q=coop&sector=food&sector=energy&hybrid=1")

    reader.get_by_role("link", name="Clear: “coop”").click()
    expect(reader).to_have_url(re.compile(r"/initiatives/\?hybrid=1&sector=food&sector=energy$"))
    expect(reader.get_by_role("searchbox")).to_have_value("")
    reader.get_by_role("link", name="Clear: Energy").click()
    expect(choice(reader, "Energy")).not_to_be_checked()
    reader.get_by_role("link", name="Clear filters").click()

    expect(reader).to_have_url(re.compile("/initiatives/$"))
    expect(reader.get_by_role("link", name="Clear filters")).to_have_count(0)


def test_the_pages_of_the_list_follow_each_other(reader: Page):
    reader.goto(LIST)
    first = rows(reader).first.get_by_role("link").inner_text()

    reader.get_by_role("link", name="Next").click()
    expect(reader).to_have_url(re.compile(r"\?page=2$"))
    expect(rows(reader).first.get_by_role("link")).not_to_have_text(first)
    expect(reader.get_by_role("link", name="Page 2")).to_have_attribute("aria-current", "page")
    reader.get_by_role("link", name="Previous").click()

    expect(rows(reader).first.get_by_role("link")).to_have_text(first)
    expect(reader).to_have_url(re.compile("/initiatives/$"))


def test_the_order_of_the_list_can_be_chosen(reader: Page):
    reader.goto(LIST + "?sector=energy")
    scripted = has_script(reader)

    reader.get_by_label("Order").select_option("By name")
    if not scripted:
        reader.get_by_role("button", name="Sort").click()

    expect(reader).to_have_url(re.compile(r"\?sector=energy&sort=name$"))
    found = [name.casefold() for name in rows(reader).get_by_role("heading").all_inner_texts()]
    assert found == sorted(found)


def test_a_search_that_finds_nothing_leads_on(reader: Page):
    reader.goto(LIST + "?q=couchsurfing&country=JP")
    expect(results(reader)).to_contain_text("Nothing in the catalogue matches all of this")

    reader.get_by_role("link", name="Search everywhere for “couchsurfing”").click()

    expect(rows(reader).first).to_contain_text("Couchsurfing")


def test_typing_searches_by_itself_and_keeps_what_is_typed(new_reader: NewReader):
    page = new_reader()
    page.goto(LIST)
    box = page.get_by_role("searchbox")

    box.press_sequentially("wiki", delay=20)
    expect(page).to_have_url(re.compile(r"\?q=wiki$"))
    box.press_sequentially("pedia", delay=20)

    expect(page).to_have_url(re.compile(r"\?q=wikipedia$"))
    expect(box).to_be_focused()
    expect(box).to_have_value("wikipedia")


def test_the_focus_stays_on_the_control_that_was_used(new_reader: NewReader):
    page = new_reader()
    page.goto(LIST)
    page.get_by_text("All 16 sectors").click()
    last = page.locator("#more-sector label input").last

    for _ in range(2):  # ticked, and taken back: it stays in sight, in the list that was opened
        address = page.url
        last.press("Space")
        expect(page).not_to_have_url(address)
        expect(last).to_be_focused()
    page.get_by_label("Order").select_option("By name")
    expect(page).to_have_url(re.compile("sort=name"))

    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ active initiatives$"))


def test_after_a_link_the_heading_of_the_results_has_the_focus(new_reader: NewReader):
    page = new_reader()
    page.goto(LIST + "?sector=food")

    page.get_by_role("link", name="Clear: Food and farming").click()
    expect(results(page).get_by_role("heading", level=2)).to_be_focused()
    page.get_by_role("link", name="Next").click()

    expect(page).to_have_url(re.compile(r"\?page=2$"))
    expect(results(page).get_by_role("heading", level=2)).to_be_focused()
    expect(results(page).get_by_role("heading", level=2)).to_be_in_viewport()


def test_the_new_count_is_announced(new_reader: NewReader):
    page = new_reader()
    page.goto(LIST)
    expect(page.get_by_role("status")).to_be_empty()

    choice(page, "Food").check()

    expect(page.get_by_role("status")).to_have_text(
        re.compile(r"^\d+ active initiatives in food and farming$")
    )


def test_the_other_language_follows_the_filter(new_reader: NewReader):
    page = new_reader()
    page.goto(LIST)
    choice(page, "Food").check()
    expect(page).to_have_url(re.compile("sector=food"))

    page.get_by_role("link", name="Nederlands").click()

    expect(page).to_have_url(re.compile(r"/nl/initiatives/\?sector=food$"))
    expect(page.get_by_role("heading", level=2).first).to_contain_text(
        "actieve initiatieven in voeding en landbouw"
    )


def test_a_failing_site_is_said_and_the_list_stays(new_reader: NewReader, complaints: list[str]):
    page = new_reader()
    page.goto(LIST)
    page.route("**/initiatives/?*", lambda route: route.abort())

    choice(page, "Food").check()
    expect(page.get_by_role("alert")).to_contain_text("The site does not answer")
    assert rows(page).count() > 0
    page.unroute("**/initiatives/?*")
    choice(page, "Money").check()

    expect(results(page)).to_have_accessible_name(re.compile("money, currencies and funding"))
    expect(page.get_by_role("alert")).to_be_hidden()
    complaints.clear()  # the browser told of the failure too


def test_on_a_phone_the_results_come_first_and_one_button_opens_the_filters(phone_reader: Page):
    phone_reader.goto(LIST)
    food = choice(phone_reader, "Food")
    expect(food).to_be_hidden()
    expect(rows(phone_reader).first).to_be_in_viewport()

    phone_reader.get_by_text("Filters", exact=True).click()
    food.check()
    if phone_reader.get_by_role("button", name="Show results").is_visible():
        phone_reader.get_by_role("button", name="Show results").click()
    else:
        expect(phone_reader).to_have_url(re.compile("sector=food"))
        expect(food).to_be_visible()
        phone_reader.get_by_role("link", name=re.compile(r"^Show \d+ results")).click()

    expect(results(phone_reader)).to_have_accessible_name(re.compile("in food and farming$"))
    expect(results(phone_reader).get_by_role("heading", level=2)).to_be_in_viewport()


def test_a_modified_click_on_a_page_opens_it_elsewhere(new_reader: NewReader):
    page = new_reader(viewport=PHONE)
    page.goto(LIST)

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Next").click(modifiers=["ControlOrMeta"])

    expect(opened.value).to_have_url(re.compile(r"\?page=2$"))
    expect(page).to_have_url(re.compile("/initiatives/$"))
