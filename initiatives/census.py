"""How many initiatives stand in each region, and which of them are best known."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q

from initiatives.models import Initiative
from initiatives.models.conditions import in_group, near_border
from initiatives.models.initiative import InitiativeQuerySet
from quadrant.domain.regions import GROUPS, MIX

UNPLACED: Final = "unplaced"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are, and how many of those stand on the border of a region."""

    total: int
    on_border: int = 0


def tally(initiatives: InitiativeQuerySet) -> dict[str, Tally]:
    """Count by region, the middle apart, and `UNPLACED` for what has no position.

    One query. The middle and what is unplaced stand on no border.

    Args:
        initiatives: annotated as by `with_position`.
    """
    counts = {key: Count("pk", filter=in_group(key)) for key in GROUPS}
    on_border = {
        f"{key}_border": Count("pk", filter=in_group(key) & near_border())
        for key in GROUPS
        if key != MIX
    }
    unplaced = {UNPLACED: Count("pk", filter=Q(at_decentralisation=None))}
    found = initiatives.order_by().aggregate(**counts, **on_border, **unplaced)
    return {key: Tally(found[key], found.get(f"{key}_border", 0)) for key in (*GROUPS, UNPLACED)}


def best_known(initiatives: InitiativeQuerySet, group: str, most: int) -> list[Initiative]:
    """Return the best known of a region, of the middle, or of what is `UNPLACED`.

    Args:
        initiatives: annotated as by `with_position`.
        group: a region's key, "mix", or `UNPLACED`.
        most: so many at most.
    """
    found = initiatives.unplaced() if group == UNPLACED else initiatives.in_region(group)
    return list(found.best_known_first()[:most])


def needs_served(initiatives: InitiativeQuerySet) -> dict[str, int]:
    """Return how many initiatives serve each need; a need that none serves is left out."""
    counts = initiatives.order_by().values("need_links__need").annotate(count=Count("pk"))
    return {row["need_links__need"]: row["count"] for row in counts if row["need_links__need"]}
