"""What is open to everybody: the history of an entry, the log of decisions, their feeds."""

import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from initiatives import moderation
from initiatives.catalogue import merge, withdraw, write_entry
from initiatives.entry import dump, to_entry
from initiatives.models import CuratorProfile, Initiative, Origin, Submission
from initiatives.undoing import undo
from tests.hostile import Fate, of_fate
from tests.reading import queries_of, text_of
from tests.recipes import at, make_entry, opinion, submit, write
from tests.senders import post, sent_at

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
SECRETS = ("Jo Jansen", "jo@example.org", "A note for Jo.", "what-is-sent", "annabel")


@pytest.fixture
def ann(db: None) -> User:
    return User.objects.create_superuser("annabel", "annabel@example.org")


def accepted(submission: Submission, by: User) -> Submission:
    moderation.accept(submission, by=by, version=1, note="A note for Jo.")
    return submission


def edit(**changes: Any) -> None:
    garden = Initiative.objects.get(slug="garden")
    data = {**dump(to_entry(garden)), **changes}
    write_entry(make_entry(**data), reason="Seen on their site", origin=Origin.CURATOR)


# --- the history ----------------------------------------------------------------------------------
def test_the_history_says_what_changed_when_why_and_by_which_role(client: Client, ann: User):
    garden = write()
    edit(place="Bruges")
    accepted(submit("change", garden, data={"tags": ["plot"]}, contact_name="Jo Jansen"), ann)

    said = text_of(client.get("/initiatives/garden/history/"))

    assert said.index("Tags: garden becomes plot") < said.index("Place: Ghent becomes Bruges")
    assert "Editor-in-chief: sent in and accepted: change" in said
    assert "Curator: Seen on their site" in said
    assert "Listed," in said
    assert not [secret for secret in SECRETS if secret in said]


def test_it_is_in_dutch_too(client: Client, ann: User):
    garden = write()
    accepted(submit("change", garden, data={"tags": ["plot"]}), ann)

    said = text_of(client.get("/nl/initiatives/garden/history/"))

    assert "Hoofdredacteur" in said
    assert "Trefwoorden: garden wordt plot" in said


def test_a_name_stands_there_only_where_its_owner_chose_so(client: Client, ann: User):
    accepted(submit("change", write(), data={"tags": ["plot"]}), ann)
    CuratorProfile.objects.create(curator=ann, public_name="Ann P.")

    for page in ("/initiatives/garden/history/", "/decisions/"):
        assert "Ann P. (editor-in-chief)" in text_of(client.get(page))
    CuratorProfile.objects.update(public_name="")
    assert "Ann P." not in text_of(client.get("/initiatives/garden/history/"))


def test_positions_are_told_in_words(client: Client):
    write(assessments=[at(2010)])
    part = at(
        2010,
        purpose=75,
        answers={"ownership": {"value": 2, "note": {"en": "Statutes, art. 3"}}},
        rationale_purpose={"en": "Members own it.", "nl": "Voor de straat."},
        sources=[{"title": "Statutes", "url": "https://example.org/s"}],
    )
    edit(assessments=[part])
    edit(assessments=[part, at(2015)])

    said = text_of(client.get("/initiatives/garden/history/"))

    assert (
        "Position of 2010: Profit-driven – purpose-driven: 50 (largely purpose-driven) becomes 75"
        in said
    )
    assert "The participants together" in said
    assert "Statutes, art. 3" in said
    assert "purpose-driven in English: For the street. becomes Members own it." in said
    assert "Position of 2015: Mainly Local resilience" in said
    assert "{" not in said.partition("History of")[2]


def test_an_undo_and_a_withdrawal_are_told(client: Client, ann: User):
    garden = write()
    decision = accepted(submit("change", garden, data={"tags": ["x"]}), ann).decisions.get()
    undo(decision, by=ann)
    withdraw(Initiative.objects.get(), by=ann, reason="It closed its doors.")

    said = text_of(client.get("/initiatives/garden/history/"))

    assert "A decision was undone" in said
    assert "what was undone: change" in said
    assert "Withdrawn" in said
    assert "It closed its doors." in said
    assert client.get("/initiatives/garden/").status_code == 410
    assert "/initiatives/garden/history/" in client.get("/initiatives/garden/").content.decode()


def test_the_history_of_what_was_merged_stays_and_former_addresses_lead_to_it(client: Client):
    write(former_slugs=["old-garden"])
    write(slug="plot", name="Plot")
    merge(
        Initiative.objects.get(slug="garden"),
        into=Initiative.objects.get(slug="plot"),
        by=None,
        reason="The same.",
    )

    said = text_of(client.get("/initiatives/garden/history/"))

    assert "It was merged into Plot" in said
    moved = client.get("/initiatives/old-garden/history/")
    assert moved.headers["Location"] == "/initiatives/garden/history/"
    assert client.get("/initiatives/nowhere/history/").status_code == 404


def test_every_revision_has_its_place_on_some_page(client: Client):
    write()
    for number in range(30):
        edit(founded=1900 + number)
    revisions = Initiative.objects.get().revisions.values_list("pk", flat=True)

    pages = [client.get(f"/initiatives/garden/history/?page={n}").content.decode() for n in (1, 2)]

    found = re.findall(r'<section class="stack" id="r(\d+)"', "".join(pages))
    assert sorted(map(int, found)) == sorted(revisions)
    assert "Founded in" in text_of(client.get("/initiatives/garden/history/?page=2"))


def test_the_detail_page_leads_to_it(client: Client):
    write()

    assert (
        'href="/initiatives/garden/history/"' in client.get("/initiatives/garden/").content.decode()
    )


# --- the log of decisions -------------------------------------------------------------------------
def test_the_log_says_what_was_decided_and_nothing_of_what_was_sent(client: Client, ann: User):
    garden = write()
    contact = {"contact_name": "Jo Jansen", "contact_email": "jo@example.org"}
    accepted(submit("change", garden, data={"tags": ["x"]}, **contact), ann)
    refused = submit(
        data={"name": "what-is-sent", "website": "https://what-is-sent.example"}, **contact
    )
    moderation.refuse(refused, by=ann, version=1, note="A note for Jo.", reason_key="spam")
    asked = submit(data={"name": "what-is-sent"}, statement="what-is-sent", **contact)
    moderation.ask_back(asked, by=ann, version=1, note="A note for Jo.")

    page = client.get("/decisions/")

    said = text_of(page)
    assert "Garden , change: accepted , editor-in-chief what changed in Garden" in said
    assert "New initiative: refused ( advertising, or sent by a machine ) , editor-in-chief" in said
    assert "New initiative: asked back , editor-in-chief" in said
    everything = page.content.decode() + client.get("/decisions/feed/").content.decode()
    assert not [secret for secret in SECRETS if secret in everything]
    assert "reclame" in text_of(client.get("/nl/decisions/"))


def test_undone_decisions_and_withdrawals_are_in_the_log(client: Client, ann: User):
    garden = write()
    change = accepted(submit("change", garden, data={"tags": ["x"]}), ann)
    undo(change.decisions.get(), by=ann)
    withdraw(garden, by=ann, reason="It closed.")

    said = text_of(client.get("/decisions/"))

    assert "undone (it was: accepted)" in said
    assert "Garden , entry: withdrawn ( It closed. )" in said


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 4),
        ("kind=new", 2),
        ("kind=change", 1),
        ("move=refuse", 1),
        ("move=accept", 2),
        ("move=withdraw", 1),
        ("kind=new&move=accept", 1),
        ("kind=new&move=withdraw", 0),
        ("kind=whim&move=whim&page=whim", 4),
    ],
)
def test_the_log_is_narrowed_by_kind_and_outcome(
    client: Client, ann: User, query: str, number: int
):
    garden = write()
    accepted(submit("change", garden, data={"tags": ["x"]}), ann)
    accepted(submit(), ann)
    moderation.refuse(submit(data={"name": "B"}), by=ann, version=1, note="No.")
    withdraw(garden, by=ann, reason="It closed.")

    assert len(client.get(f"/decisions/?{query}").context["lines"]) == number


@pytest.mark.parametrize(
    "address",
    [
        "/decisions/",
        "/decisions/feed/",
        "/initiatives/garden/history/",
        "/initiatives/garden/history/feed/",
    ],
)
def test_they_cost_the_same_queries_for_many(client: Client, ann: User, address: str):
    garden = write()
    accepted(submit("change", garden, data={"tags": ["0"]}), ann)
    withdraw(write(slug="other"), by=ann, reason="x")
    few = queries_of(client, address)

    for number in range(1, 20):
        accepted(submit("change", garden, data={"tags": [str(number)]}), ann)
        withdraw(write(slug=f"other-{number}"), by=ann, reason="x")

    assert queries_of(client, address) == few <= 12
    assert not client.get(address).cookies


# --- the feeds ------------------------------------------------------------------------------------
def test_the_feeds_are_atom_with_names_that_stay(client: Client, ann: User, settings: Any):
    settings.PUBLIC_URL = "https://map.example.org"
    garden = write()
    accepted(submit("change", garden, data={"tags": ["x"]}), ann)
    revision = garden.revisions.last()
    address = f"https://map.example.org/initiatives/garden/history/#r{revision.pk}"

    for path in ("/initiatives/garden/history/feed/", "/decisions/feed/"):
        answer = client.get(path)
        feed = ET.fromstring(answer.content)
        assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        first = feed.find(f"{ATOM}entry")
        assert first.find(f"{ATOM}id").text == address
        assert first.find(f"{ATOM}link").get("href") == address
        assert first.find(f"{ATOM}updated").text.startswith(f"{date.today():%Y-%m-%d}")
        assert first.find(f"{ATOM}author/{ATOM}name").text == "editor-in-chief"
        assert feed.find(f"{ATOM}link[@rel='self']").get("href") == f"https://map.example.org{path}"


def test_a_feed_that_did_not_change_is_not_sent_again(client: Client, ann: User):
    garden = write()
    etag = client.get("/decisions/feed/").headers["ETag"]
    assert client.get("/decisions/feed/", headers={"If-None-Match": etag}).status_code == 304

    accepted(submit("change", garden, data={"tags": ["x"]}), ann)
    assert client.get("/decisions/feed/", headers={"If-None-Match": etag}).status_code == 200


def test_no_text_breaks_a_feed_or_a_page(client: Client, ann: User):
    garden = write()
    for text in filter(lambda text: isinstance(text, str), of_fate(Fate.TAKEN)):
        data = {"tags": [text[:40]], "summary": {"en": text[:150]}}
        change = submit("change", garden, data=data)
        try:
            moderation.accept(change, by=ann, version=1)
        except moderation.NotAnEntry:
            continue

    for path in ("/initiatives/garden/history/feed/", "/decisions/feed/"):
        ET.fromstring(client.get(path).content)
    html = client.get("/initiatives/garden/history/").content.decode()
    assert "<script>alert" not in html


@pytest.mark.parametrize("page", ["/decisions/", "/initiatives/garden/history/"])
def test_each_page_names_its_feed(client: Client, page: str):
    write()

    assert f'type="application/atom+xml" href="{page}feed/"' in client.get(page).content.decode()


# --- objections -----------------------------------------------------------------------------------
def objection(client: Client, **changes: Any) -> Submission:
    """Object to the garden, as a browser does."""
    words = {
        "ground": "position",
        "statement": "We are not a shop.",
        "grounds": "what-is-sent",
        "contact_email": "jo@example.org",
    }
    return sent_at(
        post(client, "/initiatives/garden/suggest/?what=objection", **{**words, **changes})
    )


def test_an_objection_has_a_day_by_which_it_is_answered(client: Client, settings: Any):
    settings.FORM_SECONDS, settings.OBJECTION_DAYS = 0, 14
    write()
    assert "You have an answer by" in text_of(
        client.get("/initiatives/garden/suggest/?what=objection")
    )

    sent = objection(client)

    assert (sent.ground, sent.due_on) == ("position", date.today() + timedelta(days=14))


def test_the_entry_says_in_one_sentence_how_an_objection_ended(
    client: Client, settings: Any, ann: User
):
    settings.FORM_SECONDS = 0
    garden = write()
    first = objection(client)
    assert "objection was decided" not in text_of(client.get("/initiatives/garden/"))

    moderation.refuse(first, by=ann, version=1, note="A note for Jo.")
    said = text_of(client.get("/initiatives/garden/"))
    assert "an objection was decided, about the position on the map: the curators left" in said
    assert not [secret for secret in SECRETS if secret in said]

    second = submit("objection", garden, statement="No.", contact_email="jo@example.org")
    accepted(second, ann)
    said = text_of(client.get("/initiatives/garden/"))
    assert "about something else: the curators agreed. One was decided before it." in said

    undo(second.decisions.get(), by=ann)
    said = text_of(client.get("/initiatives/garden/"))
    assert "the curators left the entry as it was." in said
    assert "de redacteurs lieten de beschrijving zoals ze was" in text_of(
        client.get("/nl/initiatives/garden/")
    )


def test_an_entry_says_how_many_other_opinions_there_are(client: Client, ann: User):
    garden = write()
    for year in (2015, 2016):
        part = opinion(
            as_of=year,
            perspective={"en": f"a guest in {year}"},
            answers={"design": -2, "ownership": -2},
        )
        accepted(submit("second_opinion", garden, data={"assessments": [part]}), ann)

    said = text_of(client.get("/initiatives/garden/"))

    assert "2 other opinions stand beside it." in said
    assert "According to" in said
