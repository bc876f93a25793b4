"""Contact data go when it was promised, and not before."""

from datetime import timedelta

import pytest
from django.conf import Settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from initiatives.erasing import erase_due
from initiatives.models import MailKind, Outbox, State, Submission
from tests.recipes import submit, write

pytestmark = pytest.mark.django_db
DECIDED = [State.ASKED_BACK, State.ACCEPTED, State.REFUSED, State.WITHDRAWN]
WAITING = [State.PENDING]


def sent_in(state: str, days_ago: float, **changes: str) -> Submission:
    """A submission that came to a state so long ago."""
    contact = {"contact_name": "Bob", "contact_email": "bob@example.net"}
    submission = submit("still_right", write(), **{**contact, **changes})
    submission.state = state
    submission.moved_at = timezone.now() - timedelta(days=days_ago)
    submission.save()
    return submission


def contact_of(submission: Submission) -> tuple[str, str]:
    submission.refresh_from_db()
    return submission.contact_name, submission.contact_email


@pytest.mark.parametrize("state", DECIDED)
def test_they_go_when_their_time_after_the_decision_is_over(settings: Settings, state: str):
    settings.CONTACT_DAYS = 30
    due = sent_in(state, days_ago=30.01)
    early = sent_in(state, days_ago=29.99)

    assert erase_due() == "Contact data erased: 1"

    assert contact_of(due) == ("", "")
    assert due.contact_erased_at is not None
    assert contact_of(early) == ("Bob", "bob@example.net")


@pytest.mark.parametrize("state", WAITING)
def test_they_stay_while_it_waits_for_a_decision(state: str):
    waits = sent_in(state, days_ago=1000)

    assert erase_due() == ""
    assert contact_of(waits) == ("Bob", "bob@example.net")


@pytest.mark.parametrize(
    "contact", [{"contact_name": ""}, {"contact_email": ""}], ids=["address", "name"]
)
def test_a_name_or_an_address_alone_goes_too(contact: dict[str, str]):
    due = sent_in(State.REFUSED, days_ago=91, **contact)

    erase_due()

    assert contact_of(due) == ("", "")


def test_it_is_done_once():
    due = sent_in(State.REFUSED, days_ago=91)
    erase_due()
    erased_at = Submission.objects.get(pk=due.pk).contact_erased_at

    assert erase_due() == ""
    assert Submission.objects.get(pk=due.pk).contact_erased_at == erased_at


def test_there_may_be_many():
    first = sent_in(State.REFUSED, days_ago=91)
    fields = {
        field.attname: getattr(first, field.attname)
        for field in Submission._meta.concrete_fields
        if not field.primary_key
    }
    Submission.objects.bulk_create(Submission(**fields) for _number in range(250))

    assert erase_due() == "Contact data erased: 251"
    assert not Submission.objects.with_contact().exists()


def test_nothing_to_do_costs_as_little_however_much_there_is():
    counts = []
    for number in (1, 20):
        for _one in range(number):
            sent_in(State.PENDING, days_ago=91)
        with CaptureQueriesContext(connection) as queries:
            erase_due()
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 3


def test_the_address_of_a_mail_that_was_never_confirmed_goes_as_well():
    long_ago = timezone.now() - timedelta(days=91)
    for handed_over_at in (long_ago, timezone.now()):
        Outbox.objects.create(
            kind=MailKind.LISTED,
            to="garden@example.com",
            language="en",
            due_at=long_ago,
            handed_over_at=handed_over_at,
        )

    erase_due()

    assert list(Outbox.objects.values_list("to", flat=True)) == ["", "garden@example.com"]
