"""Writes by curators: each on the state that was seen, and refused when that is no longer so."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import User
from django.db import transaction

from initiatives import four_eyes
from initiatives.catalogue import write_entry
from initiatives.entry import Entry
from initiatives.entry.schema import AssessmentPart
from initiatives.four_eyes import NotYours
from initiatives.models import Initiative, Kind, Origin, Revision, Submission, Voice
from initiatives.submitting import Sent, new_token, send
from quadrant.vocabulary import language


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


def place(
    initiative: Initiative,
    entry: Entry,
    part: AssessmentPart,
    *,
    by: User,
    reason: str,
    seen: int | None,
) -> Submission | None:
    """Write a position by a curator, or propose it to the others where two pairs of eyes decide.

    What somebody else says is not the curator's own: it is written.

    Args:
        entry: the whole entry with the position in it.
        part: the position itself.
        seen: the number of the revision that was the last one then.

    Returns:
        What another curator has to accept; None when it was written.

    Raises:
        Overtaken: somebody wrote to the initiative since then.
        NotYours: its curator has an interest in it.
    """
    if hindrance := four_eyes.interest_in(by, initiative):
        raise NotYours(hindrance)
    with as_seen(initiative, seen):
        if part.voice != Voice.EDITORS.value or not four_eyes.is_on():
            write_entry(entry, by=by, reason=reason, origin=Origin.CURATOR)
            return None
        data = {"assessments": [part.model_dump(mode="json")]}
        sent = Sent(kind=Kind.POSITION, language=language(), data=data, statement=reason)
        return send(sent, new_token(), initiative, by=by)
