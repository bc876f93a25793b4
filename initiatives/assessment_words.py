"""What the parts of an assessment in an entry are called, and what they hold, in words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from initiatives.models import Nature, Stance, Voice
from quadrant.domain import wording
from quadrant.domain.axes import Axis, Placement
from quadrant.domain.rubric import CURRENT_RUBRIC_VERSION, load_rubric
from quadrant.vocabulary import language

_NAMES = {
    "as_of": gettext_lazy("year"),
    "perspective": gettext_lazy("point of view"),
    "voice": gettext_lazy("on whose word"),
    "nature": gettext_lazy("change or correction"),
    "rubric_version": gettext_lazy("version of the questions"),
    "sources": gettext_lazy("sources"),
    "answers": gettext_lazy("answers"),
}
_AXES = frozenset(axis.value for axis in Axis)
_LABELS = {"voice": Voice, "nature": Nature}


def name_of(field: str, rest: str) -> str:
    """Return what a part is called: an axis, a rationale, an answer, its sources.

    Args:
        field: the part in the entry format.
        rest: what it is of that part: the key of an answer, a language.
    """
    if field in _AXES:
        return _axis_name(Axis(field))
    if field.startswith("rationale_"):
        axis = Axis(field.removeprefix("rationale_"))
        return _("rationale, %(axis)s") % {"axis": _axis_name(axis)}
    if field == "answers" and rest:
        return _("answer, %(question)s") % {"question": _indicator_name(rest.partition(".")[0])}
    return str(_NAMES.get(field, field))


def of_part(path: str, value: Any) -> str:
    """Return what a part holds, in words; of a whole assessment what it comes down to."""
    field, _dot, rest = path.partition(".")
    if not field:
        return _whole(value)
    if field in _AXES and isinstance(value, int):
        words = wording.score_words(Axis(field), value, language())
        return f"{value} ({words})"
    if field == "answers" and rest:
        return _answer(rest, value)
    if field == "answers" and isinstance(value, dict):
        return "; ".join(f"{_indicator_name(k)}: {_answer(k, v)}" for k, v in value.items())
    if field == "sources" and isinstance(value, list):
        return "; ".join(map(_source, value))
    if field in _LABELS and value in _LABELS[field].values:
        return str(_LABELS[field](value).label)
    if isinstance(value, dict):
        return " / ".join(str(text) for text in value.values() if text)
    return str(value)


def _whole(part: dict[str, Any]) -> str:
    placement = Placement(part["decentralisation"], part["purpose"])
    answers = len(part.get("answers", {}))
    sources = len(part.get("sources", []))
    return " ".join(
        [
            wording.position_sentence(placement, language()),
            f"({placement.decentralisation}, {placement.purpose};",
            ngettext("%(number)d answer", "%(number)d answers", answers) % {"number": answers}
            + ",",
            ngettext("%(number)d source", "%(number)d sources", sources) % {"number": sources}
            + ")",
        ]
    )


def _answer(path: str, value: Any) -> str:
    key = path.partition(".")[0]
    step = value.get("value") if isinstance(value, dict) else value
    indicators = {one.key: one for one in load_rubric(CURRENT_RUBRIC_VERSION).indicators}
    if key not in indicators or not isinstance(step, int):
        return str(value)
    words = indicators[key].answers[step].in_(language())
    note = value.get("note") if isinstance(value, dict) else None
    notes = [text for text in (note or {}).values() if text]
    return f"{words} ({' / '.join(notes)})" if notes else words


def _source(source: dict[str, Any]) -> str:
    stance = source.get("stance", Stance.SUPPORTS)
    against = f" ({Stance(stance).label})" if stance != Stance.SUPPORTS else ""
    return f"{source.get('title', '')}{against}"


def _axis_name(axis: Axis) -> str:
    return load_rubric(CURRENT_RUBRIC_VERSION).axes[axis].label.in_(language())


def _indicator_name(key: str) -> str:
    indicators = {one.key: one for one in load_rubric(CURRENT_RUBRIC_VERSION).indicators}
    return indicators[key].label.in_(language()) if key in indicators else key
