"""What waits for curators, in piles: the riskiest pile first, and the oldest in each."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Case, Count, Exists, F, Min, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives.entry.schema import MAX_KEYS
from initiatives.models import Decision, InitiativeSector, Kind, Move, Submission
from initiatives.waiting import announced


class Pile(models.TextChoices):
    """The piles, the riskiest first."""

    OBJECTIONS = "objections", _("Objections")
    ANSWERED = "answered", _("Answered questions")
    NEW = "new", _("New initiatives")
    CHANGES = "changes", _("Changes")
    OPINIONS = "opinions", _("Second opinions")
    STILL_RIGHT = "still_right", _("Still right")


_RISK = {pile: place for place, pile in enumerate(Pile)}
# A promise that runs out within these days is as urgent as one that ran out.
_SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many wait in a pile, and since when the oldest does; None for an empty pile."""

    pile: Pile
    count: int
    oldest: datetime | None

    @property
    def days(self) -> int:
        """For how many whole days the oldest waits."""
        return (timezone.now() - self.oldest).days if self.oldest else 0


@dataclass(frozen=True, slots=True)
class Alarm:
    """How many wait longer than senders are told, and how many promises ran out.

    Attributes:
        announced: what senders are told; None where nobody knows.
    """

    late: int
    announced: timedelta | None
    broken_promises: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Which part of the queue somebody looks at; an empty word stands for all."""

    pile: str = ""
    language: str = ""
    sector: str = ""
    country: str = ""
    late: bool = False


def waiting(choice: Choice) -> "QuerySet[Submission]":
    """Return what waits, the riskiest pile first, then the oldest; each with its `pile`."""
    found: QuerySet[Any] = _in_piles(Submission.objects.waiting())
    if choice.language:
        found = found.filter(language=choice.language)
    if choice.sector:
        found = found.filter(_of_sector(choice.sector))
    if choice.country:
        found = found.filter(_of_country(choice.country))
    if choice.pile:
        found = found.filter(pile=choice.pile)
    if choice.late:
        found = found.filter(_is_late())
    return found.order_by("risk", F("due_on").asc(nulls_last=True), "waiting_since", "pk")


def tallies(choice: Choice) -> list[Tally]:
    """Count each pile, whichever of them is looked at."""
    everything: QuerySet[Any] = waiting(
        Choice(language=choice.language, sector=choice.sector, country=choice.country)
    )
    rows = (
        everything.order_by()
        .values("pile")
        .annotate(count=Count("pk"), oldest=Min("waiting_since"))
    )
    counted = {row["pile"]: (row["count"], row["oldest"]) for row in rows}
    return [Tally(pile, *counted.get(pile.value, (0, None))) for pile in Pile]


def alarm() -> Alarm:
    """Look whether anything waits longer than its sender was told."""
    open_ones = Submission.objects.waiting().order_by()
    return Alarm(
        late=open_ones.filter(_is_late()).count(),
        announced=announced(),
        broken_promises=open_ones.filter(due_on__lt=date.today()).count(),
    )


def is_urgent(submission: Submission) -> bool:
    """Say whether an answer to it is promised for a day that is near, or past."""
    return submission.due_on is not None and submission.due_on <= date.today() + _SOON


def _is_late() -> Q:
    told = announced()
    late = Q(due_on__lt=date.today())
    return late | Q(waiting_since__lt=timezone.now() - told) if told else late


def _in_piles(submissions: "QuerySet[Submission]") -> "QuerySet[Submission]":
    asked = Decision.objects.filter(submission=OuterRef("pk"), move=Move.ASK_BACK, undone_by=None)
    pile = Case(
        When(kind=Kind.OBJECTION, then=Value(Pile.OBJECTIONS.value)),
        When(Exists(asked), then=Value(Pile.ANSWERED.value)),
        When(kind=Kind.NEW, then=Value(Pile.NEW.value)),
        When(kind__in=[Kind.CHANGE, Kind.POSITION], then=Value(Pile.CHANGES.value)),
        When(kind=Kind.SECOND_OPINION, then=Value(Pile.OPINIONS.value)),
        default=Value(Pile.STILL_RIGHT.value),
        output_field=models.CharField(),
    )
    risk = Case(
        *(When(pile=pile.value, then=Value(place)) for pile, place in _RISK.items()),
        output_field=models.IntegerField(),
    )
    return submissions.annotate(pile=pile).annotate(risk=risk)


def _of_sector(key: str) -> Q:
    """Whether it is about something in a sector, by what was sent or by what is listed."""
    sent = Q()
    for place in range(MAX_KEYS):
        sent |= Q(**{f"data__sectors__{place}": key})
    further = InitiativeSector.objects.filter(sector=key, initiative=OuterRef("initiative"))
    return sent | Q(initiative__sector=key) | Q(Exists(further))


def _of_country(code: str) -> Q:
    return Q(data__country=code) | Q(initiative__country=code)
