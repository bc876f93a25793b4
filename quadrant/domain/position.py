"""How far a position may lie from what the answers suggest, and how certain it is."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, Literal

from quadrant.domain.axes import SCORE_MAX, Axis, Placement
from quadrant.domain.rubric import Suggestion

# One step in one of six answers moves a score by 8 points: a smaller difference says nothing.
SNAP_BELOW: Final = 8
# Above this, only one of three reasons will do (see `Explanation.ACCEPTED_REASON`).
EXPLAIN_ABOVE: Final = 25


class Explanation(StrEnum):
    """What a position owes the reader for differing from the suggestion.

    An accepted reason is one of three: a named author placed it there, and is cited; one
    indicator should weigh more in this case; the situation differs from the standard answers.
    """

    NONE = "none"
    REASON = "reason"
    ACCEPTED_REASON = "accepted reason"


def position_problem(position: int, suggestion: Suggestion) -> Literal["too close"] | None:
    """Return what is wrong with a score beside the suggestion from its answers.

    A position equals its suggestion or differs by 8 points or more. A provisional suggestion
    rests on too few answers to hold a position to it.

    Args:
        position: the editors' score on one axis, from -100 to 100.
        suggestion: what the answers suggest for the same axis.

    Returns:
        "too close" for a difference of 1 to 7 points, otherwise None.
    """
    distance = _distance(position, suggestion)
    if distance is None or suggestion.provisional:
        return None
    return "too close" if 0 < distance < SNAP_BELOW else None


def explanation_needed(position: int, suggestion: Suggestion) -> Explanation:
    """Return what the rationale must give for a score (-100 to 100) beside its suggestion."""
    distance = _distance(position, suggestion)
    if not distance:
        return Explanation.NONE
    return Explanation.ACCEPTED_REASON if distance > EXPLAIN_ABOVE else Explanation.REASON


def uncertainty(suggestion: Suggestion, position: int) -> float | None:
    """Return how uncertain a score is, in points: the half-width of its halo.

    It is the larger of the spread of the answers and the distance to what they suggest, so that
    an editor's choice never looks more certain than the answers. None without an answer.
    """
    distance = _distance(position, suggestion)
    if distance is None or suggestion.spread is None:
        return None
    return max(suggestion.spread, float(distance))


def doubt(
    suggestions: Mapping[Axis, Suggestion], placement: Placement
) -> tuple[float, float] | None:
    """Return how firm a place is: half-widths in points on (decentralisation, purpose).

    None where an axis is without any answer: how firm that is, nobody can say.
    """
    vertical, horizontal = (uncertainty(suggestions[axis], placement.score(axis)) for axis in Axis)
    return None if vertical is None or horizontal is None else (vertical, horizontal)


def halo(suggestions: Mapping[Axis, Suggestion], placement: Placement) -> tuple[float, float]:
    """Return how firm a place is: half-widths in points on (decentralisation, purpose).

    Without any answer on an axis it may lie anywhere within half of it.
    """
    widths = [
        uncertainty(suggestions[axis], placement.score(axis)) or float(SCORE_MAX) / 2
        for axis in Axis
    ]
    return (widths[0], widths[1])


def _distance(position: int, suggestion: Suggestion) -> int | None:
    return None if suggestion.score is None else abs(position - suggestion.score)
