"""What was sent, put right by a curator before it is accepted: its fields, and its position."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from initiatives.drafting import Overwritten, entry_of, mark_of, save_draft
from initiatives.entry import Entry, dump
from initiatives.forms.drafts import DraftEntryForm, DraftPositionForm
from initiatives.forms.entry import typed_as
from initiatives.models import Kind, Submission
from initiatives.moderation import NotPossible
from initiatives.proposals import placement_of, to_write
from initiatives.views.curate.access import curator_of, for_curators
from initiatives.views.curate.ways import filters_in, to_case

INVALID = 422
CONFLICT = 409
Form = DraftEntryForm | DraftPositionForm


@for_curators
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right the fields of what was sent."""

    def make(whole: Entry, mark: str) -> DraftEntryForm:
        if request.method == "POST":
            return DraftEntryForm(request.POST, before=whole)
        shown = {**typed_as(dump(whole)), "draft": mark}
        return DraftEntryForm(before=whole, initial=shown)

    return _page(request, pk, make, "curate/edit.html")


@for_curators
@require_http_methods(["GET", "HEAD", "POST"])
def case_position(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right the position that was sent, or give a new initiative its first."""
    submission = _open(pk)
    if submission.kind != Kind.NEW and placement_of(submission) is None:
        raise Http404

    def make(whole: Entry, mark: str) -> DraftPositionForm:
        # What a submission proposes comes last.
        replaces = whole.assessments[-1] if whole.assessments else None
        if request.method == "POST":
            form = DraftPositionForm(request.POST, entry=whole, replaces=replaces)
            return form.typed() if "look" in request.POST else form
        return DraftPositionForm(entry=whole, replaces=replaces, initial={"draft": mark})

    return _page(request, pk, make, "curate/case_position.html")


def _page(
    request: HttpRequest, pk: int, make: Callable[[Entry, str], Form], template: str
) -> HttpResponse:
    submission = _open(pk)
    whole = _whole(submission)
    if whole is None:
        messages.warning(request, _("What was sent cannot be edited: ask back, or refuse it."))
        return to_case(submission.pk, filters_in(request.GET))
    form = make(whole, mark_of(submission))
    status = 200
    if request.method == "POST" and form.is_bound:
        if form.is_valid() and form.entry is not None:
            answer = _save(request, submission, form)
            if answer is not None:
                return answer
            status = CONFLICT
        else:
            status = INVALID
    context: dict[str, Any] = {
        "submission": submission,
        "form": form,
        "query": urlencode(filters_in(request.GET)),
    }
    return render(request, template, context, status=status)


def _save(request: HttpRequest, submission: Submission, form: Form) -> HttpResponseRedirect | None:
    """Keep the draft and lead back to the case; None where somebody was first."""
    assert form.entry is not None, "a valid form has one"
    seen = form.cleaned_data["draft"]
    try:
        save_draft(submission, dump(form.entry), by=curator_of(request), seen=seen)
    except Overwritten as error:
        form.add_error(None, str(error))
        again = QueryDict(mutable=True)
        again.update(form.data)
        again["draft"] = mark_of(Submission.objects.get(pk=submission.pk))
        form.data = again
        return None
    except NotPossible as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Prepared. Nothing is in the catalogue before you accept it."))
    return to_case(submission.pk, filters_in(request.GET))


def _open(pk: int) -> Submission:
    submission = get_object_or_404(
        Submission.objects.select_related("initiative__merged_into"), pk=pk
    )
    if not submission.is_open:
        raise Http404
    return submission


def _whole(submission: Submission) -> Entry | None:
    """Return what accepting would write; the live entry where that is nothing."""
    data = to_write(submission) or entry_of(submission)
    try:
        return Entry.model_validate(data)
    except ValidationError:
        return None
