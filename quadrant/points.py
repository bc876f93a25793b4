"""Initiatives as points of the map: what matches a filter, and how the map is told of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from initiatives.census import UNPLACED, Tally, tally
from initiatives.filters import InitiativeFilter
from initiatives.models import Initiative
from initiatives.models.initiative import InitiativeQuerySet
from quadrant import vocabulary
from quadrant.domain import wording
from quadrant.domain.axes import Placement
from quadrant.domain.depth import Doubt
from quadrant.domain.regions import GROUPS, MIX, group_of, standing_of
from quadrant.figure import rounded
from quadrant.placing import Point

# So many points travel at most, the best known first; `total` counts the others too.
MOST_POINTS: Final = 2_000

# What a row of the list or a point needs of an initiative, and nothing heavier.
_OF_A_POINT: Final = (
    "slug",
    "name",
    "name_nl",
    "short_name_en",
    "short_name_nl",
    "sector",
    "prominence",
)
_OF_A_CARD: Final = (*_OF_A_POINT, "summary_en", "summary_nl", "founded", "ended")


@dataclass(frozen=True, slots=True)
class Matching:
    """How many initiatives match a filter, counted.

    Attributes:
        groups: by region, with the middle apart; each as if no region had been chosen, so that the
            name of a region says what choosing it would add.
        chosen: the groups that are shown.
        unplaced: how many match without a position.
    """

    groups: dict[str, Tally]
    chosen: tuple[str, ...]
    unplaced: int

    @property
    def placed(self) -> int:
        """How many are on the map."""
        return sum(self.groups[key].total for key in self.chosen)

    @property
    def on_border(self) -> int:
        """How many of those stand on the border of a region."""
        return sum(self.groups[key].on_border for key in self.chosen)

    @property
    def total(self) -> int:
        """How many match, with a position or without."""
        return self.placed + self.unplaced


def count(found: InitiativeFilter) -> Matching:
    """Count what matches a filter, in one query."""
    counts = tally(found.leaving_out("region"))
    regions = found.values("region")
    return Matching(
        groups={key: counts[key] for key in GROUPS},
        chosen=tuple(regions or GROUPS),
        # What has no position lies in no region.
        unplaced=0 if regions else counts[UNPLACED].total,
    )


def rows(found: InitiativeFilter, most: int) -> InitiativeQuerySet:
    """Return what a list names: at most so many, in the order of the filter."""
    return _lean(found.qs, _OF_A_POINT)[:most]


def waiting(found: InitiativeFilter, most: int) -> InitiativeQuerySet:
    """Return what matches without a position: at most so many, in the order of the filter."""
    return _lean(found.qs.unplaced(), _OF_A_POINT)[:most]


def best_known(
    found: InitiativeFilter, most: int, *, also: Initiative | None = None
) -> list[Initiative]:
    """Return what the map draws: the best known that have a position, and one more in any case.

    Args:
        found: the filter.
        most: so many at most.
        also: the selected one, which stays on the map whatever the filter. Annotated as by
            `with_position`.
    """
    return best_of(found.qs.placed(), most, also=also)


def best_of(
    initiatives: InitiativeQuerySet, most: int, *, also: Initiative | None = None
) -> list[Initiative]:
    """Return the best known of those that have a position, and one more in any case.

    Args:
        initiatives: annotated as by `with_position`.
        most: so many at most.
        also: one that is there in any case, if it has a position. Annotated like the others.
    """
    drawn = list(_lean(initiatives.best_known_first(), _OF_A_CARD)[:most])
    if also and also.shown_placement and all(also.pk != other.pk for other in drawn):
        return [*drawn[: most - 1], also]
    return drawn


def selected_by(slug: str, year: int | None) -> Initiative | None:
    """Return the listed initiative of this address, with its position in a year."""
    return Initiative.objects.listed().with_position(year).filter(slug=slug).first()


def points_of(initiatives: Iterable[Initiative], year: int | None) -> list[Point]:
    """Return what the server draws, as of a year; what has no position is left out."""
    return [
        Point(
            placement=placement,
            slug=initiative.slug,
            name=initiative.short_name,
            title=_title(initiative, placement, year),
            href=address(initiative, year),
            prominence=initiative.prominence,
            colour_group=vocabulary.sector_colour_group(initiative.sector_id),
        )
        for initiative in initiatives
        if (placement := initiative.shown_placement)
    ]


def address(initiative: Initiative, year: int | None) -> str:
    """Return the page of an initiative, as of a year."""
    page = initiative.get_absolute_url()
    return f"{page}?year={year}" if year else page


def described_year(initiative: Initiative, year: int | None) -> int | None:
    """Return the year that a position describes, where another one is asked for."""
    return initiative.at_as_of if year and initiative.at_as_of != year else None


def columns_of(
    initiatives: Iterable[Initiative], doubts: Mapping[str, Doubt] | None = None
) -> dict[str, list[Any]]:
    """Return the points as columns, for the script; what has no position is left out.

    `name` is the full name and `label` what is written on the map, null where that is the same;
    `note` says that a point is on a border or in the middle; `since`, `until` and `describes` (of
    the position) are years. With `doubts`, by slug, there is a column `doubt`: half-widths
    in scores on [decentralisation, purpose]. Unknown is null.
    """
    columns: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    if doubts is not None:
        columns["doubt"] = []
    for initiative in initiatives:
        placement = initiative.shown_placement
        if placement is None:
            continue
        name, label = initiative.display_name, initiative.short_name
        values = (
            initiative.slug,
            name,
            None if label == name else label,
            placement.decentralisation,
            placement.purpose,
            group_of(placement),
            standing_of(placement).value,
            wording.standing_note(placement, vocabulary.language()) or None,
            initiative.sector_id,
            initiative.prominence,
            initiative.summary.text,
            initiative.founded,
            initiative.ended,
            initiative.at_as_of,
        )
        for column, value in zip(COLUMNS, values, strict=True):
            columns[column].append(value)
        if doubts is not None:
            columns["doubt"].append(rounded(doubts.get(initiative.slug)))
    return columns


COLUMNS: Final = (
    "slug",
    "name",
    "label",
    "decentralisation",
    "purpose",
    "region",
    "standing",
    "note",
    "sector",
    "prominence",
    "summary",
    "since",
    "until",
    "describes",
)


def _lean(initiatives: InitiativeQuerySet, fields: Iterable[str]) -> InitiativeQuerySet:
    return initiatives.only(*fields)


def _title(initiative: Initiative, placement: Placement, year: int | None) -> str:
    group, note = group_of(placement), wording.standing_note(placement, vocabulary.language())
    region = "" if group == MIX else vocabulary.region_name(group)
    described = described_year(initiative, year)
    age = _("describes %(year)s") % {"year": described} if described else ""
    return ", ".join(part for part in (initiative.display_name, region, note, age) if part)
