"""Taking decisions back, one or all of those that were made at once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from initiatives.models import Decision
from initiatives.undoing import CannotUndo, undo, undo_batch
from initiatives.views.curate.access import curator_of, for_curators


@for_curators
@require_POST
def undo_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back, and lead to its case."""
    decision = get_object_or_404(Decision.objects.select_related("submission__initiative"), pk=pk)
    try:
        undo(decision, by=curator_of(request))
    except CannotUndo as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Undone: it waits again, and the sender is told."))
    return redirect("curate_case", decision.submission_id)


@for_curators
@require_POST
def undo_several(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Take back what was refused at once; say of each that stays why it does."""
    outcomes = undo_batch(batch, by=curator_of(request))
    undone = sum(not why for _submission, why in outcomes)
    if undone:
        words = ngettext("%(number)d refusal is undone.", "%(number)d refusals are undone.", undone)
        messages.success(request, words % {"number": undone})
    for submission, why in outcomes:
        if why:
            messages.warning(request, f"{submission.name or submission.pk}: {why}")
    if not outcomes:
        messages.warning(request, _("There is nothing of it left to undo."))
    return redirect("curate")
