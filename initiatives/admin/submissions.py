"""Submissions: the list of what waits, the page of one with its decision, and refusing several."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from initiatives import moderation
from initiatives.admin import filters
from initiatives.admin.lists import initiative_link
from initiatives.admin.proposal import Proposal, sentences
from initiatives.admin.records import submission_link
from initiatives.admin.strict import MOST_DIGITS, StrictAdmin, curator
from initiatives.forms.decide import DecisionForm, RefusalForm
from initiatives.models import Initiative, Move, Revision, State, Submission
from initiatives.moderation import Improved, NotAnEntry, NotPossible

INVALID = 422
CONFLICT = 409
# A page of the list; also well below the number of fields that a form may have.
MOST_AT_ONCE = 100


@admin.register(Submission)
class SubmissionAdmin(StrictAdmin):
    """What people sent in. It is decided on here, and never edited or deleted."""

    list_display = ("what", "kind", "language", "sent_on", "waits_since", "state")
    list_display_links = ("what",)
    list_filter = (filters.WaitingFilter, filters.KindFilter, filters.LanguageFilter)
    list_select_related = ("initiative",)
    list_per_page = MOST_AT_ONCE
    list_max_show_all = MOST_AT_ONCE
    search_fields = ("name_key",)
    search_help_text = gettext_lazy("Words of its name: accents and capitals do not matter")
    actions = ("refuse_several",)
    view_on_site = False

    def find(self, queryset: QuerySet[Any], words: str) -> QuerySet[Any]:
        found: QuerySet[Any] = queryset.named(words)  # type: ignore[attr-defined]
        return found

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """What waits the oldest first; of the others what moved last."""
        waits = request.GET.get("state", State.PENDING) == State.PENDING
        return ("waiting_since", "pk") if waits else ("-moved_at", "-pk")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The decisions are the history: they stand on the page of a submission."""
        raise Http404

    # --- the page of one -----------------------------------------------------------------------
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if object_id is None:
            raise PermissionDenied
        submission = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, submission):
            raise PermissionDenied
        if submission is None:
            raise Http404
        if request.method != "POST":
            return self._show(request, submission, DecisionForm(submission=submission))
        if not self.has_change_permission(request, submission):
            raise PermissionDenied
        return self._decide(request, submission)

    def _decide(self, request: HttpRequest, submission: Submission) -> HttpResponse:
        form = DecisionForm(request.POST, submission=submission)
        if not form.is_valid():
            return self._show(request, submission, form, INVALID)
        try:
            done = _decide(submission, curator(request), form.cleaned_data)
        except (NotPossible, Improved) as error:
            submission.refresh_from_db()
            form.add_error(None, str(error))
            form.on_version(submission.version)
            return self._show(request, submission, form, CONFLICT)
        except NotAnEntry as error:
            form.add_error(None, _("It cannot be entered as it is."))
            for words in sentences(error.problems):
                form.add_error(None, words)
            return self._show(request, submission, form, INVALID)
        self.message_user(request, done, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:initiatives_submission_changelist"))

    def _show(
        self, request: HttpRequest, submission: Submission, form: DecisionForm, status: int = 200
    ) -> HttpResponse:
        decisions = submission.decisions.select_related("curator").prefetch_related(
            Prefetch("revisions", Revision.objects.only("pk", "decision_id"))
        )
        context = {
            "submission": submission,
            "form": form,
            "proposal": Proposal(submission),
            "decisions": decisions,
            "mails": submission.mails.all(),
        }
        return self._render(request, "change.html", _title(submission), context, status)

    # --- refusing several ----------------------------------------------------------------------
    @admin.action(permissions=["change"], description=gettext_lazy("Refuse with one reason"))
    def refuse_several(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Ask for the reason, then refuse what was chosen, each as it was seen then."""
        form = RefusalForm(request.POST if "seen" in request.POST else None)
        if form.is_valid():
            self._refuse_all(request, form.cleaned_data["note"])
            return None
        chosen = _seen(request) if form.is_bound else _chosen(request)
        if not chosen:
            self.message_user(request, _("None of them can be refused."), messages.WARNING)
            return None
        context = {
            "form": form,
            "chosen": chosen,
            "checkbox": ACTION_CHECKBOX_NAME,
            "action": "refuse_several",
        }
        title = _("Refuse with one reason")
        status = INVALID if form.errors else 200
        return self._render(request, "refuse.html", title, context, status)

    def _refuse_all(self, request: HttpRequest, note: str) -> None:
        refused, moved = 0, []
        for submission, version in _seen(request):
            try:
                moderation.refuse(submission, by=curator(request), version=version, note=note)
            except (NotPossible, Improved) as error:
                moved.append((submission_link(submission), str(error)))
            else:
                refused += 1
        if refused:
            words = ngettext(
                "%(number)d submission is refused.", "%(number)d submissions are refused.", refused
            )
            self.message_user(request, words % {"number": refused}, messages.SUCCESS)
        for link, why in moved:
            words = format_html("{}: {}", link, why)
            self.message_user(request, words, messages.WARNING)

    # --- what the pages share ------------------------------------------------------------------
    def _render(
        self,
        request: HttpRequest,
        template: str,
        title: str,
        context: dict[str, Any],
        status: int,
    ) -> HttpResponse:
        everything = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "can_change": self.has_change_permission(request),
            **context,
        }
        template = f"admin/initiatives/submission/{template}"
        return TemplateResponse(request, template, everything, status=status)

    # --- the list ------------------------------------------------------------------------------
    @admin.display(description=gettext_lazy("what"), ordering="name_key")
    def what(self, submission: Submission) -> str:
        return submission.name or _("(without a name)")

    @admin.display(description=gettext_lazy("sent"), ordering="sent_at")
    def sent_on(self, submission: Submission) -> Any:
        return submission.sent_at.date()

    @admin.display(description=gettext_lazy("waiting since"), ordering="waiting_since")
    def waits_since(self, submission: Submission) -> Any:
        return submission.waiting_since.date() if submission.is_pending else "—"


def _decide(submission: Submission, by: Any, said: dict[str, Any]) -> SafeString | str:
    """Make the move that was chosen; return what to tell the curator."""
    name, version, note = submission.name, said["version"], said["note"]
    match said["move"]:
        case Move.ASK_BACK:
            moderation.ask_back(submission, by=by, version=version, note=note)
            return _("The sender of “%(name)s” is asked back.") % {"name": name}
        case Move.REFUSE:
            moderation.refuse(submission, by=by, version=version, note=note)
            return _("“%(name)s” is refused.") % {"name": name}
    initiative = moderation.accept(
        submission, by=by, version=version, note=note, tell=said.get("tell", "")
    )
    assert initiative is not None, "what is accepted is about an initiative"
    return _accepted(submission, initiative)


def _accepted(submission: Submission, initiative: Initiative) -> SafeString:
    if Revision.objects.filter(decision__submission=submission).exists():
        words = _("It is accepted, and in the catalogue: {}.")
    else:
        words = _("It is accepted. Nothing was written: what has to change, you change in {}.")
    return format_html(words, initiative_link(initiative))


def _title(submission: Submission) -> str:
    return _("%(kind)s: %(name)s") % {
        "kind": submission.get_kind_display().capitalize(),
        "name": submission.name or _("(without a name)"),
    }


def _chosen(request: HttpRequest) -> list[tuple[Submission, int]]:
    """Return those of the chosen submissions that can be refused, each with its version."""
    numbers = request.POST.getlist(ACTION_CHECKBOX_NAME)[:MOST_AT_ONCE]
    rows = Submission.objects.select_related("initiative").filter(pk__in=numbers)
    return [(row, row.version) for row in rows.order_by("waiting_since", "pk") if row.is_open]


def _seen(request: HttpRequest) -> list[tuple[Submission, int]]:
    """Return the submissions that a curator saw before refusing them, each with its version."""
    versions = {}
    for pair in request.POST.getlist("seen")[:MOST_AT_ONCE]:
        number, _colon, version = pair.partition(":")
        if all(_is_number(part) for part in (number, version)):
            versions[int(number)] = int(version)
    rows = Submission.objects.select_related("initiative").in_bulk(list(versions))
    return [(rows[number], version) for number, version in versions.items() if number in rows]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
