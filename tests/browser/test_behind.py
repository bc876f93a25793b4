"""What lies behind the points: the way of the selected one, its views, doubt, and sectors."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewReader
from tests.browser.test_map import open_map, place_of, wait_for_plotly

PLACES = """() => {
  const {x, y} = document.querySelector(".canvas").getBoundingClientRect();
  return Object.fromEntries(
    [...document.querySelectorAll(".drawn .textpoint")].map(text => {
      const box = text.getBoundingClientRect();
      return [text.textContent, [box.x + box.width / 2 - x, box.y + box.height / 2 - y]];
    }),
  );
}"""

# How many shapes there are among the marks, whatever their size.
SHAPES = """() => new Set(
  [...document.querySelectorAll(".drawn .points path")]
    .map(path => path.getAttribute("d").replace(/[^a-z]/gi, "")),
).size"""


def with_plotly(new_reader: NewReader, path: str = "/", **context) -> Page:
    page = new_reader(**context)
    open_map(page, path)
    wait_for_plotly(page)
    return page


def halos(page: Page):
    return page.locator(".drawn .scatterlayer .fills path, .drawn .scatterlayer .js-fill").filter(
        visible=True
    )


def test_the_selected_one_shows_its_way_and_its_numbered_views(new_reader: NewReader):
    page = with_plotly(new_reader)
    numbers = page.locator(".drawn .textpoint").filter(has_text=re.compile(r"^[12]$"))
    expect(numbers).to_have_count(0)

    page.locator("#list [data-slug=airbnb]").click()
    expect(numbers).to_have_count(2)

    panel = page.locator("#panel .pv .n").all_inner_texts()
    assert sorted(numbers.all_text_contents()) == panel == ["1", "2"]
    places = page.evaluate(PLACES)
    # The landlord's view lies left of 2013, the other host's right of it and lower.
    assert places["2"][0] < places["2013"][0] < places["1"][0]
    assert places["1"][1] > places["2013"][1] - 20
    page.keyboard.press("Escape")
    expect(numbers).to_have_count(0)
    expect(page.locator(".drawn .textpoint", has_text="2013")).to_have_count(0)


def test_plotly_draws_behind_the_selected_one_what_the_server_drew(new_reader: NewReader):
    bare = new_reader(java_script_enabled=False)
    open_map(bare, "/?i=airbnb")

    expect(bare.locator(".map").get_by_text("2013", exact=True)).to_have_count(1)
    # The page without script has other tools above the map: places are compared within it.
    area = bare.locator(".canvas").bounding_box()
    server = {
        words: bare.locator(".map g:has(> .q-old.sat) > text", has_text=words).bounding_box()
        for words in ("1", "2")
    }
    drawn = with_plotly(new_reader, "/?i=airbnb")
    plotly = drawn.evaluate(PLACES)
    canvas = drawn.locator(".canvas").bounding_box()
    for words, box in server.items():
        across = (box["x"] + box["width"] / 2 - area["x"]) / area["width"]
        down = (box["y"] + box["height"] / 2 - area["y"]) / area["height"]
        assert abs(across - plotly[words][0] / canvas["width"]) < 0.01
        assert abs(down - plotly[words][1] / canvas["height"]) < 0.02


def test_a_correction_is_no_way_and_a_year_shows_the_way_so_far(new_reader: NewReader):
    page = with_plotly(new_reader, "/?i=couchsurfing&year=2014")

    years = page.locator(".drawn .textpoint").filter(has_text=re.compile(r"^20\d\d$"))
    assert years.all_text_contents() == ["2008"]


def test_doubt_is_off_until_asked_for_and_always_on_for_the_selected_one(new_reader: NewReader):
    page = with_plotly(new_reader)
    fills = page.locator(".drawn .fills path[style*='fill-opacity: 0.0']")
    expect(fills).to_have_count(0)

    page.locator("#list [data-slug=facebook]").click()
    expect(fills).not_to_have_count(0)
    page.keyboard.press("Escape")
    expect(fills).to_have_count(0)
    page.get_by_label("Show uncertainty").check()
    expect(page).to_have_url(re.compile("uncertainty=1"))

    # Four rings for each of four regions and the middle.
    expect(fills).to_have_count(20)


def test_colour_by_sector_changes_shapes_and_brings_a_key(new_reader: NewReader):
    page = with_plotly(new_reader)
    key = page.locator("#key")
    expect(key).to_be_hidden()
    expect(page.locator(".rg .mark").first).to_be_visible()
    assert page.evaluate(SHAPES) == 4

    page.locator("label", has_text="Sector").last.click()
    expect(page).to_have_url(re.compile(r"\?colour=sector$"))
    expect(key).to_be_visible()

    assert key.locator("svg").count() == 9
    expect(page.locator(".rg .mark").first).to_be_hidden()
    assert page.evaluate(SHAPES) >= 8
    page.locator(".rg.gc").click()
    expect(page).to_have_url(re.compile("region=global_commons.*colour=sector|colour=.*region="))
    page.locator("label", has_text="Region").last.click()
    expect(page).to_have_url(re.compile(r"\?region=global_commons$"))
    expect(key).to_be_hidden()


def test_the_selected_point_goes_back_to_its_place(new_reader: NewReader):
    page = with_plotly(new_reader, "/?i=linux-kernel")
    ring = page.locator(".ring").bounding_box()

    x, y = place_of(page, "linux-kernel")

    assert abs(ring["x"] + 14 - x) < 2
    assert abs(ring["y"] + 14 - y) < 2
