"""What the fields of an entry are called, and what they hold, in words for people."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives import assessment_words
from initiatives.entry import Difference, Entry, differences
from initiatives.models import RelationKind, TestAnswer, Voice
from quadrant.domain.p2p import QUESTIONS
from quadrant.domain.rubric import load_rubric
from quadrant.vocabulary import (
    country_name,
    language,
    need_label,
    output_label,
    reach_label,
    sector_label,
)

_NAMES = {
    "name": gettext_lazy("Name"),
    "name_nl": gettext_lazy("Name in Dutch"),
    "short_name": gettext_lazy("Short name"),
    "aliases": gettext_lazy("Other names"),
    "website": gettext_lazy("Website"),
    "founded": gettext_lazy("Founded in"),
    "ended": gettext_lazy("Ended in"),
    "country": gettext_lazy("Country"),
    "place": gettext_lazy("Place"),
    "place_nl": gettext_lazy("Place in Dutch"),
    "sectors": gettext_lazy("Sectors"),
    "needs": gettext_lazy("Needs"),
    "reach": gettext_lazy("Reach"),
    "output": gettext_lazy("Output"),
    "summary": gettext_lazy("Summary"),
    "description": gettext_lazy("Description"),
    "p2p": gettext_lazy("What makes it peer-to-peer"),
    "tags": gettext_lazy("Tags"),
    "prominence": gettext_lazy("Prominence"),
    "relations": gettext_lazy("Relations"),
    "checked_on": gettext_lazy("Last confirmed on"),
    "former_slugs": gettext_lazy("Former addresses"),
}
_IN_WORDS = {
    "country": country_name,
    "sectors": sector_label,
    "needs": need_label,
    "reach": reach_label,
    "output": output_label,
}
_ASSESSMENT = re.compile(r"^assessments\[([^\]]*)\]\.?(.*)$")


@dataclass(frozen=True, slots=True)
class Changed:
    """A field with what it held and holds, in words; a dash where it holds nothing."""

    name: str
    before: str
    after: str


def changed(before: Entry | None, after: Entry | None) -> list[Changed]:
    """Return what differs between two states of an entry, in words."""
    return list(map(_changed, differences(before, after)))


def _changed(difference: Difference) -> Changed:
    field = difference.field
    return Changed(
        name_of(field), in_words(field, difference.before), in_words(field, difference.after)
    )


def name_of(path: str) -> str:
    """Return what a field is called, such as "Summary in Dutch" for `summary.nl`."""
    assessment = _ASSESSMENT.match(path)
    if assessment:
        of, rest = assessment.groups()
        whole = _("Position of %(which)s") % {"which": _which(of)}
        return f"{whole}: {_part_name(rest)}" if rest else whole
    field, _dot, rest = path.partition(".")
    if field == "p2p_test":
        return _test_question(rest)
    name = str(_NAMES.get(field, field))
    match rest:
        case "en":
            return _("%(field)s in English") % {"field": name}
        case "nl":
            return _("%(field)s in Dutch") % {"field": name}
    return name


def _which(name: str) -> str:
    """Return which assessment it is: the year, the point of view, and whose word where not ours."""
    *rest, last = name.split(", ")
    return ", ".join([*rest, str(Voice(last).label) if last in Voice.values else last])


def in_words(path: str, value: Any) -> str:
    """Return what a field holds, in words."""
    if value is None or value in ("", [], {}):
        return "—"
    assessment = _ASSESSMENT.match(path)
    if assessment:
        return assessment_words.of_part(assessment[2], value)
    field = path.partition(".")[0]
    if field == "p2p_test" and value in TestAnswer.values:
        return str(TestAnswer(value).label)
    if field == "relations" and isinstance(value, dict):
        return f"{RelationKind(value['kind']).label} {value['slug']}"
    if isinstance(value, list):
        return "; ".join(in_words(path, item) for item in value)
    if isinstance(value, dict):
        return "; ".join(_pairs(path, value))
    words = _IN_WORDS.get(field)
    return words(value) if words else str(value)


def _part_name(path: str) -> str:
    """Return what a part of an assessment is called."""
    field, _dot, rest = path.partition(".")
    name = assessment_words.name_of(field, rest)
    match rest.rpartition(".")[2]:
        case "en":
            return _("%(field)s in English") % {"field": name}
        case "nl":
            return _("%(field)s in Dutch") % {"field": name}
    return name


def _pairs(path: str, value: dict[str, Any]) -> Iterator[str]:
    for key, item in value.items():
        if item:
            yield f"{key}: {in_words(path, item)}"


def _test_question(key: str) -> str:
    if key not in QUESTIONS:
        return _("Is it peer-to-peer?")
    questions = {question.key: question for question in load_rubric().p2p_questions}
    return questions[key].question.in_(language())
