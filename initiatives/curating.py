"""Writes by curators: each on the state that was seen, and refused when that is no longer so."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from initiatives.catalogue import write_entry
from initiatives.entry import Entry
from initiatives.models import Initiative, Origin, Revision


class Overtaken(Exception):
    """Somebody wrote to the initiative since the curator looked at it.

    Attributes:
        latest: the last thing that was written.
    """

    def __init__(self, latest: Revision) -> None:
        super().__init__(str(latest))
        self.latest = latest


def latest_revision(initiative: Initiative) -> Revision | None:
    """Return the last thing that was written to an initiative."""
    return initiative.revisions.select_related("actor").order_by("-pk").first()


def add_entry(entry: Entry, *, by: User, reason: str) -> Initiative:
    """Write the entry of a new initiative.

    Raises:
        AddressTaken: there is one with its address, be it since a moment ago.
    """
    return write_entry(entry, by=by, reason=reason, origin=Origin.CURATOR, only_new=True)


@contextmanager
def as_seen(initiative: Initiative, seen: int | None) -> Iterator[None]:
    """Hold an initiative as a curator saw it, for one write inside the block.

    Args:
        seen: the number of the revision that was the last one then.

    Raises:
        Overtaken: it no longer is.
    """
    with transaction.atomic():
        Initiative.objects.select_for_update().get(pk=initiative.pk)
        latest = latest_revision(initiative)
        if latest is not None and latest.pk != seen:
            raise Overtaken(latest)
        yield


def combine(base: dict[str, Any], typed: dict[str, Any], current: dict[str, Any]) -> dict[str, Any]:
    """Return what is current, with what was typed where that differs from what was seen.

    Args:
        base: the entry as data that the curator saw.
        typed: that entry as the curator left it.
        current: the entry as others have made it since.
    """
    combined: dict[str, Any] = {}
    for key in [*current, *(key for key in typed if key not in current)]:
        was, mine, now = base.get(key), typed.get(key), current.get(key)
        if isinstance(mine, dict) and isinstance(was, dict) and isinstance(now, dict):
            combined[key] = combine(was, mine, now)
        else:
            combined[key] = now if mine == was else mine
    return {key: value for key, value in combined.items() if value is not None}
