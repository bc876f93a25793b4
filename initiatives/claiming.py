"""Who looks at what, so that two curators do not do the same."""

from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from initiatives.four_eyes import open_to
from initiatives.models import State, Submission

# Then it is free again, whoever forgot it.
CLAIM_HOURS: Final = 2


def claim(submission: Submission, by: User) -> bool:
    """Let a curator have a case that nobody else has; say whether that is so now."""
    return (
        _free(Submission.objects.filter(pk=submission.pk), by).update(
            claimed_by=by, claimed_at=timezone.now()
        )
        == 1
    )


def release(submission: Submission, by: User) -> None:
    """Let others have what a curator claimed."""
    claimed = Submission.objects.filter(pk=submission.pk, claimed_by=by)
    claimed.update(claimed_by=None, claimed_at=None)


@transaction.atomic
def leave(submission: Submission, by: User) -> None:
    """Leave a case for another curator: it is not offered to this one any more."""
    release(submission, by)
    submission.left_by.add(by)


def claim_next(waiting: "QuerySet[Submission]", by: User) -> Submission | None:
    """Claim the first case that a curator may decide on and nobody has; None where none is left.

    Two who ask at once get different ones. What the curator claimed before is released.
    """
    Submission.objects.filter(claimed_by=by).update(claimed_by=None, claimed_at=None)
    offered = _free(open_to(waiting, by), by).exclude(left_by=by)
    while (first := offered.first()) is not None:
        if claim(first, by):
            return first
    return None


def is_taken(submission: Submission, by: User) -> bool:
    """Say whether another curator has it."""
    moment = submission.claimed_at
    if submission.claimed_by_id in (None, by.pk) or moment is None:
        return False
    return moment > _oldest()


def _free(submissions: "QuerySet[Submission]", by: User) -> "QuerySet[Submission]":
    free = Q(claimed_by=None) | Q(claimed_by=by) | Q(claimed_at__lte=_oldest())
    return submissions.filter(free, state__in=[State.PENDING, State.ASKED_BACK])


def _oldest() -> datetime:
    return timezone.now() - timedelta(hours=CLAIM_HOURS)
