"""The four regions of the quadrant: their limits, the standing of a point, and its mix."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from quadrant.domain.axes import (
    BORDER_ZONE,
    MAP_SIDES,
    SCORE_MAX,
    SCORE_MIN,
    Axis,
    Placement,
    is_in_border_zone,
)

__all__ = [
    "BORDER_ZONE",
    "GROUPS",
    "MIX",
    "Bounds",
    "Region",
    "Standing",
    "across",
    "bounds",
    "corner",
    "group_of",
    "neighbour_of",
    "percentages",
    "region_of",
    "shares",
    "standing_of",
]


class Region(StrEnum):
    """The four regions, in reading order of the map, which is also the order of ties.

    Source:
        Plan C, "Wat is de peer-to-peer economie?" (14 June 2013), after Michel Bauwens.
    """

    NETARCHICAL_CAPITALISM = "netarchical_capitalism"
    GLOBAL_COMMONS = "global_commons"
    DISTRIBUTED_CAPITALISM = "distributed_capitalism"
    LOCAL_RESILIENCE = "local_resilience"


# The fifth group: points in the middle, never counted in one of the four regions.
MIX: Final = "mix"
GROUPS: Final[tuple[str, ...]] = (*(region.value for region in Region), MIX)

# The sign of a region's corner on (decentralisation, purpose).
_SIGNS: Final[dict[Region, tuple[int, int]]] = {
    Region.NETARCHICAL_CAPITALISM: (-1, -1),
    Region.GLOBAL_COMMONS: (-1, 1),
    Region.DISTRIBUTED_CAPITALISM: (1, -1),
    Region.LOCAL_RESILIENCE: (1, 1),
}
_REGION_AT: Final = {signs: region for region, signs in _SIGNS.items()}


class Standing(StrEnum):
    """How firmly a point stands in its region.

    Clear: both scores lie outside the border zone. Border: one lies inside. Middle: both do.
    """

    CLEAR = "clear"
    BORDER = "border"
    MIDDLE = "middle"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The lowest and highest score of a region on both axes, both ends included."""

    decentralisation: tuple[int, int]
    purpose: tuple[int, int]


def region_of(placement: Placement) -> Region:
    """Return the region that a point lies in.

    A score of exactly 0 counts as decentralised and as purpose-driven; `standing_of` says that
    such a point is on the border.
    """
    return _REGION_AT[_side(placement.decentralisation), _side(placement.purpose)]


def standing_of(placement: Placement) -> Standing:
    """Return how firmly a point stands in its region."""
    inside = sum(is_in_border_zone(placement.score(axis)) for axis in Axis)
    return (Standing.CLEAR, Standing.BORDER, Standing.MIDDLE)[inside]


def group_of(placement: Placement) -> str:
    """Return the group in which a point is counted: its region's key, or "mix" in the middle."""
    if standing_of(placement) is Standing.MIDDLE:
        return MIX
    return region_of(placement).value


def neighbour_of(placement: Placement) -> Region | None:
    """Return the region across the border that a point is on; None unless on exactly one."""
    if standing_of(placement) is not Standing.BORDER:
        return None
    near = next(axis for axis in Axis if is_in_border_zone(placement.score(axis)))
    return across(region_of(placement))[near]


def across(region: Region) -> dict[Axis, Region]:
    """Return the two neighbours of a region: the one that lies on the other side of each axis."""
    vertical, horizontal = _SIGNS[region]
    return {
        Axis.DECENTRALISATION: _REGION_AT[-vertical, horizontal],
        Axis.PURPOSE: _REGION_AT[vertical, -horizontal],
    }


def bounds(region: Region) -> Bounds:
    """Return the whole scores that lie in a region; the four do not overlap and leave no gap."""
    vertical, horizontal = _SIGNS[region]
    return Bounds(decentralisation=_limits(vertical), purpose=_limits(horizontal))


def corner(region: Region) -> tuple[str, str]:
    """Return the sides of the map that a region's corner touches, such as ("top", "left")."""
    vertical, horizontal = (
        MAP_SIDES[axis][sign > 0] for axis, sign in zip(Axis, _SIGNS[region], strict=True)
    )
    return vertical, horizontal


def shares(placement: Placement) -> dict[Region, Fraction]:
    """Return the share of each region in a point.

    A share is the product of the closeness to that region's corner on both axes, so a corner is
    pure and the centre is an even mix.

    Returns:
        Four exact shares from 0 to 1 that add up to 1, in reading order of the map.

    Source:
        Plan C, "Wat is de peer-to-peer economie?": systems occur in the four forms or a mix of
        them. The bilinear weights are this project's own.
    """
    whole = (SCORE_MAX - SCORE_MIN) ** 2
    return {
        region: Fraction(
            (SCORE_MAX + vertical * placement.decentralisation)
            * (SCORE_MAX + horizontal * placement.purpose),
            whole,
        )
        for region, (vertical, horizontal) in _SIGNS.items()
    }


def percentages(placement: Placement) -> dict[Region, int]:
    """Return the shares as whole percentages that add up to 100, in reading order of the map.

    The largest remainders are rounded up; of equal ones, the first in reading order.
    """
    exact = {region: share * 100 for region, share in shares(placement).items()}
    rounded = {region: int(percentage) for region, percentage in exact.items()}
    missing = 100 - sum(rounded.values())
    # Sorting is stable, also in reverse: equal remainders keep the reading order.
    by_remainder = sorted(Region, key=lambda region: exact[region] % 1, reverse=True)
    for region in by_remainder[:missing]:
        rounded[region] += 1
    return rounded


def _side(score: int) -> int:
    return 1 if score >= 0 else -1


def _limits(sign: int) -> tuple[int, int]:
    return (0, SCORE_MAX) if sign > 0 else (SCORE_MIN, -1)
