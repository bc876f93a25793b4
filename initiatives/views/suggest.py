"""From an initiative: a change, a second opinion, an objection, or that all is still right."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from initiatives.forms.placing import PlacingForm
from initiatives.forms.sender import SenderForm
from initiatives.forms.suggest import FORMS
from initiatives.models import FormerSlug, Initiative, Kind
from initiatives.views.forms import form_page
from initiatives.views.taking import show_stale, take
from p2pmap.errors import keeps_what_was_typed


def _stale(request: HttpRequest, slug: str) -> HttpResponse:
    initiative, kind = _initiative(slug), _kind_of(request.POST.get("what", ""))
    if kind is None:
        return show_suggest(request, initiative, None, status=403)
    form = FORMS[kind](request.POST, initiative=initiative)
    return show_stale(form, partial(show_suggest, request, initiative))


@form_page
@keeps_what_was_typed(_stale)
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: HttpRequest, slug: str) -> HttpResponse:
    """Say something about an initiative: `what` is the kind of submission."""
    initiative = _initiative(slug)
    if initiative.slug != slug:
        return redirect(f"{reverse('suggest', args=[initiative.slug])}?{request.GET.urlencode()}")
    if request.method == "POST":
        kind = _kind_of(request.POST.get("what", ""))
        if kind is None:
            notice = _("Choose what you want to say.")
            return show_suggest(request, initiative, None, status=422, notice=notice)
        form = FORMS[kind](request.POST, initiative=initiative)
        return take(
            request,
            form,
            partial(show_suggest, request, initiative),
            draft=f"{kind}-{initiative.slug}",
            initiative=initiative,
        )
    kind = _kind_of(request.GET.get("what", ""))
    return show_suggest(request, initiative, FORMS[kind](initiative=initiative) if kind else None)


def show_suggest(
    request: HttpRequest,
    initiative: Initiative,
    form: SenderForm | None,
    *,
    status: int = 200,
    notice: str = "",
    again: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the four choices with the form of one; `again` is what is improved."""
    context: dict[str, Any] = {
        "initiative": initiative,
        "form": form,
        "what": form.kind if form else "",
        "notice": notice,
        "again": again,
    }
    if isinstance(form, PlacingForm):
        if not form.is_bound:
            form.place_initial()
        context |= {
            "suggestion": form.suggestion,
            "placement": form.placement,
            "halo": form.halo,
        }
    return render(request, "initiatives/suggest.html", context, status=status)


def _kind_of(word: str) -> Kind | None:
    return Kind(word) if word in FORMS else None


def _initiative(slug: str) -> Initiative:
    """Return a listed initiative by its address, former ones included."""
    initiative = Initiative.objects.select_related("merged_into").filter(slug=slug).first()
    if initiative is None:
        former = FormerSlug.objects.select_related("initiative__merged_into").filter(slug=slug)
        row = former.first()
        initiative = row.initiative if row else None
    if initiative is not None and initiative.merged_into is not None:
        initiative = initiative.merged_into
    if initiative is None or initiative.withdrawn_at is not None:
        raise Http404
    return initiative
