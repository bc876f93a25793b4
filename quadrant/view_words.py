"""A view of the map in words: how many stand where, and how many moved."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.census import Tally
from initiatives.filters import InitiativeFilter
from initiatives.moves import Movement
from quadrant import vocabulary
from quadrant.domain.moves import Way
from quadrant.domain.regions import GROUPS, MIX
from quadrant.points import Matching


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A view of the map in words.

    Attributes:
        where: how many of what stand where; the numbers add up to the total.
        moved: how many moved, and which way; "" where there is nothing to say.
        moved_address: of the page that tells how; "" where none moved.
    """

    where: str
    moved: str = ""
    moved_address: str = ""

    def __str__(self) -> str:
        return f"{self.where} {self.moved}".rstrip()


def paragraph(found: InitiativeFilter, matching: Matching, movement: Movement | None) -> Paragraph:
    """Say what a filter shows, in the active language, from the numbers alone.

    Args:
        found: the filter, for its words.
        matching: how many match it, region by region.
        movement: how many of those moved, and which way; None where that is not looked at.
    """
    where = _where(found, matching)
    if not matching.placed or movement is None:
        return Paragraph(where)
    moved = _moved(matching.total, movement)
    return Paragraph(where, moved, moved_address(found) if movement.count else "")


def moved_address(found: InitiativeFilter, **changes: str) -> str:
    """Return the address of the page that tells what moved, of all that matches a filter."""
    query = found.query(sort=None, **changes)
    return f"{reverse('moved')}?{query}" if query else reverse("moved")


def moved_of_all(found: InitiativeFilter, total: int, movement: Movement) -> str:
    """Say how many of what moved, as one sentence.

    Args:
        found: the filter, for its words.
        total: how many match it.
        movement: how many of those moved, and which way.
    """
    if not total:
        return _nothing(found)
    count = movement.count
    since = _("since then") if found.year else _("since %(year)s") % {"year": movement.since}
    parts = {"what": found.subject(total), "count": count, "since": since}
    if not count:
        words = ngettext(
            "%(what)s is not known to have moved %(since)s",
            "None of %(what)s is known to have moved %(since)s",
            total,
        )
    elif count == total:
        words = ngettext("%(what)s has moved %(since)s", "%(what)s have moved %(since)s", count)
    else:
        words = ngettext(
            "%(count)s of %(what)s has moved %(since)s",
            "%(count)s of %(what)s have moved %(since)s",
            count,
        )
    return f"{words % parts}{_which_way(movement)}."


def _where(found: InitiativeFilter, matching: Matching) -> str:
    return f"{'; '.join(_clauses(found, matching))}." if matching.total else _nothing(found)


def _nothing(found: InitiativeFilter) -> str:
    if not found.parts:
        return _("The catalogue has no active initiatives yet.")
    return _("Nothing matches: %(what)s.") % {"what": found.sentence(0)}


def _clauses(found: InitiativeFilter, matching: Matching) -> Iterator[str]:
    """Yield how many stand where, and last how many nowhere; the first clause says of what."""
    # What is named anyway: the one region that is chosen, and that nothing has a position.
    plain = {"region"} if len(matching.chosen) == 1 else set()
    if not matching.placed:
        what = found.subject(matching.total, without=plain | {"placed"})
        yield _without_position(what, matching.total, found.year)
        return
    what = found.subject(matching.total, without=plain)
    is_past = found.year is not None and found.year < date.today().year
    for n, (key, tally) in enumerate(_largest_first(matching)):
        parts = {"what": what, "count": tally.total, "where": _in(key)}
        words = _("%(count)s %(where)s") if n else _first(tally.total, matching.total, is_past)
        yield words % parts + _on_border(tally, is_first=n == 0)
    if matching.unplaced:
        yield _without_position(str(matching.unplaced), matching.unplaced, found.year)


def _largest_first(matching: Matching) -> list[tuple[str, Tally]]:
    """Return the groups with anything in them: the regions by size, then the middle."""
    groups = [(key, matching.groups[key]) for key in GROUPS if key in matching.chosen]
    # Sorting is stable: what is equal keeps the reading order of the map.
    groups.sort(key=lambda group: (group[0] == MIX, -group[1].total))
    return [(key, tally) for key, tally in groups if tally.total]


def _in(key: str) -> str:
    if key == MIX:
        return _("in the middle")
    return _("in %(region)s") % {"region": vocabulary.region_name(key)}


def _first(count: int, total: int, is_past: bool) -> str:
    if count == total:
        if is_past:
            return ngettext("%(what)s lay %(where)s", "%(what)s lay %(where)s", count)
        return ngettext("%(what)s lies %(where)s", "%(what)s lie %(where)s", count)
    if is_past:
        return ngettext(
            "%(count)s of %(what)s lay %(where)s", "%(count)s of %(what)s lay %(where)s", count
        )
    return ngettext(
        "%(count)s of %(what)s lies %(where)s", "%(count)s of %(what)s lie %(where)s", count
    )


def _on_border(tally: Tally, *, is_first: bool) -> str:
    """Return what follows a region of which some stand on the border."""
    if not tally.on_border:
        return ""
    if tally.on_border < tally.total:
        words = _("%(count)s of them on its border") if is_first else _("%(count)s on its border")
    elif tally.total == 1:
        words = _("on its border")
    elif tally.total == 2:
        words = _("both on its border")
    else:
        words = _("all on its border")
    return f", {words % {'count': tally.on_border}}"


def _without_position(what: str, count: int, year: int | None) -> str:
    if year is None:
        words = ngettext("%(what)s has no position", "%(what)s have no position", count)
    else:
        words = ngettext(
            "%(what)s is not described for that year",
            "%(what)s are not described for that year",
            count,
        )
    return words % {"what": what}


def _moved(total: int, movement: Movement) -> str:
    count = movement.count
    if not count and total == 1:
        words = _("It is not known to have moved since %(year)s")
    elif not count:
        words = _("None of them is known to have moved since %(year)s")
    elif total == 1:
        words = _("It has moved since %(year)s")
    elif count == total == 2:
        words = _("Both have moved since %(year)s")
    elif count == total:
        words = _("All have moved since %(year)s")
    else:
        words = ngettext(
            "%(count)s has moved since %(year)s", "%(count)s have moved since %(year)s", count
        )
    return f"{words % {'count': count, 'year': movement.since}}{_which_way(movement)}."


def _which_way(movement: Movement) -> str:
    """Return what follows how many moved, where most of them went one way."""
    if movement.way is None:
        return ""
    if movement.count == 1:
        words = "%(way)s"
    elif movement.sharing < movement.count:
        words = _("most of them %(way)s")
    elif movement.count == 2:
        words = _("both %(way)s")
    else:
        words = _("all of them %(way)s")
    return f", {words % {'way': way_words(movement.way)}}"


def way_words(way: Way) -> str:
    """Return which way a move goes, such as "towards the centre"."""
    return {
        Way.CENTRE: _("towards the centre"),
        Way.RIM: _("towards the rim"),
        Way.CENTRALISED: _("towards the centralised side"),
        Way.DECENTRALISED: _("towards the decentralised side"),
        Way.PROFIT: _("towards the profit-driven side"),
        Way.PURPOSE: _("towards the purpose-driven side"),
    }[way]
