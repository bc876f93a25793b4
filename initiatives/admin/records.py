"""What was decided and which mails tell of it: to read, and mails to send again."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from initiatives.admin import filters
from initiatives.admin.strict import ReadOnlyAdmin
from initiatives.models import Decision, MailKind, Outbox, Submission
from initiatives.outbox import CLAIM

# To whom the curators or the host themselves write: no senders.
_OWN_ADDRESSES = (MailKind.LISTED, MailKind.DIGEST)


def submission_link(submission: Submission | None) -> SafeString | str:
    """Return a link to the page on which a submission is decided."""
    if submission is None:
        return "—"
    address = reverse("curate_case", args=[submission.pk])
    name = submission.name or _("(without a name)")
    return format_html('<a href="{}">{}</a>', address, name)


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ("made_at", "move", "about", "by", "in_short")
    list_display_links = ("made_at",)
    list_filter = (filters.MoveFilter,)
    list_select_related = ("submission__initiative", "curator")
    search_fields = ("submission__name_key",)
    search_help_text = gettext_lazy("Words of its name: accents and capitals do not matter")
    ordering = ("-pk",)
    fields = ("made_at", "move", "about", "by", "note")

    def find(self, queryset: QuerySet[Any], words: str) -> QuerySet[Any]:
        return queryset.filter(submission__in=Submission.objects.named(words))

    @admin.display(description=gettext_lazy("submission"))
    def about(self, decision: Decision) -> SafeString | str:
        return submission_link(decision.submission)

    @admin.display(description=gettext_lazy("by"), ordering="curator__username")
    def by(self, decision: Decision) -> str:
        if not decision.is_by_curator:
            return _("the sender")
        return str(decision.curator or "—")

    @admin.display(description=gettext_lazy("note"))
    def in_short(self, decision: Decision) -> str:
        return Truncator(decision.note).chars(90) or "—"


@admin.register(Outbox)
class OutboxAdmin(ReadOnlyAdmin):
    """Mails. The addresses of senders stand on the pages of their submissions, not here."""

    list_display = ("made_at", "kind", "recipient", "about", "stands", "what_failed")
    list_display_links = ("made_at",)
    list_filter = (filters.MailFilter,)
    list_select_related = ("submission__initiative",)
    ordering = ("-pk",)
    fields = (
        *("made_at", "kind", "recipient", "language", "about", "stands", "tries", "due_at"),
        *("handed_over_at", "sent_at", "given_up_at", "last_error"),
    )
    actions = ("send_again",)

    def has_send_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may have a mail sent again; nothing else of it can be changed."""
        return request.user.has_perm("initiatives.change_outbox")

    @admin.action(permissions=["send"], description=gettext_lazy("Send again"))
    def send_again(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Make what was given up or is unclear due again, unless it is being sent just now."""
        now = timezone.now()
        again = queryset.filter(
            Q(given_up_at__isnull=False) | Q(handed_over_at__lte=now - CLAIM),
            ~Q(to="") | ~Q(submission__contact_email="") & Q(submission__isnull=False),
            sent_at=None,
        )
        asked = queryset.count()
        number = Outbox.objects.filter(pk__in=list(again.values_list("pk", flat=True))).update(
            handed_over_at=None, given_up_at=None, tries=0, due_at=now, last_error=""
        )
        if number:
            words = ngettext(
                "%(number)d mail is sent again.", "%(number)d mails are sent again.", number
            )
            self.message_user(request, words % {"number": number}, messages.SUCCESS)
        if number < asked:
            self.message_user(
                request,
                _(
                    "Only mails that were given up or are unclear are sent again, and only where "
                    "an address is still known."
                ),
                messages.WARNING,
            )

    @admin.display(description=gettext_lazy("to"))
    def recipient(self, mail: Outbox) -> str:
        if mail.kind in _OWN_ADDRESSES:
            return mail.to or "—"
        return _("the sender")

    @admin.display(description=gettext_lazy("submission"))
    def about(self, mail: Outbox) -> SafeString | str:
        return submission_link(mail.submission)

    @admin.display(description=gettext_lazy("last error"))
    def what_failed(self, mail: Outbox) -> str:
        return Truncator(mail.last_error).chars(60) or "—"

    @admin.display(description=gettext_lazy("state"))
    def stands(self, mail: Outbox) -> str:
        if mail.sent_at:
            return _("sent")
        if mail.given_up_at:
            return _("given up")
        if mail.handed_over_at:
            return _("unclear: handed over, not confirmed")
        return _("waits to be sent")
