"""How far a point moved, and which way most of several went."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import hypot

from quadrant.domain.axes import Axis, Placement


class Way(StrEnum):
    """Where a move can go: in or out, or to one of the four sides of the map."""

    CENTRE = "centre"
    RIM = "rim"
    CENTRALISED = "centralised"
    DECENTRALISED = "decentralised"
    PROFIT = "profit"
    PURPOSE = "purpose"


@dataclass(frozen=True, slots=True)
class Move:
    """From one place of the map to another."""

    start: Placement
    end: Placement

    @property
    def size(self) -> float:
        """How far it is, in points of score: from 0 to 283, the diagonal of the map."""
        return hypot(*(self._along(axis) for axis in Axis))

    @property
    def ways(self) -> dict[Way, float]:
        """The ways that honestly describe it, each with how far it went that way, in points.

        A way does when it is the main part of the move: at least as much as what goes across it,
        within 45 degrees. In and out are measured by the distance to the centre. One move can go
        several ways: from a corner inwards is towards the centre and towards two sides.
        """
        down, right = (self._along(axis) for axis in Axis)
        outwards = _from_centre(self.end) - _from_centre(self.start)
        went = (
            (Way.CENTRE, -outwards),
            (Way.RIM, outwards),
            (Way.CENTRALISED, -down),
            (Way.DECENTRALISED, down),
            (Way.PROFIT, -right),
            (Way.PURPOSE, right),
        )
        half = (down * down + right * right) / 2
        return {way: far for way, far in went if far > 0 and far * far >= half}

    @property
    def main_way(self) -> Way:
        """The way it went furthest.

        Raises:
            ValueError: it leads nowhere.
        """
        ways = self.ways
        return max(ways, key=lambda way: ways[way])

    def _along(self, axis: Axis) -> int:
        return self.end.score(axis) - self.start.score(axis)


def prevailing(moves: Mapping[Move, int]) -> tuple[Way, int] | None:
    """Return the way that more than half went, and how many did.

    Of several such ways it is the one that most went; of equal ones that in which they went
    furthest together. None where no way holds for more than half: then nothing is to be said.

    Args:
        moves: how many made each move.
    """
    went: Counter[Way] = Counter()
    far: Counter[Way] = Counter()
    for move, count in moves.items():
        for way, points in move.ways.items():
            went[way] += count
            far[way] += round(points) * count
    # Of what is equal in all of that, the first stands: in and out before the sides.
    way = max(Way, key=lambda way: (went[way], far[way]))
    return (way, went[way]) if 2 * went[way] > sum(moves.values()) else None


def _from_centre(placement: Placement) -> float:
    return hypot(placement.decentralisation, placement.purpose)
