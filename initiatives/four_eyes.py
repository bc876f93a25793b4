"""Who may not decide on what: nobody judges what is their own.

With two curators or more (or where the setting says so) nobody decides on what they sent in
themselves, and nobody accepts a position that they changed themselves. A declared interest hands
a case to others in any case.
"""

from datetime import date

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from initiatives.entry import data_differences
from initiatives.models import Initiative, Interest, Move, Submission
from initiatives.proposals import subject_of

_BACKEND = "django.contrib.auth.backends.ModelBackend"


class NotYours(Exception):
    """Another curator has to decide on this; says why."""


def is_on() -> bool:
    """Say whether two pairs of eyes are asked for."""
    wanted: bool | None = settings.FOUR_EYES
    if wanted is not None:
        return wanted
    curators = User.objects.with_perm("initiatives.change_submission", backend=_BACKEND)
    return curators.filter(is_active=True, is_staff=True).count() > 1


def hindrance(curator: User, submission: Submission, move: Move | None = None) -> str:
    """Return why somebody may not decide on a submission; empty where they may.

    Args:
        move: the move they would make; None for any of them.
    """
    if _interests(curator, submission).exists():
        return _has_interest()
    if _is_own(curator, submission) and is_on():
        return _("You sent this in yourself: another curator decides.")
    is_by_them = move == Move.ACCEPT and submission.draft_by_id == curator.pk
    if is_by_them and moves_position(submission) and is_on():
        return _("You changed the position yourself: another curator has to accept it.")
    return ""


def interest_in(curator: User, initiative: Initiative) -> str:
    """Return why somebody may not place an initiative; empty where they may."""
    declared = Interest.objects.in_force(date.today())
    found = declared.filter(curator=curator, initiative=initiative).exists()
    return _has_interest() if found else ""


def open_to(submissions: "QuerySet[Submission]", curator: User) -> "QuerySet[Submission]":
    """Keep the submissions that a curator may decide on."""
    interests = Interest.objects.in_force(date.today()).filter(curator=curator)
    of_others = submissions.exclude(
        Exists(interests.filter(initiative=OuterRef("initiative")))
        | Exists(interests.filter(submission=OuterRef("pk")))
    )
    if not is_on():
        return of_others
    # A comparison with nobody is neither true nor false in SQL: it would hide every other one.
    own = Q(sent_by=curator, sent_by__isnull=False)
    if curator.email:
        own |= Q(contact_email__iexact=curator.email)
    return of_others.exclude(own)


def moves_position(submission: Submission) -> bool:
    """Say whether the draft of a curator differs from what was sent in any position."""
    if submission.draft is None:
        return False
    changed = data_differences(submission.draft_from or {}, submission.draft)
    return any(difference.field.startswith("assessments") for difference in changed)


def _interests(curator: User, submission: Submission) -> "QuerySet[Interest]":
    declared = Interest.objects.in_force(date.today()).filter(curator=curator)
    subject = subject_of(submission)
    return declared.filter(
        Q(submission=submission) | Q(initiative=subject, initiative__isnull=False)
    )


def _has_interest() -> str:
    return _("You declared an interest in this initiative: another curator decides.")


def _is_own(curator: User, submission: Submission) -> bool:
    if submission.sent_by_id == curator.pk:
        return True
    address = submission.contact_email.casefold()
    return bool(address) and address == curator.email.casefold()
