"""Conditions on where an initiative stands, and on the years of its life."""

from django.db.models import Q

from quadrant.domain.axes import BORDER_ZONE
from quadrant.domain.regions import MIX, Region, bounds

# The scores that lie in the border zone of an axis, both ends included.
_INSIDE = (-BORDER_ZONE + 1, BORDER_ZONE - 1)


def in_group(key: str) -> Q:
    """Return the condition for a position in a region, or in the middle (`mix`).

    Needs `with_position`, as `near_border` does.
    """
    in_middle = Q(at_decentralisation__range=_INSIDE, at_purpose__range=_INSIDE)
    if key == MIX:
        return in_middle
    limits = bounds(Region(key))
    return (
        Q(
            at_decentralisation__range=limits.decentralisation,
            at_purpose__range=limits.purpose,
        )
        & ~in_middle
    )


def near_border() -> Q:
    """Return the condition for a position that is not clear: on a border or in the middle."""
    return Q(at_decentralisation__range=_INSIDE) | Q(at_purpose__range=_INSIDE)


def started_by(year: int | None) -> Q:
    """Return the condition for having started in `year`; an unknown start counts as started."""
    return Q() if year is None else Q(founded=None) | Q(founded__lte=year)


def ended_before(year: int | None) -> Q:
    """Return the condition for having ended before `year`; None is now: with an end."""
    return Q(ended__isnull=False) if year is None else Q(ended__lt=year)


def active_in(year: int | None) -> Q:
    """Return the condition for having started and not yet ended in `year`; None is now."""
    if year is None:
        return Q(ended=None)
    return started_by(year) & (Q(ended=None) | Q(ended__gte=year))
