"""Which mail is due to whom, put in the outbox in the transaction of what it tells."""

from django.conf import settings
from django.utils import timezone

from initiatives.models import Decision, MailKind, Move, Outbox, Submission
from quadrant.vocabulary import language

_MAILS = {
    Move.ACCEPT: MailKind.ACCEPTED,
    Move.ASK_BACK: MailKind.ASKED_BACK,
    Move.REFUSE: MailKind.REFUSED,
    Move.UNDO: MailKind.UNDONE,
}


def confirm(submission: Submission) -> None:
    """Tell the sender that it came in, with the link to it."""
    _to_sender(MailKind.RECEIVED, submission)


def tell_of(decision: Decision) -> None:
    """Tell the sender what a curator decided, and why."""
    _to_sender(_MAILS[Move(decision.move)], decision.submission, decision)


def tell_listed(decision: Decision, address: str) -> None:
    """Tell an initiative that it is in the catalogue, and how to answer."""
    _put(MailKind.LISTED, decision.submission, decision, to=address)


def send_links(address: str) -> None:
    """Send somebody the links to what was sent with their address.

    Nothing is looked up before the mail is made: whether the address is known shows in nothing
    that the asker sees, nor in how long it takes.
    """
    _put_unseen(MailKind.LINKS, address)


def send_password(address: str) -> None:
    """Send somebody the way to a new password; as unseen as `send_links`."""
    _put_unseen(MailKind.PASSWORD, address)


def _put_unseen(kind: MailKind, address: str) -> None:
    if settings.SENDS_MAIL:
        Outbox.objects.create(kind=kind, to=address, language=language(), due_at=timezone.now())


def _to_sender(kind: MailKind, submission: Submission, decision: Decision | None = None) -> None:
    if submission.contact_email:
        _put(kind, submission, decision)


def _put(
    kind: MailKind, submission: Submission, decision: Decision | None = None, to: str = ""
) -> None:
    if settings.SENDS_MAIL:
        Outbox.objects.create(
            kind=kind,
            submission=submission,
            decision=decision,
            to=to,
            language=submission.language,
            due_at=timezone.now(),
        )
