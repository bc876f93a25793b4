"""From the tables to an entry."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from initiatives.entry.schema import Entry
from initiatives.models import Assessment, Initiative


def for_entries(initiatives: "QuerySet[Initiative]") -> "QuerySet[Initiative]":
    """Fetch along what `to_entry` reads, so that many entries cost no more queries than one."""
    in_force = (
        Assessment.objects.in_force()
        .select_related("perspective")
        .prefetch_related("answers", "citations__source")
    )
    return initiatives.prefetch_related(
        "further_sectors",
        "need_links",
        "aliases",
        "former_slugs",
        "relations",
        Prefetch("assessments", in_force, to_attr="assessments_in_force"),
    )


def to_entry(initiative: Initiative) -> Entry:
    """Return the entry of an initiative as it now stands in the tables.

    Takes an initiative of `for_entries`, or fetches what it needs.
    """
    if not hasattr(initiative, "assessments_in_force"):
        initiative = for_entries(Initiative.objects.filter(pk=initiative.pk)).get()
    in_force: list[Assessment] = initiative.assessments_in_force  # type: ignore[attr-defined]
    main = [initiative.sector_id] if initiative.sector_id else []
    return Entry.model_validate(
        {
            "slug": initiative.slug,
            "former_slugs": [former.slug for former in initiative.former_slugs.all()],
            "name": initiative.name,
            "name_nl": initiative.name_nl,
            "short_name": _text(initiative, "short_name"),
            "aliases": [alias.name for alias in initiative.aliases.all()],
            "website": initiative.website,
            "founded": initiative.founded,
            "ended": initiative.ended,
            "country": initiative.country,
            "place": initiative.place,
            "place_nl": initiative.place_nl,
            "sectors": [*main, *(link.sector_id for link in initiative.further_sectors.all())],
            "needs": [link.need_id for link in initiative.need_links.all()],
            "reach": initiative.reach,
            "output": initiative.output,
            "summary": _text(initiative, "summary"),
            "description": _text(initiative, "description"),
            "p2p": _text(initiative, "p2p"),
            "p2p_test": {
                "individual": initiative.test_individual,
                "no_return": initiative.test_no_return,
                "peer_value": initiative.test_peer_value,
            },
            "tags": initiative.tags,
            "prominence": initiative.prominence,
            "relations": [
                {
                    "kind": relation.kind,
                    "slug": relation.other_slug,
                    "note": _text(relation, "note"),
                }
                for relation in initiative.relations.all()
            ],
            "checked_on": initiative.checked_on,
            "assessments": [_assessment(assessment) for assessment in in_force],
        }
    )


def _text(row: Any, name: str) -> dict[str, str]:
    return {"en": getattr(row, f"{name}_en"), "nl": getattr(row, f"{name}_nl")}


def _assessment(assessment: Assessment) -> dict[str, Any]:
    view = assessment.perspective
    return {
        "as_of": assessment.as_of,
        "perspective": _text(view, "label") if view else None,
        "voice": assessment.voice,
        "nature": assessment.nature,
        "rubric_version": assessment.rubric_version,
        "decentralisation": assessment.decentralisation,
        "purpose": assessment.purpose,
        "rationale_decentralisation": _text(assessment, "rationale_decentralisation"),
        "rationale_purpose": _text(assessment, "rationale_purpose"),
        "answers": {
            answer.indicator: {"value": answer.value, "note": _text(answer, "note")}
            for answer in assessment.answers.all()
        },
        "sources": [
            {
                "title": citation.source.title,
                "url": citation.source.url,
                "archived_url": citation.source.archived_url,
                "read_on": citation.source.read_on,
                "stance": citation.stance,
                "indicators": citation.indicators,
            }
            for citation in assessment.citations.all()
        ],
    }
