"""Who hears that something waits, and how often."""

from datetime import timedelta

import pytest
from django.conf import Settings
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from initiatives import digests, moderation
from initiatives.digests import write_digests
from initiatives.models import MailKind, Outbox, Submission
from initiatives.outbox import send_due
from tests.recipes import submit
from tests.smtp import MailServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    return User.objects.create_superuser("ada", email="ada@example.org")


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now_is = timezone.now().replace(hour=12)

    def now(self):
        return self.now_is

    def next_day(self) -> None:
        """A day later, what was written is a day old."""
        day = timedelta(days=1)
        self.now_is += day
        for digest in Outbox.objects.filter(kind=MailKind.DIGEST):
            Outbox.objects.filter(pk=digest.pk).update(made_at=digest.made_at - day)
        for submission in Submission.objects.all():
            Submission.objects.filter(pk=submission.pk).update(
                waiting_since=submission.waiting_since - day
            )


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(digests, "timezone", clock)
    return clock


def told() -> list[str]:
    """Write what digests are due; return to whom."""
    before = set(Outbox.objects.values_list("pk", flat=True))
    write_digests()
    return sorted(Outbox.objects.exclude(pk__in=before).values_list("to", flat=True))


def test_it_goes_to_everyone_who_decides_and_can_be_written_to(post: MailServer, ada: User):
    may_decide = Permission.objects.get(codename="change_submission")
    bob = User.objects.create_user("bob", email="bob@example.org", is_staff=True)
    bob.user_permissions.add(may_decide)
    User.objects.create_user("may not", email="no@example.org", is_staff=True)
    User.objects.create_superuser("no address")
    User.objects.create_superuser("gone", email="gone@example.org", is_active=False)
    submit()

    assert told() == ["ada@example.org", "bob@example.org"]


def test_when_nothing_waits_there_is_none(post: MailServer, ada: User):
    assert told() == []

    moderation.withdraw(submit())
    assert told() == []


def test_without_a_mail_server_there_is_none(ada: User, settings: Settings):
    assert not settings.SENDS_MAIL
    submit()

    assert told() == []


def test_there_is_one_a_day_at_most(post: MailServer, ada: User, clock: Clock):
    submit()
    assert told() == ["ada@example.org"]

    submit(data={"name": "Another"})
    assert told() == []

    clock.now_is += timedelta(days=1)
    assert told() == ["ada@example.org"]


def test_there_is_none_about_nothing_new(post: MailServer, ada: User, clock: Clock):
    submit()
    assert told() == ["ada@example.org"]

    clock.next_day()
    assert told() == []

    submit(data={"name": "Another"})
    assert told() == ["ada@example.org"]


def test_an_answer_is_something_new(post: MailServer, ada: User, clock: Clock):
    submission = submit()
    told()
    moderation.ask_back(submission, by=ada, version=1, note="Where?")
    clock.next_day()
    assert told() == []

    moderation.answer(submission, note="There.")
    assert told() == ["ada@example.org"]


def test_what_is_decided_before_it_leaves_is_not_told(post: MailServer, ada: User):
    submission = submit()
    write_digests()
    moderation.withdraw(submission)

    assert send_due() == "Mails: 1 no longer needed"
    assert post.received == []


def test_it_says_what_it_wrote(post: MailServer, ada: User):
    assert write_digests() == ""
    submit()
    assert write_digests() == "Digests: 1 written"
    assert write_digests() == ""
