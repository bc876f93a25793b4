"""The two axes, their range and orientation, and a placement on them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

SCORE_MIN: Final = -100
SCORE_MAX: Final = 100
# A score nearer to zero than this is "on the border". Simulated raters who are one step off in
# three of ten answers move a score with a standard deviation of 10 points: this is twice that.
BORDER_ZONE: Final = 20


class Axis(StrEnum):
    """The two questions of the quadrant.

    Scores run from -100 to 100, without unit: `DECENTRALISATION` from centralised to
    decentralised, `PURPOSE` from profit-driven to purpose-driven.

    Source:
        Plan C, "Wat is de peer-to-peer economie?" (14 June 2013).
    """

    DECENTRALISATION = "decentralisation"
    PURPOSE = "purpose"


# Where the lowest and the highest score of an axis stand on every drawing. Decentralisation
# grows downwards: a drawing whose y grows upwards plots it with a reversed axis.
MAP_SIDES: Final[dict[Axis, tuple[str, str]]] = {
    Axis.DECENTRALISATION: ("top", "bottom"),
    Axis.PURPOSE: ("left", "right"),
}


def is_in_border_zone(score: int) -> bool:
    """Return whether a score (-100 to 100) is too near to zero to choose a side."""
    return abs(score) < BORDER_ZONE


@dataclass(frozen=True, slots=True)
class Placement:
    """A point of the quadrant: two whole scores from -100 to 100, without unit.

    Raises:
        ValueError: a score is not an `int` (floats, NaN, infinities and booleans are not), or
            it lies off its axis.
    """

    decentralisation: int
    purpose: int

    def __post_init__(self) -> None:
        for axis in Axis:
            score = self.score(axis)
            if type(score) is not int:
                raise ValueError(f"{axis} must be a whole number, not {score!r}")
            if not SCORE_MIN <= score <= SCORE_MAX:
                raise ValueError(
                    f"{axis} must lie between {SCORE_MIN} and {SCORE_MAX}, not {score}"
                )

    def score(self, axis: Axis) -> int:
        """Return the score on one axis, from -100 to 100."""
        return self.decentralisation if axis is Axis.DECENTRALISATION else self.purpose
