"""Refusing several at once, each as it was seen; one button undoes all of it."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from initiatives import moderation
from initiatives.forms.queue import SeveralForm
from initiatives.four_eyes import NotYours
from initiatives.models import Decision, Submission
from initiatives.moderation import Improved, NotPossible
from initiatives.views.curate.access import curator_of, for_curators
from initiatives.views.curate.said import say_done

INVALID = 422
MOST_AT_ONCE = 100
_MOST_DIGITS = 18


@for_curators
@require_POST
def refuse_several(request: HttpRequest) -> HttpResponse:
    """Ask for the reason, then refuse what was chosen, each as it was seen then."""
    chosen = _chosen(request)
    if not chosen:
        messages.warning(request, _("Choose at least one that waits."))
        return redirect("curate")
    form = SeveralForm(request.POST if "refuse" in request.POST else None)
    if form.is_valid():
        _refuse(request, form, chosen)
        return redirect("curate")
    status = INVALID if form.errors else 200
    context = {"form": form, "chosen": chosen}
    return render(request, "curate/several.html", context, status=status)


def _refuse(request: HttpRequest, form: SeveralForm, chosen: list[tuple[Submission, int]]) -> None:
    batch, moved = uuid4(), []
    for submission, version in chosen:
        try:
            moderation.refuse(
                submission,
                by=curator_of(request),
                version=version,
                note=form.note_to(submission),
                reason_key=form.cleaned_data["reason_key"],
                batch=batch,
            )
        except (NotPossible, Improved, NotYours) as error:
            moved.append(f"{submission.name or submission.pk}: {error}")
    refused = Decision.objects.filter(batch=batch)
    number = refused.count()
    if number:
        words = ngettext(
            "%(number)d submission is refused.", "%(number)d submissions are refused.", number
        )
        say_done(request, words % {"number": number}, refused.first())
    for words in moved:
        messages.warning(request, words)


def _chosen(request: HttpRequest) -> list[tuple[Submission, int]]:
    """Return what was chosen and can be refused, each with the version that was seen."""
    versions = {}
    for pair in request.POST.getlist("chosen")[:MOST_AT_ONCE]:
        number, _colon, version = pair.partition(":")
        if all(_is_number(part) for part in (number, version)):
            versions[int(number)] = int(version)
    rows = Submission.objects.select_related("initiative").in_bulk(list(versions))
    return [
        (rows[number], version)
        for number, version in versions.items()
        if number in rows and rows[number].is_open
    ]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
