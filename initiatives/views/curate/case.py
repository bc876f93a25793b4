"""One case: everything a decision needs on one page, and the decision."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from initiatives import do_not_list, moderation
from initiatives.case import Case
from initiatives.drafting import Overwritten, save_draft
from initiatives.field_names import name_of
from initiatives.forms.case import (
    AcceptForm,
    AskForm,
    DeedForm,
    RefuseForm,
    offered_templates,
)
from initiatives.forms.problems import sentence
from initiatives.four_eyes import NotYours
from initiatives.models import Initiative, Move, Revision, Submission
from initiatives.moderation import Improved, NotAnEntry, NotPossible
from initiatives.views.curate.access import curator_of, for_curators
from initiatives.views.curate.said import say_done
from initiatives.views.curate.ways import filters_in, to_queue

INVALID = 422
CONFLICT = 409
FORBIDDEN = 403


@for_curators
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a case, or carry out what a curator decided on it."""
    submission = get_object_or_404(Submission.objects.select_related(*_ALONG), pk=pk)
    seen = Case(submission, curator_of(request))
    if request.method != "POST":
        return _show(request, seen)
    form = _posted(request, seen)
    if form is None:
        messages.warning(request, _("Choose what to do with one of the buttons."))
        return _show(request, seen, status=INVALID)
    if not form.is_valid():
        return _show(request, seen, form, status=INVALID)
    try:
        with transaction.atomic():
            done = _carry_out(form, seen)
    except (NotPossible, Improved, Overwritten) as error:
        # Whoever sends it again has been told what happened.
        now = Submission.objects.select_related(*_ALONG).get(pk=pk)
        form.add_error(None, str(error))
        form.on(now)
        return _show(request, Case(now, seen.curator), form, status=CONFLICT)
    except NotYours as error:
        form.add_error(None, str(error))
        return _show(request, seen, form, status=FORBIDDEN)
    except NotAnEntry as error:
        form.add_error(None, _("It cannot be entered as it is: edit it first."))
        for problem in error.problems:
            form.add_error(None, sentence(name_of(problem.field), problem.message))
        return _show(request, seen, form, status=INVALID)
    say_done(request, done, submission.decisions.last())
    return to_queue(request)


_ALONG = ("initiative__merged_into", "claimed_by", "draft_by", "sent_by")


def _posted(request: HttpRequest, seen: Case) -> DeedForm | None:
    submission = seen.submission
    match request.POST.get("move"):
        case Move.ACCEPT:
            return _accept_form(seen, request.POST)
        case Move.ASK_BACK:
            return AskForm(request.POST, submission=submission)
        case Move.REFUSE:
            return RefuseForm(request.POST, submission=submission)
    return None


def _accept_form(seen: Case, data: Any = None) -> AcceptForm:
    parts = seen.parts if seen.can_be_parted else []
    return AcceptForm(data, submission=seen.submission, parts=parts, whole=seen.whole)


def _carry_out(form: DeedForm, seen: Case) -> SafeString | str:
    """Make the move; return what to tell the curator."""
    said, submission, by = form.cleaned_data, seen.submission, seen.curator
    name = submission.name or _("(without a name)")
    details = {"by": by, "version": said["version"], "note": said["note"]}
    match form:
        case AskForm():
            moderation.ask_back(submission, reason_key=said["reason_key"], **details)
            return _("The sender of “%(name)s” is asked back.") % {"name": name}
        case RefuseForm():
            moderation.refuse(submission, reason_key=said["reason_key"], **details)
            return _("“%(name)s” is refused.") % {"name": name}
        case AcceptForm():
            _complete(form, seen)
            initiative = moderation.accept(
                submission, tell=said.get("tell", ""), left_out=form.left_out, **details
            )
            assert initiative is not None, "what is accepted is about an initiative"
            if said.get("do_not_list"):
                _remember(initiative, seen)
            return _accepted(submission, initiative)
    raise AssertionError(form)


def _complete(form: AcceptForm, seen: Case) -> None:
    """Put what was filled in beside what was sent, as the curator's own."""
    completed = form.completed()
    if completed and seen.whole is not None:
        submission = seen.submission
        data = {**seen.whole, **completed}
        save_draft(submission, data, by=seen.curator, seen=form.cleaned_data["draft"])


def _remember(initiative: Initiative, seen: Case) -> None:
    do_not_list.remember(
        initiative.name,
        initiative.website,
        _("Asked for in an objection."),
        by=seen.curator,
        submission=seen.submission,
    )


def _accepted(submission: Submission, initiative: Initiative) -> SafeString:
    if Revision.objects.filter(decision__submission=submission).exists():
        words = _("It is accepted, and in the catalogue: {}.")
    else:
        words = _("It is accepted. Nothing was written: what has to change, you change in {}.")
    link = format_html(
        '<a href="{}">{}</a>', initiative.get_absolute_url(), initiative.display_name
    )
    return format_html(words, link)


def _show(
    request: HttpRequest, seen: Case, form: DeedForm | None = None, *, status: int = 200
) -> HttpResponse:
    submission = seen.submission
    filters = filters_in(request.GET)
    templates = offered_templates()
    forms = {
        Move.ACCEPT: _accept_form(seen),
        Move.ASK_BACK: AskForm(submission=submission, templates=templates),
        Move.REFUSE: RefuseForm(submission=submission, templates=templates),
    }
    if form is not None:
        forms[form.move] = form
    context = {
        "case": seen,
        "submission": submission,
        "preview": seen.preview,
        "accept": forms[Move.ACCEPT],
        "ask": forms[Move.ASK_BACK],
        "refuse": forms[Move.REFUSE],
        "failed": form.move if form else "",
        "lost": form if form and not submission.is_open else None,
        "filters": filters,
        "query": urlencode(filters),
    }
    return render(request, "curate/case.html", context, status=status)
