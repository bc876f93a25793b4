"""The map through the years: what stands where in each, and what is not described for it.

A position holds from the year that it describes until the next one, or the end of the initiative:
it is never dated back, and nothing is interpolated. The years before the present one are shown as
the filter shows a year, the present one as it shows no year, which is the catalogue as it is now.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Any, Final

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    prefetch_related_objects,
)
from django.http import QueryDict

from initiatives.filters import InitiativeFilter
from initiatives.models import Assessment, Initiative
from initiatives.models.assessment import AssessmentQuerySet
from initiatives.models.choices import EARLIEST_YEAR, LATEST_YEAR
from initiatives.models.conditions import in_group, near_border
from initiatives.models.initiative import InitiativeQuerySet
from initiatives.moves import tells_of_a_change
from quadrant import points, vocabulary
from quadrant.domain import wording
from quadrant.domain.regions import Standing, group_of, standing_of
from quadrant.record import record_now

# The height of the drawing of starts, in its own units.
STARTS_HEIGHT: Final = 18

# What a span says, in this order; `moved` is true where the point came by a move from the span
# before, and false where it appears, or where we only came to know better.
SPAN: Final = (
    "from",
    "to",
    "as_of",
    "decentralisation",
    "purpose",
    "region",
    "standing",
    "note",
    "moved",
)

Span = list[Any]


@dataclass(frozen=True, slots=True)
class Years:
    """The years that the map can show, both ends included; `last` is now."""

    first: int
    last: int

    @property
    def is_one(self) -> bool:
        """Whether there is nothing to choose."""
        return self.first == self.last


@dataclass(frozen=True, slots=True)
class Course:
    """What the map shows through the years.

    Attributes:
        years: which years.
        drawn: what stands on the map in any of them, best known first, with its present position.
        spans: of each of those, oldest first, as `SPAN` says. They never overlap.
        totals: by year, how many are on the map, also those that are too many to draw.
        undescribed: by year, how many match without a position that holds then.
    """

    years: Years
    drawn: list[Initiative]
    spans: list[list[Span]]
    totals: list[int]
    undescribed: list[int]

    @property
    def counts(self) -> dict[str, Any]:
        """The years and the numbers of each, for the script."""
        return {
            "first": self.years.first,
            "last": self.years.last,
            "undescribed": self.undescribed,
            "totals": self.totals,
        }


@dataclass(frozen=True, slots=True)
class _Showing:
    """Which years of a life, and which positions, a filter shows; by default all of them.

    What the conditions of `initiatives.models.conditions` say to the database, said of values.
    """

    status: str = ""
    regions: tuple[str, ...] = ()
    is_hybrid: bool = False

    def life(self, founded: int | None, ended: int | None) -> tuple[int, int]:
        """Return the first and the last year that is shown, of those before the present one."""
        starts = founded or EARLIEST_YEAR
        match self.status:
            case "active":
                return starts, ended or LATEST_YEAR
            case "ended":
                return (ended + 1 if ended else LATEST_YEAR), LATEST_YEAR
            case "all":
                return starts, LATEST_YEAR
        return EARLIEST_YEAR, LATEST_YEAR

    def now(self, ended: int | None) -> bool:
        """Return whether it is shown in the present year."""
        return bool(ended) if self.status == "ended" else not (self.status == "active" and ended)

    def runs(
        self,
        life: tuple[int | None, int | None],
        held: tuple[int, int],
        years: Years,
        *,
        last: bool,
    ) -> Iterator[tuple[int, int]]:
        """Yield the first and last year of each run in which a position is shown.

        Args:
            life: the years of founding and end.
            held: the first and the last year in which the position holds.
            years: of the map.
            last: whether it is the latest position, which stands for the present.
        """
        starts, ends = self.life(*life)
        begin = max(starts, held[0], years.first)
        end = min(ends, held[1], years.last - 1)
        now = last and self.now(life[1])
        if begin <= end == years.last - 1 and now:
            yield begin, years.last
            return
        if begin <= end:
            yield begin, end
        if now:
            yield years.last, years.last

    def shows(self, assessment: Assessment) -> bool:
        """Return whether a place is among those that are asked for."""
        place = assessment.placement
        return (not self.regions or group_of(place) in self.regions) and not (
            self.is_hybrid and standing_of(place) == Standing.CLEAR
        )


def years_until_now(first: int | None) -> Years:
    """Return the years of the map, given the first that anything is described for."""
    now = date.today().year
    return Years(min(first or now, now), now)


def course_of(found: InitiativeFilter, most: int, *, also: str = "") -> Course:
    """Return what a filter shows through the years, whatever its year.

    At most 6 queries, 7 after a write.

    Args:
        found: the filter. All its parts but the year count: the status, the region and the doubt
            about it, as they are in each year.
        most: so many points at most, the best known first.
        also: the slug of the selected one, which stays on the map whatever the filter.
    """
    years = years_until_now(record_now().first_year)
    matching = _whenever(found)
    showing = _Showing(
        found.value("status"), tuple(found.values("region")), bool(found.value("hybrid"))
    )
    selected = points.selected_by(also, None) if also else None
    drawn, spans = [], []
    held = _within(showing, Assessment.objects.in_force().by_editors().general())
    on_the_map = matching.filter(Exists(held.filter(initiative=OuterRef("pk"))))
    if found.value("placed") == "no":
        on_the_map = on_the_map.none()
    for initiative in _with_series(points.best_of(on_the_map, most, also=selected)):
        is_selected = selected is not None and initiative.pk == selected.pk
        shown = _spans_of(initiative, _Showing() if is_selected else showing, years)
        if shown:
            drawn.append(initiative)
            spans.append(shown)
    return Course(years, drawn, spans, *_counted(found, matching, showing, years))


@dataclass(frozen=True, slots=True)
class Starts:
    """How many started in each year.

    Attributes:
        years: of the map.
        path: a stroke up from the bottom for each year, as wide as a year, `STARTS_HEIGHT` high
            for the most; what started before stands in the first.
    """

    years: Years
    path: str
    height: int = STARTS_HEIGHT

    @property
    def width(self) -> int:
        """From the middle of the first stroke to that of the last."""
        return self.years.last - self.years.first


def starts_of(found: InitiativeFilter, years: Years) -> Starts:
    """Draw how many started in each year, of what a filter matches without a year. One query."""
    matching = _now(found).leaving_out("status").filter(founded__lte=years.last)
    if found.value("status") == "ended":
        matching = matching.ended_before(None)
    counts: dict[int, int] = {}
    for founded, count in matching.values_list("founded").annotate(count=Count("pk")):
        n = max(founded, years.first) - years.first
        counts[n] = counts.get(n, 0) + count
    most = max(counts.values(), default=1)
    strokes = (
        f"M{n} {STARTS_HEIGHT}v-{max(1, round(STARTS_HEIGHT * counts[n] / most))}"
        for n in sorted(counts)
    )
    return Starts(years, "".join(strokes))


def _now(found: InitiativeFilter) -> InitiativeFilter:
    return InitiativeFilter(QueryDict(found.query(year=None)), Initiative.objects.listed())


def _whenever(found: InitiativeFilter) -> InitiativeQuerySet:
    """Return what a filter matches but for the parts whose answer depends on the year."""
    return _now(found).leaving_out("status", "region", "hybrid", "placed")


def _within(showing: _Showing, held: AssessmentQuerySet) -> AssessmentQuerySet:
    """Keep the places that are asked for."""
    held = held.annotate(at_decentralisation=F("decentralisation"), at_purpose=F("purpose"))
    asked = Q()
    for key in showing.regions:
        asked |= in_group(key)
    return held.filter(asked & near_border() if showing.is_hybrid else asked)


def _with_series(initiatives: list[Initiative]) -> list[Initiative]:
    """Bring their general assessments by the editors, also those that were superseded."""
    series = (
        Assessment.objects.by_editors()
        .general()
        .only(
            "initiative_id",
            "as_of",
            "first_year",
            "last_year",
            "decentralisation",
            "purpose",
            "nature",
            "supersedes_id",
            "superseded_at",
        )
        .order_by("as_of")
    )
    prefetch_related_objects(initiatives, Prefetch("assessments", series, to_attr="series"))
    return initiatives


def _spans_of(initiative: Initiative, showing: _Showing, years: Years) -> list[Span]:
    series: list[Assessment] = initiative.series  # type: ignore[attr-defined]
    rows = {assessment.pk: assessment for assessment in series}
    in_force = [assessment for assessment in series if assessment.superseded_at is None]
    spans: list[Span] = []
    shown_until: tuple[int, Assessment] | None = None
    for n, assessment in enumerate(in_force):
        if not showing.shows(assessment):
            continue
        runs = showing.runs(
            (initiative.founded, initiative.ended),
            (assessment.first_year, assessment.last_year),
            years,
            last=n == len(in_force) - 1,
        )
        for begin, end in runs:
            came_from = (begin - 1, in_force[n - 1]) if n else None
            moved = shown_until is not None and shown_until == came_from
            moved = moved and tells_of_a_change(assessment, rows)
            spans.append([begin, end, *_standing_of(assessment), moved])
            shown_until = end, assessment
    return spans


def _standing_of(assessment: Assessment) -> Iterable[Any]:
    place = assessment.placement
    return (
        assessment.as_of,
        place.decentralisation,
        place.purpose,
        group_of(place),
        standing_of(place).value,
        wording.standing_note(place, vocabulary.language()) or None,
    )


def _counted(
    found: InitiativeFilter, matching: InitiativeQuerySet, showing: _Showing, years: Years
) -> tuple[list[int], list[int]]:
    """Count by year what is on the map, and what matches but is not described. Two queries."""
    held = Assessment.objects.in_force().by_editors().general()
    held = _within(showing, held.filter(initiative__in=matching.values("pk")))
    is_latest = ExpressionWrapper(Q(as_of=F("initiative__as_of")), BooleanField())
    groups = (
        held.annotate(is_latest=is_latest)
        .values_list(
            "initiative__founded", "initiative__ended", "first_year", "last_year", "is_latest"
        )
        .order_by()
        .annotate(count=Count("pk"))
    )
    on_the_map = _Tally(years)
    for founded, ended, first_year, last_year, latest, count in groups:
        held_in = first_year, last_year
        for run in showing.runs((founded, ended), held_in, years, last=latest):
            on_the_map.add(run, count)
    described, none = on_the_map.by_year, [0] * (years.last - years.first + 1)
    placed = found.value("placed")
    totals = none if placed == "no" else described
    # What has no position lies in no region and near no border.
    if showing.regions or showing.is_hybrid or placed == "yes":
        return totals, none
    existing = _Tally(years)
    for founded, ended, count in matching.values_list("founded", "ended").annotate(
        count=Count("pk")
    ):
        for run in showing.runs((founded, ended), (EARLIEST_YEAR, LATEST_YEAR), years, last=True):
            existing.add(run, count)
    return totals, [there - known for there, known in zip(existing.by_year, described, strict=True)]


class _Tally:
    """Counts by year, of what lasts for a run of years."""

    def __init__(self, years: Years) -> None:
        self._first = years.first
        self._changes = [0] * (years.last - years.first + 2)

    def add(self, run: tuple[int, int], count: int) -> None:
        self._changes[run[0] - self._first] += count
        self._changes[run[1] + 1 - self._first] -= count

    @property
    def by_year(self) -> list[int]:
        return list(accumulate(self._changes[:-1]))
