"""What must hold in an entry, and how a broken rule is said."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from initiatives.entry.schema import SHORT_NAME_LENGTH, AssessmentPart, Entry, SourcePart
from quadrant.domain.axes import Axis
from quadrant.domain.position import position_problem
from quadrant.domain.rubric import RUBRIC_VERSIONS, load_rubric, suggest
from quadrant.vocabulary import NEED_KEYS, SECTOR_KEYS


@dataclass(frozen=True, slots=True)
class Problem:
    """A broken rule: which field, which rule, and a sentence in the active language."""

    field: str
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message}"


@dataclass(frozen=True, slots=True)
class Validated:
    """The outcome of a validation: an entry, or the problems that it has."""

    entry: Entry | None
    problems: list[Problem] = field(default_factory=list)


def validate(data: Any) -> Validated:
    """Check data against the entry format and its rules.

    Args:
        data: one entry as plain data, as in a file of entries.

    Returns:
        The entry when every rule holds; otherwise each broken rule, in the active language.
    """
    try:
        entry = Entry.model_validate(data)
    except ValidationError as error:
        return Validated(None, [_as_problem(detail) for detail in error.errors()])
    problems = list(_broken_rules(entry))
    return Validated(None if problems else entry, problems)


def validate_source(data: Any) -> list[Problem]:
    """Check one source of an assessment by itself; return each broken rule."""
    try:
        SourcePart.model_validate(data)
    except ValidationError as error:
        return [_as_problem(detail) for detail in error.errors()]
    return []


def _as_problem(detail: ErrorDetails) -> Problem:
    return Problem(_path(detail["loc"]), detail["type"], _message(detail))


def _path(location: tuple[int | str, ...]) -> str:
    path = ""
    for step in location:
        if isinstance(step, int):
            path += f"[{step}]"
        elif "[" not in step:  # pydantic names its own functions in brackets
            path += f".{step}" if path else step
    return path or _("entry")


def _message(detail: ErrorDetails) -> str:
    limits = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return _("is missing")
        case "extra_forbidden":
            return _("is not a field of the entry format")
        case "string_too_long":
            return _("is longer than %(max_length)d characters") % limits
        case "string_too_short":
            return _("is empty")
        case "string_type":
            return _("must be a text")
        case "string_unicode":
            return _("holds signs that cannot be read")
        case "string_pattern_mismatch":
            return _("may hold only a–z, 0–9 and single hyphens")
        case "int_type" | "int_parsing" | "int_from_float" | "int_parsing_size":
            return _("must be a whole number")
        case "greater_than_equal":
            return _("must be at least %(ge)s") % limits
        case "less_than_equal":
            return _("must be at most %(le)s") % limits
        case "literal_error":
            return _("must be one of: %(expected)s") % limits
        case "list_type":
            return _("must be a list")
        case "too_long":
            return _("holds more than %(max_length)d items") % limits
        case "too_short":
            return _("needs at least %(min_length)d item") % limits
        case "dict_type" | "model_type" | "model_attributes_type":
            return _("must be an object")
        case "date_from_datetime_parsing" | "date_type" | "date_parsing":
            return _("must be a date such as 2026-03-31")
        case "hidden_signs":
            return _("holds signs that cannot be seen or that reorder the text")
        case "web_address":
            return _("must be a public address that starts with http:// or https://")
        case "country":
            return _("must be a two-letter country code such as BE")
        case "in_future":
            return _("lies in the future")
        case "repeated":
            return _("names the same thing twice")
        case _:
            return _("is not valid")


def _broken_rules(entry: Entry) -> Iterator[Problem]:
    yield from _name_rules(entry)
    yield from _year_rules(entry)
    yield from _key_rules(entry)
    yield from _relation_rules(entry)
    yield from _assessment_rules(entry)


def _name_rules(entry: Entry) -> Iterator[Problem]:
    if len(entry.name) > SHORT_NAME_LENGTH and not entry.short_name:
        yield Problem(
            "short_name",
            "needed_for_long_name",
            _("is needed when the name is longer than %(limit)d characters")
            % {"limit": SHORT_NAME_LENGTH},
        )
    if entry.slug in entry.former_slugs:
        yield Problem("former_slugs", "own_slug", _("names the present address"))


def _year_rules(entry: Entry) -> Iterator[Problem]:
    this_year = date.today().year
    for name, year in (("founded", entry.founded), ("ended", entry.ended)):
        if year is not None and year > this_year:
            yield Problem(name, "in_future", _("lies in the future"))
    if entry.founded and entry.ended and entry.ended < entry.founded:
        yield Problem("ended", "before_founded", _("lies before the year of founding"))


def _key_rules(entry: Entry) -> Iterator[Problem]:
    for name, keys, known in (
        ("sectors", entry.sectors, SECTOR_KEYS),
        ("needs", entry.needs, NEED_KEYS),
    ):
        for key in keys:
            if key not in known:
                yield Problem(name, "unknown_key", _("“%(key)s” is not on the list") % {"key": key})


def _relation_rules(entry: Entry) -> Iterator[Problem]:
    for place, relation in enumerate(entry.relations):
        if relation.slug == entry.slug:
            yield Problem(f"relations[{place}].slug", "own_slug", _("names the initiative itself"))


def _assessment_rules(entry: Entry) -> Iterator[Problem]:
    seen = Counter(assessment.key for assessment in entry.assessments)
    if entry.assessments and not any(
        assessment.perspective is None and assessment.voice == "editors"
        for assessment in entry.assessments
    ):
        yield Problem(
            "assessments", "no_general_view", _("need one general assessment by the curators")
        )
    for place, assessment in enumerate(entry.assessments):
        path = f"assessments[{place}]"
        if seen[assessment.key] > 1:
            yield Problem(
                path, "repeated", _("has the same year, perspective and voice as another one")
            )
        yield from _dated_within(entry, assessment, path)
        yield from _reasoned(assessment, path)


def _dated_within(entry: Entry, assessment: AssessmentPart, path: str) -> Iterator[Problem]:
    starts = entry.founded or 0
    ends = entry.ended or date.today().year
    if not starts <= assessment.as_of <= ends:
        yield Problem(
            f"{path}.as_of", "outside_lifetime", _("lies outside the years of the initiative")
        )
    if assessment.perspective is not None and not assessment.perspective:
        yield Problem(f"{path}.perspective", "empty", _("is empty"))


def _reasoned(assessment: AssessmentPart, path: str) -> Iterator[Problem]:
    if assessment.rubric_version not in RUBRIC_VERSIONS:
        yield Problem(f"{path}.rubric_version", "unknown_key", _("is not a version of the rubric"))
        return
    for axis in Axis:
        if not getattr(assessment, f"rationale_{axis}"):
            yield Problem(f"{path}.rationale_{axis}", "missing", _("is missing"))
    rubric = load_rubric(assessment.rubric_version)
    known = {indicator.key for indicator in rubric.indicators}
    cited = {key for source in assessment.sources for key in source.indicators}
    for key in sorted((assessment.answers.keys() | cited) - known):
        yield Problem(
            f"{path}.answers",
            "unknown_key",
            _("“%(key)s” is not an indicator of the rubric") % {"key": key},
        )
    if assessment.answers.keys() <= known:
        yield from _close_to_answers(assessment, path)


def _close_to_answers(assessment: AssessmentPart, path: str) -> Iterator[Problem]:
    suggestions = suggest(assessment.answer_values, load_rubric(assessment.rubric_version))
    for axis, suggestion in suggestions.items():
        if position_problem(getattr(assessment, axis), suggestion) is not None:
            yield Problem(
                f"{path}.{axis}",
                "too_close",
                _(
                    "differs from what the answers suggest (%(score)d) by less than one answer "
                    "step: use the suggestion"
                )
                % {"score": suggestion.score},
            )
