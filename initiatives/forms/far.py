"""Why a position lies more than 25 points from what its answers suggest: one of three reasons.

The rationale then begins with the reason, so that every reader sees which it is.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy

from quadrant.domain.axes import Axis
from quadrant.domain.position import Explanation, explanation_needed
from quadrant.domain.rubric import Suggestion

# `domain.position.Explanation.ACCEPTED_REASON` says where they come from.
REASONS: Final[dict[str, dict[str, str]]] = {
    "author": {
        "en": "A named author places it there.",
        "nl": "Een auteur die we noemen, plaatst het daar.",
    },
    "weighs": {
        "en": "One answer weighs more in this case.",
        "nl": "Eén antwoord weegt hier zwaarder.",
    },
    "differs": {
        "en": "The situation differs from the standard answers.",
        "nl": "De situatie past niet in de standaardantwoorden.",
    },
}
CHOICES: Final[list[tuple[str, Any]]] = [
    ("", gettext_lazy("none: it is nearer")),
    ("author", gettext_lazy("a named author placed it there: cite it below")),
    ("weighs", gettext_lazy("one answer should weigh more in this case")),
    ("differs", gettext_lazy("the situation differs from the standard answers")),
]


def owed(scores: Mapping[Axis, int], suggestions: Mapping[Axis, Suggestion]) -> list[Axis]:
    """Return the axes on which a position owes one of the three reasons."""
    needed = Explanation.ACCEPTED_REASON
    return [
        axis
        for axis, score in scores.items()
        if explanation_needed(score, suggestions[axis]) is needed
    ]


def with_reason(texts: Mapping[str, str], key: str) -> dict[str, str]:
    """Return a rationale in each language, beginning with the reason that was chosen."""
    plain = {lang: _plain(text) for lang, text in texts.items()}
    reason = REASONS.get(key)
    return {lang: f"{reason[lang]} {text}" if reason else text for lang, text in plain.items()}


def reason_in(texts: Mapping[str, str]) -> str:
    """Return which of the reasons a rationale begins with; empty for none."""
    for key, reason in REASONS.items():
        if any(text.startswith(reason[lang]) for lang, text in texts.items()):
            return key
    return ""


def _plain(text: str) -> str:
    for reason in REASONS.values():
        for words in reason.values():
            text = text.removeprefix(words).lstrip()
    return text
