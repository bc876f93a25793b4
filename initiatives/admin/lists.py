"""What the admin shows beside the initiatives: all of it to read, none of it to change."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.admin import filters
from initiatives.admin.reading import AssessmentReading, for_reading, position_in_list
from initiatives.admin.records import submission_link
from initiatives.admin.strict import ReadOnlyAdmin
from initiatives.history import lone_event
from initiatives.models import Assessment, Initiative, Need, Revision, Sector, Source
from quadrant.vocabulary import need_label, sector_label


def initiative_link(initiative: Initiative) -> SafeString:
    """Return a link to the admin's page of an initiative."""
    address = reverse("admin:initiatives_initiative_change", args=[initiative.pk])
    return format_html('<a href="{}">{}</a>', address, initiative.display_name)


def counted(queryset: QuerySet[Any], relation: str) -> QuerySet[Any]:
    """Annotate how many rows of a relation each row has, as `uses`."""
    found: QuerySet[Any] = queryset.annotate(uses=Count(relation))
    return found


@admin.register(Sector)
class SectorAdmin(ReadOnlyAdmin):
    list_display = ("label", "key", "colour_group", "initiatives")
    ordering = ("position",)
    fields = ("label", "key", "colour_group", "initiatives")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return counted(super().get_queryset(request), "initiative")

    @admin.display(description=gettext_lazy("name"), ordering="position")
    def label(self, sector: Sector) -> str:
        return sector_label(sector.key)

    @admin.display(description=gettext_lazy("as main sector"), ordering="uses")
    def initiatives(self, sector: Any) -> int:
        return int(sector.uses)


@admin.register(Need)
class NeedAdmin(ReadOnlyAdmin):
    list_display = ("label", "key", "initiatives")
    ordering = ("position",)
    fields = ("label", "key", "initiatives")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return counted(super().get_queryset(request), "initiativeneed")

    @admin.display(description=gettext_lazy("name"), ordering="position")
    def label(self, need: Need) -> str:
        return need_label(need.key)

    @admin.display(description=gettext_lazy("initiatives"), ordering="uses")
    def initiatives(self, need: Any) -> int:
        return int(need.uses)


@admin.register(Source)
class SourceAdmin(ReadOnlyAdmin):
    list_display = ("title", "link", "read_on", "times_cited")
    list_display_links = ("title",)
    search_fields = ("title", "url")
    search_help_text = gettext_lazy("Words of the title, or part of the address")
    ordering = ("title", "pk")
    fields = ("title", "link", "archived_link", "read_on", "cited_by")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return counted(super().get_queryset(request), "citations")

    @admin.display(description=gettext_lazy("address"), ordering="url")
    def link(self, source: Source) -> SafeString | str:
        return external_link(source.url) if source.url else "—"

    @admin.display(description=gettext_lazy("archived copy"))
    def archived_link(self, source: Source) -> SafeString | str:
        return external_link(source.archived_url) if source.archived_url else "—"

    @admin.display(description=gettext_lazy("times cited"), ordering="uses")
    def times_cited(self, source: Any) -> int:
        return int(source.uses)

    @admin.display(description=gettext_lazy("cited by"))
    def cited_by(self, source: Source) -> SafeString:
        citations = source.citations.select_related("assessment__initiative").order_by("pk")
        return format_html_join(
            "",
            "<p>{}, {} ({})</p>",
            (
                (
                    initiative_link(citation.assessment.initiative),
                    citation.assessment.as_of,
                    citation.get_stance_display(),
                )
                for citation in citations
            ),
        )


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin):
    list_display = ("subject", "as_of", "view", "voice", "sits", "nature", "accepted_at", "state")
    list_display_links = ("subject",)
    list_filter = (filters.InForceFilter, filters.VoiceFilter)
    list_select_related = ("initiative", "perspective")
    search_fields = ("initiative__search_text",)
    search_help_text = gettext_lazy("Words of the initiative: accents and capitals do not matter")
    ordering = ("-accepted_at", "-pk")
    change_form_template = "admin/initiatives/assessment/change_form.html"

    def find(self, queryset: QuerySet[Any], words: str) -> QuerySet[Any]:
        return queryset.filter(initiative__in=Initiative.objects.matching(words))

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Assessment | None:
        found: Assessment | None = super().get_object(request, object_id, from_field)
        return for_reading(Assessment.objects.filter(pk=found.pk)).get() if found else None

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        context["reading"] = AssessmentReading(context["original"])
        context["subtitle"] = _("%(name)s, %(year)d") % {
            "name": context["original"].initiative.display_name,
            "year": context["original"].as_of,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ()

    @admin.display(description=gettext_lazy("initiative"), ordering="initiative__name_key")
    def subject(self, assessment: Assessment) -> str:
        return assessment.initiative.display_name

    @admin.display(description=gettext_lazy("perspective"))
    def view(self, assessment: Assessment) -> str:
        return str(assessment.perspective.label) if assessment.perspective else "—"

    @admin.display(description=gettext_lazy("position"))
    def sits(self, assessment: Assessment) -> str:
        return position_in_list(assessment.placement)

    @admin.display(description=gettext_lazy("state"), ordering="superseded_at")
    def state(self, assessment: Assessment) -> str:
        return _("in force") if assessment.superseded_at is None else _("superseded")


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    list_display = ("made_at", "subject", "actor", "origin", "reason", "decided")
    list_display_links = ("made_at",)
    list_filter = (filters.OriginFilter,)
    list_select_related = ("initiative", "actor", "decision__submission__initiative")
    search_fields = ("initiative__search_text",)
    search_help_text = gettext_lazy("Words of the initiative: accents and capitals do not matter")
    ordering = ("-pk",)
    fields = ("subject", "made_at", "actor", "origin", "reason", "decided", "changes")

    def find(self, queryset: QuerySet[Any], words: str) -> QuerySet[Any]:
        return queryset.filter(initiative__in=Initiative.objects.matching(words))

    @admin.display(description=gettext_lazy("initiative"), ordering="initiative__name_key")
    def subject(self, revision: Revision) -> SafeString:
        return initiative_link(revision.initiative)

    @admin.display(description=gettext_lazy("decision"))
    def decided(self, revision: Revision) -> SafeString | str:
        return submission_link(revision.decision.submission) if revision.decision else "—"

    @admin.display(description=gettext_lazy("what changed"))
    def changes(self, revision: Revision) -> SafeString:
        return render_to_string("admin/initiatives/_changes.html", {"change": lone_event(revision)})


def external_link(address: str) -> SafeString:
    """Return a link that leads away from the site."""
    return format_html('<a href="{}" rel="noreferrer">{}</a>', address, address)
