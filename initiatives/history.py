"""The history of an entry: what each write changed, when, why, and in which role."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from initiatives.entry import Entry
from initiatives.field_names import Changed, changed
from initiatives.models import Initiative, Kind, Move, Origin, Revision, Role


@dataclass(frozen=True, slots=True)
class Event:
    """One write.

    Attributes:
        kind: "listed", "changed", "withdrawn" or "merged".
        changes: what differs from before; empty unless it changed something that was there.
    """

    revision: Revision
    kind: str
    changes: list[Changed]

    @property
    def anchor(self) -> str:
        """The name of its place on the page, for ever."""
        return f"r{self.revision.pk}"

    @property
    def title(self) -> str:
        """What happened, in a word or two."""
        decision = self.revision.decision
        if decision is not None and decision.move == Move.UNDO:
            return _("A decision was undone")
        return {
            "listed": _("Listed"),
            "changed": _("Changed"),
            "withdrawn": _("Withdrawn"),
            "merged": _("Merged into another one"),
        }[self.kind]

    @property
    def who(self) -> str:
        """In which role, and by name only where its owner chose so."""
        return who_wrote(self.revision)

    @property
    def why(self) -> str:
        """The reason, as the public may read it."""
        return why_written(self.revision)


def written_to(initiative: Initiative) -> "QuerySet[Revision]":
    """Return everything that was written to an initiative, the latest first."""
    rows = Revision.objects.filter(initiative=initiative).order_by("-pk")
    return with_people(rows).select_related("initiative__merged_into")


def with_people(revisions: "QuerySet[Revision]") -> "QuerySet[Revision]":
    """Fetch along who wrote, and on which decision."""
    return revisions.select_related(
        "actor__curator_profile", "decision__submission", "decision__undoes"
    )


def events_of(revisions: Iterable[Revision], before: Revision | None) -> list[Event]:
    """Return what each of some writes did.

    Args:
        revisions: writes to one initiative, oldest first.
        before: the last write before those.
    """
    return list(_events(revisions, before))


def _events(revisions: Iterable[Revision], before: Revision | None) -> Iterator[Event]:
    for revision in revisions:
        yield event_of(revision, before)
        before = revision


def event_of(revision: Revision, before: Revision | None) -> Event:
    """Return what a write did, beside the one before it."""
    if revision.entry is None:
        is_merged = revision.initiative.merged_into_id is not None
        return Event(revision, "merged" if is_merged else "withdrawn", [])
    if before is None or before.entry is None:
        return Event(revision, "listed", [])
    return Event(revision, "changed", changed(_entry(before.entry), _entry(revision.entry)))


def lone_event(revision: Revision) -> Event:
    """Return what one write did."""
    return event_of(revision, _before(revision))


def _before(revision: Revision) -> Revision | None:
    earlier = Revision.objects.filter(initiative=revision.initiative_id, pk__lt=revision.pk)
    return earlier.order_by("-pk").first()


def page_of_events(revisions: list[Revision]) -> list[Event]:
    """Return the events of a page of writes to one initiative, the latest first as they are."""
    if not revisions:
        return []
    return list(reversed(events_of(reversed(revisions), _before(revisions[-1]))))


def who_wrote(revision: Revision) -> str:
    """Return who stands for a write: a role, and a name where its owner chose one."""
    match Origin(revision.origin):
        case Origin.STARTER:
            return _("starter catalogue")
        case Origin.IMPORT:
            return _("import")
    return role_and_name(revision.role, revision.actor)


def role_and_name(role: str, person: Any) -> str:
    """Return a role, with a public name where there is one."""
    words = str(Role(role).label if role else Role.CURATOR.label)
    profile = getattr(person, "curator_profile", None)
    return f"{profile.public_name} ({words})" if profile and profile.public_name else words


def why_written(revision: Revision) -> str:
    """Return the reason of a write: what a curator wrote, or what was accepted."""
    decision = revision.decision
    if decision is None:
        return revision.reason
    what = Kind(decision.submission.kind).label
    if decision.move == Move.UNDO:
        return _("what was undone: %(what)s") % {"what": what}
    return _("sent in and accepted: %(what)s") % {"what": what}


def _entry(data: dict[str, Any]) -> Entry:
    return Entry.model_validate(data)
