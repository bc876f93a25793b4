"""Test vectors for what is worked out twice: on the server, and in the browser while typing.

`python -m tests.vectors` writes them anew from the Python functions.
"""

import json
from itertools import product
from pathlib import Path
from typing import Any

from quadrant.domain import wording
from quadrant.domain.axes import Axis, Placement
from quadrant.domain.position import uncertainty
from quadrant.domain.rubric import ANSWER_MAX, ANSWER_MIN, load_rubric, suggest

FILE = Path(__file__).with_name("placing.json")
RUBRIC = load_rubric()
KEYS = [indicator.key for indicator in RUBRIC.indicators]
STEPS = range(ANSWER_MIN, ANSWER_MAX + 1)
LANGUAGES = ("en", "nl")
# Each word of an axis, the borders between them, and the borders of the sentence.
SCORES = (-100, -80, -79, -50, -49, -20, -19, -1, 0, 1, 19, 20, 49, 50, 79, 80, 100)


def answer_sets() -> list[dict[str, int]]:
    """Return sets of answers: none, one, the market rule, halves to be rounded, all twelve."""
    return [
        {},
        *({key: value} for key in KEYS for value in STEPS),
        *(
            {"design": -2, "exchange": exchange, "ownership": -1, "settlement": settlement}
            for exchange, settlement in product(STEPS, STEPS)
        ),
        *(
            dict(zip(KEYS[:count], (pattern * count)[:count], strict=True))
            for count in range(2, len(KEYS) + 1)
            for pattern in ([1, -1, 2], [-2, 2], [-1], [0, 1], [-1, 0, 0, 0])
        ),
    ]


def suggested(answers: dict[str, int]) -> dict[str, Any]:
    """Return what a set of answers suggests, as the browser says it."""
    return {
        axis.value: {
            "score": suggestion.score,
            "spread": suggestion.spread,
            "answered": suggestion.answered,
            "provisional": suggestion.provisional,
        }
        for axis, suggestion in suggest(answers, RUBRIC).items()
    }


def halo(answers: dict[str, int], placement: Placement) -> dict[str, float]:
    """Return the half-widths of the halo around a placement; 50 where nothing is known."""
    suggestions = suggest(answers, RUBRIC)
    return {
        axis.value: uncertainty(suggestions[axis], placement.score(axis)) or 50.0 for axis in Axis
    }


def vectors() -> dict[str, Any]:
    """Return all vectors, from the Python functions."""
    moved = Placement(30, -70)
    return {
        "suggestions": [
            {"answers": answers, "suggested": suggested(answers), "halo": halo(answers, moved)}
            for answers in answer_sets()
        ],
        "halo_around": {axis.value: moved.score(axis) for axis in Axis},
        "sentences": [
            [
                decentralisation,
                purpose,
                *(
                    wording.position_sentence(Placement(decentralisation, purpose), lang)
                    for lang in LANGUAGES
                ),
            ]
            for decentralisation, purpose in product(SCORES, SCORES)
        ],
        "words": [
            [axis.value, score, *(wording.score_words(axis, score, lang) for lang in LANGUAGES)]
            for axis in Axis
            for score in SCORES
        ],
        "answered": [
            [answers, *(_answered(answers, lang) for lang in LANGUAGES)]
            for answers in answer_sets()[-10:] + answer_sets()[:3]
        ],
    }


def text() -> str:
    """Return the file: one vector to a line."""
    parts = ",\n".join(f"{json.dumps(name)}: {_lines(part)}" for name, part in vectors().items())
    return f"{{\n{parts}\n}}\n"


def _lines(part: Any) -> str:
    if isinstance(part, dict):
        return json.dumps(part)
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in part)
    return f"[\n{rows}\n]"


def _answered(answers: dict[str, int], lang: Any) -> str:
    suggestions = suggest(answers, RUBRIC).values()
    return wording.answered_words(
        sum(suggestion.answered for suggestion in suggestions),
        len(RUBRIC.indicators),
        any(suggestion.provisional for suggestion in suggestions),
        lang,
    )
