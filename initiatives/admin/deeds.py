"""The deeds of curators, each on a page of its own: assess, correct, withdraw, merge."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from initiatives import catalogue
from initiatives.admin.strict import curator, posted
from initiatives.curating import Overtaken, as_seen, latest_revision, place
from initiatives.entry import to_entry
from initiatives.entry.schema import AssessmentPart, Entry
from initiatives.forms import AssessmentForm, MergeForm, WithdrawForm
from initiatives.four_eyes import NotYours
from initiatives.models import Assessment, Initiative

if TYPE_CHECKING:
    from initiatives.admin.initiative import InitiativeAdmin

INVALID = 422
CONFLICT = 409


def assess(admin: "InitiativeAdmin", request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """Add an assessment: the world changed, or somebody else has a word."""
    title = _("Add an assessment of %(name)s") % {"name": initiative.display_name}
    return _assessment_page(admin, request, initiative, to_entry(initiative), None, title)


def correct(
    admin: "InitiativeAdmin", request: HttpRequest, initiative: Initiative, assessment: int
) -> HttpResponse:
    """Put a better assessment in the place of one in force, which stays readable."""
    row = (
        initiative.assessments.in_force()
        .select_related("perspective")
        .filter(pk=assessment)
        .first()
    )
    if row is None:
        raise Http404
    entry = to_entry(initiative)
    title = _("Correct the assessment of %(name)s for %(year)d") % {
        "name": initiative.display_name,
        "year": row.as_of,
    }
    return _assessment_page(admin, request, initiative, entry, _part_of(entry, row), title)


def _part_of(entry: Entry, row: Assessment) -> AssessmentPart:
    view = row.perspective
    labels = (view.label_en, view.label_nl) if view else ("", "")
    key = (row.as_of, *labels, row.voice)
    return next(part for part in entry.assessments if part.key == key)


def _assessment_page(
    admin: "InitiativeAdmin",
    request: HttpRequest,
    initiative: Initiative,
    entry: Entry,
    replaces: AssessmentPart | None,
    title: str,
) -> HttpResponse:
    status, overtaken = 200, None
    if request.method == "POST":
        form = AssessmentForm(request.POST, entry=entry, replaces=replaces)
        if "_look" in request.POST:
            form = form.typed()
        elif form.is_valid() and form.entry and form.part:
            said = form.cleaned_data
            try:
                waits = place(
                    initiative,
                    form.entry,
                    form.part,
                    by=curator(request),
                    reason=said["reason"],
                    seen=said["revision"],
                )
            except Overtaken as error:
                status, overtaken, form = CONFLICT, error.latest, _seeing_latest(form, initiative)
            except NotYours as error:
                raise PermissionDenied(str(error)) from error
            else:
                admin.log_change(request, initiative, said["reason"])
                told = _("Another curator has to accept it: it waits.") if waits else ""
                admin.message_user(
                    request, told or _("The assessment was saved."), messages.SUCCESS
                )
                return admin.to_page_of(initiative)
        else:
            status = INVALID
    else:
        form = AssessmentForm(
            entry=entry, replaces=replaces, initial={"revision": _seen(initiative)}
        )
    context = {"form": form, "replaces": replaces, "overtaken": overtaken}
    return admin.render(request, "assess.html", initiative, title, context, status)


def _seeing_latest(form: AssessmentForm, initiative: Initiative) -> AssessmentForm:
    """Return the form as typed, on the entry as it is now: saved again, it is written."""
    again = form.typed()
    again.initial["revision"] = _seen(initiative)
    return again


def withdraw(
    admin: "InitiativeAdmin", request: HttpRequest, initiative: Initiative
) -> HttpResponse:
    """Take an initiative off the map, with a reason that everyone can read."""
    form = WithdrawForm(posted(request), initial={"revision": _seen(initiative)})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            with as_seen(initiative, said["revision"]):
                catalogue.withdraw(initiative, by=curator(request), reason=said["reason"])
        except Overtaken as error:
            _say_overtaken(form, error)
        else:
            admin.log_change(request, initiative, said["reason"])
            admin.message_user(request, _("It is withdrawn."), messages.SUCCESS)
            return admin.to_page_of(initiative)
    title = _("Withdraw %(name)s") % {"name": initiative.display_name}
    status = INVALID if form.errors else 200
    return admin.render(request, "withdraw.html", initiative, title, {"form": form}, status)


def merge(admin: "InitiativeAdmin", request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """Let another initiative take the place of this one, once the curator saw which."""
    form = MergeForm(
        posted(request), initiative=initiative, initial={"revision": _seen(initiative)}
    )
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid() and form.target:
        if form.is_confirmed:
            said = form.cleaned_data
            try:
                with as_seen(initiative, said["revision"]):
                    catalogue.merge(
                        initiative, into=form.target, by=curator(request), reason=said["reason"]
                    )
            except Overtaken as error:
                _say_overtaken(form, error)
            except ValueError as error:
                form.add_error("into", str(error))
            else:
                admin.log_change(request, initiative, said["reason"])
                admin.message_user(
                    request,
                    _("It is merged into %(name)s.") % {"name": form.target.display_name},
                    messages.SUCCESS,
                )
                return admin.to_page_of(form.target)
        else:
            context["target"] = form.target
    title = _("Merge %(name)s into another initiative") % {"name": initiative.display_name}
    status = INVALID if form.errors else 200
    return admin.render(request, "merge.html", initiative, title, context, status)


def _seen(initiative: Initiative) -> int | None:
    latest = latest_revision(initiative)
    return latest.pk if latest else None


def _say_overtaken(form: forms.Form, overtaken: Overtaken) -> None:
    """Refuse once: sent again, it is sent by somebody who knows."""
    form.add_error(
        None,
        _("Somebody changed this initiative meanwhile. Look at it again before you decide."),
    )
    form.data = {name: form.data.get(name) for name in form.data} | {
        "revision": str(overtaken.latest.pk)
    }
