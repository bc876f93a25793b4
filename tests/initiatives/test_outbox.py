"""Mails leave once, whatever happens on the way."""

import logging
import signal
import smtplib
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import Settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from initiatives import mails, outbox
from initiatives.models import Outbox, SubmissionLink
from initiatives.outbox import CLAIM, DELAYS, send_due
from initiatives.submitting import erase_contact
from tests.recipes import submit
from tests.smtp import MailServer, mail_server

pytestmark = pytest.mark.django_db


def put(number: int = 1) -> list[Outbox]:
    """Put confirmations to so many senders in the outbox."""
    return [
        submit(data={"name": f"Plot {one}"}, contact_email=f"sender{one}@example.net").mails.get()
        for one in range(number)
    ]


def make_due() -> None:
    Outbox.objects.unsettled().update(due_at=timezone.now())


def state_of(row: Outbox) -> str:
    row.refresh_from_db()
    if row.sent_at:
        return "sent"
    if row.given_up_at:
        return "given up"
    return "unclear" if row.handed_over_at else "waits"


def test_what_is_sent_is_sent_once_and_its_address_forgotten(post: MailServer):
    row = put()[0]
    Outbox.objects.update(to="garden@example.com")

    assert send_due() == "Mails: 1 sent"
    assert send_due() == ""

    assert post.recipients() == ["garden@example.com"]
    assert state_of(row) == "sent"
    assert row.to == ""


def test_many_go_over_one_connection(post: MailServer):
    put(20)

    send_due()

    assert len(post.received) == 20
    assert post.connections == 1


def test_without_a_mail_server_nothing_is_tried(settings: Settings, post: MailServer):
    row = put()[0]
    settings.SENDS_MAIL = False

    assert send_due() == ""
    assert state_of(row) == "waits"


def test_what_is_not_due_yet_stays(post: MailServer):
    row = put()[0]
    Outbox.objects.update(due_at=timezone.now() + timedelta(minutes=1))

    assert send_due() == ""
    assert state_of(row) == "waits"


def test_while_the_server_is_down_nothing_is_lost_and_the_delay_grows(
    settings: Settings, caplog: pytest.LogCaptureFixture
):
    with mail_server() as server:
        pass
    settings.SENDS_MAIL = True
    settings.EMAIL_BACKEND = "p2pmap.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    row = put()[0]

    delays = []
    for _try in DELAYS:
        make_due()
        assert send_due() == "Mails: 1 to try again later"
        row.refresh_from_db()
        delays.append(round((row.due_at - timezone.now()) / timedelta(minutes=1)))
        assert state_of(row) == "waits"

    assert delays == sorted(delays)
    assert delays[0] == 1
    assert timedelta(days=4) < timedelta(minutes=sum(delays)) < timedelta(days=6)
    assert "cannot be reached" in caplog.text

    with mail_server(server):
        make_due()
        assert send_due() == "Mails: 1 sent"
    assert server.recipients() == ["sender0@example.net"]


def test_while_the_server_is_down_only_one_mail_is_tried(
    settings: Settings, caplog: pytest.LogCaptureFixture, post: MailServer
):
    with mail_server() as other:
        pass
    settings.EMAIL_PORT = other.port
    put(5)

    assert send_due() == "Mails: 1 to try again later"

    assert Outbox.objects.filter(tries=0).due(timezone.now()).count() == 4


def test_after_five_days_it_is_given_up_and_logged(
    post: MailServer, caplog: pytest.LogCaptureFixture
):
    row = put()[0]
    post.answers["RCPT"] = "450 4.2.1 <sender0@example.net> is full"

    for _try in range(len(DELAYS) + 1):
        make_due()
        send_due()

    assert state_of(row) == "given up"
    assert row.tries == len(DELAYS) + 1
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert f"Mail {row.pk}" in caplog.text
    make_due()
    assert send_due() == ""


@pytest.mark.parametrize("word", ["MAIL", "RCPT", "DATA", "CONTENT"])
def test_what_is_refused_for_now_is_tried_again(post: MailServer, word: str):
    row = put()[0]
    post.answers[word] = "450 4.2.1 Later, please"

    assert send_due() == "Mails: 1 to try again later"
    assert state_of(row) == "waits"
    assert row.last_error == "450 4.2.1 Later, please"
    assert send_due() == ""

    post.answers.clear()
    make_due()
    assert send_due() == "Mails: 1 sent"
    assert len(post.received) == 1


@pytest.mark.parametrize("word", ["RCPT", "CONTENT"])
def test_what_is_refused_for_good_is_given_up_at_once(
    post: MailServer, caplog: pytest.LogCaptureFixture, word: str
):
    row = put()[0]
    Outbox.objects.update(to="gone@example.com")
    post.answers[word] = "550 5.1.1 <gone@example.com>: no such user"

    assert send_due() == "Mails: 1 given up"
    assert state_of(row) == "given up"
    assert row.to == ""
    assert "550 5.1.1" in row.last_error
    assert "550 5.1.1" in caplog.text
    assert "gone" not in row.last_error + caplog.text


def test_a_refusal_of_our_own_address_is_nothing_to_give_up_for(post: MailServer):
    row = put()[0]
    post.answers["MAIL"] = "550 5.7.1 Not from you"

    assert send_due() == "Mails: 1 to try again later"
    assert state_of(row) == "waits"


@pytest.mark.parametrize("word", ["MAIL", "RCPT", "DATA", "CONTENT"])
def test_a_connection_that_breaks_costs_its_mail_a_try_and_no_other(post: MailServer, word: str):
    first, second = put(2)
    post.answers[word] = ""

    assert send_due() == "Mails: 1 to try again later, 1 sent"

    assert (state_of(first), state_of(second)) == ("waits", "sent")
    make_due()
    send_due()
    assert sorted(post.recipients()) == ["sender0@example.net", "sender1@example.net"]


def test_a_mail_that_cannot_be_written_does_not_stop_the_others(
    post: MailServer, monkeypatch: pytest.MonkeyPatch
):
    bad, good = put(2)
    write = mails.write

    def write_or_fail(row: Outbox) -> mails.Mail | None:
        if row.pk == bad.pk:
            raise KeyError("no such word")
        return write(row)

    monkeypatch.setattr(mails, "write", write_or_fail)

    assert send_due() == "Mails: 1 to try again later, 1 sent"
    assert (state_of(bad), state_of(good)) == ("waits", "sent")
    assert bad.tries == 1
    assert "no such word" in bad.last_error


def test_an_address_that_is_none_does_not_stop_the_others(post: MailServer):
    bad, good = put(2)
    Outbox.objects.filter(pk=bad.pk).update(to="not an address\nat all")

    send_due()

    assert (state_of(bad), state_of(good)) == ("waits", "sent")


def test_whose_contact_data_are_erased_gets_no_mail(
    post: MailServer, caplog: pytest.LogCaptureFixture
):
    row = put()[0]
    erase_contact(row.submission)

    assert send_due() == "Mails: 1 no longer needed"

    assert post.received == []
    assert state_of(row) == "given up"
    assert caplog.text == ""


def test_only_a_mail_that_left_has_a_link_of_its_own(post: MailServer):
    row = put()[0]
    links = SubmissionLink.objects.filter(submission=row.submission)
    post.answers["CONTENT"] = "450 4.2.1 Later, please"
    send_due()
    assert links.count() == 1

    post.answers.clear()
    make_due()
    send_due()
    assert links.count() == 2


def test_every_try_has_the_same_message_id_and_no_other_mail_has_it(post: MailServer):
    put(2)
    send_due()
    first, second = (mail.message["Message-ID"] for mail in post.received)
    Outbox.objects.update(sent_at=None, handed_over_at=None)
    make_due()
    send_due()

    assert first != second
    assert [mail.message["Message-ID"] for mail in post.received[2:]] == [first, second]


def test_what_was_handed_over_and_never_confirmed_is_counted_and_not_sent_again(post: MailServer):
    row = put()[0]
    now = timezone.now()
    Outbox.objects.update(handed_over_at=now, due_at=now + CLAIM)
    assert send_due() == ""  # somebody is sending it

    Outbox.objects.update(handed_over_at=now - CLAIM, due_at=now)
    assert send_due() == "Mails: 1 handed over and never confirmed"
    assert list(Outbox.objects.unclear()) == [row]
    assert post.received == []


def test_when_the_hand_over_cannot_be_noted_the_mail_does_not_go(
    post: MailServer, monkeypatch: pytest.MonkeyPatch
):
    row = put()[0]

    def fail(*_args: object) -> None:
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(outbox, "add_link", fail)

    assert send_due() == "Mails: 1 to try again later"
    assert post.received == []
    assert state_of(row) == "waits"


def test_whoever_takes_too_long_does_not_send_what_another_claimed(post: MailServer):
    row = put()[0]
    post.answers["RCPT"] = "250 OK"
    real = smtplib.SMTP.rcpt
    later = timezone.now() + timedelta(hours=1)

    def take_ages(self: smtplib.SMTP, *args: object, **kwargs: object) -> object:
        Outbox.objects.update(due_at=later)
        return real(self, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(smtplib.SMTP, "rcpt", take_ages)
        send_due()

    assert post.received == []
    row.refresh_from_db()
    assert (row.tries, row.due_at) == (0, later)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let Ctrl-C interrupt, also where the tests run in the background and a shell ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_waits_for_the_mail_on_its_way(post: MailServer, interruptible: None):
    first, second = put(2)
    post.on_content = lambda number: signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        send_due()

    assert (state_of(first), state_of(second)) == ("sent", "waits")


def test_each_mail_costs_the_same_queries(post: MailServer):
    counts = []
    for number in (1, 11):
        put(number)
        with CaptureQueriesContext(connection) as queries:
            send_due()
        counts.append(len(queries))

    each, rest = divmod(counts[1] - counts[0], 10)
    assert rest == 0
    assert each <= 10
