"""The form for a new initiative, as people fill it: steps, draft, placing, and what goes wrong."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import PHONE, NewReader

ANSWERS = {"design": 1, "exchange": 1, "ownership": 2, "settlement": 1}
STORED = "localStorage.getItem('p2pmap-draft-submit')"


@pytest.fixture
def form(new_reader: NewReader) -> Page:
    """The form on a wide screen, with JavaScript."""
    return opened(new_reader())


def opened(page: Page, path: str = "/submit/") -> Page:
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def fill_first_step(page: Page) -> None:
    page.get_by_label("Name", exact=True).fill("Tool library of the north")
    page.get_by_label("Place", exact=True).fill("Ghent")
    page.get_by_label("In one sentence").fill("Neighbours borrow tools from each other.")


def to_second_step(page: Page) -> None:
    fill_first_step(page)
    page.get_by_role("button", name="Continue").click()
    expect(heading(page, "Where does it sit?")).to_be_visible()


def answer(page: Page, answers: dict[str, int]) -> None:
    for key, value in answers.items():
        page.locator(f'.ask[data-key={key}] input[value="{value}"]').check()


def heading(page: Page, name: str) -> Locator:
    return page.get_by_role("heading", level=2, name=name)


def picker(page: Page) -> Locator:
    return page.get_by_role("application")


def scores(page: Page) -> list[str]:
    """Return what the number fields hold, purpose first."""
    return [
        page.get_by_role("spinbutton", name=n).input_value() for n in ("Purpose", "Organisation")
    ]


def point(page: Page) -> str | None:
    """Return where the point is drawn; None where none is."""
    dot = page.locator(".picker .dot")
    moved = dot.get_attribute("transform") if dot.is_visible() else None
    return moved and moved.partition(")")[0] + ")"


# --- steps ---------------------------------------------------------------------------------------


def test_one_step_is_shown_at_a_time_and_back_leads_a_step_back(form: Page):
    expect(heading(form, "What is it?")).to_be_visible()
    expect(heading(form, "Where does it sit?")).to_be_hidden()

    to_second_step(form)
    expect(heading(form, "Where does it sit?")).to_be_focused()
    expect(form.get_by_role("link", name="Where does it sit?")).to_have_attribute(
        "aria-current", "step"
    )
    form.get_by_role("button", name="Continue").click()
    expect(heading(form, "Check and send")).to_be_focused()

    form.go_back()
    expect(heading(form, "Where does it sit?")).to_be_focused()
    form.get_by_role("button", name="Back").click()
    expect(heading(form, "What is it?")).to_be_focused()


def test_a_step_is_left_only_when_nothing_is_wrong_in_it(form: Page):
    form.get_by_role("button", name="Continue").click()

    name, summary = form.get_by_label("Name", exact=True), form.locator("#problems")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("heading")).to_have_text("3 things are not right yet")
    summary.get_by_role("link", name="Name: Say how it is called.").click()
    expect(name).to_be_focused()
    expect(name).to_have_accessible_description(re.compile("Say how it is called"))
    expect(form.get_by_label("Web address").first).to_have_accessible_description(
        re.compile("Give its web address, or the place")
    )
    name.fill("Tool library")
    expect(name).not_to_have_attribute("aria-invalid", "true")
    form.get_by_label("Place", exact=True).fill("Ghent")
    expect(form.locator(".field .error").get_by_text("Give its web address")).to_be_hidden()
    form.get_by_role("link", name="Check and send").click()
    expect(summary.get_by_role("listitem")).to_have_text(
        ["In one sentence: Say in one sentence what it is."]
    )
    form.get_by_label("In one sentence").fill("Neighbours borrow tools from each other.")
    form.get_by_role("button", name="Continue").click()
    expect(summary).to_have_count(0)


def test_what_is_wrong_is_said_in_the_language_of_the_page(new_reader: NewReader):
    page = opened(new_reader(), "/nl/submit/")

    page.get_by_role("button", name="Verder").click()
    expect(page.locator("#problems h2")).to_have_text("3 dingen kloppen nog niet")
    expect(page.get_by_text("Webadres: Geef het webadres, of de plaats")).to_be_visible()


def test_without_script_it_is_one_page(new_reader: NewReader):
    page = opened(new_reader(java_script_enabled=False))

    for name in ("What is it?", "Where does it sit?", "Check and send"):
        expect(heading(page, name)).to_be_visible()
    expect(page.get_by_role("button", name="Continue")).to_have_count(0)
    expect(page.get_by_text("Who keeps it running from day to day?").first).to_be_visible()


def test_without_script_the_suggestion_is_worked_out_when_it_is_looked_at(new_reader: NewReader):
    page = opened(new_reader(java_script_enabled=False))
    fill_first_step(page)
    answer(page, ANSWERS)

    page.get_by_role("button", name="Check how it will look").click()
    expect(page.locator("#verdict")).to_contain_text("Mainly Local resilience (66%).")
    assert point(page) == "translate(75 50)"
    expect(page.locator("#check")).to_contain_text("Tool library of the north")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Tool library of the north")


def test_the_eight_further_questions_wait_behind_a_button(form: Page):
    to_second_step(form)
    further = form.get_by_role("group", name="Who keeps it running from day to day?")
    expect(further).to_be_hidden()

    form.get_by_role("button", name="Answer eight more").click()
    expect(further).to_be_visible()
    expect(further.get_by_label("Don’t know")).to_be_focused()


def test_the_last_step_shows_how_it_will_look(form: Page):
    to_second_step(form)
    answer(form, ANSWERS)

    form.get_by_role("button", name="Continue").click()
    expect(form.locator("#check")).to_contain_text("Tool library of the north")
    expect(form.locator("#check")).to_contain_text("Mainly Local resilience")


def test_a_server_that_does_not_answer_stops_nobody(form: Page, complaints: list[str]):
    to_second_step(form)
    form.route("**/submit/", lambda route: route.abort())

    form.get_by_role("button", name="Continue").click()
    expect(form.get_by_text("could not be fetched just now")).to_be_visible()
    expect(form.get_by_role("button", name="Send to the curators")).to_be_enabled()
    complaints.clear()


def test_a_known_name_shows_what_it_may_be(form: Page, complaints: list[str]):
    form.get_by_label("Name", exact=True).press_sequentially("couchsurfin", delay=5)

    known = form.locator("#similar").get_by_role("link", name="Couchsurfing").first
    expect(known).to_be_visible()
    form.reload()
    expect(known).to_be_visible()
    complaints[:] = [words for words in complaints if "layout shift" not in words]


# --- errors of the server ------------------------------------------------------------------------


def test_an_error_page_opens_at_its_summary_which_leads_to_the_field(
    form: Page, complaints: list[str]
):
    to_second_step(form)
    form.get_by_role("button", name="Continue").click()
    form.get_by_label("I agree").check()
    form.get_by_label("I know it first-hand").check()
    form.get_by_label("Web address").nth(1).fill("http://localhost/")
    form.locator("[name=homepage]").evaluate("(one) => { one.value = 'filled in'; }")
    form.get_by_role("button", name="Send to the curators").click()

    summary = form.locator("#problems")
    expect(summary).to_be_focused()
    expect(form).to_have_title(re.compile("^Error: "))
    form.get_by_role("link", name="What is it?").click()
    summary.get_by_role("link", name="web address").click()
    expect(form.get_by_label("Web address").nth(1)).to_be_focused()
    expect(form.get_by_label("Web address").nth(1)).to_have_value("http://localhost/")
    summary.get_by_role("link", name="Leave this empty").click()
    expect(form.get_by_label("Leave this empty")).to_be_focused()
    form.keyboard.press("ControlOrMeta+A")
    form.keyboard.press("Delete")
    expect(form.get_by_label("Leave this empty")).to_have_value("")
    complaints.clear()


def test_what_is_said_of_the_whole_form_is_said_at_its_last_step(form: Page, complaints: list[str]):
    fill_first_step(form)
    form.get_by_role("link", name="Check and send").click()
    form.get_by_label("I agree").check()
    form.get_by_label("I know it first-hand").check()
    form.locator("[name=stamp]").evaluate("(one) => { one.value = 'too old'; }")
    send = form.get_by_role("button", name="Send to the curators")

    send.click()
    expect(form.locator("#problems")).to_contain_text("open for very long")
    expect(heading(form, "Check and send")).to_be_visible()
    send.click()
    expect(form.get_by_role("heading", level=1)).to_contain_text("Thank you")
    complaints.clear()


# --- limits --------------------------------------------------------------------------------------


def test_limits_are_said_before_they_are_hit(form: Page):
    sentence = form.get_by_label("In one sentence")
    field = form.locator(".field", has=sentence)
    expect(field.get_by_text("200 left").first).to_be_visible()
    aloud = field.locator("[aria-live]")

    sentence.press_sequentially("word")
    expect(field.get_by_text("196 left").first).to_be_visible()
    expect(aloud).to_be_empty()
    sentence.fill("x" * 188)
    expect(aloud).to_have_text("12 left")
    sentence.press("ControlOrMeta+A")
    sentence.press("ControlOrMeta+X")
    name = form.get_by_label("Name", exact=True)
    name.press("ControlOrMeta+V")
    expect(name).to_have_accessible_description(re.compile("Look whether all of what you pasted"))


# --- the draft -----------------------------------------------------------------------------------


def test_what_is_typed_survives_a_reload_at_its_step(form: Page, complaints: list[str]):
    to_second_step(form)
    answer(form, {"ownership": 2, "exchange": -1})
    form.reload()

    expect(heading(form, "Where does it sit?")).to_be_visible()
    assert point(form) == "translate(100 -50)"
    form.get_by_role("link", name="What is it?").click()
    expect(form.get_by_label("Place", exact=True)).to_have_value("Ghent")
    complaints[:] = [words for words in complaints if "layout shift" not in words]


def test_what_is_typed_waits_on_the_device_and_can_be_cleared(form: Page):
    afresh = form.get_by_role("button", name="Start afresh")
    expect(form.get_by_text("What you type is kept on this device")).to_be_visible()
    expect(afresh).to_be_hidden()
    fill_first_step(form)
    expect(afresh).to_be_visible()
    stamp = form.locator("[name=stamp]").input_value()
    form.goto("/about/")

    opened(form)
    expect(form.get_by_label("Name", exact=True)).to_have_value("Tool library of the north")
    assert form.locator("[name=stamp]").input_value() == stamp
    form.once("dialog", lambda dialog: dialog.accept())
    afresh.click()
    expect(form.get_by_label("Name", exact=True)).to_have_value("")
    expect(afresh).to_be_hidden()
    assert form.locator("[name=stamp]").input_value() != stamp
    assert form.evaluate(STORED) is None


def test_each_link_that_brings_a_name_along_has_a_draft_of_its_own(form: Page):
    opened(form, "/submit/?name=Alpha")
    form.get_by_label("Place", exact=True).fill("Ghent")

    opened(form, "/submit/?name=Beta")
    expect(form.get_by_label("Place", exact=True)).to_have_value("")
    opened(form, "/submit/?name=Alpha")
    expect(form.get_by_label("Place", exact=True)).to_have_value("Ghent")


def test_who_sends_it_is_not_kept(form: Page):
    fill_first_step(form)
    form.get_by_role("link", name="Check and send").click()
    form.get_by_label("Your name").fill("Secret Sender")
    form.get_by_label("Your e-mail address").fill("secret@example.org")
    form.get_by_label("I take part in it").check()
    form.get_by_label("I agree").check()
    form.goto("/about/")

    stored = form.evaluate(STORED)
    assert json.loads(stored)["name"] == ["Tool library of the north"]
    assert "ecret" not in stored
    assert not {"agreed", "homepage", "csrfmiddlewaretoken"} & json.loads(stored).keys()


def test_a_page_after_sending_clears_the_draft(form: Page):
    fill_first_step(form)
    form.goto("/about/")
    assert form.evaluate(STORED)

    script = form.evaluate(
        """async () => {
          const page = new DOMParser().parseFromString(
            await (await fetch("/submit/")).text(), "text/html");
          const form = page.querySelector("script[src*='submit-form']").getAttribute("src");
          return (await (await fetch(form)).text()).match(/draft\\.\\w+\\.js/)[0];
        }"""
    )

    def sent(route: Route) -> None:
        body = f"""<!DOCTYPE html><title>Sent</title><meta name="p2pmap-sent" content="submit">
          <script type="module" src="/static/js/{script}"></script>"""
        route.fulfill(body=body, content_type="text/html")

    form.route("**/submissions/**", sent)
    form.goto("/submissions/abc/")
    form.wait_for_function(f"{STORED} === null")


def test_the_form_works_where_nothing_can_be_kept(new_reader: NewReader):
    page = new_reader()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked'); }})"
    )
    opened(page)

    to_second_step(page)
    answer(page, ANSWERS)
    assert point(page) == "translate(75 50)"


# --- placing -------------------------------------------------------------------------------------


def test_nothing_is_placed_before_anything_is_answered(form: Page):
    to_second_step(form)

    assert point(form) is None
    expect(form.locator("#verdict")).to_have_text("Not placed yet.")
    answer(form, {"ownership": 2})
    assert point(form) is None
    expect(form.locator("#verdict")).to_contain_text("whether it is centralised or decentralised")


def test_answers_place_the_point_and_say_so(form: Page):
    to_second_step(form)
    answer(form, ANSWERS)

    assert point(form) == "translate(75 50)"
    assert scores(form) == ["", ""]
    expect(form.locator("#verdict")).to_have_text("Mainly Local resilience (66%).")
    expect(form.get_by_text("4 of 12 questions answered: provisional.").first).to_be_visible()
    expect(form.locator("[data-part=live]")).to_contain_text("Mainly Local resilience (66%).")
    expect(form.get_by_role("button", name="Use what my answers suggest")).to_be_hidden()
    expect(form.get_by_label("Why elsewhere")).to_be_hidden()


def test_a_moved_point_stays_and_owes_a_reason_until_it_follows_again(form: Page):
    to_second_step(form)
    answer(form, ANSWERS)
    box = picker(form).bounding_box()
    assert box

    picker(form).click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    assert scores(form) == ["0", "0"]
    expect(form.locator("#verdict")).to_have_text("In the middle: a mix of all four.")
    expect(form.get_by_text("Your answers suggest: largely decentralised")).to_be_visible()
    answer(form, {"design": -2})
    assert point(form) == "translate(0 0)"
    form.get_by_role("button", name="Continue").click()
    form.locator("#problems").get_by_role("link", name="Why elsewhere").click()
    expect(form.get_by_label("Why elsewhere")).to_be_focused()

    form.get_by_role("button", name="Use what my answers suggest").click()
    assert scores(form) == ["", ""]
    assert point(form) == "translate(75 -25)"
    expect(form.get_by_label("Why elsewhere")).to_be_hidden()


def test_the_point_is_dragged(form: Page):
    to_second_step(form)
    box = picker(form).bounding_box()
    assert box
    across, down = (lambda x: box["x"] + box["width"] * x), (lambda y: box["y"] + box["height"] * y)

    form.mouse.move(across(0.5), down(0.5))
    form.mouse.down()
    form.mouse.move(across(0.75), down(0.25), steps=4)
    form.mouse.move(across(2), down(0.25))
    form.mouse.up()
    form.mouse.move(across(0.1), down(0.9))
    assert scores(form) == ["100", "-55"]


def test_the_point_is_moved_with_the_keys(form: Page):
    to_second_step(form)
    answer(form, ANSWERS)
    picker(form).focus()

    form.keyboard.press("ArrowRight")
    form.keyboard.press("Shift+ArrowRight")
    assert scores(form) == ["81", ""]
    expect(form.get_by_text("it counts as what your answers suggest")).to_be_visible()
    expect(form.get_by_label("Why elsewhere")).to_be_hidden()
    form.keyboard.press("Shift+ArrowUp")
    form.keyboard.press("Shift+ArrowUp")
    assert scores(form) == ["81", "40"]
    expect(form.get_by_label("Why elsewhere")).to_be_visible()


def test_the_point_is_moved_with_sliders_and_numbers(form: Page):
    to_second_step(form)
    answer(form, ANSWERS)
    slider = form.get_by_role("slider", name="Organisation")
    expect(slider).to_have_attribute("aria-valuetext", "largely decentralised")

    slider.focus()
    slider.press("ArrowRight")
    assert scores(form) == ["", "51"]
    form.get_by_role("spinbutton", name="Purpose").fill("-90")
    assert point(form) == "translate(-90 51)"
    form.get_by_role("spinbutton", name="Purpose").fill("900")
    form.get_by_role("button", name="Continue").click()
    expect(form.get_by_text("A whole number from -100 to 100.", exact=True)).to_be_visible()


def test_a_finger_places_on_a_phone_but_not_while_it_scrolls(new_reader: NewReader):
    page = opened(new_reader(viewport=PHONE, has_touch=True, is_mobile=True))
    fill_first_step(page)
    page.get_by_role("button", name="Continue").tap()
    page.keyboard.press("Tab")
    expect(picker(page)).to_be_focused()
    page.get_by_role("group", name="Who owns it?").scroll_into_view_if_needed()
    page.mouse.wheel(0, 200)
    box = picker(page).bounding_box()
    assert box
    assert box["y"] >= 0
    assert box["width"] >= 120
    before = page.evaluate("scrollY")
    swipe(page, box, down=-0.8)
    page.wait_for_function(f"scrollY > {before} + 40")
    assert point(page) is None
    swipe(page, box, across=0.4)
    assert scores(page) not in (["", ""], ["0", "0"])

    picker(page).tap(position={"x": box["width"] * 0.75, "y": box["height"] * 0.25})
    assert point(page) in ("translate(55 -55)", "translate(54 -55)", "translate(55 -54)")
    expect(page.locator("#verdict")).to_be_in_viewport()


def swipe(page: Page, box: dict[str, float], *, across: float = 0, down: float = 0) -> None:
    """Move a finger from the middle of a box, by parts of its size."""
    touch = page.context.new_cdp_session(page)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for step in range(11):
        at = {"x": x + across * box["width"] * step / 10, "y": y + down * box["height"] * step / 10}
        kind = "touchMove" if step else "touchStart"
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [at]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


# --- the way to it -------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 390, 1440])
@pytest.mark.parametrize(
    ("path", "name"), [("/", "Add an initiative"), ("/nl/initiatives/", "Initiatief toevoegen")]
)
def test_every_page_leads_to_the_form(new_reader: NewReader, width: int, path: str, name: str):
    page = new_reader(viewport={"width": width, "height": 800})
    page.goto(path)
    page.reload()  # with the font, which a first visit goes without where it comes late

    button = page.get_by_role("banner").get_by_role("link", name=name)
    expect(button).to_be_in_viewport(ratio=1)
    header = page.get_by_role("banner").bounding_box()
    assert header
    assert header["height"] < 110
    button.click()
    expect(page).to_have_url(re.compile("/submit/$"))
