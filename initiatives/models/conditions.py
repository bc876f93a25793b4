"""Conditions on where an initiative stands, and on the years of its life."""

from django.db.models import Q

from quadrant.domain.axes import BORDER_ZONE
from quadrant.domain.regions import MIX, Region, bounds


def _on_side(prefix: str, region: Region) -> Q:
    limits = bounds(region)
    return Q(
        **{
            f"{prefix}decentralisation__range": limits.decentralisation,
            f"{prefix}purpose__range": limits.purpose,
        }
    )


def _in_middle(prefix: str) -> Q:
    inside = (-BORDER_ZONE + 1, BORDER_ZONE - 1)
    return Q(**{f"{prefix}decentralisation__range": inside, f"{prefix}purpose__range": inside})


def in_group(key: str, prefix: str = "at_") -> Q:
    """Return the condition for a position in a region, or in the middle (`mix`).

    Args:
        key: one of the four region keys, or `mix`.
        prefix: before the names of the two score columns; `at_` after `with_position`.
    """
    if key == MIX:
        return _in_middle(prefix)
    return _on_side(prefix, Region(key)) & ~_in_middle(prefix)


def near_border(prefix: str = "at_") -> Q:
    """Return the condition for a position that is not clear: on a border or in the middle."""
    inside = (-BORDER_ZONE + 1, BORDER_ZONE - 1)
    return Q(**{f"{prefix}decentralisation__range": inside}) | Q(
        **{f"{prefix}purpose__range": inside}
    )


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
