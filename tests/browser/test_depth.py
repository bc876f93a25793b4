"""Colour by sector, doubt, and what belongs to the selected point, as readers see them."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, TABLET, WIDE, NewReader
from tests.browser.test_map import open_map, show, wait_for_plotly


def tick(page: Page, words: str) -> None:
    page.locator(".push label", has_text=words).click()
    show(page)


def test_a_reader_colours_the_map_by_sector_and_keeps_that(reader: Page):
    open_map(reader)
    expect(reader.locator(".rg .mark").first).to_be_visible()
    expect(reader.locator("#key")).to_be_hidden()

    tick(reader, "Sector")

    expect(reader).to_have_url(re.compile(r"[?&]colour=sector"))
    expect(reader.locator("#key")).to_contain_text("Knowledge and software")
    expect(reader.locator("#key .mark")).to_have_count(9)
    expect(reader.locator(".rg .mark").first).to_be_hidden()
    expect(reader.locator("#list .mark.s-stay").first).to_be_visible()
    reader.locator(".rg.gc").click()
    expect(reader).to_have_url(re.compile(r"region=global_commons&colour=sector$"))
    expect(reader.get_by_role("radio", name="Sector")).to_be_checked()

    tick(reader, "Region")
    expect(reader.locator("#key")).to_be_hidden()
    expect(reader).to_have_url(re.compile("region=global_commons"))


def test_a_reader_asks_for_uncertainty(reader: Page):
    open_map(reader)

    tick(reader, "Show uncertainty")

    expect(reader).to_have_url(re.compile(r"[?&]uncertainty=1"))
    expect(reader.locator(".map:not(.glide) ellipse").nth(600)).to_be_attached()
    expect(reader.get_by_role("checkbox", name="Show uncertainty")).to_be_checked()


def test_on_a_phone_how_the_map_is_shown_is_behind_the_button_of_the_filters(phone_reader: Page):
    open_map(phone_reader)
    colours = phone_reader.locator(".seg")
    expect(colours).to_be_hidden()

    phone_reader.get_by_text("Filters", exact=True).click()
    expect(colours).to_be_visible()
    tick(phone_reader, "Sector")

    expect(phone_reader.locator("#key")).to_contain_text("Money")


def test_the_colours_are_chosen_by_keyboard(new_reader: NewReader):
    page = new_reader()
    open_map(page)

    page.get_by_role("radio", name="Region").focus()
    page.keyboard.press("ArrowRight")

    expect(page).to_have_url(re.compile("colour=sector"))
    expect(page.get_by_role("radio", name="Sector")).to_be_focused()
    outline = page.locator(".seg label", has=page.locator("#colour-sector")).evaluate(
        "label => getComputedStyle(label).outlineStyle"
    )
    assert outline == "solid"


@pytest.mark.parametrize("viewport", [WIDE, TABLET, PHONE], ids=["wide", "tablet", "phone"])
@pytest.mark.parametrize("slug", ["airbnb", "couchsurfing"])
def test_what_belongs_to_a_point_is_drawn_without_script_and_no_name_covers_it(
    new_reader: NewReader, viewport: dict[str, int], slug: str
):
    page = new_reader(viewport=viewport, java_script_enabled=False)
    open_map(page, f"/?i={slug}")

    numbers = page.locator("#panel .pv .n").all_text_contents()
    years = page.locator("#panel .tl b").all_text_contents()[:-1]
    assert page.locator(".depth text").all_text_contents() == years + numbers
    expect(page.locator(".doubt.own")).to_have_count(4)
    boxes = [
        sign.bounding_box() for sign in page.locator(".depth .sat").all() if sign.bounding_box()
    ]
    names = [name.bounding_box() for name in page.locator(".pt text:visible").all()]
    assert boxes
    assert len(names) > 3
    for box in boxes:
        assert not [name for name in names if _overlap(box, name)]


def test_what_belonged_to_another_point_is_gone(new_reader: NewReader, complaints: list[str]):
    page = new_reader()
    # With Plotly's drawing the server's is not seen.
    page.route("**/plotly*.js", lambda route: route.abort())
    open_map(page, "/?i=airbnb")
    expect(page.locator(".depth .sat").first).to_be_visible()

    page.get_by_role("link", name="Close").click()

    expect(page.locator("#panel")).to_have_count(0)
    expect(page.locator(".depth .sat").first).to_be_hidden()
    complaints.clear()


def test_in_forced_colours_the_choice_is_seen(new_reader: NewReader):
    page = new_reader(forced_colors="active")
    open_map(page, "/?colour=sector")

    grounds = page.evaluate(
        "[...document.querySelectorAll('.seg label')].map(l => getComputedStyle(l).backgroundColor)"
    )
    assert grounds[0] != grounds[1]


def test_nothing_moves_when_plotly_takes_over_a_map_by_sector(new_reader: NewReader):
    page = new_reader()
    open_map(page, "/?colour=sector")
    wait_for_plotly(page)

    drawn, taken_over = (
        page.evaluate(
            """marks => [...document.querySelectorAll(marks)]
              .map(mark => mark.getBoundingClientRect())
              .map(box => [box.x, box.y, box.width, box.height])""",
            marks,
        )
        for marks in (".pt .dot", ".points path")
    )
    assert len(drawn) == len(taken_over) > 100
    for before, after in zip(drawn, taken_over, strict=True):
        assert after == pytest.approx(before, abs=1.5)


def _overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    return (
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
    )
