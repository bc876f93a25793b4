"""The game "guess first" by keyboard, by finger and by mouse, with and without script."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, NewReader
from tests.browser.hands import Finger, Keyboard, Mouse

SET = "wikipedia.uber.couchsurfing.repair-cafe.bitcoin"
NAMES = ("Wikipedia", "Uber", "Couchsurfing", "Repair Café", "Bitcoin")
SHOW = "Show where it is"
# The quadrant is drawn from -110 to 110.
EDGE = 110


def quadrant(page: Page) -> Locator:
    return page.get_by_role("application")


def spot(page: Page, decentralisation: int, purpose: int) -> tuple[float, float]:
    """Return where a place is in the window."""
    box = quadrant(page).bounding_box()
    assert box
    return (
        box["x"] + box["width"] * (purpose + EDGE) / (2 * EDGE),
        box["y"] + box["height"] * (decentralisation + EDGE) / (2 * EDGE),
    )


def scores(page: Page) -> list[int]:
    return [
        int(page.locator(f"input[name={axis}][type=number]").input_value())
        for axis in ("decentralisation", "purpose")
    ]


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def test_a_whole_game_by_keyboard(new_reader: NewReader):
    page = new_reader()
    hands = Keyboard(page)
    page.goto("/guess/")
    hands.press(page.get_by_role("link", name="Start"))

    for number in range(1, 6):
        expect(heading(page)).to_contain_text("Where would you put")
        expect(page.get_by_text(f"Guess {number} of 5")).to_be_visible()
        hands.reach(quadrant(page))
        for _ in range(6):
            page.keyboard.press("Shift+ArrowDown")
        page.keyboard.press("ArrowRight")
        assert scores(page) == [30, 1]
        expect(page.locator("#verdict")).to_contain_text("on the border with")
        hands.press(page.get_by_role("button", name=SHOW))
        expect(heading(page)).to_contain_text("Where the curators put")
        expect(page.get_by_role("link", name="Reasons and sources")).to_be_visible()
        hands.press(
            page.get_by_role("main").get_by_role("link", name=re.compile("^(Next|See all)"))
        )

    expect(page.get_by_role("row")).to_have_count(6)
    share = page.get_by_label("Share this set").input_value()
    assert re.search(r"/guess/\?set=[\w-]+(\.[\w-]+){4}$", share)
    result = page.url
    page.goto(share)
    expect(page.get_by_text("Guess 1 of 5")).to_be_visible()
    page.goto(result)
    hands.press(page.get_by_role("link", name="Play again with others"))
    expect(page.get_by_text("Guess 1 of 5")).to_be_visible()
    assert not page.context.cookies()


def test_after_an_answer_the_keyboard_goes_on_from_the_content(new_reader: NewReader):
    page = new_reader()
    page.goto(f"/guess/?set={SET}")
    hands = Keyboard(page)
    hands.reach(quadrant(page))
    page.keyboard.press("ArrowDown")
    hands.press(page.get_by_role("button", name=SHOW))
    expect(heading(page)).to_contain_text("Where the curators put")

    page.keyboard.press("Tab")

    expect(page.get_by_role("link", name="Reasons and sources")).to_be_focused()


def test_a_whole_game_without_script(new_reader: NewReader):
    page = new_reader(java_script_enabled=False)
    page.goto(f"/guess/?set={SET}")

    for name in NAMES:
        expect(heading(page)).to_have_text(f"Where would you put {name}?")
        page.get_by_label("Purpose").fill("50")
        page.get_by_label("Organisation").fill("-20")
        page.get_by_role("button", name=SHOW).click()
        expect(heading(page)).to_have_text(f"Where the curators put {name}")
        page.get_by_role("main").get_by_role("link", name=re.compile("^(Next|See all)")).click()

    for name in NAMES:
        expect(page.get_by_role("row").filter(has_text=name)).to_have_count(1)
    assert page.url.partition("?")[2].startswith(f"set={SET}&guesses=-20_50.-20_50.")


def test_a_finger_taps_and_the_answer_shows_both(new_reader: NewReader):
    page = new_reader(viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(f"/guess/?set={SET}")
    quadrant(page).scroll_into_view_if_needed()

    page.touchscreen.tap(*spot(page, -60, 80))

    assert all(abs(one - two) <= 2 for one, two in zip(scores(page), (-60, 80), strict=True))
    expect(page.locator("#verdict")).to_contain_text("Mainly Global commons")
    Finger(page).press(page.get_by_role("button", name=SHOW))
    figure = page.get_by_role(
        "img", name="Your guess for Wikipedia and the place that the curators gave it"
    )
    expect(figure).to_be_visible()
    expect(figure).to_contain_text("You")
    expect(figure).to_contain_text("Curators")
    box = figure.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]


def test_a_point_is_dragged(new_reader: NewReader):
    page = new_reader()
    page.goto(f"/guess/?set={SET}")

    page.mouse.move(*spot(page, 0, 0))
    page.mouse.down()
    page.mouse.move(*spot(page, 30, -30), steps=4)
    page.mouse.move(*spot(page, 70, -90), steps=4)
    page.mouse.up()

    assert all(abs(one - two) <= 1 for one, two in zip(scores(page), (70, -90), strict=True))
    expect(page.locator("#verdict")).to_contain_text("Mainly Distributed capitalism")
    expect(page.locator(".score[data-axis=purpose] output")).to_have_text("very profit-driven")
    expect(page.get_by_role("slider", name="Organisation")).to_have_value(str(scores(page)[0]))


def test_nothing_is_shown_before_it_is_placed(new_reader: NewReader):
    page = new_reader()
    page.goto(f"/guess/?set={SET}")

    Mouse(page).press(page.get_by_role("button", name=SHOW))

    expect(heading(page)).to_have_text("Where would you put Wikipedia?")
    assert "decentralisation" not in page.url


@pytest.mark.parametrize("width", [320, 390])
def test_the_result_is_read_on_a_phone_without_scrolling_sideways(
    new_reader: NewReader, width: int
):
    page = new_reader(viewport={"width": width, "height": 700})
    page.goto(f"/guess/?set={SET}&guesses=-20_70.80_80.0_0.60_80.90_-60")

    row = page.get_by_role("row").filter(has_text="Uber")
    expect(row.get_by_role("cell")).to_have_count(3)
    expect(row).to_contain_text("Curators")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
