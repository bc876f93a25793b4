"""One case as a curator sees it: what was sent beside what is live, and what is known around it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q

from initiatives import four_eyes
from initiatives.alerts import alerts_of
from initiatives.catalogue import current_assessment
from initiatives.claiming import is_taken
from initiatives.drafting import entry_of
from initiatives.entry import Entry, data_differences, validate
from initiatives.field_names import in_words, name_of
from initiatives.models import (
    BY_CURATOR,
    Decision,
    Initiative,
    InterestKind,
    Kind,
    Submission,
)
from initiatives.preview import Preview
from initiatives.proposals import as_sent, subject_of, to_write
from initiatives.similar import Similar, similar_to
from initiatives.undoing import can_undo
from quadrant.domain.axes import Placement

MOST_EARLIER = 10
# What says something of the system, not of the initiative.
_NOT_SHOWN = frozenset({"slug", "prominence", "assessments", "rubric_version"})


@dataclass(frozen=True, slots=True)
class Row:
    """A field that a submission touches, in words; a dash where it holds nothing.

    Attributes:
        key: the field of the entry format that it belongs to.
        sent: as its sender has it.
        entered: as a curator prepared it; empty where that is as sent.
        is_first: whether it is the first row of its field: that one has the box to tick.
        lang: the language of a text; empty for what is in none.
    """

    key: str
    name: str
    now: str
    sent: str
    entered: str
    is_first: bool
    lang: str


@dataclass(frozen=True, slots=True)
class Happened:
    """A move, with what a curator entered otherwise than it was sent: field, sent, entered."""

    decision: Decision

    @property
    def edits(self) -> list[tuple[str, str, str]]:
        return [
            (name_of(field), in_words(field, sent), in_words(field, entered))
            for field, sent, entered in self.decision.edits
        ]


@dataclass(frozen=True)
class Case:
    """A submission with all that a decision on it needs."""

    submission: Submission
    curator: User

    @cached_property
    def preview(self) -> Preview:
        return Preview(self.submission)

    @cached_property
    def subject(self) -> Initiative | None:
        """The initiative that it is about now."""
        return subject_of(self.submission)

    @property
    def is_merged(self) -> bool:
        """Whether what it was sent about was merged into another one meanwhile."""
        return self.subject != self.submission.initiative

    @property
    def is_withdrawn(self) -> bool:
        """Whether it is about something that is no longer in the catalogue."""
        subject = self.subject
        is_new = self.submission.kind == Kind.NEW
        return subject is not None and subject.withdrawn_at is not None and not is_new

    # --- the fields -----------------------------------------------------------------------------
    @cached_property
    def live(self) -> dict[str, Any]:
        """The entry as it is; {} for what is not listed."""
        subject = self.subject
        is_listed = subject is not None and subject.withdrawn_at is None
        return entry_of(self.submission) if is_listed else {}

    @cached_property
    def sent(self) -> dict[str, Any]:
        """The entry as its sender would have it; as it is where nothing is proposed."""
        return as_sent(self.submission) or self.live

    @cached_property
    def whole(self) -> dict[str, Any] | None:
        """The entry that accepting would write; None where it writes none."""
        return to_write(self.submission) if self.submission.is_open else None

    @cached_property
    def entry(self) -> Entry | None:
        """The same, where no rule stands against it."""
        return validate(self.whole).entry if self.whole else None

    @cached_property
    def rows(self) -> list[Row]:
        """Every field that would change, in the order of the format."""
        whole = self.whole if self.whole is not None else self.sent
        fields = [d.field for d in data_differences(self.live, whole)]
        fields += [d.field for d in data_differences(self.sent, whole)]
        each = [part for field in fields for part in self._parts_of(field, whole)]
        return list(self._rows(list(dict.fromkeys(each)), whole))

    def _parts_of(self, field: str, whole: dict[str, Any]) -> list[str]:
        """Return a field, or each of its languages where it is new as a whole."""
        values = [_at(data, field) for data in (self.live, self.sent, whole)]
        parts = [part for value in values if isinstance(value, dict) for part in value]
        return [f"{field}.{part}" for part in dict.fromkeys(parts)] or [field]

    def _rows(self, fields: list[str], whole: dict[str, Any]) -> Iterator[Row]:
        seen = set()
        for field in fields:
            key = field.partition(".")[0].partition("[")[0]
            if key in _NOT_SHOWN or (key == "checked_on" and not self.live):
                continue
            now, sent, entered = (_at(data, field) for data in (self.live, self.sent, whole))
            yield Row(
                key=key,
                name=name_of(field),
                now=in_words(field, now),
                sent=in_words(field, sent),
                entered="" if entered == sent else in_words(field, entered),
                is_first=key not in seen,
                lang=field.rpartition(".")[2] if field.endswith((".en", ".nl")) else "",
            )
            seen.add(key)

    @property
    def can_be_parted(self) -> bool:
        """Whether some of its fields can be accepted without the others."""
        is_of_fields = self.submission.kind in (Kind.NEW, Kind.CHANGE)
        return is_of_fields and self.submission.is_open and len(self.parts) > 1

    @property
    def parts(self) -> list[str]:
        """The fields that can be left out. Nothing is entered without a name."""
        keys = dict.fromkeys(row.key for row in self.rows if row.sent != row.now)
        return [key for key in keys if key != "name" or self.submission.kind != Kind.NEW]

    # --- the position ---------------------------------------------------------------------------
    @property
    def placement_now(self) -> Placement | None:
        """Where the curators’ view puts it now."""
        subject = self.subject
        return subject.placement if subject and subject.withdrawn_at is None else None

    @cached_property
    def placement_after(self) -> Placement | None:
        """Where the curators’ view puts it once this is accepted."""
        entry = self.entry
        if entry is None:
            return self.preview.placement
        part = current_assessment(entry)
        return Placement(part.decentralisation, part.purpose) if part else None

    @property
    def stays(self) -> bool:
        """Whether it leaves the point where it is."""
        return self.placement_after == self.placement_now and self.opinion is None

    @property
    def opinion(self) -> Placement | None:
        """Where a second opinion puts it, beside the curators’ view; None where there is none.

        What has no position yet gets its first one from it.
        """
        if self.submission.kind != Kind.SECOND_OPINION or self.placement_now is None:
            return None
        return self.preview.placement

    @property
    def has_position_to_edit(self) -> bool:
        """Whether a curator can put a position right, or give a new initiative its first."""
        return self.submission.kind == Kind.NEW or self.preview.placement is not None

    # --- what is known around it -----------------------------------------------------------------
    @cached_property
    def alerts(self) -> list[str]:
        return alerts_of(self.submission)

    @cached_property
    def similar(self) -> list[Similar]:
        """What in the catalogue a new initiative may already be."""
        if self.submission.kind != Kind.NEW or not self.submission.is_open:
            return []
        return similar_to(self.preview.name, self.preview.website)

    @property
    def is_mine(self) -> bool:
        """Whether this curator has it."""
        return self.submission.claimed_by_id == self.curator.pk

    @property
    def is_taken(self) -> bool:
        """Whether another curator has it."""
        return is_taken(self.submission, self.curator)

    @cached_property
    def hindrance(self) -> str:
        """Why this curator may not decide on it; empty where they may."""
        return four_eyes.hindrance(self.curator, self.submission)

    @property
    def interest_kinds(self) -> list[tuple[str, Any]]:
        """The interests that can be declared."""
        return list(InterestKind.choices)

    @cached_property
    def moves(self) -> list[Happened]:
        """What happened with it, oldest first."""
        return list(map(Happened, self.submission.decisions.select_related("curator", "undone_by")))

    @property
    def undoable(self) -> Decision | None:
        """The last decision, where it can still be undone."""
        latest = self.moves[-1].decision if self.moves else None
        return latest if latest and can_undo(latest) else None

    @cached_property
    def earlier(self) -> list[Decision]:
        """Decisions on other submissions about the same initiative, or by the same sender."""
        submission = self.submission
        same = Q(submission__initiative=self.subject) if self.subject else Q(pk=None)
        if submission.contact_email:
            same |= Q(submission__contact_email__iexact=submission.contact_email)
        found = Decision.objects.filter(same, move__in=BY_CURATOR).exclude(submission=submission)
        rows = found.select_related("submission__initiative", "curator").order_by("-pk")
        return list(rows[:MOST_EARLIER])

    @cached_property
    def earlier_versions(self) -> list[tuple[Decision, Preview]]:
        """Every version that its sender replaced, the latest first, with the move that did."""
        moves = [one.decision for one in reversed(self.moves) if one.decision.before is not None]
        return [(move, Preview(_as_it_was(self.submission, move))) for move in moves]


def _as_it_was(submission: Submission, move: Decision) -> Submission:
    """Return what a submission said until a move of the sender replaced it."""
    return Submission(
        pk=submission.pk,
        kind=submission.kind,
        initiative=submission.initiative,
        language=submission.language,
        sent_at=submission.sent_at,
        **(move.before or {}),
    )


def _at(data: dict[str, Any], path: str) -> Any:
    """Return what stands at a path of `data_differences`, outside of assessments."""
    value: Any = data
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value
