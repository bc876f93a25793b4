"""Taking a decision back: what was before is restored, as one more decision and revision."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import four_eyes, notifications
from initiatives.catalogue import withdraw, write_entry
from initiatives.entry import Entry, combine, differences, dump, overlap, to_entry, validate
from initiatives.field_names import name_of
from initiatives.models import Decision, Initiative, Move, Origin, Revision, Submission
from initiatives.moderation import arrive, held_now, possible, record

UNDO_DAYS: Final = 7
_CAN_BE_UNDONE = (Move.ACCEPT, Move.ASK_BACK, Move.REFUSE)


class CannotUndo(Exception):
    """A decision stays as it is; says why."""


@transaction.atomic
def undo(decision: Decision, *, by: User) -> Submission:
    """Take a decision back, and tell the sender: it waits for a curator again.

    What it wrote to an entry is written back, field by field: what others wrote to other fields
    since then stays. An initiative that it listed is withdrawn, for nothing that was listed is
    deleted.

    Raises:
        CannotUndo: it is too old, undone already, or something rests on it.
    """
    held = held_now(decision.submission)
    problem = _problem(held, decision) or four_eyes.hindrance(by, held)
    if problem:
        raise CannotUndo(problem)
    undone = record(held, Move.UNDO, by=by, undoes=decision)
    for revision in decision.revisions.select_related("initiative"):
        _take_back(revision, undone)
    arrive(held, Move.UNDO)
    notifications.tell_of(undone)
    return held


def undo_batch(batch: UUID, *, by: User) -> list[tuple[Submission, str]]:
    """Take back what was decided at once; return each submission with why not, or with ""."""
    outcomes = []
    decisions = Decision.objects.filter(batch=batch, undone_by=None)
    for decision in decisions.select_related("submission__initiative"):
        try:
            undo(decision, by=by)
        except CannotUndo as error:
            outcomes.append((decision.submission, str(error)))
        else:
            outcomes.append((decision.submission, ""))
    return outcomes


def can_undo(decision: Decision) -> bool:
    """Say whether a decision is of the kind, and of an age, that can be undone."""
    is_recent = timezone.now() - decision.made_at <= timedelta(days=UNDO_DAYS)
    return decision.move in _CAN_BE_UNDONE and is_recent and not hasattr(decision, "undone_by")


def _problem(held: Submission, decision: Decision) -> str:
    if hasattr(decision, "undone_by"):
        return _("This decision is undone already.")
    if not can_undo(decision):
        return _("A decision can be undone for %(days)d days.") % {"days": UNDO_DAYS}
    latest = held.decisions.last()
    if latest != decision or not possible(held, Move.UNDO):
        return _("Something happened with it since this decision: decide on it as it is now.")
    return ""


def _take_back(revision: Revision, undone: Decision) -> None:
    initiative = Initiative.objects.select_for_update().get(pk=revision.initiative_id)
    earlier = initiative.revisions.filter(pk__lt=revision.pk).order_by("-pk").first()
    is_latest = not initiative.revisions.filter(pk__gt=revision.pk).exists()
    if initiative.withdrawn_at is not None:
        raise CannotUndo(_("It was withdrawn from the catalogue since then."))
    if earlier is None or earlier.entry is None:
        if not is_latest:
            raise CannotUndo(
                _("The entry was changed since it was listed: withdraw it, if it has to go.")
            )
        reason = _("The decision to list it was undone.")
        withdraw(initiative, by=undone.curator, reason=reason, decision=undone)
        return
    assert revision.entry is not None, "a decision never withdraws but by undoing"
    before = Entry.model_validate(earlier.entry)
    after = Entry.model_validate(revision.entry)
    write_entry(
        _restored(before, after, to_entry(initiative)),
        by=undone.curator,
        reason=_("Undone: %(what)s") % {"what": revision.reason},
        origin=Origin.SUBMISSION,
        decision=undone,
    )


def _restored(before: Entry, after: Entry, current: Entry) -> Entry:
    """Return the current entry without what one write changed in it.

    Raises:
        CannotUndo: somebody changed the same fields since then.
    """
    if current == after:
        return before
    ours = [difference.field for difference in differences(before, after)]
    theirs = [difference.field for difference in differences(after, current)]
    touched = [field for field in ours if any(overlap(field, other) for other in theirs)]
    if touched:
        names = ", ".join(dict.fromkeys(name_of(field) for field in touched))
        raise CannotUndo(_("It was changed again since then: %(fields)s.") % {"fields": names})
    outcome = validate(combine(dump(after), dump(before), dump(current)))
    if outcome.entry is None:
        problems = "; ".join(map(str, outcome.problems))
        raise CannotUndo(_("Undone, the entry would break a rule: %(rule)s") % {"rule": problems})
    return outcome.entry
