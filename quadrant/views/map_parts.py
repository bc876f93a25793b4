"""The parts of the map page: its tools, the names in its corners, the list beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.template.defaultfilters import capfirst
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from initiatives import filter_words
from initiatives.census import Tally
from initiatives.filters import REPEATABLE, SORTS, STATUSES, InitiativeFilter, article_query
from initiatives.models import Initiative
from initiatives.names import fold
from quadrant import points, vocabulary
from quadrant.domain import wording
from quadrant.domain.article import Article, article
from quadrant.domain.axes import SCORE_MAX, SCORE_MIN, Axis
from quadrant.domain.regions import GROUPS, group_of, standing_of
from quadrant.showing import Showing

# So many initiatives without a position stand under the map at most; the catalogue has the rest.
MOST_WAITING: Final = 60


# What the page says of the filter without a chip: in a control of its own.
SHOWN_ELSEWHERE: Final = ("q", "sector", "region", "year")


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a select."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Select:
    """One select of the form.

    Attributes:
        name: of the part of the filter.
        label: what it is about.
        choices: its options; the one without a value filters on nothing.
    """

    name: str
    label: str
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class Chip:
    """A part of the filter, with the address of the map without it."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Tools:
    """What the form above the map offers.

    Attributes:
        words: what is searched for.
        first: the selects that are always there.
        more: those behind a button.
        ticks: what is on or off, behind the same button.
        sort: the order of the list.
        kept: what the form carries along but does not show.
        chips: what is filtered on beyond the words and what the first selects show.
    """

    words: str
    first: list[Select]
    more: list[Select]
    ticks: list[Choice]
    sort: Select
    kept: list[tuple[str, str]]
    chips: list[Chip]


@dataclass(frozen=True, slots=True)
class Corner:
    """The name of a region on the map: what it counts, and the address that adds or drops it."""

    key: str
    tally: Tally
    shown: bool
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """An initiative in the list; without a group while it has no position.

    `describes` is the year of its position where that is not the year asked for.
    """

    initiative: Initiative
    address: str
    group: str
    standing: str
    describes: int | None


@dataclass(frozen=True, slots=True)
class ArticleOnMap:
    """The source article's own examples, as a way to look at the map.

    Attributes:
        article: itself.
        total: how many examples it has.
        missing: how many of them this catalogue does not have.
        shown: whether the map shows nothing but them, in whichever year.
        shown_in_its_year: whether it shows them in the year that the article describes.
        address: shows them in its year; where that is shown, all of the map again.
    """

    article: Article
    total: int
    missing: int
    shown: bool
    shown_in_its_year: bool
    address: str

    @property
    def offered(self) -> bool:
        """Whether there is anything to show."""
        return self.missing < self.total


def article_on_the_map(found: InitiativeFilter, showing: Showing, listed: int) -> ArticleOnMap:
    """Return what the map says of the source article, and the way to its examples.

    Args:
        found: the filter.
        showing: how the map is shown.
        listed: how many of the examples the catalogue has.
    """
    source = article()
    total = len(source.examples)
    shown = bool(found.value("examples"))
    in_its_year = shown and found.year == source.year
    return ArticleOnMap(
        article=source,
        total=total,
        missing=total - listed,
        shown=shown,
        shown_in_its_year=in_its_year,
        address=address_of("" if in_its_year else article_query(), showing),
    )


def tools_of(found: InitiativeFilter, showing: Showing) -> Tools:
    """Return what the form offers, with what is chosen."""
    several = [name for name in REPEATABLE if len(found.values(name)) > 1]
    # The way to the article's examples is pressed in their year, and says so.
    pressed = ["examples"] if found.year == article().year else []
    return Tools(
        words=found.value("q"),
        first=[
            _select(found, "sector", _("Sector"), _("All sectors"), vocabulary.SECTOR_KEYS),
            _select(found, "region", _("Region"), _("All regions"), GROUPS),
        ],
        more=[
            _select(found, "need", _("Need"), _("All needs"), vocabulary.NEED_KEYS),
            _select(found, "country", _("Country"), _("All countries"), _countries()),
            _select(found, "reach", _("Who can take part"), _("Anyone"), vocabulary.REACHES),
            _select(
                found, "output", _("Where the result lands"), _("Anywhere"), vocabulary.REACHES
            ),
            _select(found, "status", _("Status"), None, STATUSES),
        ],
        ticks=[_tick(found, "hybrid"), _tick(found, "global_local")],
        sort=_select(found, "sort", _("Order"), None, SORTS),
        kept=[
            (name, value)
            for name in ("checked", "placed", "examples", *several)
            for value in found.values(name)
        ],
        chips=[
            Chip(part.label, address_of(part.query_without, showing))
            for part in found.parts
            if part.name in several or part.name not in (*SHOWN_ELSEWHERE, *pressed)
        ],
    )


def address_of(query: str, showing: Showing) -> str:
    """Return the address of the map with the query string of a filter, shown as it is now."""
    whole = showing.added_to(query)
    return f"{reverse('map')}?{whole}" if whole else reverse("map")


def ends_of_axes() -> list[tuple[str, str]]:
    """Return what the axes say at their ends, with the side of the map as its class."""
    ends = {
        "n": (Axis.DECENTRALISATION, SCORE_MIN, "↑ %s"),
        "s": (Axis.DECENTRALISATION, SCORE_MAX, "%s ↓"),
        "w": (Axis.PURPOSE, SCORE_MIN, "← %s"),
        "e": (Axis.PURPOSE, SCORE_MAX, "%s →"),
    }
    return [
        (side, arrow % capfirst(wording.end_words(axis, score, vocabulary.language())))
        for side, (axis, score, arrow) in ends.items()
    ]


def corners_of(
    found: InitiativeFilter, matching: points.Matching, showing: Showing
) -> dict[str, Corner]:
    """Return the name of each region, and of the middle, as a way to filter."""
    return {
        key: Corner(
            key=key,
            tally=matching.groups[key],
            shown=key in matching.chosen,
            address=address_of(found.query_toggling("region", key), showing),
        )
        for key in GROUPS
    }


def rows_of(found: InitiativeFilter, most: int) -> list[Row]:
    """Return the rows of the list, at most so many."""
    return [_row(initiative, found.year) for initiative in points.rows(found, most)]


def waiting_of(found: InitiativeFilter, matching: points.Matching, rows: list[Row]) -> list[Row]:
    """Return what matches without a position, in the order of the list, at most so many.

    Args:
        found: the filter.
        matching: what matches it, counted.
        rows: of the list; where that has everything, nothing is asked of the database.
    """
    if not matching.unplaced:
        return []
    if matching.total <= len(rows):
        return [row for row in rows if not row.group][:MOST_WAITING]
    return [_row(initiative, found.year) for initiative in points.waiting(found, MOST_WAITING)]


def now_address(found: InitiativeFilter, showing: Showing, selected: Initiative | None) -> str:
    """Return the address of the map as it is now, with the same one selected."""
    kept = urlencode({"i": selected.slug}) if selected else ""
    query = "&".join(part for part in (found.query(year=None), kept) if part)
    return address_of(query, showing)


def _row(initiative: Initiative, year: int | None) -> Row:
    placement = initiative.shown_placement
    return Row(
        initiative=initiative,
        address=points.address(initiative, year),
        group=group_of(placement) if placement else "",
        standing=standing_of(placement) if placement else "",
        describes=points.described_year(initiative, year),
    )


def _select(
    found: InitiativeFilter, name: str, label: str, every: str | None, keys: Iterable[str]
) -> Select:
    """Make a select; `every` is what it says while nothing is chosen, None where something is."""
    given = found.values(name)
    choices = [
        Choice(key, _option(name, key), len(given) < 2 and key == found.value(name)) for key in keys
    ]
    if len(given) > 1:
        # A select shows one value; the form carries the others, and the chips clear them.
        every = _("%(count)s chosen") % {"count": len(given)}
    return Select(name, label, [Choice("", every, not given), *choices] if every else choices)


def _option(name: str, key: str) -> str:
    match name:
        case "reach":
            return filter_words.reach_label(key)
        case "sort":
            return filter_words.sort_label(key)
    return filter_words.label(name, key)


def _tick(found: InitiativeFilter, name: str) -> Choice:
    return Choice(name, filter_words.label(name, "1"), found.value(name) == "1")


def _countries() -> list[str]:
    """The countries that the catalogue has initiatives of, by name."""
    listed = Initiative.objects.listed().exclude(country="").order_by()
    codes = listed.values_list("country", flat=True).distinct()
    return sorted(codes, key=lambda code: fold(vocabulary.country_name(code)))
