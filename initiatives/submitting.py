"""How a submission comes in: stored once, however often it is sent, and found by its link."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode
from dataclasses import asdict, dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from initiatives import notifications
from initiatives.models import Initiative, Kind, Submission, SubmissionLink
from initiatives.names import fold
from initiatives.objections import answered_by

TOKEN_BYTES = 16
NAME_KEY_LENGTH = 240


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent, checked: the fields of `Submission` that a sender fills."""

    kind: Kind
    language: str
    data: dict[str, Any] = field(default_factory=dict)
    sources: list[dict[str, Any]] = field(default_factory=list)
    statement: str = ""
    grounds: str = ""
    first_hand: bool = False
    involved: bool = False
    ground: str = ""
    contact_name: str = ""
    contact_email: str = ""


def token_for(nonce: str, sent: Sent, initiative: Initiative | None = None) -> str:
    """Return the secret of the link to what was sent: the same for the same, sent again.

    Args:
        nonce: what the form was handed out with, known to its sender alone.
    """
    content = [nonce, asdict(sent), initiative.pk if initiative else None]
    digest = salted_hmac("submission", json.dumps(content, sort_keys=True), algorithm="sha256")
    return _as_token(digest.digest()[:TOKEN_BYTES])


@transaction.atomic
def send(
    sent: Sent, token: str, initiative: Initiative | None = None, by: User | None = None
) -> Submission:
    """Store a submission under its link, and confirm it by mail; once for the same token.

    Args:
        by: the account that sent it, where somebody was logged in.
    """
    known = find(token)
    if known is not None:
        return known
    now = timezone.now()
    try:
        with transaction.atomic():
            submission = Submission.objects.create(
                **asdict(sent),
                name_key=name_key_of(sent.data),
                initiative=initiative,
                sent_by=by,
                due_on=answered_by() if sent.kind == Kind.OBJECTION else None,
                waiting_since=now,
                moved_at=now,
            )
            SubmissionLink.objects.create(submission=submission, token_hash=hash_of(token))
    except IntegrityError:
        # The same was sent twice at once, and the other one was first; or it cannot be stored.
        known = find(token)
        if known is None:
            raise
        return known
    notifications.confirm(submission)
    return submission


def find(token: str) -> Submission | None:
    """Return the submission that a link leads to, or None."""
    link = (
        SubmissionLink.objects.select_related("submission__initiative")
        .filter(token_hash=hash_of(token))
        .first()
    )
    return link.submission if link else None


def new_token() -> str:
    """Return the secret of one more link, which leads nowhere before `add_link`."""
    return _as_token(secrets.token_bytes(TOKEN_BYTES))


def add_link(submission: Submission, token: str) -> None:
    """Let one more link lead to a submission: that of a mail."""
    SubmissionLink.objects.create(submission=submission, token_hash=hash_of(token))


def drop_link(token: str) -> None:
    """Let a link lead nowhere again: that of a mail that did not leave."""
    SubmissionLink.objects.filter(token_hash=hash_of(token)).delete()


def hash_of(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def name_key_of(data: dict[str, Any]) -> str:
    """Return the name that a submission gives, as it is searched for."""
    return fold(str(data.get("name", "")))[:NAME_KEY_LENGTH]


@transaction.atomic
def erase_contact(submission: Submission) -> None:
    """Forget who sent it. What it says, and its links, stay."""
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if not submission.has_contact:
        return
    submission.contact_name = submission.contact_email = ""
    submission.contact_erased_at = timezone.now()
    submission.save(update_fields=["contact_name", "contact_email", "contact_erased_at"])


def _as_token(secret: bytes) -> str:
    return urlsafe_b64encode(secret).decode().rstrip("=")
