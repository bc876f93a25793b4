"""The desk of curators: by keyboard alone, without script, in both languages, for everyone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import RULES, problems_of
from tests.browser.conftest import PHONE, NewReader
from tests.sites import PASSWORD, new_site

SEED = """
from datetime import date, timedelta
from initiatives import moderation
from initiatives.models import Initiative, Submission
from django.contrib.auth.models import User
from tests.recipes import opinion, submit
part = opinion(decentralisation=50, purpose=75,
    answers={"design": 1, "exchange": 1, "ownership": 2, "settlement": 1})
far = opinion(as_of=2023, decentralisation=-60, purpose=-80, perspective={"en": "a neighbour"},
    answers={"design": -2, "exchange": -1, "ownership": -2, "settlement": -2})
airbnb = Initiative.objects.get(slug="airbnb")
for number in range(12):
    submit(data={"name": f"Plot {number}", "website": f"https://plot-{number}.example.org/",
        "summary": {"en": "Neighbours share a plot."}, "sectors": ["food"], "needs": ["grow-food"],
        "founded": 2015, "country": "BE", "reach": "local", "output": "local",
        "assessments": [part]},
        sources=[{"title": "News", "url": "https://news.example.org/"},
            {"title": "Report", "url": "https://report.example.org/"}],
        contact_name="Jo Jansen", contact_email="jo@example.org")
submit("change", airbnb, data={"tags": ["rooms"], "summary": {"en": "Rooms.", "nl": "Kamers."}})
submit("second_opinion", airbnb, data={"assessments": [far]}, statement="It changed here.")
late = submit("objection", airbnb, statement="No.", grounds="So.", ground="facts",
    contact_email="a@example.org")
Submission.objects.filter(pk=late.pk).update(due_on=date.today() - timedelta(days=1))
submit("still_right", airbnb)
asked = submit(data={"name": "Couchsurfng", "website": "https://www.couchsurfing.com/"})
moderation.ask_back(asked, by=User.objects.get(username="ann"), version=1, note="Where?")
moderation.answer(asked, note="Everywhere.")
"""

Curator = Callable[..., Page]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site of its own, with a curator and with something in every pile."""
    folder: Path = tmp_path_factory.mktemp("desk")
    with new_site(folder) as site, site.serving(P2PMAP_FORM_SECONDS="0") as serving:
        site.add_curator("ann")
        seeded = site.manage("shell", "-c", SEED)
        assert seeded.returncode == 0, seeded.stderr
        yield serving.url


@pytest.fixture
def curator(new_reader: NewReader, complaints: list[str]) -> Curator:
    """Log somebody in, and lead to the queue: `curator("/nl", viewport=PHONE)`."""

    def make(prefix: str = "", **context: object) -> Page:
        page = new_reader(**context)
        # The first page of a visit waits for its font, on a busy machine too long.
        page.goto(f"{prefix}/about/", wait_until="networkidle")
        complaints.clear()
        page.goto(f"{prefix}/admin/login/?next={prefix}/curate/")
        page.locator("#id_username").fill("ann")
        page.locator("#id_password").fill(PASSWORD)
        page.locator("#id_password").press("Enter")
        page.wait_for_url(f"**{prefix}/curate/")
        return page

    return make


def open_pile(page: Page, prefix: str, pile: str) -> None:
    page.goto(f"{prefix}/curate/?pile={pile}")


# --- by keyboard alone ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("prefix", "accepted", "undone"),
    [
        ("", "It is accepted, and in the catalogue", "Undone: it waits again"),
        ("/nl", "Het is aanvaard en staat in de catalogus", "Ongedaan gemaakt: het wacht weer"),
    ],
    ids=["en", "nl"],
)
def test_a_clean_submission_takes_three_keys_and_one_more_undoes_it(
    curator: Curator, prefix: str, accepted: str, undone: str
):
    page = curator(prefix)
    open_pile(page, prefix, "new")

    page.keyboard.press("n")
    page.wait_for_url("**/curate/cases/**")
    name = page.locator("h1").inner_text()
    assert name.startswith("Plot")
    page.keyboard.press("a")
    expect(page.locator("#accept-form [data-focus]")).to_be_focused()
    page.keyboard.press("Enter")
    said = page.locator("#said")
    expect(said).to_contain_text(accepted)
    expect(said).to_contain_text(name)

    page.keyboard.press("u")
    expect(page.locator("#said")).to_contain_text(undone)
    expect(page.locator("h1")).to_have_text(name)


def test_asking_and_refusing_by_keyboard_begin_with_a_text(curator: Curator):
    page = curator()
    open_pile(page, "", "new")
    for key, panel in (("q", "ask_back"), ("r", "refuse")):
        page.keyboard.press("n")
        page.wait_for_url("**/curate/cases/**")
        page.keyboard.press(key)
        select = page.locator(f"#id_{panel}_reason_key")
        expect(select).to_be_focused()
        page.keyboard.press("ArrowDown")
        note = page.locator(f"#id_{panel}_note")
        assert note.input_value().startswith("Thank you")
        page.keyboard.press("Tab")
        page.keyboard.press("ControlOrMeta+End")
        page.keyboard.type(" Greetings, qrnalu.")  # keys that mean something else outside
        assert note.input_value().endswith("Greetings, qrnalu.")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#said .done")).to_be_visible()
        open_pile(page, "", "new")


def test_leaving_a_case_leads_on_and_it_is_not_offered_again(curator: Curator):
    page = curator()
    open_pile(page, "", "new")
    page.keyboard.press("n")
    page.wait_for_url("**/curate/cases/**")
    left = page.locator("h1").inner_text()

    page.keyboard.press("l")
    expect(page.locator("#said")).to_contain_text("Left for another curator.")
    open_pile(page, "", "new")
    page.keyboard.press("n")
    page.wait_for_url("**/curate/cases/**")

    assert page.locator("h1").inner_text() != left


def test_several_are_refused_by_keyboard_and_come_back(curator: Curator):
    page = curator()
    open_pile(page, "", "new")
    before = page.locator("[data-case]").count()
    for _ in range(2):
        page.keyboard.press("j")
        page.keyboard.press("x")
    assert page.locator("[data-case] input:checked").count() == 2

    button = page.get_by_role("button", name="Refuse the chosen ones")
    button.focus()
    page.keyboard.press("Enter")
    page.locator("#id_reason_key").focus()
    page.keyboard.press("End")
    page.get_by_role("button", name="Refuse 2 submissions").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("2 submissions are refused.")

    page.keyboard.press("u")
    expect(page.locator("#said")).to_contain_text("2 refusals are undone.")
    open_pile(page, "", "new")
    assert page.locator("[data-case]").count() == before


def test_the_keys_can_be_turned_off_and_are_listed(curator: Curator):
    page = curator()
    page.keyboard.press("?")
    keys = page.locator(".keys")
    expect(keys.locator("dl")).to_be_visible()
    off = page.get_by_label("Turn the keys off on this device")
    off.check()

    page.reload()
    page.keyboard.press("?")
    expect(page.locator(".keys dl")).to_be_hidden()
    page.keyboard.press("n")
    page.locator(".keys summary").click()
    page.get_by_label("Turn the keys off on this device").uncheck()
    page.locator("h1").click()
    page.keyboard.press("n")
    page.wait_for_url("**/curate/cases/**")


def test_a_case_is_edited_and_placed_live_and_accepted_in_part(curator: Curator):
    page = curator()
    open_pile(page, "", "new")
    page.keyboard.press("n")
    page.wait_for_url("**/curate/cases/**")
    case = page.url

    page.keyboard.press("e")
    page.wait_for_url("**/edit/**")
    page.get_by_label("Place", exact=True).fill("Ghent")
    page.get_by_role("button", name="Keep this for accepting").click()
    expect(page.locator(".diff")).to_contain_text("Ghent")

    page.keyboard.press("m")
    page.wait_for_url("**/position/**")
    verdict = page.locator("#verdict")
    expect(verdict).to_contain_text("Local resilience")
    for key in ("design", "exchange"):
        page.locator(f"fieldset[data-key={key}] input[value='-2']").check()
    for axis in ("decentralisation", "purpose"):
        page.locator(f"[data-axis={axis}] input[type=number]").fill("")
    expect(verdict).to_contain_text("Global commons")
    page.get_by_role("button", name="Keep this for accepting").click()
    page.wait_for_url(case)

    page.keyboard.press("p")
    expect(page.locator("input[name=take]").first).to_be_focused()
    page.get_by_label("Take Founded in").uncheck()
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("It is accepted")
    page.locator("#said a").click()
    expect(page.locator("main")).to_contain_text("Ghent")
    expect(page.locator("main")).not_to_contain_text("2015")


# --- without script ------------------------------------------------------------------------------
def test_it_works_without_script(curator: Curator):
    page = curator(java_script_enabled=False)
    open_pile(page, "", "new")
    page.get_by_role("button", name="Next case").click()
    assert page.locator("kbd").first.is_hidden()

    page.locator("summary", has_text="Refuse").click()
    page.locator("#id_refuse_reason_key").select_option("spam")
    page.get_by_role("button", name="Refuse", exact=True).click()

    expect(page.locator("#said")).to_contain_text("is refused.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#said")).to_contain_text("Undone")


def test_it_works_on_a_phone(curator: Curator):
    page = curator(viewport=PHONE, has_touch=True, is_mobile=True)
    page.get_by_role("button", name="Next case").tap()
    page.locator("summary", has_text="Ask back").tap()
    page.locator("#id_ask_back_note").fill("Where is it?")
    page.get_by_role("button", name="Ask back", exact=True).tap()

    expect(page.locator("#said")).to_contain_text("is asked back.")


# --- for everyone --------------------------------------------------------------------------------
PAGES = (
    "/curate/",
    "/curate/?pile=new&language=en",
    "/curate/me/",
    "/curate/initiatives/airbnb/position/",
    "/decisions/",
    "/initiatives/airbnb/history/",
    "/admin/password_reset/",
)
ADMIN = (
    "/admin/",
    "/admin/initiatives/initiative/",
    "/admin/initiatives/submission/",
    "/admin/initiatives/reasontemplate/",
    "/admin/initiatives/reasontemplate/1/change/",
    "/admin/initiatives/decision/",
    "/admin/auth/user/",
    "/admin/auth/user/1/change/",
)
# The stock admin is Django's: the rules of the standards hold for it, advice need not.
STANDARDS = {**RULES, "runOnly": RULES["runOnly"][:-1]}
COLOURS = {**RULES, "runOnly": ["color-contrast"]}
# What a person opens may push other things aside.
OPEN_ALL = """
dispatchEvent(new Event("pointerdown"));
for (const panel of document.querySelectorAll("details")) panel.open = true;
"""


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("prefix", ["", "/nl"], ids=["en", "nl"])
def test_every_page_of_the_desk_is_accessible_and_quiet(curator: Curator, prefix: str, width: int):
    page = curator(
        prefix,
        viewport={"width": width, "height": 900},
        locale="nl-BE",
        reduced_motion="reduce",  # so that no colour is looked at on its way to another one
    )
    open_pile(page, prefix, "")
    cases = [
        page.locator("[data-case] a.case-link[href*='/cases/']").nth(n).get_attribute("href")
        for n in range(0, page.locator("[data-case]").count(), 3)
    ]
    found = []
    for path in [*(prefix + path for path in PAGES), *cases, f"{cases[-1]}edit/"]:
        page.goto(path)
        page.evaluate(OPEN_ALL)
        rules = STANDARDS if "/admin/" in path else RULES
        found += [f"{path}: {problem}" for problem in problems_of(page, rules)]
        page.emulate_media(color_scheme="dark")
        found += [f"{path}, dark: {problem}" for problem in problems_of(page, COLOURS)]
        page.emulate_media(color_scheme="light")
    assert found == [], "\n".join(found)


def test_no_page_of_the_administration_breaks_the_policy(curator: Curator, complaints: list[str]):
    page = curator()
    for path in ADMIN:
        answer = page.goto(path)
        assert answer
        assert answer.status == 200, path
    # Django's own scripts move its pages a little.
    complaints[:] = [words for words in complaints if "layout shift" not in words]
