"""An entry and its history, laid out to be read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from initiatives.models import Assessment, Citation, Initiative
from initiatives.reasons import Reasons, reasons_of
from quadrant.domain import wording
from quadrant.domain.axes import Placement
from quadrant.domain.regions import Standing, group_of, standing_of
from quadrant.vocabulary import (
    country_name,
    language,
    need_label,
    output_label,
    reach_label,
    region_name,
    sector_label,
)

Facts = list[tuple[str, str]]


@dataclass(frozen=True)
class AssessmentReading:
    """An assessment with its answers in words."""

    assessment: Assessment

    @property
    def sentence(self) -> str:
        """Where it places the initiative."""
        return wording.position_sentence(self.assessment.placement, language())

    @cached_property
    def reasons(self) -> Reasons:
        """The answers, and what they suggest."""
        return reasons_of(self.assessment)


def for_reading(assessments: "QuerySet[Assessment]") -> "QuerySet[Assessment]":
    """Fetch along what is read of assessments."""
    return assessments.select_related("initiative", "perspective").prefetch_related(
        "answers", Prefetch("citations", Citation.objects.select_related("source"))
    )


def position_in_list(placement: Placement | None) -> str:
    """Say in few words where an initiative stands: the region, and whether that is clear."""
    if placement is None:
        return _("no position yet")
    name = region_name(group_of(placement))
    if standing_of(placement) is Standing.BORDER:
        return _("%(region)s, on the border") % {"region": name}
    return name


def position_words(placement: Placement | None) -> str:
    """Say where an initiative stands, or that it has no position."""
    return wording.position_short(placement, language()) if placement else _("no position yet")


def readings(initiative: Initiative) -> tuple[list[AssessmentReading], list[AssessmentReading]]:
    """Return the assessments of an initiative: in force, and superseded; the latest first."""
    rows = list(for_reading(initiative.assessments.all()).order_by("-as_of", "position", "-pk"))
    in_force = [AssessmentReading(row) for row in rows if row.superseded_at is None]
    return in_force, [AssessmentReading(row) for row in rows if row.superseded_at is not None]


def facts(initiative: Initiative) -> Facts:
    """Return what is known of an initiative besides its texts, as label and words."""
    main = [initiative.sector_id] if initiative.sector_id else []
    sectors = [*main, *(link.sector_id for link in initiative.further_sectors.all())]
    needs = [link.need_id for link in initiative.need_links.all()]
    country = country_name(initiative.country) if initiative.country else ""
    pairs = [
        (_("Name in Dutch"), initiative.name_nl),
        (_("Short name"), _distinct(initiative.short_name_en, initiative.short_name_nl)),
        (_("Other names"), _joined(alias.name for alias in initiative.aliases.all())),
        (_("Address"), initiative.slug),
        (_("Former addresses"), _joined(row.slug for row in initiative.former_slugs.all())),
        (_("Website"), initiative.website),
        (_("Founded in"), str(initiative.founded or "")),
        (_("Ended in"), str(initiative.ended or "")),
        (_("Place"), _distinct(initiative.place, initiative.place_nl, country)),
        (_("Sectors"), _joined(map(sector_label, sectors))),
        (_("Needs"), _joined(map(need_label, needs))),
        (_("Reach"), reach_label(initiative.reach)),
        (_("Output"), output_label(initiative.output)),
        (_("Tags"), _joined(initiative.tags)),
        (_("Prominence"), str(initiative.prominence)),
        (_("Relations"), _joined(_relations(initiative))),
    ]
    return [(label, words) for label, words in pairs if words]


def _relations(initiative: Initiative) -> Iterable[str]:
    for relation in initiative.relations.all():
        yield f"{relation.get_kind_display()} {relation.other_slug}"


def _distinct(*texts: str) -> str:
    return _joined(dict.fromkeys(text for text in texts if text))


def _joined(texts: Iterable[str]) -> str:
    return ", ".join(texts)


def day(moment: Any) -> str:
    """Return a day as people of the active language write it."""
    return date_format(moment, "DATE_FORMAT") if moment else ""
