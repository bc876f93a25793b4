"""The map through the years: choosing one, playing, and what is said of it."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, NewReader
from tests.browser.test_map import forget_shifts, open_map, show, wait_for_plotly

GLIDING = ".canvas.playing"


def with_plotly(new_reader: NewReader, path: str = "/", **context) -> Page:
    page = new_reader(**context)
    open_map(page, path)
    wait_for_plotly(page)
    return page


def year_of(page: Page) -> int:
    return int(page.locator("output[data-year]").text_content())


def wait_for_year(page: Page, year: int) -> None:
    for _ in range(400):
        if year_of(page) >= year:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{year} did not come")


@pytest.mark.parametrize("year", [1993, 2008, 2020])
def test_a_year_is_chosen_with_and_without_script(reader: Page, year: int, complaints: list[str]):
    open_map(reader)
    control = reader.locator("#year")
    if control.get_attribute("type") == "range":
        control.evaluate(
            """(slider, year) => {
              slider.value = year;
              slider.dispatchEvent(new Event("input", {bubbles: true}));
              slider.dispatchEvent(new Event("change", {bubbles: true}));
            }""",
            year,
        )
    else:
        control.fill(str(year))
        show(reader)

    expect(reader).to_have_url(re.compile(rf"[?&]year={year}$"))
    expect(reader.locator("output[data-year]")).to_have_text(str(year))
    expect(reader.locator("#undescribed")).to_be_visible()
    expect(reader.locator(".mp-words")).to_contain_text(str(year))
    # What existed but is not described is listed in the tray, and counted beside the slider.
    tray = reader.locator("details.tray")
    undescribed = int(reader.locator("[data-undescribed]").text_content())
    if undescribed <= 60:
        assert tray.locator("[data-slug]").count() == undescribed
    forget_shifts(complaints)
    reader.get_by_role("link", name="Now", exact=True).click()
    expect(reader).to_have_url(re.compile(r"/$"))


def test_the_slider_goes_by_keyboard_and_keeps_the_focus(new_reader: NewReader):
    page = with_plotly(new_reader, "/?year=2010")
    slider = page.get_by_role("slider", name="Year")
    slider.focus()

    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"\?year=2012$"))
    expect(slider).to_be_focused()
    expect(page.locator(GLIDING)).to_have_count(0)
    page.keyboard.press("End")
    expect(page).to_have_url(re.compile(r"/$"))
    page.go_back()

    expect(page).to_have_url(re.compile(r"\?year=2012$"))
    expect(slider).to_have_value("2012")


def test_playing_asks_for_nothing_and_moves_what_moved(new_reader: NewReader):
    page = with_plotly(new_reader, "/?year=2003")
    play = page.get_by_role("button", name="Play through the years")
    play.click()
    wait_for_year(page, 2004)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    expect(play).to_have_attribute("aria-pressed", "true")

    wait_for_year(page, 2006)
    expect(page.locator(".glide .pt")).not_to_have_count(0)
    shown = page.locator(".glide .pt").count()
    wait_for_year(page, 2009)
    assert page.locator(".glide .pt").count() > shown
    assert asked == []
    counts = page.locator(".rg em").all_text_contents()
    middle = page.locator(".glide .pt.mixed").count()
    assert sum(map(int, counts)) + middle == page.locator(".glide .pt").count()
    play.click()

    expect(page).to_have_url(re.compile(r"\?year=20(09|10)$"))
    expect(play).to_have_attribute("aria-pressed", "false")
    expect(page.locator(GLIDING)).to_have_count(0)
    expect(page.locator("output[data-year]")).to_have_text(page.url[-4:])


def test_the_years_show_what_the_server_shows_of_each(new_reader: NewReader):
    page = with_plotly(new_reader, "/?year=2005")
    page.locator("#year").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".glide .pt").first).to_be_attached()
    gliding = page.locator(".glide .pt").count()

    expect(page).to_have_url(re.compile(r"\?year=2009$"))
    expect(page.locator(".pt[data-slug]")).to_have_count(gliding)
    expect(page.locator(".drawn .points path")).to_have_count(gliding)


def test_under_reduced_motion_years_go_in_whole_steps(new_reader: NewReader):
    page = with_plotly(new_reader, "/?year=2003", reduced_motion="reduce")
    page.get_by_role("button", name="Play through the years").click()
    wait_for_year(page, 2006)

    lasts = page.locator(".glide .pt").evaluate_all(
        "marks => marks.map(mark => getComputedStyle(mark).transitionDuration)"
    )
    assert set(lasts) <= {"0s"}


def test_what_moved_glides_and_a_name_stays_on_its_side(new_reader: NewReader):
    page = with_plotly(new_reader, "/?year=2012")
    places = """() => [
      Number(document.querySelector("output[data-year]").textContent),
      Object.fromEntries([...document.querySelectorAll(".glide .pt:has(text)")].map(mark => {
        const text = mark.querySelector("text");
        const {x, y, width} = text.getBBox();
        return [text.textContent, [x, x + width, y]];
      })),
    ]"""
    page.get_by_role("button", name="Play through the years").click()
    seen = []
    for year in range(2013, 2019):
        wait_for_year(page, year)
        seen.append(page.evaluate(places))
    for (one, before), (next_one, after) in pairwise(seen):
        if next_one > one + 1:
            # The machine was too busy to look at each.
            continue
        common = before.keys() & after.keys()
        assert len(common) > 10
        for name in common:
            (left, right, top), (to_left, to_right, to_top) = before[name], after[name]
            # It may be written larger or smaller, but on the same side of its mark.
            assert min(abs(to_left - left), abs(to_right - right)) < 9, name
            assert abs(to_top - top) < 9, name
    expect(page.locator(".glide .moves").first).to_be_attached()


def test_years_work_with_a_finger(new_reader: NewReader):
    page = new_reader(viewport=PHONE, has_touch=True, is_mobile=True)
    open_map(page)
    slider = page.locator("#year")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()

    page.touchscreen.tap(box["x"] + 0.8 * box["width"], box["y"] + box["height"] / 2)

    expect(page).to_have_url(re.compile(r"\?year=20\d\d$"), timeout=20_000)
    expect(page.locator("output[data-year]")).to_have_text(page.url[-4:])


def test_a_panel_follows_the_year(new_reader: NewReader):
    page = with_plotly(new_reader, "/?i=couchsurfing&year=2009")
    expect(page.locator("#panel")).to_contain_text("Describes 2008.")
    page.locator("#year").focus()

    for _ in range(6):
        page.keyboard.press("ArrowRight")

    expect(page).to_have_url(re.compile("year=2015"))
    expect(page.locator("#panel")).to_contain_text("Describes 2013.")
    expect(page.locator("#year")).to_be_focused()
