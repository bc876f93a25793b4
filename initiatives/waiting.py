"""How long people wait for a decision, from what really happened."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from statistics import median

from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.models import Decision, Move, Submission

# Decisions of so long ago say something about those to come; so many of them are enough.
_RECENT = timedelta(days=180)
_ENOUGH = 50
_ANSWERS = (Move.ACCEPT, Move.ASK_BACK, Move.REFUSE)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How it goes with a submission that waits.

    Attributes:
        ahead: how many were there before it.
        decided: how many decisions the figure rests on.
        half_within: half of those came within this time; None without any.
    """

    ahead: int
    decided: int
    half_within: timedelta | None

    @property
    def sentence(self) -> str:
        """The place in the queue and the waiting time, in words."""
        ahead = (
            ngettext(
                "%(number)d other waits before it.",
                "%(number)d others wait before it.",
                self.ahead,
            )
            % {"number": self.ahead}
            if self.ahead
            else _("It is the next one.")
        )
        if self.half_within is None:
            unknown = _("Nothing was decided here lately, so nobody can say how long it takes.")
            return f"{ahead} {unknown}"
        told = ngettext(
            "The last decision came within %(time)s.",
            "Of the last %(number)d decisions half came within %(time)s.",
            self.decided,
        ) % {"number": self.decided, "time": in_words(self.half_within)}
        return f"{ahead} {told}"


def announced() -> timedelta | None:
    """Return how long senders are told that it takes; None where nobody knows."""
    waits = _waits()
    return timedelta(seconds=median(waits)) if waits else None


def waiting_of(submission: Submission) -> Waiting:
    """Return how it goes with a submission that waits."""
    before = Submission.objects.waiting().filter(waiting_since__lt=submission.waiting_since)
    waits = _waits()
    return Waiting(
        ahead=before.count(),
        decided=len(waits),
        half_within=timedelta(seconds=median(waits)) if waits else None,
    )


def _waits() -> list[float]:
    """Return in how many seconds the latest first decisions came."""
    earlier = Decision.objects.filter(
        submission=OuterRef("submission"), pk__lt=OuterRef("pk"), move__in=_ANSWERS
    )
    first = Decision.objects.filter(
        ~Exists(earlier), move__in=_ANSWERS, made_at__gte=timezone.now() - _RECENT
    )
    rows = first.order_by("-pk").annotate(sent_at=F("submission__sent_at"))[:_ENOUGH]
    return [
        (made_at - sent_at).total_seconds()
        for made_at, sent_at in rows.values_list("made_at", "sent_at")
    ]


def in_words(time: timedelta) -> str:
    """Return a time in hours, or in days where it is longer."""
    hours = max(1, ceil(time.total_seconds() / 3600))
    if hours < 48:
        return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}
    days = ceil(hours / 24)
    return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}
