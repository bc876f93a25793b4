"""Nothing that was sent in is public before a curator accepts it, and contact data never are."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from initiatives import moderation
from initiatives.models import Submission
from quadrant.vocabulary import NEED_KEYS
from tests.recipes import write
from tests.senders import FOUR_ANSWERS, filled_in, hidden_in, post, sent_at
from tests.walking import walked

pytestmark = pytest.mark.django_db

# In everything that was sent in; no page shows it unless it shows what was sent.
MARK = "Qzwx7"
FOUND_BY = "zebrafinch"


@pytest.fixture
def sent(client: Client, settings) -> list[Submission]:
    """One of each kind, in each state that is not public, marked in every text."""
    settings.FORM_SECONDS = 0
    curator = User.objects.create_user("curator", is_staff=True)
    write(slug="garden")
    contact = {"contact_name": f"Ada {MARK}", "contact_email": f"{MARK}@example.org"}
    found = []
    for state in ("pending", "refused", "withdrawn", "asked_back"):
        for kind, answer in _sent_in(client, f"{MARK} {FOUND_BY} {state}", contact):
            submission = sent_at(answer)
            if state == "refused":
                moderation.refuse(submission, by=curator, version=1, note=f"No, {MARK}.")
            elif state == "withdrawn":
                moderation.withdraw(submission, note=MARK)
            elif state == "asked_back":
                moderation.ask_back(submission, by=curator, version=1, note=f"Who, {MARK}?")
            submission.refresh_from_db()
            assert (submission.kind, submission.state) == (kind, state)
            found.append(submission)
    return found


def _sent_in(client: Client, text: str, contact: dict[str, str]) -> Iterator[tuple[str, object]]:
    words = {"statement": text, "grounds": text, "first_hand": "on", "agreed": "on", **contact}
    host = re.sub(r"\W+", "-", text.lower())
    new = filled_in(
        name=text,
        website=f"https://{host}.example.org/{MARK}",
        place=text,
        summary=text,
        tags=text,
        aliases=f"Also {text}",
        need_1=NEED_KEYS[0],
        sector_1="food",
        country="BE",
        reach="local",
        source_0_url=f"https://source.example.org/{MARK}",
        source_0_title=text,
        **FOUR_ANSWERS,
        **contact,
    )
    yield "new", post(client, "/submit/", **new)
    path = "/initiatives/garden/suggest/"
    page = client.get(f"{path}?what=change")
    shown = {field.html_name: field.value() or "" for field in page.context["form"]}
    change = {**shown, **hidden_in(page), **words, "summary": text, "place": text}
    yield "change", client.post(path, change)
    opinion = {**words, **FOUR_ANSWERS, "point_of_view": text, "as_of": "2015"}
    yield "second_opinion", post(client, f"{path}?what=second_opinion", **opinion)
    yield "objection", post(client, f"{path}?what=objection", ground="facts", **words)


def walk() -> list[tuple[str, str]]:
    """Every public page, and those where one would look for what was sent."""
    queries = [f"/{query}" for query in (f"?q={FOUND_BY}", "?placed=no&status=all", "?i=garden")]
    lists = [f"/initiatives/?q={FOUND_BY}", f"/map/data/?q={FOUND_BY}", "/initiatives/?status=all"]
    typed = [f"/submit/similar/?name={FOUND_BY}+pending", f"/nl/initiatives/?q={FOUND_BY}"]
    return list(walked(Client(), also=[*queries, *lists, *typed]))


def test_no_public_page_shows_anything_of_what_was_sent(client: Client, sent: list[Submission]):
    pages = walk()

    assert len(pages) > 200
    assert [address for address, text in pages if MARK.lower() in text.lower()] == []


def test_no_export_holds_anything_of_what_was_sent(sent: list[Submission], tmp_path):
    for name in ("all.json", "all.jsonl", "all.csv"):
        call_command("export_initiatives", output=tmp_path / name)

        text = (tmp_path / name).read_text()
        assert "garden" in text
        assert MARK not in text


def test_contact_data_stay_private_after_acceptance_too(client: Client, sent, tmp_path):
    curator = User.objects.get()
    for submission in Submission.objects.filter(state="pending").exclude(kind="objection"):
        moderation.accept(submission, by=curator, version=1, note=f"Thanks, note {MARK}")

    call_command("export_initiatives", output=tmp_path / "all.json")
    pages = [*walk(), ("export", (tmp_path / "all.json").read_text())]
    private = (f"Ada {MARK}", f"{MARK}@example.org", f"note {MARK}")

    assert f"{MARK} {FOUND_BY} pending" in str(pages), "what was accepted shows"
    assert [(address, text) for address, page in pages for text in private if text in page] == []


def test_the_log_tells_nothing_of_a_sender(client: Client, sent, caplog):
    client.post("/submit/", {"contact_email": "broken", "name": MARK})
    client.get(f"/submissions/{MARK}/")

    assert MARK not in caplog.text
