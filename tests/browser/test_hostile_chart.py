"""Hostile names in a real browser: on the map, in what opens from it, and in the forms."""

import json
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from initiatives.proposals import shortened
from tests.browser.conftest import NewReader
from tests.browser.test_map import open_map, place_of, wait_for_plotly
from tests.hostile import CLASSES, MARK
from tests.recipes import at, entry_data
from tests.sites import new_site

NAMES = [
    text
    for kind in CLASSES
    for text in kind.texts
    if kind.name in ("elements", "endings", "attributes", "drawings", "labels of charts")
]
SUMMARY = f"<img src=x onerror={MARK}()> %{{x}}<br>"


def entry(number: int, name: str) -> dict:
    """An entry with a hostile name, at a place of its own on the map."""
    place = {"decentralisation": -95 + 16 * (number % 12), "purpose": -90 + 28 * (number // 12)}
    return entry_data(
        slug=f"hostile-{number}",
        name=name,
        short_name={"en": shortened(name)} if len(name) > 24 else {},
        aliases=[f"Also {name}"],
        website=f"https://hostile-{number}.example.org/",
        place=name,
        tags=[name] if len(name) <= 40 else [],
        summary={"en": SUMMARY, "nl": SUMMARY},
        description={"en": f"{name}\n{SUMMARY}"},
        prominence=3,
        assessments=[at(2010, **place, rationale_purpose={"en": name})],
    )


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of its own, with hostile names in its catalogue."""
    folder = tmp_path_factory.mktemp("hostile")
    file = folder / "hostile.json"
    file.write_text(json.dumps([entry(*each) for each in enumerate(NAMES)]), encoding="utf-8")
    with new_site(folder) as site, site.serving(P2PMAP_FORM_SECONDS="0") as serving:
        done = site.manage("import_initiatives", str(file), "--apply", "--not-duplicates", "all")
        assert done.returncode == 0, done.stdout + done.stderr
        yield serving.url


def assert_tame(page: Page) -> None:
    """Nothing on the page came out of a name but text: no element, attribute or link."""
    alive = page.evaluate(
        """mark => [...document.querySelectorAll("*")].filter(one =>
             one.localName.includes(mark) || [...one.attributes].some(({name, value}) =>
               name.includes(mark) || name.startsWith("on") || name === "srcdoc" ||
               /^\\s*(javascript|data|vbscript):|^(https?:)?\\/\\/[^/?#]*evil\\.example/i.test(
                 ["href", "src", "action", "xlink:href"].includes(name) ? value : "")))
           .map(one => one.outerHTML.slice(0, 200))""",
        MARK,
    )
    assert alive == []


def test_hostile_names_are_text_on_the_map_and_in_what_opens_from_it(new_reader: NewReader):
    page = new_reader()
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    open_map(page)
    wait_for_plotly(page)
    assert_tame(page)
    drawn = page.locator(".textpoint").all_text_contents()
    assert {name for name in NAMES if len(name) <= 24} & set(drawn)
    assert page.locator(".drawn a").count() == 0

    for number in range(0, len(NAMES), 9):
        page.mouse.move(*place_of(page, f"hostile-{number}"))
        expect(page.locator(".hc")).to_contain_text(" ".join(NAMES[number].split()))
        assert_tame(page)

    page.mouse.click(*place_of(page, "hostile-9"))
    expect(page.get_by_role("heading", name=NAMES[9])).to_be_focused()
    assert_tame(page)
    page.get_by_role("link", name="Reasons and sources").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAMES[9])
    assert_tame(page)
    page.goto(f"/initiatives/?q={quote(NAMES[9])}")
    expect(page.get_by_role("link", name=NAMES[9], exact=True)).to_be_visible()
    assert_tame(page)


def test_hostile_words_are_text_in_the_forms_and_on_the_page_of_a_submission(
    new_reader: NewReader, complaints: list[str]
):
    page = new_reader()
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto("/submit/")
    page.get_by_label("Name", exact=True).fill(NAMES[3])
    expect(page.get_by_text("suggest a change instead")).to_be_visible()  # it is listed
    assert_tame(page)
    page.get_by_label("Place", exact=True).fill(NAMES[20])
    page.get_by_label("In one sentence").fill(SUMMARY)
    for _step in range(2):
        page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("article", name="How it will look")).to_contain_text(NAMES[3])
    assert_tame(page)
    page.get_by_label("I know it first-hand").check()
    page.get_by_label("Your name").fill(NAMES[30])
    page.locator("#id_agreed").check()
    page.get_by_role("button", name="Send").click()

    expect(page).to_have_url(re.compile(r"/submissions/[\w-]+/"))
    expect(page.get_by_role("article")).to_contain_text(NAMES[3])
    assert_tame(page)

    page.goto("/initiatives/hostile-9/suggest/?what=change")
    page.get_by_label("What is wrong, or has changed?").fill(f"{NAMES[9]}\u202e")
    page.locator("#id_agreed").check()
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#problems")).to_be_focused()
    assert_tame(page)
    # A page with a message is an error to the browser as well.
    complaints[:] = [said for said in complaints if "status of 422" not in said]
