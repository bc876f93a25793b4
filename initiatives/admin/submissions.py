"""Submissions: a list to search in, whose rows lead to the page on which they are decided."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.admin import filters
from initiatives.admin.strict import ReadOnlyAdmin
from initiatives.models import State, Submission

MOST_AT_ONCE = 100


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    """What people sent in. It is decided on under /curate/, and never edited or deleted."""

    list_display = ("what", "kind", "language", "sent_on", "waits_since", "state")
    list_display_links = ("what",)
    list_filter = (filters.WaitingFilter, filters.KindFilter, filters.LanguageFilter)
    list_select_related = ("initiative",)
    list_per_page = MOST_AT_ONCE
    list_max_show_all = MOST_AT_ONCE
    search_fields = ("name_key",)
    search_help_text = gettext_lazy("Words of its name: accents and capitals do not matter")

    def find(self, queryset: QuerySet[Any], words: str) -> QuerySet[Any]:
        found: QuerySet[Any] = queryset.named(words)  # type: ignore[attr-defined]
        return found

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """What waits the oldest first; of the others what moved last."""
        waits = request.GET.get("state", State.PENDING) == State.PENDING
        return ("waiting_since", "pk") if waits else ("-moved_at", "-pk")

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
        if not self.has_view_permission(request, submission):
            raise PermissionDenied
        if submission is None:
            raise Http404
        return HttpResponseRedirect(reverse("curate_case", args=[submission.pk]))

    @admin.display(description=gettext_lazy("what"), ordering="name_key")
    def what(self, submission: Submission) -> str:
        return submission.name or _("(without a name)")

    @admin.display(description=gettext_lazy("sent"), ordering="sent_at")
    def sent_on(self, submission: Submission) -> Any:
        return submission.sent_at.date()

    @admin.display(description=gettext_lazy("waiting since"), ordering="waiting_since")
    def waits_since(self, submission: Submission) -> Any:
        return submission.waiting_since.date() if submission.is_pending else "—"
