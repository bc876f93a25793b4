"""Whole journeys of those who send something in, by every means and in both languages."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import RULES, problems_of
from tests.browser.conftest import PHONE, WIDE, NewReader
from tests.browser.hands import Finger, Keyboard, Mouse

WORDS = {
    "en": {
        "add": "Add an initiative",
        "name": "Name",
        "place": "Place",
        "summary": "In one sentence",
        "go": "Continue",
        "look": "Check how it will look",
        "send": "Send to the curators",
        "first hand": "I know it first-hand",
        "agree": "I agree that",
        "thanks": "Thank you. It is with the curators.",
        "mainly": "Mainly Local resilience",
        "wrong": "Something is wrong or has changed",
        "right": "All of it is still right",
        "yes": "Yes, all of it is still right",
        "what is wrong": "What is wrong, or has changed?",
        "how": "How do you know?",
        "withdraw": "Withdraw it",
        "yes, withdraw": "Yes, withdraw it",
        "withdrawn": "Withdrawn",
    },
    "nl": {
        "add": "Initiatief toevoegen",
        "name": "Naam",
        "place": "Plaats",
        "summary": "In één zin",
        "go": "Verder",
        "look": "Bekijk hoe het eruit zal zien",
        "send": "Indienen bij de redacteurs",
        "first hand": "Ik weet het uit de eerste hand",
        "agree": "Ik ga ermee akkoord",
        "thanks": "Dank je wel. Het ligt bij de redacteurs.",
        "mainly": "Vooral Lokale veerkracht",
        "wrong": "Er klopt iets niet of er is iets veranderd",
        "right": "Alles klopt nog",
        "yes": "Ja, alles klopt nog",
        "what is wrong": "Wat klopt er niet, of wat is er veranderd?",
        "how": "Hoe weet je dat?",
        "withdraw": "Intrekken",
        "yes, withdraw": "Ja, trek het in",
        "withdrawn": "Ingetrokken",
    },
}
ANSWERS = {"design": 1, "exchange": 1, "ownership": 2, "settlement": 1}
TOUCH = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
# Each way of using a page, at a size that it is used at, and with a language.
WAYS = {
    "mouse": ("en", Mouse, {"viewport": WIDE}),
    "keyboard": ("nl", Keyboard, {"viewport": WIDE}),
    "keyboard, narrow": ("en", Keyboard, {"viewport": PHONE}),
    "finger": ("nl", Finger, TOUCH),
    "without script": ("nl", Mouse, {"viewport": WIDE, "java_script_enabled": False}),
    "without script, finger": ("en", Finger, {**TOUCH, "java_script_enabled": False}),
}


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest):
    return WAYS[request.param]


def clean(page: Page) -> None:
    """Look for barriers, where scripts run: axe-core is one."""
    if page.evaluate("() => matchMedia('(scripting: enabled)').matches"):
        assert problems_of(page, RULES) == []


def test_somebody_adds_an_initiative_and_withdraws_it(new_reader: NewReader, way):
    lang, make_hand, context = way
    page = new_reader(**context)
    page.set_default_timeout(10_000)
    hand, say = make_hand(page), WORDS[lang]
    has_script = context.get("java_script_enabled", True)
    button = page.get_by_role("button", name=say["go"]).locator("visible=true")

    page.goto("/about/" if lang == "en" else "/nl/about/")
    hand.press(page.get_by_role("link", name=say["add"]))
    expect(page.get_by_role("heading", level=1)).to_contain_text(say["add"], ignore_case=True)
    clean(page)
    hand.fill(page.get_by_label(say["name"], exact=True), "Tool library of the north")
    hand.fill(page.get_by_label(say["place"], exact=True), "Ghent")
    hand.fill(page.get_by_label(say["summary"]), "Neighbours borrow tools.")
    if has_script:
        hand.press(button)
        expect(page.locator("#step-2-title")).to_be_focused()
        clean(page)
    for key, value in ANSWERS.items():
        hand.tick(page.locator(f'.ask[data-key={key}] input[value="{value}"]'))
    if has_script:
        expect(page.locator("#verdict")).to_contain_text(say["mainly"])
        hand.press(button)
    else:
        hand.press(page.get_by_role("button", name=say["look"]))
    expect(page.locator("#check .verdict")).to_contain_text(say["mainly"])
    clean(page)
    hand.tick(page.get_by_label(say["first hand"]))
    hand.tick(page.get_by_label(re.compile(say["agree"])))
    hand.press(page.get_by_role("button", name=say["send"]))

    expect(page.get_by_role("heading", level=1)).to_have_text(say["thanks"])
    expect(page.locator("main")).to_contain_text("Tool library of the north")
    expect(page.locator("main")).to_contain_text(say["mainly"])
    clean(page)
    hand.press(page.get_by_text(say["withdraw"], exact=True))
    hand.press(page.get_by_role("button", name=say["yes, withdraw"]))
    expect(page.locator(".state-withdrawn")).to_contain_text(say["withdrawn"])
    clean(page)


def test_somebody_says_what_is_wrong_and_what_is_right(new_reader: NewReader, way):
    lang, make_hand, context = way
    page = new_reader(**context)
    page.set_default_timeout(10_000)
    hand, say = make_hand(page), WORDS[lang]
    detail = "/initiatives/freecycle/" if lang == "en" else "/nl/initiatives/freecycle/"

    page.goto(detail)
    hand.press(page.get_by_role("link", name=say["wrong"]))
    expect(page.get_by_label(say["what is wrong"])).to_be_visible()
    clean(page)
    hand.fill(page.get_by_label(say["what is wrong"]), "Groups decide on their own now.")
    hand.fill(page.get_by_label(say["how"]), "I moderate one.")
    hand.tick(page.get_by_label(re.compile(say["agree"])))
    hand.press(page.get_by_role("button", name=say["send"]))
    expect(page.get_by_role("heading", level=1)).to_have_text(say["thanks"])
    clean(page)

    page.goto(detail)
    hand.press(page.get_by_role("link", name=say["right"]))
    hand.press(page.get_by_role("button", name=say["yes"]))
    expect(page.get_by_role("heading", level=1)).to_have_text(say["thanks"])
