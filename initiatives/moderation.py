"""What becomes of a submission: each deed one transaction, one decision, one mail.

`docs/submissions.md` has the states and moves as a table. `initiatives.undoing` takes decisions
back.
"""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from initiatives import four_eyes, notifications
from initiatives.catalogue import AddressTaken, write_entry
from initiatives.entry import Problem, data_differences, dump, validate
from initiatives.four_eyes import NotYours
from initiatives.models import (
    Decision,
    Initiative,
    Interest,
    Kind,
    Move,
    Origin,
    State,
    Submission,
    SubmissionLink,
)
from initiatives.proposals import as_sent, proposed
from initiatives.roles import role_of
from initiatives.submitting import Sent, hash_of, name_key_of

_OPEN = frozenset({State.PENDING, State.ASKED_BACK})
# From which states a move is possible, and where it leads. Nothing leaves withdrawn.
MOVES: Final[dict[Move, tuple[frozenset[State], State]]] = {
    Move.ACCEPT: (_OPEN, State.ACCEPTED),
    Move.ASK_BACK: (_OPEN, State.ASKED_BACK),
    Move.REFUSE: (_OPEN, State.REFUSED),
    Move.ANSWER: (_OPEN, State.PENDING),
    Move.SEND_AGAIN: (_OPEN | {State.REFUSED}, State.PENDING),
    Move.WITHDRAW: (_OPEN, State.WITHDRAWN),
    Move.UNDO: (frozenset({State.ACCEPTED, State.REFUSED, State.ASKED_BACK}), State.PENDING),
}
# What a submission says: kept with the move that replaces it.
_PROPOSAL = ("data", "sources", "statement", "grounds", "first_hand", "involved", "ground")
_CONTACT = ("contact_name", "contact_email")


class NotPossible(Exception):
    """Somebody made another move since the submission was looked at, or it is decided."""

    def __init__(self, state: State) -> None:
        super().__init__(_("It is %(state)s already.") % {"state": state.label})
        self.state = state


class Improved(Exception):
    """The sender wrote or improved something since the curator looked at the submission."""

    def __init__(self) -> None:
        super().__init__(_("The sender changed it meanwhile. Look at it again before you decide."))


class NotAnEntry(Exception):
    """What is proposed breaks rules of the catalogue: it cannot be entered as it is."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


@transaction.atomic
def accept(
    submission: Submission,
    *,
    by: User,
    version: int,
    note: str = "",
    tell: str = "",
    left_out: Collection[str] = (),
) -> Initiative | None:
    """Enter what a submission proposes into the catalogue, and tell its sender.

    Args:
        version: the version that the curator saw.
        note: what the sender reads.
        tell: an address of the listed initiative, to tell it too.
        left_out: fields of the entry format that stay as they are.

    Returns:
        The initiative that it is about.

    Raises:
        NotPossible, Improved, NotYours: as named.
        NotAnEntry: what is proposed breaks a rule of the catalogue.
    """
    held = held_now(submission)
    allow(held, Move.ACCEPT, version)
    _keep_to_others(held, Move.ACCEPT, by)
    held.initiative = _held_initiative(held.initiative)
    decision = record(held, Move.ACCEPT, by=by, note=note)
    held.initiative = _enter(held, decision, left_out)
    Interest.objects.filter(submission=held, initiative=None).update(initiative=held.initiative)
    arrive(held, Move.ACCEPT)
    notifications.tell_of(decision)
    if tell:
        notifications.tell_listed(decision, tell)
    return held.initiative


@transaction.atomic
def ask_back(
    submission: Submission, *, by: User, version: int, note: str, reason_key: str = ""
) -> None:
    """Ask the sender something. Raises NotPossible, Improved and NotYours."""
    _decide(submission, Move.ASK_BACK, by=by, version=version, note=note, reason_key=reason_key)


@transaction.atomic
def refuse(
    submission: Submission,
    *,
    by: User,
    version: int,
    note: str,
    reason_key: str = "",
    batch: UUID | None = None,
) -> None:
    """Keep it out of the catalogue, with the reason. Raises NotPossible, Improved and NotYours.

    Args:
        reason_key: the template that the note began with: the public log has its title.
        batch: what is refused together with it, and undone together.
    """
    _decide(
        submission,
        Move.REFUSE,
        by=by,
        version=version,
        note=note,
        reason_key=reason_key,
        batch=batch,
    )


@transaction.atomic
def withdraw(submission: Submission, *, note: str = "") -> None:
    """Take it back, as its sender. Raises NotPossible."""
    _move(submission, Move.WITHDRAW, note)


@transaction.atomic
def answer(submission: Submission, *, note: str) -> None:
    """Add a word for the curators, as its sender: it waits for them again. Raises NotPossible."""
    _move(submission, Move.ANSWER, note)


@transaction.atomic
def send_again(submission: Submission, sent: Sent, token: str, *, note: str = "") -> None:
    """Put an improved version in the place of what was sent; once for the same token.

    What it said before stays with the move; the kind stays what it is. Raises NotPossible.
    """
    held = held_now(submission)
    if SubmissionLink.objects.filter(token_hash=hash_of(token)).exists():
        return
    allow(held, Move.SEND_AGAIN)
    SubmissionLink.objects.create(submission=held, token_hash=hash_of(token))
    before = {name: getattr(held, name) for name in _PROPOSAL}
    known_address = held.contact_email
    said = asdict(sent)
    for name in (*_PROPOSAL, *_CONTACT, "language"):
        setattr(held, name, said[name])
    held.name_key = name_key_of(held.data)
    if held.has_contact:
        held.contact_erased_at = None
    record(held, Move.SEND_AGAIN, note=note, before=before)
    arrive(held, Move.SEND_AGAIN)
    if held.contact_email != known_address:
        notifications.confirm(held)


def possible(submission: Submission, move: Move) -> bool:
    """Say whether a move starts from where the submission stands."""
    return submission.state in MOVES[move][0]


def _decide(submission: Submission, move: Move, *, by: User, version: int, **said: Any) -> None:
    held = held_now(submission)
    allow(held, move, version)
    _keep_to_others(held, move, by)
    decision = record(held, move, by=by, **said)
    arrive(held, move)
    notifications.tell_of(decision)


def _keep_to_others(held: Submission, move: Move, by: User) -> None:
    hindrance = four_eyes.hindrance(by, held, move)
    if hindrance:
        raise NotYours(hindrance)


def _move(submission: Submission, move: Move, note: str) -> None:
    held = held_now(submission)
    allow(held, move)
    record(held, move, note=note)
    arrive(held, move)


def held_now(submission: Submission) -> Submission:
    """Return the submission as it is now, held until the transaction ends."""
    return (
        Submission.objects.select_for_update(of=("self",))
        .select_related("initiative")
        .get(pk=submission.pk)
    )


def _held_initiative(initiative: Initiative | None) -> Initiative | None:
    """Return an initiative, or the one that it was merged into, held as it is now."""
    while initiative is not None:
        initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
        if initiative.merged_into_id is None:
            break
        initiative = initiative.merged_into
    return initiative


def allow(held: Submission, move: Move, seen: int | None = None) -> None:
    """Refuse a move that does not start here, or that rests on what is no longer so.

    Args:
        seen: the version that a curator saw.
    """
    if not possible(held, move):
        raise NotPossible(State(held.state))
    if seen is None or seen == held.version:
        return
    latest = held.decisions.last()
    if latest is not None and latest.is_by_curator:
        raise NotPossible(State(held.state))
    raise Improved


def record(
    held: Submission,
    move: Move,
    *,
    by: User | None = None,
    note: str = "",
    **details: Any,
) -> Decision:
    """Note down a move, by a curator or by the sender."""
    return Decision.objects.create(
        submission=held,
        move=move,
        curator=by,
        role=role_of(by) or "",
        note=note,
        version=held.version,
        **details,
    )


def arrive(held: Submission, move: Move) -> None:
    """Bring the submission to where a move leads.

    What waits keeps its place, also where it only seemed to be decided.
    """
    now = timezone.now()
    state = MOVES[move][1]
    if state == State.PENDING and held.state != State.PENDING and move != Move.UNDO:
        held.waiting_since = now
    held.state = state
    held.moved_at = now
    held.version += 1
    held.claimed_by = held.claimed_at = None
    held.save()


def _enter(held: Submission, decision: Decision, left_out: Collection[str]) -> Initiative | None:
    """Write what a submission proposes, if it proposes an entry; return what it is about."""
    is_new = held.kind == Kind.NEW
    while True:
        outcome = proposed(held, left_out)
        if outcome is None:
            return held.initiative
        if not is_new and held.initiative and held.initiative.withdrawn_at is not None:
            raise NotAnEntry([Problem("slug", "withdrawn", _("is no longer in the catalogue"))])
        if outcome.entry is None:
            raise NotAnEntry(outcome.problems)
        decision.edits = _edits(held, dump(outcome.entry))
        decision.save(update_fields=["edits"])
        try:
            return write_entry(
                outcome.entry,
                by=decision.curator,
                reason=_reason(held),
                origin=Origin.SUBMISSION,
                decision=decision,
                only_new=is_new and held.initiative is None,
                relist=is_new,
            )
        except AddressTaken:
            if not is_new:
                raise
            # Somebody took the address since it was looked up: the next one is free.


def _edits(held: Submission, entered: dict[str, Any]) -> list[list[Any]]:
    """Return what a curator enters otherwise than it was sent: field, as sent, as entered."""
    sent = as_sent(held)
    if sent is None:
        return []
    plain = validate(sent).entry
    found = data_differences(dump(plain) if plain else sent, entered)
    return [[difference.field, difference.before, difference.after] for difference in found]


def _reason(held: Submission) -> str:
    """Return what the history of the entry says. The note is the sender's, and stays private."""
    with translation.override("en"):
        return f"Submission: {Kind(held.kind).label}"
