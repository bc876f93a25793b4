"""What a curator chooses for themselves: a public name, a language, and where they hold back."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from initiatives.forms.sender import PlainField
from initiatives.interests import declare, end
from initiatives.models import (
    CuratorProfile,
    Decision,
    Initiative,
    Interest,
    InterestKind,
    Submission,
)
from initiatives.views.curate.access import curator_of, for_curators

INVALID = 422
LATEST = 20


class ProfileForm(forms.Form):
    """How a curator is named in public, and in which language mails come."""

    public_name = PlainField(
        label=gettext_lazy("Public name"),
        required=False,
        max_length=80,
        help_text=gettext_lazy(
            "It stands beside your decisions in the public history. Empty: only your role does."
        ),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of mails"), choices=settings.LANGUAGES
    )


class InterestForm(forms.Form):
    """An interest in a listed initiative, or in what a submission would list."""

    kind = forms.ChoiceField(label=gettext_lazy("Which interest?"), choices=InterestKind.choices)
    initiative = forms.SlugField(required=False, max_length=120)
    submission = forms.IntegerField(required=False, min_value=1, max_value=2**62)

    def about(self) -> dict[str, Any]:
        """Return what it is in; raises Http404 where that is nothing."""
        said = self.cleaned_data
        if said.get("initiative"):
            return {"initiative": get_object_or_404(Initiative, slug=said["initiative"])}
        submission = get_object_or_404(Submission, pk=said.get("submission"))
        if submission.initiative is not None:
            return {"initiative": submission.initiative}
        return {"submission": submission}


@for_curators
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """Show what a curator chose, and take in what they choose."""
    curator = curator_of(request)
    known = CuratorProfile.objects.filter(curator=curator).first()
    profile = known or CuratorProfile(curator=curator)
    shown = {"public_name": profile.public_name, "language": profile.language}
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=shown)
    if form.is_valid():
        profile.public_name = form.cleaned_data["public_name"]
        profile.language = form.cleaned_data["language"]
        profile.save()
        messages.success(request, _("Saved."))
        return redirect("curate_me")
    context = {
        "form": form,
        "interests": Interest.objects.in_force(date.today())
        .filter(curator=curator)
        .select_related("initiative", "submission"),
        "decisions": Decision.objects.filter(curator=curator)
        .select_related("submission__initiative")
        .order_by("-pk")[:LATEST],
    }
    return render(request, "curate/me.html", context, status=INVALID if form.errors else 200)


@for_curators
@require_POST
def interests(request: HttpRequest) -> HttpResponse:
    """Declare an interest, or end one."""
    curator, ended = curator_of(request), request.POST.get("end", "")
    if ended:
        if ended.isascii() and ended.isdigit() and len(ended) < 19:
            end(curator, int(ended))
            messages.info(request, _("It counts no longer: its cases come to you again."))
        return redirect("curate_me")
    form = InterestForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Choose which interest you have, and in what."))
        return redirect("curate_me")
    declare(curator, InterestKind(form.cleaned_data["kind"]), **form.about())
    messages.success(request, _("Declared for a year: its cases go to other curators."))
    return redirect("curate")
