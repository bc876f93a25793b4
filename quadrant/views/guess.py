"""The game: guess where an initiative sits, then read where the curators put it, and why."""

from random import SystemRandom
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quadrant.guessing import choose, explain, pairs_of, query_of, read_game

_RANDOM: Final = SystemRandom()


@require_safe
def guess(request: HttpRequest) -> HttpResponse:
    """Begin, a round, its answer, or the end of a game: whatever its address says."""
    game = read_game(request.GET)
    shown = game.shown
    context: dict[str, Any] = {"game": game, "shown": shown}
    if shown and shown.guess:
        context |= {"why": explain(shown), "drawn": pairs_of([shown])}
        return render(request, "quadrant/guess_answer.html", context)
    if shown:
        return render(request, "quadrant/guess_round.html", context)
    fresh = choose(_RANDOM, but=game.slugs)
    context |= {"fresh": query_of(fresh) if fresh else "", "count": len(fresh)}
    if not game.rounds:
        return render(request, "quadrant/guess.html", context)
    context["drawn"] = pairs_of(game.rounds)
    return render(request, "quadrant/guess_result.html", context)
