"""How the mails of the outbox leave: none lost, none twice.

Who sends a mail claims it first: for some minutes it is due to nobody else. When the mail server
is ready for the content, `handed_over_at` is committed, and the content goes right after that;
when the server confirms it, `sent_at` is. Whoever is killed before the hand-over leaves a mail
that is due again soon; whoever is killed after it leaves one that the server has in all
likelihood, which nobody sends again: `Outbox.objects.unclear()`.
"""

import logging
import re
import smtplib
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from initiatives import mails
from initiatives.models import Outbox, Submission
from initiatives.submitting import add_link, drop_link
from p2pmap.signals import held_back
from p2pmap.smtp import AnnouncedMessage

logger = logging.getLogger(__name__)

# For so long a mail belongs to who claimed it: longer than a server takes to get ready for it.
CLAIM = timedelta(minutes=10)
# How long after each failed try the next one is: about five days in all.
DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
    timedelta(hours=24),
    timedelta(hours=24),
    timedelta(hours=24),
)
_LONGEST_ERROR = 300


class Outcome(StrEnum):
    """What became of a mail."""

    SENT = "sent"
    LATER = "to try again later"
    GIVEN_UP = "given up"
    NEEDLESS = "no longer needed"


class Unreachable(Exception):
    """The mail server cannot be talked to.

    Attributes:
        outcome: what that means for the mail that was tried.
    """

    def __init__(self, reason: str, outcome: Outcome) -> None:
        super().__init__(reason)
        self.outcome = outcome


class ClaimLost(Exception):
    """It took so long that the mail belongs to somebody else by now."""


def send_due() -> str:
    """Send every mail that is due; return what happened, "" for nothing."""
    if not settings.SENDS_MAIL:
        return ""
    counts: Counter[str] = Counter()
    began = timezone.now()
    connection = get_connection()
    try:
        while row := _next(began):
            if delivery := _claim(row):
                counts[delivery.deliver(connection)] += 1
    except Unreachable as error:
        # The others stay due: it is not they who failed.
        logger.error("The mail server cannot be reached: %s", error)
        counts[error.outcome] += 1
    finally:
        _drop(connection)
    # While the claim of who sends it holds, a mail may still be confirmed.
    if unclear := Outbox.objects.unclear().filter(due_at__lte=began).count():
        counts["handed over and never confirmed"] = unclear
    told = ", ".join(f"{number} {outcome}" for outcome, number in counts.items())
    return f"Mails: {told}" if told else ""


def _next(began: datetime) -> Outbox | None:
    rows = Outbox.objects.select_related("submission__initiative", "decision")
    return rows.due(began).first()


def _claim(row: Outbox) -> "_Delivery | None":
    """Make a mail ours for a while; None when somebody else was first."""
    until = timezone.now() + CLAIM
    mine = Outbox.objects.unsettled().filter(pk=row.pk, handed_over_at=None, due_at=row.due_at)
    return _Delivery(row, until) if mine.update(due_at=until) else None


@dataclass
class _Delivery:
    """One try to send one mail.

    Attributes:
        until: when the claim ends. No other claim of this mail ends at the same moment, so it
            tells whether the mail is still ours.
    """

    row: Outbox
    until: datetime
    links: dict[str, Submission] = field(default_factory=dict)
    handed_over_at: datetime | None = None

    def __str__(self) -> str:
        return f"Mail {self.row.pk} ({self.row.kind})"

    def deliver(self, connection: Any) -> Outcome:
        """Send it, and note what became of it.

        Raises:
            Unreachable: no connection to the mail server; the try counts.
        """
        if not self._recipient():
            return self._give_up("nobody to send it to", Outcome.NEEDLESS)
        try:
            message = self._message()
        except Exception as error:  # whatever is odd about this mail: the others go on
            logger.error("%s cannot be made: %s", self, _plain(error))
            return self._failed(error)
        if message is None:
            return self._give_up("nothing to tell any more", Outcome.NEEDLESS)
        try:
            connection.open()
        except OSError as error:
            raise Unreachable(_plain(error), self._failed(error)) from error
        with held_back():
            try:
                connection.send_messages([message])
            except ClaimLost:
                _drop(connection)
                return Outcome.LATER
            except Exception as error:
                _drop(connection)
                return self._failed(error)
            return self._sent()

    def _recipient(self) -> str:
        submission = self.row.submission
        return self.row.to or (submission.contact_email if submission else "")

    def _message(self) -> AnnouncedMessage | None:
        mail = mails.write(self.row)
        if mail is None:
            return None
        self.links = mail.links
        message = AnnouncedMessage(
            mail.subject,
            mail.text,
            mails.sender(),
            [self._recipient()],
            reply_to=mails.reply_to(),
            headers=mails.headers(self.row),
            announce=self._hand_over,
        )
        message.encoding = mails.ENCODING
        message.message()  # what cannot be sent fails here, not on the connection
        return message

    def _hand_over(self) -> None:
        """Commit that the server gets it now, if the mail is still ours, and the links in it."""
        now = timezone.now()
        with transaction.atomic():
            if not self._ours().filter(handed_over_at=None).update(handed_over_at=now):
                raise ClaimLost
            for token, submission in self.links.items():
                add_link(submission, token)
        self.handed_over_at = now

    def _sent(self) -> Outcome:
        now = timezone.now()
        self._ours().update(
            # The clock may have been set back meanwhile.
            sent_at=max(now, self.handed_over_at or now),
            tries=F("tries") + 1,
            to="",
            last_error="",
        )
        return Outcome.SENT

    def _failed(self, error: Exception) -> Outcome:
        """Take the hand-over back, and say when the next try is."""
        number = self.row.tries + 1
        if _is_final(error) or number > len(DELAYS):
            logger.error("%s is given up after try %s: %s", self, number, _plain(error))
            return self._give_up(_plain(error), Outcome.GIVEN_UP, tries=number)
        with transaction.atomic():
            self._take_back(
                due_at=timezone.now() + DELAYS[number - 1], tries=number, last_error=_plain(error)
            )
        return Outcome.LATER

    def _give_up(self, reason: str, outcome: Outcome, **changes: Any) -> Outcome:
        self._take_back(given_up_at=timezone.now(), to="", last_error=reason, **changes)
        return outcome

    @transaction.atomic
    def _take_back(self, **changes: Any) -> None:
        self._ours().update(handed_over_at=None, **changes)
        for token in self.links:
            drop_link(token)

    def _ours(self) -> Any:
        return Outbox.objects.unsettled().filter(pk=self.row.pk, due_at=self.until)


def _drop(connection: Any) -> None:
    """End a connection, whatever state it is in: the next mail opens a new one."""
    try:
        connection.close()
    except OSError:
        connection.connection = None


def _is_final(error: Exception) -> bool:
    """Whether the server refuses this mail to this recipient for good."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            codes = [code for code, _reply in error.recipients.values()]
        case smtplib.SMTPDataError():
            codes = [error.smtp_code]
        case _:
            return False
    return all(500 <= code < 600 for code in codes)


def _plain(error: Exception) -> str:
    """Return what went wrong in one line, without the addresses of people."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            parts: tuple[Any, ...] = next(iter(error.recipients.values()))
        case smtplib.SMTPResponseException():
            parts = (error.smtp_code, error.smtp_error)
        case _:
            parts = (type(error).__name__, error)
    texts = [part.decode(errors="replace") if isinstance(part, bytes) else part for part in parts]
    line = " ".join(" ".join(map(str, texts)).split())
    return re.sub(r"[^\s<>:\"']*@[^\s<>:\"']*", "…", line)[:_LONGEST_ERROR]
