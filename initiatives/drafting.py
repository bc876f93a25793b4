"""What a curator prepares before accepting: kept apart from what was sent."""

import hashlib
import json
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from initiatives.entry import data_differences, dump
from initiatives.models import Submission
from initiatives.moderation import NotPossible, held_now
from initiatives.proposals import as_sent, entry_now, to_write


class Overwritten(Exception):
    """Another curator saved a draft since this one was opened."""

    def __init__(self) -> None:
        super().__init__(
            _("Another curator prepared something meanwhile. Saved again, yours takes its place.")
        )


@transaction.atomic
def save_draft(submission: Submission, data: dict[str, Any], *, by: User, seen: str) -> None:
    """Keep a whole entry as prepared by a curator, in the place of an earlier one.

    Args:
        data: the entry in the entry format; it need not be complete.
        seen: the mark of the draft that the curator saw.

    Raises:
        NotPossible: it is decided.
        Overwritten: another curator saved one since then.
    """
    held = held_now(submission)
    if not held.is_open:
        raise NotPossible(held.standing)
    if mark_of(held) != seen:
        raise Overwritten
    before = to_write(held) or entry_of(held)
    if held.draft_by is None or _moves(before, data):
        held.draft_by = by
    held.draft = data
    held.draft_from = as_sent(held) or entry_of(held)
    held.save(update_fields=["draft", "draft_from", "draft_by"])


def mark_of(submission: Submission) -> str:
    """Return what tells the draft of a submission from any other one."""
    content = json.dumps(submission.draft, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def entry_of(submission: Submission) -> dict[str, Any]:
    """Return the live entry that a submission is about as data; {} where there is none."""
    entry = entry_now(submission)
    return dump(entry) if entry else {}


def _moves(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Say whether a draft changes any position: then it is its curator's own."""
    changed = data_differences(before, after)
    return any(difference.field.startswith("assessments") for difference in changed)
