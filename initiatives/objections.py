"""Objections to an entry: until when they are answered, and what the page says of the outcome."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from initiatives.models import Decision, Ground, Initiative, Kind, Move, Revision


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the latest objection to an entry ended.

    Attributes:
        sentence: when, about what, and with which outcome.
        earlier: how many were decided before it.
    """

    sentence: str
    earlier: int


def answered_by() -> date:
    """Return until when an objection that is sent today is answered."""
    return date.today() + timedelta(days=settings.OBJECTION_DAYS)


def outcome_for(initiative: Initiative) -> Outcome | None:
    """Return how the latest objection ended; None where none was decided."""
    decided = list(
        Decision.objects.filter(
            submission__initiative=initiative,
            submission__kind=Kind.OBJECTION,
            move__in=[Move.ACCEPT, Move.REFUSE],
            undone_by=None,
        )
        .select_related("submission")
        .prefetch_related("revisions")
        .order_by("-pk")
    )
    if not decided:
        return None
    return Outcome(sentence=_sentence(decided[0]), earlier=len(decided) - 1)


def _sentence(decision: Decision) -> str:
    ground = decision.submission.ground or Ground.OTHER
    return _("On %(day)s an objection was decided, about %(ground)s: %(outcome)s.") % {
        "day": date_format(decision.made_at, "j F Y"),
        "ground": Ground(ground).label,
        "outcome": _ending(decision, list(decision.revisions.all())),
    }


def _ending(decision: Decision, written: list[Revision]) -> str:
    if decision.move == Move.REFUSE:
        return _("the curators left the entry as it was")
    if written:
        return _("the curators agreed, and changed the entry")
    return _("the curators agreed")
