"""What moved on the map since a year, as a text with reasons."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from initiatives.filters import InitiativeFilter, without_blanks
from initiatives.models import Initiative
from initiatives.models.choices import EARLIEST_YEAR
from initiatives.moves import (
    furthest_first,
    moves_of,
    not_described,
    since_of,
    stories_of,
    summed,
)
from initiatives.paging import page_of
from quadrant.view_words import moved_of_all, way_words


@require_safe
def moved(request: HttpRequest) -> HttpResponse:
    """What moved since a year, furthest first; the filter is that of the map.

    A form without script sends its empty fields too: the address that people see and share is
    without them.
    """
    kept = without_blanks(request.GET)
    if kept != request.GET:
        return redirect(f"{request.path}?{kept.urlencode()}" if kept else request.path)
    found = InitiativeFilter(request.GET, Initiative.objects.listed())
    since = since_of(found)
    moves = furthest_first(moves_of(found))
    listed = page_of(moves, found.query(), request.GET.get("page", ""))
    return render(
        request,
        "quadrant/moved.html",
        {
            "asked": found,
            "since": since,
            "earliest": EARLIEST_YEAR,
            "latest": date.today().year,
            "sentence": moved_of_all(found, found.leaving_out().count(), summed(since, moves)),
            "not_described": not_described(found),
            "kept": [(p.name, p.value) for p in found.parts if p.name != "year"],
            "parts": [part for part in found.parts if part.name != "year"],
            "listed": listed,
            "page": listed.page,
            "stories": [
                (story, way_words(story.move.main_way))
                for story in stories_of(list(listed.page.object_list))
            ],
        },
    )
