"""What can be filtered on, and how many initiatives each choice gives."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from initiatives import filter_words
from initiatives.census import tally
from initiatives.filters import DEFAULTS, REPEATABLE, SORTS, STATUSES, InitiativeFilter
from initiatives.models.conditions import active_in, ended_before, started_by
from initiatives.names import fold
from quadrant import vocabulary
from quadrant.domain.regions import GROUPS

# Of a long list so many are shown, and the rest on demand; a few more than that are all shown.
MOST_SHOWN: Final = 8
MOST_WITHOUT_REST: Final = 10


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a facet.

    Attributes:
        key: what it stands for; "" for whatever it is.
        value: what a form sends; "" where an address says nothing.
        count: how many match all other parts of the filter and this; None for whatever it is.
    """

    key: str
    value: str
    label: str
    count: int | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One part of the filter with the choices that give something, and those that are chosen.

    Attributes:
        options: what is always shown.
        rest: what a long list shows on demand.
        rest_title: what the rest goes by.
    """

    name: str
    title: str
    options: list[Option]
    rest: list[Option]
    rest_title: str

    @property
    def is_repeatable(self) -> bool:
        """More than one can be chosen."""
        return self.name in REPEATABLE

    @property
    def has_chosen_rest(self) -> bool:
        """Something is chosen that is shown on demand only."""
        return any(option.is_chosen for option in self.rest)


def facets_of(asked: InitiativeFilter) -> list[Facet]:
    """Return the facets of a filter, each counted over what matches all its other parts.

    One query a facet. An option that gives nothing is left out unless it is chosen, and a facet
    without an option too.
    """
    found = (_facet(asked, kind) for kind in _KINDS)
    return [facet for facet in found if any(option.key for option in facet.options)]


def orders_of(asked: InitiativeFilter) -> list[Option]:
    """Return the orders in which a list can stand."""
    return [
        Option(
            key,
            "" if key == DEFAULTS["sort"] else key,
            filter_words.sort_label(key),
            None,
            key == asked.value("sort"),
        )
        for key in SORTS
    ]


def carried_by(asked: InitiativeFilter) -> list[tuple[str, str]]:
    """Return what is filtered on and has no control beside a list: a form carries it along."""
    controls = {"q", "sort", *(kind.name for kind in _KINDS)}
    return [(part.name, part.value) for part in asked.parts if part.name not in controls]


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one part of the filter is counted and named.

    Attributes:
        count: the number of initiatives by key.
        order: the keys in their own order; None lists what gives most first.
        all_of_them: the title of the rest, with the number of all.
    """

    name: str
    title: Promise
    count: Callable[[InitiativeFilter], Mapping[str, int]]
    label: Callable[[str], str]
    order: tuple[str, ...] | None = None
    all_of_them: Promise | None = None


def _facet(asked: InitiativeFilter, kind: _Kind) -> Facet:
    counts = kind.count(asked)
    chosen = asked.values(kind.name) or [asked.value(kind.name)]
    keys = [key for key in kind.order or counts if counts.get(key) or key in chosen]
    options = [_option(kind, key, counts.get(key, 0), chosen) for key in keys]
    if kind.order is None:
        missing = (key for key in chosen if key and key not in counts)
        options += [_option(kind, key, 0, chosen) for key in missing]
        options.sort(key=lambda option: (-(option.count or 0), fold(option.label)))
    shown = len(options) if len(options) <= MOST_WITHOUT_REST else MOST_SHOWN
    needs_none = kind.name not in DEFAULTS and kind.name not in REPEATABLE
    none = [Option("", "", gettext("All"), None, chosen == [""])] if needs_none else []
    return Facet(
        name=kind.name,
        title=str(kind.title),
        options=none + options[:shown],
        rest=options[shown:],
        rest_title=str(kind.all_of_them or "") % {"count": len(options)},
    )


def _option(kind: _Kind, key: str, count: int, chosen: Iterable[str]) -> Option:
    value = "" if key == DEFAULTS.get(kind.name) else key
    return Option(key, value, kind.label(key), count, key in chosen)


def _by_region(asked: InitiativeFilter) -> Mapping[str, int]:
    counts = tally(asked.leaving_out("region"))
    return {key: counts[key].total for key in GROUPS}


def _by_status(asked: InitiativeFilter) -> Mapping[str, int]:
    conditions = {
        "active": active_in(asked.year),
        "ended": ended_before(asked.year),
        "all": started_by(asked.year),
    }
    counts = {key: Count("pk", filter=condition) for key, condition in conditions.items()}
    return asked.leaving_out("status").aggregate(**counts)


def _by(name: str, field: str) -> Callable[[InitiativeFilter], Mapping[str, int]]:
    """Return the counting by the values of a field; what has no value is not counted."""

    def count(asked: InitiativeFilter) -> Mapping[str, int]:
        by_value = asked.leaving_out(name).values_list(field).annotate(count=Count("pk"))
        return {value: number for value, number in by_value if value}

    return count


_KINDS: Final = (
    _Kind("region", gettext_lazy("Region"), _by_region, vocabulary.region_name, GROUPS),
    _Kind(
        "sector",
        gettext_lazy("Sector"),
        _by("sector", "sector"),
        vocabulary.sector_short,
        all_of_them=gettext_lazy("All %(count)s sectors"),
    ),
    _Kind(
        "need",
        gettext_lazy("Need"),
        _by("need", "need_links__need"),
        vocabulary.need_label,
        all_of_them=gettext_lazy("All %(count)s needs"),
    ),
    _Kind(
        "country",
        gettext_lazy("Country"),
        _by("country", "country"),
        vocabulary.country_name,
        all_of_them=gettext_lazy("All %(count)s countries"),
    ),
    _Kind("status", gettext_lazy("Status"), _by_status, filter_words.status_label, STATUSES),
    _Kind(
        "reach",
        gettext_lazy("Who can take part"),
        _by("reach", "reach"),
        filter_words.reach_label,
        vocabulary.REACHES,
    ),
    _Kind(
        "output",
        gettext_lazy("Where the result lands"),
        _by("output", "output"),
        vocabulary.output_label,
        vocabulary.REACHES,
    ),
)
