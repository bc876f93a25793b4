"""The public log of decisions, as a page and as a feed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from initiatives.decision_log import MOVES, Logged, logged
from initiatives.feeds import Item, atom
from initiatives.models import Kind


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """What curators decided, the latest first, narrowed by kind and by outcome."""
    kind = _one_of(request.GET.get("kind"), Kind.values)
    move = _one_of(request.GET.get("move"), [key for key, _label in MOVES])
    page, lines = logged(kind, move, request.GET.get("page"))
    context = {
        "page": page,
        "lines": lines,
        "kind": kind,
        "move": move,
        "kinds": Kind.choices,
        "moves": MOVES,
        "query": urlencode({k: v for k, v in (("kind", kind), ("move", move)) if v}),
    }
    return render(request, "initiatives/decisions.html", context)


@require_safe
def decisions_feed(request: HttpRequest) -> HttpResponse:
    """The latest decisions, for those who follow them."""
    _page, lines = logged("", "", 1)
    items = [
        Item(title=_title(line), path=line.path, moment=line.moment, text=line.why, who=line.who)
        for line in lines
    ]
    return atom(request, _("Decisions of the curators"), reverse("decisions"), items)


def _title(line: Logged) -> str:
    title = f"{line.what}: {line.outcome}"
    return f"{line.initiative.display_name}, {title}" if line.initiative else title


def _one_of(word: str | None, words: list[str]) -> str:
    return word if word in words else ""
