"""What becomes of each row of a file: new, changed, unchanged, wrong or likely a duplicate."""

import re
from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from initiatives.do_not_list import Wishes
from initiatives.entry import (
    Entry,
    Problem,
    differences,
    dump,
    for_entries,
    to_entry,
    validate,
)
from initiatives.importing.addresses import Addresses
from initiatives.importing.likeness import Likeness
from initiatives.importing.row import Row
from initiatives.models import Initiative
from initiatives.slugs import FreeSlugs, slug_of

_SLUG = re.compile(r"[a-z0-9-]{1,80}")
_NAMED_AT_MOST = 8


class Outcome(StrEnum):
    """What an import does with a row: the first two are written."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WRONG = "wrong"
    DUPLICATE = "likely duplicate"
    UNWANTED = "does not want to be listed"


@dataclass(frozen=True, slots=True)
class Fate:
    """A row, what becomes of it and why; the entry is what would be, or is, in the catalogue."""

    row: Row
    outcome: Outcome
    entry: Entry | None = None
    detail: str = ""

    @property
    def is_written(self) -> bool:
        return self.outcome in (Outcome.NEW, Outcome.CHANGED)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A row read against the catalogue: an entry, or what is wrong with it."""

    row: Row
    before: Entry | None
    entry: Entry | None
    problems: list[Problem]


class Judge:
    """Decides on the rows of one file, batch after batch, each with the same few queries.

    Where a row of the file told something about an initiative, later rows are compared with what
    it told and no longer with the catalogue: so a dry run and the import say the same.
    """

    def __init__(self, not_duplicates: Container[int] = (), wanted: Container[int] = ()) -> None:
        self._not_duplicates = not_duplicates
        self._wanted = wanted
        self._wishes = Wishes()
        self._free_slugs = FreeSlugs()
        self._addresses = Addresses()
        self._likeness = Likeness()

    def judge(self, rows: list[Row]) -> list[Fate]:
        """Return the fate of each row of a batch."""
        drafts = _drafts(rows)
        valid = [(draft, draft.entry) for draft in drafts if draft.entry]
        self._free_slugs.look_up(entry.name for draft, entry in valid if not draft.row.slug)
        self._addresses.look_up([entry for _draft, entry in valid])
        self._likeness.look_up([entry for draft, entry in valid if draft.before is None])
        return [self._fate(draft) for draft in drafts]

    def _fate(self, draft: _Draft) -> Fate:
        row, entry = draft.row, draft.entry
        if entry is None:
            return wrong(row, draft.problems)
        if draft.before is None and not row.slug:
            entry = entry.model_copy(update={"slug": self._free_slugs.for_name(entry.name)})
        if problem := self._addresses.problem(entry):
            return wrong(row, [problem])
        fate = self._known(row, draft.before, entry) if draft.before else self._new(row, entry)
        if fate.outcome not in (Outcome.DUPLICATE, Outcome.UNWANTED):
            for slug in (entry.slug, *entry.former_slugs):
                self._free_slugs.take(slug)
            self._addresses.take(entry, row.number)
            self._likeness.take(entry)
        return fate

    def _new(self, row: Row, entry: Entry) -> Fate:
        wish = self._wishes.against(entry.name, entry.website or "")
        if wish and row.number not in self._wanted:
            return Fate(row, Outcome.UNWANTED, entry, wish)
        like = self._likeness.of(entry)
        if like is None:
            return Fate(row, Outcome.NEW, entry)
        if row.number in self._not_duplicates:
            return Fate(row, Outcome.NEW, entry, f"no duplicate of {like}, as you said")
        return Fate(row, Outcome.DUPLICATE, entry, f"of {like}")

    def _known(self, row: Row, before: Entry, entry: Entry) -> Fate:
        if entry == before:
            return Fate(row, Outcome.UNCHANGED, entry)
        fields = [change.field for change in differences(before, entry)]
        return Fate(row, Outcome.CHANGED, entry, _listed(fields or ["order of assessments"], ", "))


def wrong(row: Row, problems: list[Problem]) -> Fate:
    """Return the fate of a row that breaks a rule."""
    return Fate(row, Outcome.WRONG, detail=_listed([str(problem) for problem in problems], "; "))


def _listed(words: list[str], separator: str) -> str:
    named = separator.join(words[:_NAMED_AT_MOST])
    more = len(words) - _NAMED_AT_MOST
    return f"{named}{separator}and {more} more" if more > 0 else named


def _drafts(rows: list[Row]) -> list[_Draft]:
    slugs = {row.slug for row in rows if isinstance(row.slug, str) and _SLUG.fullmatch(row.slug)}
    known = for_entries(Initiative.objects.filter(slug__in=slugs).select_related("merged_into"))
    by_slug = {initiative.slug: initiative for initiative in known}
    return [_draft(row, by_slug) for row in rows]


def _draft(row: Row, by_slug: dict[str, Initiative]) -> _Draft:
    if row.problems:
        return _Draft(row, None, None, row.problems)
    initiative = by_slug.get(row.slug) if isinstance(row.slug, str) else None
    if initiative is None:
        outcome = validate(_new_data(row))
        return _Draft(row, None, outcome.entry, outcome.problems)
    if initiative.withdrawn_at is not None:
        return _Draft(row, None, None, [_gone(initiative)])
    before = to_entry(initiative)
    data = dump(before)
    after = row.applied_to(data)
    if after == data:
        return _Draft(row, before, before, [])
    outcome = validate(after)
    return _Draft(row, before, outcome.entry, outcome.problems)


def _new_data(row: Row) -> dict[str, Any]:
    data = row.applied_to({})
    if not row.slug:
        data["slug"] = slug_of(str(row.name))
    return data


def _gone(initiative: Initiative) -> Problem:
    other = initiative.merged_into
    word = f"was merged into {other.slug}" if other else "was withdrawn; an import leaves it so"
    return Problem("slug", "withdrawn", word)
