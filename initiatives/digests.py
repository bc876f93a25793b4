"""Who is told that submissions wait, and when: a mail a day at most, only about something new."""

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from initiatives.models import MailKind, Outbox, Submission


def write_digests() -> str:
    """Put a digest for each curator in the outbox when one is due; return what happened."""
    if not settings.SENDS_MAIL or not _is_something_new():
        return ""
    with transaction.atomic():
        written = sum(_write_digest(curator) for curator in curators())
    return f"Digests: {written} written" if written else ""


def _write_digest(curator: User) -> bool:
    """Put a digest in the outbox; say whether it is the first of the day for this curator."""
    now = timezone.now()
    _row, is_new = Outbox.objects.get_or_create(
        once=f"digest:{now:%Y-%m-%d}:{curator.pk}",
        defaults={
            "kind": MailKind.DIGEST,
            "to": curator.email,
            "language": _language_of(curator),
            "due_at": now,
        },
    )
    return is_new


def curators() -> list[User]:
    """Return who decides on submissions and can be written to."""
    backend = "django.contrib.auth.backends.ModelBackend"
    allowed = User.objects.with_perm("initiatives.change_submission", backend=backend)
    written_to = allowed.exclude(email="").select_related("curator_profile")
    return list(written_to.order_by("pk"))


def _language_of(curator: User) -> str:
    profile = getattr(curator, "curator_profile", None)
    return profile.language if profile else settings.LANGUAGE_CODE


def _is_something_new() -> bool:
    """Whether a submission came to wait since the last digest."""
    waiting = Submission.objects.waiting()
    last = Outbox.objects.filter(kind=MailKind.DIGEST).order_by("-pk").first()
    if last is not None:
        waiting = waiting.filter(waiting_since__gt=last.made_at)
    return waiting.exists()
