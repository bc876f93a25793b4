"""The public log of decisions: what was decided and why, without anything that was sent.

Of what is not in the catalogue it says the kind and nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import CharField, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.history import role_and_name
from initiatives.models import (
    BY_CURATOR,
    Decision,
    Initiative,
    Kind,
    Move,
    ReasonTemplate,
    Revision,
)

PAGE_SIZE = 50
WITHDRAWN = "withdraw"
# What the log can be narrowed to.
MOVES = [*((move.value, move.label) for move in BY_CURATOR), (WITHDRAWN, gettext_lazy("withdrawn"))]


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the log.

    Attributes:
        what: the kind of submission, or of deed.
        outcome: what was decided.
        initiative: what it is about, where that is or was in the catalogue.
        why: the kind of reason, where one was chosen.
        who: in which role, and by name where its owner chose so.
        path: where what was written stands in the history; else that of the log.
    """

    anchor: str
    moment: datetime
    what: str
    outcome: str
    initiative: Initiative | None
    why: str
    who: str
    path: str


def logged(kind: str, move: str, number: Any) -> tuple[Page[Any], list[Logged]]:
    """Return a page of the log, the latest first, with its lines.

    Args:
        kind: a kind of submission, or "" for all.
        move: a move of curators, `WITHDRAWN`, or "" for all.
        number: of the page; what is none is the nearest that there is.
    """
    page = Paginator(_keys(kind, move), PAGE_SIZE).get_page(number)
    keys = [(row["table"], row["pk"]) for row in page.object_list]
    decisions = _decisions([pk for table, pk in keys if table == "d"])
    removals = _removals([pk for table, pk in keys if table == "r"])
    reasons = {one.key: one.title for one in ReasonTemplate.objects.all()} if decisions else {}
    lines = []
    for table, pk in keys:
        if table == "d":
            lines.append(_of_decision(decisions[pk], reasons))
        else:
            lines.append(_of_removal(removals[pk]))
    return page, lines


def _keys(kind: str, move: str) -> "QuerySet[Any, Any]":
    decided = Decision.objects.filter(move__in=BY_CURATOR)
    removed = Revision.objects.filter(entry__isnull=True, decision=None)
    if kind:
        decided = decided.filter(submission__kind=kind)
    if move:
        decided = decided.filter(move=move)
    if kind or move not in ("", WITHDRAWN):
        removed = removed.none()
    tables: list[QuerySet[Any, Any]] = [
        rows.order_by().values("pk", "made_at", table=Value(name, output_field=CharField()))
        for name, rows in (("d", decided), ("r", removed))
    ]
    if kind or move not in ("", WITHDRAWN):
        return tables[0].order_by("-made_at", "-pk")
    if move == WITHDRAWN:
        return tables[1].order_by("-made_at", "-pk")
    return tables[0].union(tables[1], all=True).order_by("-made_at", "-pk")


def _decisions(numbers: Iterable[int]) -> dict[int, Decision]:
    rows = Decision.objects.select_related(
        "submission__initiative", "curator__curator_profile", "undoes"
    ).prefetch_related("revisions")
    return rows.in_bulk(list(numbers))


def _removals(numbers: Iterable[int]) -> dict[int, Revision]:
    rows = Revision.objects.select_related("initiative__merged_into", "actor__curator_profile")
    return rows.in_bulk(list(numbers))


def _of_decision(decision: Decision, reasons: dict[str, str]) -> Logged:
    # What became an initiative was public; what is only sent in is not.
    initiative = decision.submission.initiative
    written = next(iter(decision.revisions.all()), None)
    anchor = f"d{decision.pk}"
    return Logged(
        anchor=anchor,
        moment=decision.made_at,
        what=str(Kind(decision.submission.kind).label),
        outcome=_outcome(decision),
        initiative=initiative,
        why=reasons.get(decision.reason_key, ""),
        who=role_and_name(decision.role, decision.curator),
        path=_in_history(written, initiative) or f"{reverse('decisions')}#{anchor}",
    )


def _outcome(decision: Decision) -> str:
    if decision.move == Move.ACCEPT and decision.edits:
        return _("accepted, with changes by the curator")
    if decision.undoes:
        return _("undone (it was: %(what)s)") % {"what": decision.undoes.get_move_display()}
    return str(decision.get_move_display())


def _of_removal(revision: Revision) -> Logged:
    initiative = revision.initiative
    merged = initiative.merged_into
    outcome = (
        _("merged into %(name)s") % {"name": merged.display_name} if merged else _("withdrawn")
    )
    return Logged(
        anchor=f"r{revision.pk}",
        moment=revision.made_at,
        what=_("entry"),
        outcome=outcome,
        initiative=initiative,
        why=revision.reason,
        who=role_and_name(revision.role, revision.actor),
        path=_in_history(revision, initiative),
    )


def _in_history(revision: Revision | None, initiative: Initiative | None) -> str:
    if revision is None or initiative is None:
        return ""
    return f"{reverse('initiative_history', args=[initiative.slug])}#r{revision.pk}"
