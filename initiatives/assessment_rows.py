"""The rows of an entry's assessments: superseded, never edited."""

from datetime import datetime
from typing import Any

from initiatives.entry import Entry
from initiatives.entry.schema import AssessmentPart, SourcePart
from initiatives.models import Answer, Assessment, Citation, Initiative, Perspective, Source
from initiatives.models.choices import LATEST_YEAR


def write_assessments(
    initiative: Initiative, entry: Entry, before: Entry | None, now: datetime
) -> None:
    rows = _rows_in_force(initiative) if before else {}
    parts = {part.key: part for part in before.assessments} if before else {}
    years = _years_in_force(entry)
    changed = {part.key for part in entry.assessments if parts.get(part.key) != part}
    _supersede([row for key, row in rows.items() if key in changed or key not in years], now)
    sources = _sources_of([part for part in entry.assessments if part.key in changed])
    for position, part in enumerate(entry.assessments):
        if part.key in changed:
            row = _new_assessment(initiative, part, rows.get(part.key), position, years, now)
            _write_answers(row, part)
            _write_citations(row, part, sources)
        else:
            _refresh(rows[part.key], position, years[part.key])


def _rows_in_force(initiative: Initiative) -> dict[tuple[int, str, str, str], Assessment]:
    rows = initiative.assessments.in_force().select_related("perspective")
    return {
        (
            row.as_of,
            row.perspective.label_en if row.perspective else "",
            row.perspective.label_nl if row.perspective else "",
            row.voice,
        ): row
        for row in rows
    }


def _years_in_force(entry: Entry) -> dict[tuple[int, str, str, str], tuple[int, int]]:
    """Return the first and the last year in which each assessment holds."""
    series: dict[tuple[str, str, str], list[AssessmentPart]] = {}
    for part in entry.assessments:
        series.setdefault(part.key[1:], []).append(part)
    years = {}
    for parts in series.values():
        parts.sort(key=lambda part: part.as_of)
        ends = [part.as_of - 1 for part in parts[1:]] + [entry.ended or LATEST_YEAR]
        for part, last_year in zip(parts, ends, strict=True):
            years[part.key] = (part.as_of, last_year)
    return years


def _supersede(rows: list[Assessment], now: datetime) -> None:
    if rows:
        Assessment.objects.filter(pk__in=[row.pk for row in rows]).update(superseded_at=now)


def _refresh(row: Assessment, position: int, years: tuple[int, int]) -> None:
    if (row.position, row.first_year, row.last_year) != (position, *years):
        row.position = position
        row.first_year, row.last_year = years
        row.save(update_fields=["position", "first_year", "last_year"])


def _new_assessment(
    initiative: Initiative,
    part: AssessmentPart,
    replaced: Assessment | None,
    position: int,
    years: dict[tuple[int, str, str, str], tuple[int, int]],
    now: datetime,
) -> Assessment:
    perspective = None
    if part.perspective:
        perspective, _created = Perspective.objects.get_or_create(
            initiative=initiative, label_en=part.perspective.en, label_nl=part.perspective.nl
        )
    first_year, last_year = years[part.key]
    return Assessment.objects.create(
        initiative=initiative,
        perspective=perspective,
        voice=part.voice,
        as_of=part.as_of,
        decentralisation=part.decentralisation,
        purpose=part.purpose,
        rationale_decentralisation_en=part.rationale_decentralisation.en,
        rationale_decentralisation_nl=part.rationale_decentralisation.nl,
        rationale_purpose_en=part.rationale_purpose.en,
        rationale_purpose_nl=part.rationale_purpose.nl,
        rubric_version=part.rubric_version,
        nature=part.nature,
        accepted_at=now,
        supersedes=replaced,
        position=position,
        first_year=first_year,
        last_year=last_year,
    )


def _write_answers(row: Assessment, part: AssessmentPart) -> None:
    Answer.objects.bulk_create(
        Answer(
            assessment=row,
            indicator=indicator,
            value=answer.value,
            note_en=answer.note.en,
            note_nl=answer.note.nl,
        )
        for indicator, answer in part.answers.items()
    )


def _source_key(part: SourcePart) -> tuple[str, str, str, Any]:
    return (part.url or "", part.title, part.archived_url or "", part.read_on)


def _sources_of(parts: list[AssessmentPart]) -> dict[tuple[str, str, str, Any], Source]:
    """Return a row for each cited source: one that says exactly the same, or a new one."""
    wanted = {_source_key(source): source for part in parts for source in part.sources}
    urls, titles = {key[0] for key in wanted}, {key[1] for key in wanted}
    found = Source.objects.filter(url__in=urls, title__in=titles)
    rows = {(row.url, row.title, row.archived_url, row.read_on): row for row in found}
    new = [
        Source(url=url, title=title, archived_url=archived_url, read_on=read_on)
        for url, title, archived_url, read_on in wanted.keys() - rows.keys()
    ]
    for row in Source.objects.bulk_create(new):
        rows[(row.url, row.title, row.archived_url, row.read_on)] = row
    return rows


def _write_citations(
    row: Assessment, part: AssessmentPart, sources: dict[tuple[str, str, str, Any], Source]
) -> None:
    Citation.objects.bulk_create(
        Citation(
            assessment=row,
            source=sources[_source_key(source)],
            stance=source.stance,
            indicators=source.indicators,
            position=position,
        )
        for position, source in enumerate(part.sources)
    )
