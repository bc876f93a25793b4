"""Ways between the queue and its cases: they keep the part of the queue that somebody works on."""

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.http import urlencode

_FILTERS = ("pile", "language", "sector", "country", "late")


def filters_in(query: QueryDict) -> dict[str, str]:
    """Return the filters of the queue that are set."""
    return {name: str(query[name]) for name in _FILTERS if query.get(name)}


def to_queue(request: HttpRequest) -> HttpResponseRedirect:
    """Lead to the part of the queue that the address names."""
    return _to("curate", filters_in(request.GET))


def to_case(number: int, filters: dict[str, str]) -> HttpResponseRedirect:
    """Lead to a case, from a part of the queue."""
    return _to("curate_case", filters, number)


def _to(view: str, filters: dict[str, str], *args: Any) -> HttpResponseRedirect:
    query = f"?{urlencode(filters)}" if filters else ""
    return HttpResponseRedirect(f"{reverse(view, args=args)}{query}")
