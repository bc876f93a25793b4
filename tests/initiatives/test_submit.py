"""The form for a new initiative, without script."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from initiatives.models import Initiative, Submission
from initiatives.proposals import placement_of
from initiatives.stamps import new_stamp
from quadrant.domain.axes import Placement
from tests.recipes import write
from tests.senders import (
    FOUR_ANSWERS,
    filled_in,
    hidden_in,
    messages_in,
    post,
    send_new,
    sent_at,
    token_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unhurried(settings):
    """Let a test fill a form faster than people do."""
    settings.FORM_SECONDS = 0


def test_the_least_is_enough_and_nothing_is_public(client: Client):
    answer = send_new(client)

    sent = sent_at(answer)
    assert sent.data == {
        "name": "Tool library",
        "website": "https://tools.example.org/",
        "summary": {"en": "Members borrow tools."},
    }
    assert (sent.kind, sent.state, sent.language) == ("new", "pending", "en")
    assert not Initiative.objects.exists()
    assert "Tool library" in client.get(answer.headers["Location"]).content.decode()


def test_a_place_will_do_instead_of_an_address(client: Client):
    sent = sent_at(send_new(client, website=None, place="Ghent", first_hand="on"))

    assert sent.data["place"] == "Ghent"
    assert sent.first_hand


def test_everything_that_is_known_is_kept_in_the_entry_format(client: Client):
    answer = send_new(
        client,
        place="Ghent",
        need_1="borrow-a-thing",
        sector_1="goods",
        founded="2009",
        country="BE",
        reach="local",
        output="local",
        tags="tools, repair , tools",
        aliases="Toolotheek",
        p2p_test_individual="yes",
        p2p_test_no_return="partly",
    )
    if answer.status_code == 422:
        pytest.fail(str(messages_in(answer)))
    data = sent_at(answer).data

    assert data["needs"] == ["borrow-a-thing"]
    assert data["sectors"] == ["goods"]
    assert (data["founded"], data["country"]) == (2009, "BE")
    assert (data["reach"], data["output"]) == ("local", "local")
    assert data["tags"] == ["tools", "repair"]
    assert data["aliases"] == ["Toolotheek"]
    assert data["p2p_test"] == {"individual": "yes", "no_return": "partly"}


def test_answers_place_it_where_they_suggest(client: Client):
    sent = sent_at(send_new(client, **FOUR_ANSWERS))

    assert placement_of(sent) == Placement(50, 75)


def test_answers_on_one_axis_alone_place_nothing_and_are_kept(client: Client):
    sent = sent_at(send_new(client, answer_design="1"))

    assert placement_of(sent) is None
    assert sent.data["assessments"][0]["answers"] == {"design": 1}


def test_a_position_far_from_the_answers_owes_a_reason(client: Client):
    moved = {**FOUR_ANSWERS, "decentralisation": "80", "purpose": "75"}

    refused = send_new(client, **moved)
    assert refused.status_code == 422
    assert messages_in(refused) == ["Say why it belongs elsewhere than your answers suggest."]

    sent = sent_at(send_new(client, **moved, reason="Its statutes bind it."))
    assert placement_of(sent) == Placement(80, 75)
    part = sent.data["assessments"][0]
    assert part["rationale_decentralisation"] == {"en": "Its statutes bind it."}
    assert "rationale_purpose" not in part


@pytest.mark.parametrize("near", ["43", "57"])
def test_less_than_eight_points_away_is_the_same_place(client: Client, near: str):
    sent = sent_at(send_new(client, **FOUR_ANSWERS, decentralisation=near, purpose="75"))

    assert placement_of(sent) == Placement(50, 75)


def test_a_position_without_answers_owes_a_reason_and_both_axes(client: Client):
    assert messages_in(send_new(client, decentralisation="80")) == [
        "Give a position on this axis too, or leave both empty."
    ]
    refused = send_new(client, decentralisation="80", purpose="0")
    assert messages_in(refused) == ["Say why it belongs elsewhere than your answers suggest."]


def test_without_script_the_suggestion_is_worked_out_before_sending(client: Client):
    page = post(client, "/submit/", **filled_in(look="1", send=None, agreed=None, **FOUR_ANSWERS))

    html = page.content.decode()
    assert page.status_code == 200
    assert "4 of 12 questions answered: provisional." in html
    assert html.count("Mainly Local resilience") == 2  # beside the questions, and in the entry
    assert 'value="Tool library"' in html
    assert not Submission.objects.exists()


def test_a_script_gets_only_how_it_will_look(client: Client):
    data = filled_in(look="1", agreed=None)
    page = client.post("/submit/", {**hidden_in(client.get("/submit/")), **data}, **SCRIPT)

    html = page.content.decode()
    assert "<html" not in html
    assert "Members borrow tools." in html
    assert not Submission.objects.exists()


SCRIPT = {"headers": {"HX-Request": "true"}}


def test_what_is_missing_is_said_first_with_links_and_beside_the_fields(client: Client):
    page = post(client, "/submit/", send="1", place="Ghent")

    html = page.content.decode()
    assert page.status_code == 422
    assert "<title>Error:" in html
    assert html.index('id="problems"') < html.index("<form")
    for name in ("name", "summary", "agreed", "source_0_url"):
        assert f'href="#id_{name}"' in html
        assert re.search(rf'id="id_{name}"[^>]*aria-invalid="true"', html) or re.search(
            rf'aria-invalid="true"[^>]*id="id_{name}"', html
        )
        assert f'id="id_{name}_error"' in html
        assert f"id_{name}_error" in re.findall(r'aria-describedby="([^"]*)"', html).__str__()
    assert 'value="Ghent"' in html
    assert not Submission.objects.exists()


def test_everything_typed_is_kept_beside_a_mistake(client: Client):
    page = send_new(
        client,
        name="",
        place="Ghent",
        need_1="borrow-a-thing",
        contact_name="Ada",
        contact_email="ada@example.org",
        source_1_url="https://a.example.org/",
        source_1_title="Press",
        answer_exit="2",
        reason="Because",
    )

    html = page.content.decode()
    for text in ("Ghent", "Ada", "ada@example.org", "https://a.example.org/", "Press"):
        assert f'value="{text}"' in html
    assert "Members borrow tools.</textarea>" in html
    assert "Because</textarea>" in html
    assert re.search(r'value="borrow-a-thing"\s+selected', html)
    assert re.search(r'name="answer_exit" value="2"[^>]*checked', html)
    assert re.search(r'name="agreed"[^>]*checked', html)


WRONG = {
    "control signs": ("name", "Tool\x07library"),
    "a null byte": ("name", "Tool\0library"),
    "a text that turns": ("summary", "abc \u202e cba"),
    "stacked marks": ("name", "Z" + "\u0301" * 8),
    "letters that look alike": ("name", "W\u0456kipedia"),
    "a host that looks like another": ("website", "https://p\u0430ypal.com/"),
    "a host in letters that look Latin": ("website", "https://\u0430\u0440\u0440\u04cf\u0435.com/"),
    "the same in its other spelling": ("website", "http://xn--80ak6aa92e.com"),
    "a name without end": ("name", "a" * 121),
    "a summary without end": ("summary", "a" * 201),
    "another scheme": ("website", "ftp://example.org/"),
    "a script for an address": ("website", "javascript:alert(1)"),
    "credentials": ("website", "https://user:secret@example.org/"),
    "a private host": ("website", "http://192.168.0.1/"),
    "this machine": ("website", "http://localhost:8000/"),
    "an address that cannot be read": ("website", "https://[::1/"),
    "a source on this machine": ("source_0_url", "http://127.0.0.1/"),
    "a score that is none": ("decentralisation", "NaN"),
    "a score without end": ("purpose", "1e309"),
    "a score off the axis": ("decentralisation", "101"),
    "half a score": ("purpose", "0.5"),
    "a year to come": ("founded", "2999"),
    "a year before time": ("founded", "-50"),
    "a year in letters": ("founded", "long ago"),
    "a year without end": ("founded", "9" * 5000),
    "an unknown need": ("need_1", "world-domination"),
    "an unknown sector": ("sector_2", "'; DROP TABLE"),
    "an unknown country": ("country", "ZZ"),
    "an unknown answer": ("answer_design", "3"),
    "an answer that is no number": ("answer_exit", "<b>"),
    "an unknown answer of the test": ("p2p_test_individual", "perhaps"),
    "an address of mail that is none": ("contact_email", "ada at example"),
    "a name of a sender that turns": ("contact_name", "\u202eadA"),
    "a title without an address": ("source_1_title", "Press"),
    "a tag without end": ("tags", "a" * 41),
    "rubbish in the trap": ("homepage", "https://spam.example"),
}


@pytest.mark.parametrize(("field", "value"), WRONG.values(), ids=WRONG)
def test_bad_input_gets_a_message_and_changes_nothing(client: Client, field: str, value: str):
    page = send_new(client, **{field: value})

    html = page.content.decode()
    assert page.status_code == 422
    where = "source_1_url" if field == "source_1_title" else field
    assert f'id="id_{where}_error"' in html
    assert messages_in(page), "nothing is said"
    assert not Submission.objects.exists()


HARMLESS = {
    "digits of another script": ({"founded": "\u0662\u0660\u0660\u0669"}, "founded", 2009),
    "full-width digits": ({"founded": "２００９"}, "founded", 2009),
    "an address without scheme": ({"website": "Example.org/a"}, "website", "https://Example.org/a"),
    "spaces around": ({"name": "  Tool \u00a0 library  "}, "name", "Tool library"),
    "line ends in a line": ({"name": "Tool\r\nlibrary"}, "name", "Tool library"),
    "an invisible joint": ({"name": "Tool\u200blibrary"}, "name", "Toollibrary"),
    "another script": ({"name": "道具図書館"}, "name", "道具図書館"),
    "markup": ({"name": "<script>alert(1)</script>"}, "name", "<script>alert(1)</script>"),
    "fields that the form has not": (
        {"state": "accepted", "slug": "x", "prominence": "3", "kind": "change", "id": "1"},
        "name",
        "Tool library",
    ),
}


@pytest.mark.parametrize(("data", "field", "kept"), HARMLESS.values(), ids=HARMLESS)
def test_odd_input_that_does_no_harm_is_taken(client: Client, data, field: str, kept):
    sent = sent_at(send_new(client, **data))

    assert sent.data[field] == kept
    assert (sent.kind, sent.state) == ("new", "pending")
    assert "prominence" not in sent.data


def test_broken_encodings_are_answered(client: Client):
    hidden = hidden_in(client.get("/submit/"))
    body = f"stamp={hidden['stamp']}&name=%ff%fe&summary=%80&website=example.org&agreed=on&send=1"

    answer = client.post("/submit/", body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code in (303, 422)


def test_sent_twice_is_stored_once_and_shows_the_same_page(client: Client):
    data = {**hidden_in(client.get("/submit/")), **filled_in()}

    first, second = client.post("/submit/", data), client.post("/submit/", data)

    assert token_in(first) == token_in(second)
    assert Submission.objects.count() == 1


def test_something_else_from_the_same_form_is_another_submission(client: Client):
    data = {**hidden_in(client.get("/submit/")), **filled_in()}

    first = client.post("/submit/", data)
    second = client.post("/submit/", {**data, "name": "Seed library"})

    assert token_in(first) != token_in(second)
    assert Submission.objects.count() == 2


def test_a_form_that_was_filled_in_no_time_is_not_taken_and_stays(client: Client, settings):
    settings.FORM_SECONDS = 30

    page = send_new(client)

    assert page.status_code == 422
    assert "quicker than people" in page.content.decode()
    assert 'value="Tool library"' in page.content.decode()
    assert not Submission.objects.exists()


@pytest.mark.parametrize("stamp", ["", "nonsense", "a:b:c"])
def test_a_form_without_its_stamp_is_handed_out_again(client: Client, stamp: str):
    page = client.post("/submit/", {**filled_in(), "stamp": stamp})

    assert page.status_code == 422
    fresh = hidden_in(page)["stamp"]
    assert fresh != stamp
    assert client.post("/submit/", {**filled_in(), "stamp": fresh}).status_code == 303


def test_a_stale_token_against_forgery_keeps_what_was_typed():
    careful = Client(enforce_csrf_checks=True)
    page = careful.post("/submit/", filled_in(stamp=new_stamp()))

    html = page.content.decode()
    assert page.status_code == 403
    assert 'value="Tool library"' in html
    assert "send it once more" in html
    assert not Submission.objects.exists()
    assert careful.post("/submit/", {**hidden_in(page), **filled_in()}).status_code == 303


def test_the_language_of_the_sender_is_kept(client: Client):
    answer = post(client, "/nl/submit/", **filled_in(summary="Leden lenen gereedschap."))

    sent = sent_at(answer)
    assert answer.headers["Location"].startswith("/nl/submissions/")
    assert sent.language == "nl"
    assert sent.data["summary"] == {"nl": "Leden lenen gereedschap."}


def test_a_link_may_bring_a_name_along(client: Client):
    write(slug="garden", name="Garden <b>of Ghent")

    html = client.get("/submit/?name=Garden%20%3Cb%3Eof%20Ghent").content.decode()

    assert 'value="Garden &lt;b&gt;of Ghent"' in html
    assert "/initiatives/garden/suggest/?what=change" in html


def test_a_likely_duplicate_is_shown_and_does_not_block(client: Client):
    write(slug="tools", name="Tool library", website="https://other.example.org/")

    looked = post(client, "/submit/", **filled_in(look="1", send=None))
    assert "suggest a change instead" in looked.content.decode()

    answer = send_new(client)
    assert answer.status_code == 303
    page = client.get(answer.headers["Location"]).content.decode()
    assert reverse("suggest", args=["tools"]) in page


def test_the_form_is_kept_out_of_caches_and_stays_for_back(client: Client):
    said = client.get("/submit/").headers["Cache-Control"]

    assert "private" in said
    assert "no-cache" in said
    assert "no-store" not in said


def test_a_reader_finds_the_form_on_every_page(client: Client):
    for name in ("map", "initiative_list", "model", "about", "need_index"):
        assert f'href="{reverse("submit")}"' in client.get(reverse(name)).content.decode()


def test_the_form_costs_few_queries(client: Client, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        client.get("/submit/")
