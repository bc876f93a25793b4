"""The one filter of the catalogue, for list, map, counts and data: what an address asks for."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import F
from django.http import QueryDict
from django_filters import CharFilter, FilterSet, MultipleChoiceFilter

from initiatives import filter_words
from initiatives.entry.schema import COUNTRY_CODES
from initiatives.models.choices import EARLIEST_YEAR
from initiatives.models.initiative import InitiativeQuerySet
from initiatives.texts import tidy
from quadrant.domain.article import article
from quadrant.domain.regions import GROUPS
from quadrant.vocabulary import NEED_KEYS, REACHES, SECTOR_KEYS

MOST_LETTERS: Final = 200
STATUSES: Final = ("active", "ended", "all")
SORTS: Final = ("known", "name", "new", "checked", "oldest")
YES: Final = ("1",)
YES_NO: Final = ("yes", "no")
# What holds where an address says nothing.
DEFAULTS: Final = {"status": "active", "sort": "known"}
REPEATABLE: Final = ("region", "sector")
EXAMPLES: Final = ("article",)


def _one_of(choices: Any) -> Callable[[str], str]:
    def known(value: str) -> str:
        if value not in choices:
            raise ValueError(value)
        return value

    return known


def _words(value: str) -> str:
    if len(value) > MOST_LETTERS:
        raise ValueError(value)
    return tidy(value)


def _country(value: str) -> str:
    return _one_of(COUNTRY_CODES)(value.upper())


def _year(value: str) -> str:
    year = int(value) if len(value) <= 4 else 0
    if not EARLIEST_YEAR <= year <= date.today().year:
        raise ValueError(value)
    return str(year)


# Each part of the filter, in the order in which an address names them, and how its value is read.
PARAMETERS: Final[dict[str, Callable[[str], str]]] = {
    "q": _words,
    "region": _one_of(GROUPS),
    "hybrid": _one_of(YES),
    "global_local": _one_of(YES),
    "sector": _one_of(SECTOR_KEYS),
    "need": _one_of(NEED_KEYS),
    "country": _country,
    "reach": _one_of(REACHES),
    "output": _one_of(REACHES),
    "status": _one_of(STATUSES),
    "year": _year,
    "checked": _one_of(YES_NO),
    "placed": _one_of(YES_NO),
    "examples": _one_of(EXAMPLES),
    "sort": _one_of(SORTS),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is filtered on: what it says, and the query of an address without it."""

    name: str
    value: str
    label: str
    query_without: str


class InitiativeFilter(FilterSet):  # type: ignore[misc]  # django-filter has no types
    """What an address asks for, and the initiatives that match it, with their position.

    Values that are unknown or impossible are left out and named in `ignored`: no address is an
    error. `qs` is annotated as by `with_position`.

    Attributes:
        chosen: each part that is given, with its values; what equals the default is not in it.
        ignored: a sentence on each value that was left out, in the active language.
    """

    q = CharFilter(method="_matching")
    region = MultipleChoiceFilter(choices=[(key, key) for key in GROUPS], method="_in_region")
    hybrid = CharFilter(method="_near_border")
    global_local = CharFilter(method="_global_local")
    sector = MultipleChoiceFilter(choices=[(key, key) for key in SECTOR_KEYS], distinct=False)
    need = CharFilter("need_links__need")
    country = CharFilter("country")
    reach = CharFilter("reach")
    output = CharFilter("output")
    status = CharFilter(method="_with_status")
    checked = CharFilter(method="_checked")
    placed = CharFilter(method="_placed")
    examples = CharFilter(method="_examples")
    sort = CharFilter(method="_sorted")

    def __init__(self, data: QueryDict, queryset: InitiativeQuerySet) -> None:
        self.chosen, self.ignored = _read(data)
        self.year = int(self.chosen["year"][0]) if "year" in self.chosen else None
        given = QueryDict(mutable=True)
        for name in PARAMETERS:
            for value in self.chosen.get(name, [DEFAULTS[name]] if name in DEFAULTS else []):
                given.appendlist(name, value)
        super().__init__(given, queryset.with_position(self.year))

    def value(self, name: str) -> str:
        """Return the one value of a part, its default, or ""."""
        return self.chosen.get(name, [DEFAULTS.get(name, "")])[0]

    def values(self, name: str) -> list[str]:
        """Return the values of a part; none where it is not given."""
        return self.chosen.get(name, [])

    def leaving_out(self, *names: str) -> InitiativeQuerySet:
        """Return what would match without these parts, and without an order: for counting."""
        found: Any = self.queryset
        for name, value in self.form.cleaned_data.items() if self.is_valid() else ():
            if name not in (*names, "sort"):
                found = self.filters[name].filter(found, value)
        return found.order_by()  # type: ignore[no-any-return]

    def query(self, **changes: str | list[str] | None) -> str:
        """Return the query string of this filter with changes; None or "" takes a part away."""
        return _as_query({**self.chosen, **dict(_as_lists(changes))})

    def query_without(self, name: str, value: str | None = None) -> str:
        """Return the query string without a part, or without one of its values."""
        kept = [other for other in self.values(name) if value is not None and other != value]
        return self.query(**{name: kept})

    def query_toggling(self, name: str, value: str) -> str:
        """Return the query string with a value of a repeatable part added, or taken away."""
        if value in self.values(name):
            return self.query_without(name, value)
        return self.query(**{name: [*self.values(name), value]})

    @property
    def parts(self) -> list[Part]:
        """What is filtered on, one by one, each with the way to clear it."""
        return [
            Part(name, value, filter_words.label(name, value), self.query_without(name, value))
            for name, values in self.chosen.items()
            if name != "sort"
            for value in values
        ]

    @property
    def words(self) -> str:
        """What is searched for; "" for nothing."""
        return self.value("q")

    @property
    def query_everywhere(self) -> str:
        """The query string of the same words, asked of all that is listed."""
        return _as_query({"q": self.values("q"), "status": ["all"]})

    def sentence(self, count: int) -> str:
        """Say the filter in words, as the heading of `count` results."""
        return filter_words.sentence(count, self.chosen)

    def subject(self, count: int, *, without: Collection[str] = ()) -> str:
        """Say `count` results in words with which a sentence can begin, without some parts."""
        chosen = {name: values for name, values in self.chosen.items() if name not in without}
        return filter_words.subject(count, chosen)

    def _matching(self, found: InitiativeQuerySet, name: str, words: str) -> InitiativeQuerySet:
        return found.matching(words)

    def _in_region(
        self, found: InitiativeQuerySet, name: str, keys: list[str]
    ) -> InitiativeQuerySet:
        return found.in_region(*keys) if keys else found

    def _near_border(self, found: InitiativeQuerySet, name: str, _yes: str) -> InitiativeQuerySet:
        return found.near_border()

    def _global_local(self, found: InitiativeQuerySet, name: str, _yes: str) -> InitiativeQuerySet:
        return found.global_local()

    def _with_status(self, found: InitiativeQuerySet, name: str, key: str) -> InitiativeQuerySet:
        match key:
            case "active":
                return found.active_in(self.year)
            case "ended":
                return found.ended_before(self.year)
        return found.started_by(self.year)

    def _checked(self, found: InitiativeQuerySet, name: str, key: str) -> InitiativeQuerySet:
        return found.filter(checked_on__isnull=key == "no")

    def _placed(self, found: InitiativeQuerySet, name: str, key: str) -> InitiativeQuerySet:
        return found.placed() if key == "yes" else found.unplaced()

    def _examples(self, found: InitiativeQuerySet, name: str, _key: str) -> InitiativeQuerySet:
        return found.among(article().examples)

    def _sorted(self, found: InitiativeQuerySet, name: str, key: str) -> InitiativeQuerySet:
        match key:
            case "name":
                return found.order_by("name_key", "pk")
            case "new":
                return found.order_by("-listed_at", "name_key", "pk")
            case "checked":
                return found.order_by(F("checked_on").desc(nulls_last=True), "name_key", "pk")
            case "oldest":
                return found.order_by(F("founded").asc(nulls_last=True), "name_key", "pk")
        return found.best_known_first()


def article_query() -> str:
    """Return the query string that asks for the source article's examples as of its year."""
    year = str(article().year)
    return _as_query({"status": ["all"], "year": [year], "examples": [*EXAMPLES]})


def without_blanks(data: QueryDict) -> QueryDict:
    """Return the parameters of an address without those that a form sent empty."""
    kept = data.copy()
    for name, values in data.lists():
        kept.setlist(name, [value for value in values if value.strip()])
        if not kept.getlist(name):
            del kept[name]
    return kept


def _read(data: QueryDict) -> tuple[dict[str, list[str]], list[str]]:
    """Return the values of an address that can be read, and a sentence on each that cannot."""
    chosen: dict[str, list[str]] = {}
    ignored: dict[str, None] = {}
    for name, read in PARAMETERS.items():
        known: list[str] = []
        for given in data.getlist(name):
            if not given.strip():
                continue
            try:
                value = read(given.strip())
            except ValueError:
                ignored[filter_words.left_out(name, given)] = None
                continue
            if value and value not in known:
                known = [*known, value] if name in REPEATABLE else [value]
        if known and known != [DEFAULTS.get(name)]:
            chosen[name] = known
    return chosen, list(ignored)


def _as_lists(changes: dict[str, str | list[str] | None]) -> Iterator[tuple[str, list[str]]]:
    for name, value in changes.items():
        yield name, value if isinstance(value, list) else [value] if value else []


def _as_query(chosen: dict[str, list[str]]) -> str:
    query = QueryDict(mutable=True)
    for name in PARAMETERS:
        for value in chosen.get(name, ()):
            if value != DEFAULTS.get(name):
                query.appendlist(name, value)
    return query.urlencode()
