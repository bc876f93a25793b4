"""The choice of a year under the map, and what has no position, as readers use them."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewReader


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).bounding_box()
    assert found, selector
    return dict(found)


def test_without_script_a_reader_chooses_a_year_by_its_number(new_reader: NewReader):
    page = new_reader(java_script_enabled=False)
    page.goto("/?sector=money")

    number = page.get_by_label("Year", exact=True)
    expect(number).to_have_value("")
    number.fill("2008")
    number.press("Enter")

    page.wait_for_url(lambda url: "year=2008" in url and "sector=money" in url)
    expect(page.get_by_label("Year", exact=True)).to_have_value("2008")
    expect(page.locator(".yr output")).to_have_text("2008")
    page.locator(".yr").get_by_role("button", name="Show this year").click()
    expect(page.get_by_label("Year", exact=True)).to_have_value("2008")
    page.locator(".yr").get_by_role("link", name="Now").click()
    page.wait_for_url(lambda url: "year" not in url and "sector=money" in url)


def test_the_count_beside_the_year_opens_what_is_not_described(reader: Page):
    reader.goto("/?year=2008")
    listed = reader.get_by_role("navigation", name="Without a position")
    expect(listed).to_be_hidden()

    reader.get_by_role("link", name="Existed in 2008").click()

    expect(listed).to_be_visible()
    expect(listed.get_by_role("link", name="Facebook")).to_be_attached()
    reader.get_by_text("without a position", exact=False).last.click()
    expect(listed).to_be_hidden()


@pytest.mark.parametrize("path", ["/", "/nl/?year=2008", "/?year=2008&colour=sector"])
@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (1024, 768), (820, 1180), (320, 640)])
def test_the_year_stands_under_the_map_and_leaves_it_room(
    new_reader: NewReader, path: str, size: tuple[int, int]
):
    page = new_reader(viewport={"width": size[0], "height": size[1]})
    # From the second page of a visit on the font is there: tools take the rows that they should.
    page.goto("/about/")
    page.goto(path)
    plot, year = box(page, "#plot"), box(page, ".yr")

    assert plot["y"] + plot["height"] <= year["y"]
    assert year["y"] + year["height"] <= box(page, ".cfoot")["y"]
    assert plot["height"] >= (480 if size == (1440, 900) else 340)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    if size[0] >= 1024:
        # The list ends where the lines under the map do, and scrolls inside.
        side, chart = box(page, ".side"), box(page, ".chart")
        assert abs(side["y"] + side["height"] - chart["y"] - chart["height"]) < 1


def test_the_open_tray_moves_nothing_on_a_wide_screen(new_reader: NewReader):
    page = new_reader()
    page.goto("/?year=2008")
    before = box(page, "#plot")
    page.locator(".tray summary").click()

    tray = box(page, "#tray")
    assert box(page, "#plot") == before
    assert tray["y"] > 0
    assert tray["x"] + tray["width"] <= before["x"] + before["width"] + 1
