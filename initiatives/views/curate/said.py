"""What curators are told after a deed, with the way to undo it."""

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from initiatives.models import Decision


def say_done(request: HttpRequest, words: SafeString | str, decision: Decision | None) -> None:
    """Say what was done, with a button that undoes the decision, or all of its batch.

    `_messages.html` finds the address of that button in the extra tags.
    """
    undo = ""
    if decision is not None and decision.batch:
        undo = reverse("curate_undo_batch", args=[decision.batch])
    elif decision is not None:
        undo = reverse("curate_undo", args=[decision.pk])
    messages.success(request, words, extra_tags=undo)
