"""The pages of the catalogue."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from initiatives.detail import detail_of
from initiatives.facets import carried_by, facets_of, orders_of
from initiatives.filters import InitiativeFilter, without_blanks
from initiatives.models import FormerSlug, Initiative
from initiatives.paging import page_of
from p2pmap.htmx import page_or_fragment


@require_safe
def initiative_list(request: HttpRequest) -> HttpResponse:
    """The catalogue, filtered and paged. A script gets the results and the counts of the facets.

    A form without script sends its empty fields too: the address that people see and share is
    without them.
    """
    kept = without_blanks(request.GET)
    if kept != request.GET:
        return redirect(f"{request.path}?{kept.urlencode()}" if kept else request.path)
    asked = InitiativeFilter(request.GET, Initiative.objects.listed())
    listed = page_of(asked.qs, asked.query(), request.GET.get("page", ""))
    return page_or_fragment(
        request,
        page="initiatives/list.html",
        fragment="initiatives/_list_update.html",
        context={
            "asked": asked,
            "listed": listed,
            "page": listed.page,
            "sentence": asked.sentence(listed.page.paginator.count),
            "facets": facets_of(asked),
            "orders": orders_of(asked),
            "carried": carried_by(asked),
        },
    )


@require_safe
def initiative_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One initiative: where it stands and why. A script gets the panel of the map.

    The panel is asked for with the query string of the map, so that closing it leads back there.
    """
    initiative = Initiative.objects.select_related("merged_into").filter(slug=slug).first()
    if initiative is None:
        return _moved(request, _formerly_at(slug))
    if initiative.merged_into:
        return _moved(request, initiative.merged_into)
    if initiative.withdrawn_at:
        context = {"initiative": initiative}
        return render(request, "initiatives/withdrawn.html", context, status=410)
    year = InitiativeFilter(request.GET, Initiative.objects.listed()).year
    return page_or_fragment(
        request,
        page="initiatives/detail.html",
        fragment="initiatives/_panel.html",
        context={
            "detail": detail_of(initiative, year),
            "close_url": _map_url(request.GET),
        },
    )


def _formerly_at(slug: str) -> Initiative:
    former = FormerSlug.objects.select_related("initiative").filter(slug=slug).first()
    if former is None:
        raise Http404
    return former.initiative


def _moved(request: HttpRequest, to: Initiative) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    address = to.get_absolute_url()
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def _map_url(query: QueryDict) -> str:
    """Return the address of the map as it is, with nothing selected."""
    kept = query.copy()
    kept.pop("i", None)
    return f"{reverse('map')}?{kept.urlencode()}" if kept else reverse("map")
