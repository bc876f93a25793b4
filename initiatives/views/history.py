"""What was written to an entry, open to everybody: as a page and as a feed."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from initiatives.feeds import Item, atom
from initiatives.history import page_of_events, written_to
from initiatives.models import FormerSlug, Initiative

PAGE_SIZE = 25


@require_safe
def initiative_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every write to an initiative, the latest first; also of what is no longer listed."""
    initiative = _initiative(slug)
    if initiative.slug != slug:
        return redirect("initiative_history", initiative.slug, permanent=True)
    page = Paginator(written_to(initiative), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "initiative": initiative,
        "page": page,
        "events": page_of_events(list(page.object_list)),
    }
    return render(request, "initiatives/history.html", context)


@require_safe
def initiative_history_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The latest writes to an initiative, for those who follow it."""
    initiative = _initiative(slug)
    rows = list(written_to(initiative)[:PAGE_SIZE])
    address = reverse("initiative_history", args=[initiative.slug])
    items = [
        Item(
            title=event.title,
            path=f"{address}#{event.anchor}",
            moment=event.revision.made_at,
            text=event.why,
            who=event.who,
            changes=event.changes,
        )
        for event in page_of_events(rows)
    ]
    title = _("History of %(name)s") % {"name": initiative.display_name}
    return atom(request, title, address, items)


def _initiative(slug: str) -> Initiative:
    """Return an initiative by its address, a former one included, whether it is listed or not."""
    found = Initiative.objects.select_related("merged_into").filter(slug=slug).first()
    if found is None:
        former = FormerSlug.objects.select_related("initiative__merged_into").filter(slug=slug)
        row = former.first()
        if row is None:
            raise Http404
        found = row.initiative
    return found
