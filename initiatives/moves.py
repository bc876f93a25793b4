"""Which initiatives moved on the map since a year: the world changed, not what we know of it."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple, Protocol

from django.db.models import F, FilteredRelation, Q

from initiatives.filters import InitiativeFilter
from initiatives.models import Assessment, Initiative, Nature, Voice
from initiatives.models.choices import LATEST_YEAR
from initiatives.models.conditions import active_in
from initiatives.models.initiative import InitiativeQuerySet
from quadrant.domain.article import article
from quadrant.domain.axes import Placement
from quadrant.domain.moves import Move, Way, prevailing

# What a view of today is held against: the year of the article that the map began with.
SINCE: Final = article().year


class Recorded(Protocol):
    """What tells why an assessment was added."""

    @property
    def nature(self) -> str: ...
    @property
    def supersedes_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Moved:
    """That an initiative moved.

    Attributes:
        initiative_id: which one.
        name_key: its name, to sort by.
        from_year: the year that its first place describes.
        move: from that place to the one it has now, or had at its end. Never of size 0.
    """

    initiative_id: int
    name_key: str
    from_year: int
    move: Move


@dataclass(frozen=True, slots=True)
class Movement:
    """How many moved, and which way.

    Attributes:
        since: the year that is looked back to.
        count: how many moved.
        way: which way more than half of them went, or None.
        sharing: how many went that way.
    """

    since: int
    count: int
    way: Way | None = None
    sharing: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """How one initiative moved.

    Attributes:
        initiative: itself.
        move: from the first place to the last.
        steps: its assessments from the first place to the last, oldest first.
    """

    initiative: Initiative
    move: Move
    steps: tuple[Assessment, ...]

    @property
    def last(self) -> Assessment:
        """The assessment that says why it came to stand where it does."""
        return self.steps[-1]

    @property
    def history(self) -> list[tuple[int, Placement]]:
        """The years and places before the last one, for the figure."""
        return [(step.as_of, step.placement) for step in self.steps[:-1]]


class _Later(NamedTuple):
    """A later assessment that may move nothing, or a part of the record of one."""

    pk: int
    as_of: int
    decentralisation: int
    purpose: int
    nature: str
    supersedes_id: int | None
    superseded_at: datetime | None


def tells_of_a_change(assessment: Recorded, rows: Mapping[int, Recorded]) -> bool:
    """Say whether the world had changed by then, or we only came to know better.

    A correction stands in the place of what it replaced: it is about a change where that was.

    Args:
        assessment: a later one of an initiative, not its first.
        rows: what it may have replaced, by primary key.
    """
    while assessment.nature == Nature.CORRECTION:
        replaced = assessment.supersedes_id
        if replaced is None or replaced not in rows:
            return False
        assessment = rows[replaced]
    return assessment.nature == Nature.CHANGE


def since_of(found: InitiativeFilter) -> int:
    """Return the year that a view is held against: its own, or 2013 for a view of today."""
    return found.year or SINCE


def moves_of(found: InitiativeFilter) -> list[Moved]:
    """Return what moved, of all that matches a filter, in no order. One query.

    Without a year those that match now, and their moves since 2013; with one those that match in
    that year, and their moves since. A move leads from the assessment that held in the year to the
    latest. A later one by which we only know better moves nothing: the way begins there. What was
    not described in that year is not known to have moved.
    """
    return [
        Moved(pk, way.name_key, way.from_year, _move(*way.scores))
        for pk, way in _moved(found).items()
    ]


def movement_of(found: InitiativeFilter) -> Movement | None:
    """Count what moved, of all that matches a filter. One query; None for this year: none can."""
    if since_of(found) >= date.today().year:
        return None
    counted = Counter(way.scores for way in _moved(found).values())
    return _summed(since_of(found), {_move(*scores): n for scores, n in counted.items()})


def summed(since: int, moves: Collection[Moved]) -> Movement:
    """Return how many moved since a year, and which way."""
    return _summed(since, Counter(moved.move for moved in moves))


def furthest_first(moves: Collection[Moved]) -> list[Moved]:
    """Order moves by size, then by name."""
    return sorted(moves, key=lambda m: (-m.move.size, m.name_key, m.initiative_id))


def stories_of(moves: Collection[Moved]) -> list[Story]:
    """Return how each initiative moved, in the order given. Two queries."""
    initiatives = Initiative.objects.in_bulk([moved.initiative_id for moved in moves])
    steps: dict[int, list[Assessment]] = {}
    general = Assessment.objects.in_force().by_editors().general()
    for assessment in general.filter(initiative__in=initiatives).order_by("as_of"):
        steps.setdefault(assessment.initiative_id, []).append(assessment)
    return [
        Story(
            initiatives[moved.initiative_id],
            moved.move,
            tuple(step for step in steps[moved.initiative_id] if step.as_of >= moved.from_year),
        )
        for moved in moves
    ]


def not_described(found: InitiativeFilter) -> int:
    """Count what matches, existed in the year looked back to, and has no position for it."""
    existed = _with_holding(found).filter(active_in(since_of(found)))
    return existed.annotate(held_until=F("holding__last_year")).filter(held_until=None).count()


def _summed(since: int, moves: Mapping[Move, int]) -> Movement:
    way, sharing = prevailing(moves) or (None, 0)
    return Movement(since, sum(moves.values()), way, sharing)


def _move(down: int, right: int, end_down: int, end_right: int) -> Move:
    return Move(Placement(down, right), Placement(end_down, end_right))


class _Way(NamedTuple):
    """Where an initiative went, as plain numbers: there may be many."""

    name_key: str
    from_year: int
    scores: tuple[int, int, int, int]


def _moved(found: InitiativeFilter) -> dict[int, _Way]:
    """Return the ways that initiatives went, by their primary keys; as `moves_of` tells."""
    later = Q(
        assessments__voice=Voice.EDITORS,
        assessments__perspective=None,
        assessments__as_of__gt=since_of(found),
    )
    # All but those in force that are a change in the world: they say nothing that is not known.
    doubtful = Q(assessments__nature=Nature.CORRECTION) | Q(
        assessments__superseded_at__isnull=False
    )
    rows = (
        _with_holding(found)
        .annotate(
            held_until=F("holding__last_year"),
            later=FilteredRelation("assessments", condition=later & doubtful),
        )
        # Another one came after it; the second condition adds nothing but the use of an index.
        .filter(held_until__lt=F("as_of"))
        .filter(held_until__lt=LATEST_YEAR)
        .values_list(
            "pk",
            "name_key",
            "holding__as_of",
            "holding__decentralisation",
            "holding__purpose",
            "decentralisation",
            "purpose",
            *(f"later__{name}" for name in _Later._fields),
        )
    )
    ways: dict[int, _Way] = {}
    doubted: dict[int, list[_Later]] = {}
    for pk, name_key, from_year, *scores in rows:
        ways[pk] = _Way(name_key, from_year, tuple(scores[:4]))
        if scores[4] is not None:
            doubted.setdefault(pk, []).append(_Later(*scores[4:]))
    for pk, records in doubted.items():
        if known_better := _last_known_better(records):
            start = (known_better.decentralisation, known_better.purpose)
            ways[pk] = _Way(ways[pk].name_key, known_better.as_of, (*start, *ways[pk].scores[2:]))
    return {pk: way for pk, way in ways.items() if way.scores[:2] != way.scores[2:]}


def _last_known_better(records: list[_Later]) -> _Later | None:
    """Return the last one in force that is no change in the world, of one initiative."""
    rows = {record.pk: record for record in records}
    known_better = [
        record
        for record in records
        if record.superseded_at is None and not tells_of_a_change(record, rows)
    ]
    return max(known_better, key=lambda record: record.as_of, default=None)


def _with_holding(found: InitiativeFilter) -> InitiativeQuerySet:
    """Return what matches with `holding`, which a filter with a year has joined already."""
    matching = found.leaving_out()
    return matching if found.year else matching.with_holding(SINCE)
