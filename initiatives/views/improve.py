"""Improve what was sent, and send it again."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from initiatives import moderation
from initiatives.forms.sender import SenderForm
from initiatives.forms.submit import SubmitForm
from initiatives.forms.suggest import FORMS, SuggestForm
from initiatives.models import Kind, Move, Submission
from initiatives.views.submission import by_secret, submission_of, to_page_of
from initiatives.views.submit import look, show_submit
from initiatives.views.suggest import show_suggest
from initiatives.views.taking import take
from quadrant.vocabulary import language


@by_secret
@require_http_methods(["GET", "HEAD", "POST"])
def submission_improve(request: HttpRequest, token: str) -> HttpResponse:
    """Show what was sent in its form, and put what is sent now in its place.

    In the language that it was sent in: its texts are.
    """
    found = submission_of(token)
    if not moderation.possible(found, Move.SEND_AGAIN) or found.kind == Kind.STILL_RIGHT:
        return to_page_of(token)
    if found.language != language():
        with found.in_its_language():
            return redirect("submission_improve", token)
    show = partial(_show, request, token, found)
    if request.method != "POST":
        return show(_form(found))
    if "look" in request.POST and found.kind == Kind.NEW:
        return look(request, SubmitForm(request.POST, looking=True), show)
    store = partial(moderation.send_again, found)
    try:
        form = _form(found, request.POST)
        return take(
            request, form, show, draft=_draft(found), initiative=found.initiative, store=store
        )
    except moderation.NotPossible:
        return to_page_of(token)


def _form(found: Submission, data: Any = None) -> SenderForm:
    """Return the form that this was sent with, filled with what it says now or with `data`."""
    if found.kind == Kind.NEW:
        initial = None if data is not None else SubmitForm.shown(found)
        return SubmitForm(data, initial=initial)
    assert found.initiative is not None, "only a new one is about none"
    form = FORMS[Kind(found.kind)]
    initial = None if data is not None else form.shown(found)
    return form(data, initiative=found.initiative, initial=initial)


def _draft(found: Submission) -> str:
    return f"improve-{found.pk}-{found.version}"


def _show(
    request: HttpRequest, token: str, found: Submission, form: SenderForm, **options: Any
) -> HttpResponse:
    again = {
        "token": token,
        "latest": found.decisions.last(),
        "draft": _draft(found),
    }
    if isinstance(form, SubmitForm):
        return show_submit(request, form, again=again, **options)
    assert isinstance(form, SuggestForm) and found.initiative is not None
    return show_suggest(request, found.initiative, form, again=again, **options)
