"""Initiatives: the list, the entry with its form, its history, and the deeds."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives import catalogue
from initiatives.admin import deeds, filters
from initiatives.admin.reading import facts, position_in_list, position_words, readings
from initiatives.admin.strict import StrictAdmin, curator, posted
from initiatives.catalogue import AddressTaken
from initiatives.curating import (
    Overtaken,
    add_entry,
    as_seen,
    latest_revision,
)
from initiatives.entry import Entry, combine, dump, to_entry
from initiatives.forms import EntryForm
from initiatives.forms.entry import typed_as
from initiatives.history import events_of, page_of_events
from initiatives.models import Initiative, Origin
from p2pmap.confirming import hold
from quadrant.vocabulary import country_name, sector_short

REVISIONS_A_PAGE = 25
LATEST_REVISIONS = 5
INVALID = 422
CONFLICT = 409


@admin.register(Initiative)
class InitiativeAdmin(StrictAdmin):
    """Whatever is saved here is written as a whole entry; nothing is ever deleted."""

    list_display = (
        "called",
        "public_page",
        "sits",
        "main_sector",
        "where",
        "state",
        "checked_on",
        "listed_on",
        "prominence",
    )
    list_filter = (
        filters.StateFilter,
        filters.RegionFilter,
        filters.StandingFilter,
        filters.PlacedFilter,
        filters.CheckedFilter,
        filters.ProminenceFilter,
        filters.SectorFilter,
        filters.CountryFilter,
    )
    search_fields = ("search_text",)
    search_help_text = gettext_lazy(
        "Name, other names, summary, tags or place: accents and capitals do not matter"
    )
    ordering = ("name_key", "pk")
    actions = None
    list_per_page = 50
    view_on_site = False

    def find(self, queryset: QuerySet[Any], words: str) -> QuerySet[Any]:
        found: QuerySet[Any] = queryset.matching(words)  # type: ignore[attr-defined]
        return found

    def has_change_permission(self, request: HttpRequest, obj: Initiative | None = None) -> bool:
        """What was withdrawn stays as it was."""
        if obj is not None and obj.withdrawn_at is not None:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Initiative | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                f"<int:pk>/{name}/",
                self._page(view, permission),
                name=f"initiatives_initiative_{url_name}",
            )
            for name, url_name, view, permission in (
                ("assess", "assess", deeds.assess, ""),
                ("correct/<int:assessment>", "correct", deeds.correct, ""),
                ("withdraw", "withdraw", deeds.withdraw, "initiatives.withdraw_initiative"),
                ("merge", "merge", deeds.merge, "initiatives.withdraw_initiative"),
            )
        ]
        return [*own, *super().get_urls()]

    def _page(self, view: Any, permission: str) -> Any:
        """Wrap the page of a deed: for those who may change an initiative that is listed.

        What takes a permission of its own is confirmed first.
        """

        def page(request: HttpRequest, pk: int, **others: Any) -> HttpResponse:
            initiative = self.get_object(request, str(pk))
            if initiative is None:
                raise Http404
            if not self.has_change_permission(request, initiative):
                raise PermissionDenied
            if permission and not curator(request).has_perm(permission):
                raise PermissionDenied
            held = hold(request) if permission else None
            answer: HttpResponse = held or view(self, request, initiative, **others)
            return answer

        return self.admin_site.admin_view(page)

    # --- the page of one -----------------------------------------------------------------------
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if object_id is None:
            return self._add(request)
        initiative = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, initiative):
            raise PermissionDenied
        if initiative is None:
            raise Http404
        if request.method == "POST":
            return self._change(request, initiative)
        form = None
        if self.has_change_permission(request, initiative):
            form = self._form_of(initiative, dump(to_entry(initiative)))
        return self._show(request, initiative, form)

    def _add(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = EntryForm(posted(request))
        if request.method == "POST" and form.is_valid() and form.entry:
            try:
                reason = form.cleaned_data["reason"]
                initiative = add_entry(form.entry, by=curator(request), reason=reason)
            except AddressTaken as taken:
                form.add_error("slug", str(taken))
            else:
                self.log_addition(request, initiative, reason)
                self.message_user(
                    request,
                    _("%(name)s is in the catalogue. Add an assessment to give it a position.")
                    % {"name": initiative.display_name},
                    messages.SUCCESS,
                )
                return self.to_page_of(initiative)
        return self._show(request, None, form)

    def _change(self, request: HttpRequest, initiative: Initiative) -> HttpResponse:
        if not self.has_change_permission(request, initiative):
            raise PermissionDenied
        form = EntryForm(request.POST, before=to_entry(initiative))
        if not form.is_valid() or form.entry is None:
            return self._show(request, initiative, form)
        said = form.cleaned_data
        try:
            with as_seen(initiative, said["revision"]):
                written = catalogue.write_entry(
                    form.entry, by=curator(request), reason=said["reason"], origin=Origin.CURATOR
                )
        except Overtaken as overtaken:
            return self._show_overtaken(request, initiative, form.entry, said, overtaken)
        if form.entry == form.before:
            self.message_user(request, _("Nothing was changed."), messages.INFO)
        else:
            self.log_change(request, written, said["reason"])
            self.message_user(
                request,
                _("%(name)s was saved.") % {"name": written.display_name},
                messages.SUCCESS,
            )
        return self.to_page_of(written)

    def _show_overtaken(
        self,
        request: HttpRequest,
        initiative: Initiative,
        typed: Entry,
        said: dict[str, Any],
        overtaken: Overtaken,
    ) -> HttpResponse:
        """Show the form with what was typed, and with what somebody else wrote meanwhile."""
        current = dump(to_entry(initiative))
        seen = initiative.revisions.filter(pk=said["revision"]).first()
        base = seen.entry if seen and seen.entry else current
        form = self._form_of(initiative, combine(base, dump(typed), current), said["reason"])
        later = initiative.revisions.filter(pk__gt=seen.pk) if seen else []
        meanwhile = events_of(later, seen)
        return self._show(
            request,
            initiative,
            form,
            status=CONFLICT,
            overtaken=overtaken.latest,
            meanwhile=meanwhile,
        )

    def _form_of(self, initiative: Initiative, data: dict[str, Any], reason: str = "") -> EntryForm:
        latest = latest_revision(initiative)
        shown = {**typed_as(data), "revision": latest.pk if latest else None, "reason": reason}
        return EntryForm(initial=shown, before=to_entry(initiative))

    def _show(
        self,
        request: HttpRequest,
        initiative: Initiative | None,
        form: EntryForm | None,
        status: int = 200,
        **others: Any,
    ) -> HttpResponse:
        context: dict[str, Any] = {"form": form, **others}
        if form is not None:
            context["adminform"] = AdminForm(form, form.fieldsets(), {})  # type: ignore[arg-type]
            status = INVALID if form.errors else status
        if initiative is None:
            return self.render(request, "add.html", None, _("Add an initiative"), context, status)
        in_force, superseded = readings(initiative)
        revisions = initiative.revisions.select_related("actor").order_by("-pk")
        context |= {
            "facts": facts(initiative),
            "position": position_words(initiative.placement),
            "in_force": in_force,
            "superseded": superseded,
            "revisions": revisions[:LATEST_REVISIONS],
        }
        title = initiative.display_name
        return self.render(request, "change.html", initiative, title, context, status)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every write to an initiative, with what it changed."""
        initiative = self.get_object(request, unquote(object_id))
        if initiative is None:
            raise Http404
        if not self.has_view_or_change_permission(request, initiative):
            raise PermissionDenied
        everything = initiative.revisions.select_related("actor").order_by("-pk")
        page = Paginator(everything, REVISIONS_A_PAGE).get_page(request.GET.get("p"))
        changes = page_of_events(list(page.object_list))
        title = _("History of %(name)s") % {"name": initiative.display_name}
        context = {"page": page, "changes": changes}
        return self.render(request, "history.html", initiative, title, context)

    # --- what the pages share ------------------------------------------------------------------
    def render(
        self,
        request: HttpRequest,
        template: str,
        initiative: Initiative | None,
        title: str,
        context: dict[str, Any],
        status: int = 200,
    ) -> HttpResponse:
        """Render one of the pages of an initiative."""
        everything = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "initiative": initiative,
            "can_change": self.has_change_permission(request, initiative),
            "can_withdraw": curator(request).has_perm("initiatives.withdraw_initiative"),
            **context,
        }
        template = f"admin/initiatives/initiative/{template}"
        return TemplateResponse(request, template, everything, status=status)

    def to_page_of(self, initiative: Initiative) -> HttpResponseRedirect:
        """Lead to the page of an initiative."""
        address = reverse("admin:initiatives_initiative_change", args=[initiative.pk])
        return HttpResponseRedirect(address)

    # --- the list ------------------------------------------------------------------------------
    def get_queryset(self, request: HttpRequest) -> QuerySet[Initiative]:
        queryset: QuerySet[Initiative] = super().get_queryset(request)
        return queryset.select_related("merged_into").defer("search_text")

    @admin.display(description=gettext_lazy("name"), ordering="name_key")
    def called(self, initiative: Initiative) -> str:
        return initiative.display_name

    @admin.display(description=gettext_lazy("position"), ordering="standing")
    def sits(self, initiative: Initiative) -> str:
        return position_in_list(initiative.placement)

    @admin.display(description=gettext_lazy("main sector"), ordering="sector__position")
    def main_sector(self, initiative: Initiative) -> str:
        return sector_short(initiative.sector_id) if initiative.sector_id else "—"

    @admin.display(description=gettext_lazy("country"), ordering="country")
    def where(self, initiative: Initiative) -> str:
        return country_name(initiative.country) if initiative.country else "—"

    @admin.display(description=gettext_lazy("state"), ordering="withdrawn_at")
    def state(self, initiative: Initiative) -> str:
        if initiative.withdrawn_at is None:
            return _("listed")
        if initiative.merged_into is None:
            return _("withdrawn")
        return _("merged into %(name)s") % {"name": initiative.merged_into.display_name}

    @admin.display(description=gettext_lazy("listed"), ordering="listed_at")
    def listed_on(self, initiative: Initiative) -> Any:
        return initiative.listed_at.date()

    @admin.display(description=gettext_lazy("public page"))
    def public_page(self, initiative: Initiative) -> SafeString:
        return format_html(
            '<a href="{}" aria-label="{}">{}</a>',
            initiative.get_absolute_url(),
            _("Public page of %(name)s") % {"name": initiative.display_name},
            _("open"),
        )
