"""How a submission comes in: once, under a secret link, and with contact data that can go."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError

from initiatives.models import Kind, MailKind, Outbox, State, Submission, SubmissionLink
from initiatives.submitting import (
    add_link,
    drop_link,
    erase_contact,
    find,
    hash_of,
    new_token,
    send,
    token_for,
)
from tests.at_once import at_once, committed
from tests.recipes import make_sent, submit, write

pytestmark = pytest.mark.django_db


def test_what_is_sent_waits_with_everything_that_was_said(settings: Any):
    settings.SENDS_MAIL = True
    garden = write()
    sent = make_sent(
        "change",
        data={"place": "Bruges"},
        sources=[{"title": "A book", "url": "https://b.example.org"}],
        statement="It moved.",
        grounds="I live there.",
        first_hand=True,
        involved=True,
        language="nl",
        contact_name="Jo",
        contact_email="jo@example.org",
    )
    submission = send(sent, "token", garden)
    mail = Outbox.objects.get()

    assert all(getattr(submission, name) == getattr(sent, name) for name in sent.__slots__)
    assert (submission.state, submission.version) == (State.PENDING, 1)
    assert submission.initiative == garden
    assert (mail.kind, mail.submission, mail.language) == (MailKind.RECEIVED, submission, "nl")


def test_who_left_no_address_gets_no_mail(settings: Any):
    settings.SENDS_MAIL = True
    submit(contact_name="Jo")

    assert not Outbox.objects.exists()


def test_where_no_mail_is_sent_none_waits(settings: Any):
    settings.SENDS_MAIL = False
    submit(contact_email="jo@example.org")

    assert not Outbox.objects.exists()


# --- once ----------------------------------------------------------------------------------------
def test_the_same_sent_twice_is_stored_and_confirmed_once(settings: Any):
    settings.SENDS_MAIL = True
    sent = make_sent(contact_email="jo@example.org")

    assert send(sent, "token") == send(sent, "token")
    assert Submission.objects.count() == Outbox.objects.count() == 1


@committed
def test_the_same_sent_eight_times_at_once_is_stored_and_confirmed_once(settings: Any):
    settings.SENDS_MAIL = True
    sent = make_sent(contact_email="jo@example.org")
    stored = at_once(*[lambda: send(sent, "token")] * 8)

    assert len({submission.pk for submission in stored}) == 1
    assert Submission.objects.count() == Outbox.objects.count() == 1


def test_what_cannot_be_stored_is_an_error_and_not_the_one_before():
    submit()

    with pytest.raises(IntegrityError):
        send(make_sent("change"), "token")  # about no initiative


def test_a_token_is_the_same_for_the_same_and_another_for_anything_else():
    sent = make_sent(statement="It moved.")
    token = token_for("nonce", sent)
    others = {
        token_for("another", sent),
        token_for("nonce", sent, write()),
        token_for("nonce", replace(sent, statement="It moved!")),
        token_for("nonce", replace(sent, kind=Kind.OBJECTION)),
        token_for("nonce", replace(sent, contact_email="jo@example.org")),
    }

    assert token == token_for("nonce", make_sent(statement="It moved."))
    assert token not in others
    assert len(others) == 5
    assert len(token) == 22  # 128 bits


def test_a_token_cannot_be_worked_out_without_the_key_of_the_site(settings: Any):
    sent = make_sent()
    token = token_for("", sent)
    settings.SECRET_KEY = "another"

    assert token_for("", sent) != token


# --- links ---------------------------------------------------------------------------------------
def test_every_link_leads_to_what_was_sent_and_is_stored_as_a_hash():
    submission = send(make_sent(), "token")
    further = new_token()
    assert find(further) is None
    add_link(submission, further)

    assert find("token") == find(further) == submission
    assert find("Token") is None
    assert find("") is None
    assert {link.token_hash for link in SubmissionLink.objects.all()} == {
        hash_of("token"),
        hash_of(further),
    }
    assert "token" not in str(SubmissionLink.objects.values_list())
    drop_link(further)
    assert find(further) is None
    assert find("token") == submission


# --- contact data --------------------------------------------------------------------------------
def test_erased_contact_data_are_gone_and_the_rest_stays():
    submission = submit(contact_name="Jo", contact_email="jo@example.org", statement="Look.")
    erase_contact(submission)
    after = Submission.objects.get()

    assert (after.contact_name, after.contact_email) == ("", "")
    assert after.contact_erased_at is not None
    assert (after.statement, after.links.count()) == ("Look.", 1)


def test_contact_data_that_were_never_given_are_not_called_erased():
    submission = submit()
    erase_contact(submission)

    assert Submission.objects.get().contact_erased_at is None


def test_who_has_contact_data_is_told_apart():
    told = submit(contact_name="Jo")
    submit()
    erased = submit(contact_email="jo@example.org")
    erase_contact(erased)

    assert list(Submission.objects.with_contact()) == [told]


# --- questions that are asked of them ------------------------------------------------------------
def test_what_waits_comes_oldest_first():
    first, second, gone = submit(), submit(), submit()
    Submission.objects.filter(pk=gone.pk).update(state=State.WITHDRAWN)

    assert list(Submission.objects.waiting()) == [first, second]


@pytest.mark.parametrize("words", ["cafe", "CAFÉ", "Ronse café", "rön", "repair CAFE"])
def test_a_submission_is_found_by_its_name_whatever_accents_and_case(words: str):
    named = submit(data={"name": "Repair Café Rönse"})
    submit()

    assert list(Submission.objects.named(words)) == [named]


def test_a_submission_is_found_by_the_initiative_that_it_is_about():
    about = submit("still_right", write(slug="hof", name="Het Hof"))
    submit("still_right", write(name="Garden"))

    assert list(Submission.objects.named("hof")) == [about]
