"""Hostile input: every form answers it, and what is taken stays text wherever it goes."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client

from initiatives import moderation
from initiatives.columns import unguarded
from initiatives.forms.submit import SubmitForm
from initiatives.forms.suggest import FORMS, ChangeForm
from initiatives.models import Initiative, Kind, Submission
from initiatives.outbox import send_due
from initiatives.stamps import new_stamp
from initiatives.texts import tidy
from tests.hostile import CLASSES, MARK, Class, Fate, of_fate
from tests.markup import Markup
from tests.recipes import write
from tests.senders import FOUR_ANSWERS, filled_in, sent_at
from tests.smtp import MailServer
from tests.walking import public_addresses, text_of

pytestmark = pytest.mark.django_db
classes = pytest.mark.parametrize("kind", CLASSES, ids=[kind.name for kind in CLASSES])
Text = str | bytes

URLENCODED = "application/x-www-form-urlencoded"
SCRIPT = {"HX-Request": "true"}
SUGGEST = "/initiatives/garden/suggest/"


@pytest.fixture(autouse=True)
def unhurried(settings, monkeypatch) -> None:
    """Let a test send as much as it wants, as fast as it can."""
    settings.FORM_SECONDS = 0
    settings.SENT_PER_ADDRESS = settings.SENT_PER_DAY = settings.QUEUE_LIMIT = 1_000_000
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    # The client copies what each template was given: half of the time that a page takes.
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_, **__: None)


def send(client: Client, path: str, data: dict[str, Any]) -> HttpResponse:
    """Send a form, also with bytes that are no text."""
    return client.post(path, urlencode({"stamp": new_stamp(), **data}), content_type=URLENCODED)


def as_typed(text: Text) -> str:
    """Return a text as a field for one line keeps it."""
    typed = text.decode(errors="replace") if isinstance(text, bytes) else text
    return " ".join(tidy(typed).split())


def assert_readable(answer: HttpResponse, text: Text) -> None:
    """A whole page, in which nothing that was typed is alive."""
    html = answer.content.decode()
    assert "<h1" in html and html.rstrip().endswith("</html>"), ascii(text)
    if MARK in as_typed(text):
        assert Markup(html).alive == [], ascii(text)


def assert_answered(answer: HttpResponse, text: Text) -> None:
    """Either it is taken, or the form comes back and says beside the fields what is wrong."""
    assert answer.status_code in (303, 422), (answer.status_code, ascii(text)[:200])
    if answer.status_code == 422:
        assert_readable(answer, text)
        html = answer.content.decode()
        assert 'id="problems"' in html, ascii(text)
        for problem in re.findall(r'<a href="#([\w-]+)">', html.split("</section>")[0]):
            assert f'id="{problem}"' in html, (problem, ascii(text))


LINES = ("name", "summary", "place")


# --- into the forms ------------------------------------------------------------------------------


def test_the_corpus_is_large_and_names_nothing_twice():
    texts = [text for kind in CLASSES for text in kind.texts]

    assert len(texts) == len(set(texts)) > 250


@classes
def test_a_line_is_taken_as_it_is_or_refused_with_a_message(client: Client, kind: Class):
    taken = [field for field in LINES if is_taken(kind, field)]
    for text in kind.texts:
        answer = send(client, "/submit/", filled_in(**dict.fromkeys(taken, text)))
        assert answer.status_code == 303, ascii(text)
        data = sent_at(answer).data
        for field in taken:
            kept = data.get(field, "")
            assert kept in (as_typed(text), {"en": as_typed(text)}), (ascii(text), field)
        if len(taken) == len(LINES):
            continue

        answer = send(client, "/submit/", filled_in(**dict.fromkeys(LINES, text)))
        assert answer.status_code == 422, ascii(text)[:200]
        html = answer.content.decode()
        wrong = [field for field in LINES if f'id="id_{field}_error"' in html]
        assert wrong == [field for field in LINES if field not in taken], ascii(text)[:200]
        assert_readable(answer, text)


def is_taken(kind: Class, field: str) -> bool:
    match kind.fate:
        case Fate.NOTHING:
            return field == "place"
        case Fate.NO_NAME:
            return field != "name"
        case fate:
            return fate is Fate.TAKEN


@classes
def test_any_field_of_a_new_initiative_may_hold_anything(client: Client, kind: Class):
    for text in kind.texts:
        everything = dict.fromkeys(SubmitForm().fields, text[:5_000]) | {"stamp": new_stamp()}
        if is_shown_whole(kind, text):
            answer = send(client, "/submit/", everything)
            assert_answered(answer, text)
        else:  # how it will look, to a script: checked in the same way, and a tenth of the page
            answer = client.post(
                "/submit/",
                urlencode({**everything, "look": "1"}),
                content_type=URLENCODED,
                headers=SCRIPT,
            )
            assert answer.status_code == 200, ascii(text)
    assert not Submission.objects.exists()


def is_shown_whole(kind: Class, text: Text) -> bool:
    """Whether a whole page is worth its time: for markup, and for the first of each class."""
    return kind.name in MARKUP or text == kind.texts[0]


OWN_TEXTS = {
    Kind.CHANGE: ("statement", "grounds", "description", "p2p"),
    Kind.SECOND_OPINION: ("point_of_view", "reason"),
    Kind.OBJECTION: ("statement", "grounds", "contact_name", "contact_email"),
    Kind.STILL_RIGHT: ("stamp", "homepage"),
}
OWN_YEARS = {Kind.CHANGE: "ended", Kind.SECOND_OPINION: "as_of"}
MARKUP = ("elements", "endings", "attributes")
NUMBERS = ("numbers", "digits of others", "days")


@classes
@pytest.mark.parametrize("what", FORMS)
def test_any_field_of_a_suggestion_may_hold_anything(client: Client, kind: Class, what: Kind):
    form = FORMS[what](initiative=write(slug="garden"))
    filled = {field.html_name: field.value() or "" for field in form}
    if what is Kind.SECOND_OPINION:
        filled |= {**FOUR_ANSWERS, "decentralisation": "0", "purpose": "0", "first_hand": "on"}
    year = OWN_YEARS.get(what)
    for text in kind.texts:
        said = filled | {"what": what, "agreed": "on", "stamp": new_stamp()}
        texts = dict.fromkeys(OWN_TEXTS[what], text)

        assert_answered(send(client, SUGGEST, said | texts), text)

        if year and kind.name in NUMBERS:
            assert_answered(send(client, SUGGEST, said | {**texts, year: text}), text)


@classes
def test_words_alone_are_taken_or_refused(client: Client, kind: Class):
    write(slug="garden")
    contact = {"contact_email": "ada@example.org", "what": "objection", "ground": "facts"}
    for text in kind.texts:
        answer = send(client, SUGGEST, {**contact, "statement": text, "grounds": text})

        assert_answered(answer, text)
        if answer.status_code == 303 and MARK in as_typed(text):
            assert_readable(client.get(answer.headers["Location"]), text)


@classes
def test_the_page_of_a_submission_takes_any_answer_or_says_what_is_wrong(
    client: Client, kind: Class
):
    page = send(client, "/submit/", filled_in()).headers["Location"].partition("?")[0]
    for text in kind.texts:
        for answer in (
            send(client, page, {"deed": "answer", "answer": text}),
            send(client, "/submissions/", {"email": text}),
        ):
            assert answer.status_code in (200, 303, 422), ascii(text)
            if answer.status_code != 303:
                assert_readable(answer, text)
    odd = send(client, page, {"deed": kind.texts[0]})
    assert odd.status_code == 422
    shown = client.get(page)
    assert_readable(shown, MARK)


@classes
def test_an_address_may_hold_anything(client: Client, kind: Class):
    write(slug="garden")
    for place, text in enumerate(kind.texts):
        typed = urlencode(dict.fromkeys(("name", "website", "place", "need_1", "what"), text))
        page = ("", "improve/")[place % 2]
        addresses = [
            f"/submissions/{quote(text, safe='')}/{page}",
            f"/submit/similar/?{typed}",
        ]
        if is_shown_whole(kind, text):
            addresses += [f"/submit/?{typed}", f"{SUGGEST}?{typed}", f"/?{typed}"]
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code in (200, 400, 404), address[:200]
            if MARK in as_typed(text):
                assert Markup(answer.content.decode()).alive == [], address


# --- and out of them again -----------------------------------------------------------------------

TAKEN = of_fate(Fate.TAKEN)
IN_SENTENCES = of_fate(Fate.NO_NAME)
PARTS = 2
# Every so many an initiative also gets a change and a second opinion, and is looked at closely.
CLOSELY = 8
MAIL_OF_SENDER = "ada@example.org"
FORMULA = re.compile(r"[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]")


@pytest.fixture
def curator() -> User:
    return User.objects.create_superuser("curator")


@pytest.fixture
def tame(client: Client, curator: User) -> tuple[set[tuple[str, str]], set[str]]:
    """What pages are made of, and where their links lead, with harmless texts."""
    write(slug="garden")
    texts = [f"Commons {number}" for number in range(30)]
    found = entered(client, curator, texts)
    pages = [Markup(html) for html in pages_of(client, found)]
    assert [page.alive for page in pages if page.alive] == []
    return union(page.made_of for page in pages), union(page.hosts for page in pages)


@pytest.mark.parametrize("part", range(PARTS))
def test_what_was_accepted_is_text_wherever_it_stands(
    client: Client, curator: User, settings, post: MailServer, tame, tmp_path, part: int
):
    settings.SITE_ADDRESS = "https://map.example.org"
    texts = TAKEN[part::PARTS]
    initiatives = entered(client, curator, texts)

    assert_text_on_pages(client, initiatives, *tame)
    names = [as_typed(text) for text in texts]
    assert set(names) <= set(client.get("/map/data/").json()["points"]["name"])
    assert_itself_in_exports(tmp_path, names)
    send_due()
    assert_plain(post, at_least=len(names))


def assert_text_on_pages(
    client: Client, initiatives: list[Initiative], made_of: set[Any], hosts: set[str]
) -> None:
    """Nothing on any page is made of them but text, and every name is there to read."""
    shown: set[str] = set()
    for html in pages_of(client, initiatives):
        page = Markup(html)
        assert page.alive == []
        assert page.made_of - made_of == set()
        assert page.hosts - hosts <= hosts_of(initiatives)
        shown |= {" ".join(text.split()) for text in page.texts}
    names = [" ".join(initiative.name.split()) for initiative in initiatives]
    assert [name for name in names if name not in shown] == []


def assert_itself_in_exports(folder: Path, names: list[str]) -> None:
    """What comes out is what went in, and no cell is a formula."""
    for kind in ("json", "jsonl", "csv"):
        call_command("export_initiatives", output=folder / f"all.{kind}")
    entries = json.loads((folder / "all.json").read_bytes())["entries"]
    assert [entry["name"] for entry in entries][-len(names) :] == names
    lines = (folder / "all.jsonl").read_bytes().decode().split("\n")
    assert [json.loads(line) for line in lines[:-2]] == entries
    table = (folder / "all.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))[:-1]
    assert [unguarded(row["name"]) for row in rows][-len(names) :] == names
    assert [cell for row in rows for cell in row.values() if FORMULA.match(cell)] == []


def assert_plain(post: MailServer, *, at_least: int) -> None:
    """Every mail went to its sender alone, with the headers that all of them have."""
    assert len(post.received) >= at_least
    assert {mail.recipient for mail in post.received} == {MAIL_OF_SENDER}
    heads = {frozenset(mail.message.keys()) for mail in post.received}
    assert len(heads) == 1
    assert not {"bcc", "cc", "set-cookie"} & {name.lower() for name in heads.pop()}


def entered(client: Client, curator: User, texts: Sequence[Text]) -> list[Initiative]:
    """Send in an initiative for each text, with the others in its other fields; accept it."""
    found = []
    for place, text in enumerate(texts):
        some = [as_typed(other) for other in (*texts, *IN_SENTENCES)]
        some = some[place:] + some[:place]
        answer = send_what_is_taken(
            client,
            "/submit/",
            filled_in(
                name=text,
                website=some[1] if "://" in some[1] else f"https://site.example.org/{place}",
                place=some[2],
                summary=some[3],
                tags=some[4],
                aliases=some[5],
                source_0_url="https://source.example.org/",
                source_0_title=some[6],
                contact_name=some[7],
                contact_email=MAIL_OF_SENDER,
                need_1="grow-food",
                sector_1="food",
                country="BE",
                reason=some[8],
                decentralisation="0",
                purpose="0",
            ),
        )
        found.append(accepted(answer, curator, some[9]))
        if place % CLOSELY == 0:
            add_more(client, curator, found[-1], some)
    return found


def add_more(client: Client, curator: User, initiative: Initiative, some: list[str]) -> None:
    """Add what only a change and a second opinion bring."""
    path = f"{initiative.get_absolute_url()}suggest/"
    lines = "\n".join(some[:CLOSELY])
    shown = {f.html_name: f.value() or "" for f in ChangeForm(initiative=initiative)}
    change = {**shown, "what": "change", "statement": lines, "grounds": some[1]}
    change |= {"description": lines, "p2p": some[2], "agreed": "on"}
    accepted(send_what_is_taken(client, path, change), curator)
    opinion = {**FOUR_ANSWERS, "what": "second_opinion", "point_of_view": some[3], "agreed": "on"}
    opinion |= {"as_of": str(date.today().year), "first_hand": "on"}
    accepted(send_what_is_taken(client, path, opinion), curator)


def send_what_is_taken(client: Client, path: str, data: dict[str, Any]) -> HttpResponse:
    """Send a form; what is refused is left out the second time."""
    answer = send(client, path, data)
    if answer.status_code == 422:
        wrong = re.findall(r'id="id_(\w+)_error"', answer.content.decode())
        answer = send(client, path, {name: data[name] for name in data if name not in wrong})
    assert answer.status_code == 303, (data, wrong)
    return answer


def accepted(answer: HttpResponse, curator: User, note: str = "") -> Initiative:
    initiative = moderation.accept(sent_at(answer), by=curator, version=1, note=note)
    assert initiative is not None
    initiative.page_of_sender = answer.headers["Location"]
    return initiative


def pages_of(client: Client, initiatives: Iterable[Initiative]) -> Iterator[str]:
    """Every page that may show the initiatives."""
    for address in public_addresses():
        answer = client.get(address)
        if "html" in answer.headers["Content-Type"]:
            yield text_of(answer)
    for page in range(1, 6):
        yield text_of(client.get(f"/initiatives/?page={page}"))
    for number, initiative in enumerate(initiatives):
        address = initiative.get_absolute_url()
        if number % 2:
            yield text_of(client.get(f"/nl{address}?q=x", headers=SCRIPT))
        else:
            yield text_of(client.get(address))
        if number % CLOSELY:
            continue
        yield text_of(client.get(initiative.page_of_sender))
        yield text_of(client.get(f"{address}suggest/?what=change"))
        yield text_of(client.get(f"/?i={initiative.slug}"))
        found = urlencode({"q": initiative.name})
        for searched in (f"/?{found}", f"/nl/initiatives/?{found}", f"/submit/similar/?{found}"):
            yield text_of(client.get(searched))


def hosts_of(initiatives: Iterable[Initiative]) -> set[str]:
    return {urlsplit(initiative.website or "").hostname or "" for initiative in initiatives}


def union(sets: Iterable[set[Any]]) -> set[Any]:
    return set().union(*sets)
