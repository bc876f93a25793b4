"""Where curators see an initiative now: placed by the rubric, written or proposed to others."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from initiatives import four_eyes
from initiatives.catalogue import current_assessment
from initiatives.curating import Overtaken, latest_revision, place
from initiatives.entry import to_entry
from initiatives.forms.drafts import PositionForm
from initiatives.forms.sources import shown_sources
from initiatives.models import Initiative, InterestKind
from initiatives.views.curate.access import curator_of, for_curators

INVALID = 422
CONFLICT = 409


@for_curators
@require_http_methods(["GET", "HEAD", "POST"])
def position(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the position of a listed initiative, or correct it."""
    initiative = get_object_or_404(Initiative.objects.listed(), slug=slug)
    entry, curator = to_entry(initiative), curator_of(request)
    hindrance = four_eyes.interest_in(curator, initiative)
    status = 200
    if hindrance and request.method == "POST":
        raise PermissionDenied(hindrance)
    if request.method != "POST":
        form = _unbound(initiative)
    else:
        form = PositionForm(request.POST, entry=entry)
        if "look" in request.POST:
            form = form.typed()
        elif form.is_valid() and form.entry and form.part:
            said = form.cleaned_data
            try:
                proposed = place(
                    initiative,
                    form.entry,
                    form.part,
                    by=curator,
                    reason=said["reason"],
                    seen=said["revision"],
                )
            except Overtaken as overtaken:
                form = form.typed()
                form.initial["revision"] = overtaken.latest.pk
                messages.warning(request, _("Somebody changed this entry meanwhile. Look at it."))
                status = CONFLICT
            else:
                if proposed is not None:
                    messages.success(request, _("Another curator has to accept it: it waits."))
                    return redirect("curate")
                messages.success(request, _("The position was saved."))
                return redirect(initiative)
        else:
            status = INVALID
    context = {
        "initiative": initiative,
        "form": form,
        "needs_another": four_eyes.is_on(),
        "hindrance": hindrance,
        "interest_kinds": InterestKind.choices,
    }
    return render(request, "curate/position.html", context, status=status)


def _unbound(initiative: Initiative) -> PositionForm:
    """Return the form as it is opened: filled in with the view that holds now."""
    entry = to_entry(initiative)
    latest = latest_revision(initiative)
    current = current_assessment(entry)
    form = PositionForm(
        entry=entry,
        replaces=current,
        initial={"revision": latest.pk if latest else None},
        source_rows=shown_sources(current),
    )
    return form
