"""What stands around an initiative: on the map, in its need, and by what links them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives.localtext import LocalText
from initiatives.models import Initiative, Relation, RelationKind
from quadrant.domain.axes import Placement
from quadrant.domain.regions import GROUPS, group_of

# The best known that a drawing of the whole catalogue shows, however large it grows.
MOST_DRAWN: Final = 500
# Of a need that thousands serve, the best known are compared.
MOST_COMPARED: Final = 200
SAME_NEED: Final = 8
NEAREST: Final = 6

_INCOMING: Final[dict[str, Promise]] = {
    RelationKind.PART_OF: _("Includes"),
    RelationKind.FORKED_FROM: _("Forked into"),
    RelationKind.REPLACED_BY: _("Replaces"),
    RelationKind.MERGED_INTO: _("Took in"),
    RelationKind.SUCCESSOR_OF: _("Succeeded by"),
}
_OUTGOING: Final[dict[str, Promise]] = {
    RelationKind.PART_OF: _("Part of"),
    RelationKind.FORKED_FROM: _("Forked from"),
    RelationKind.REPLACED_BY: _("Replaced by"),
    RelationKind.MERGED_INTO: _("Merged into"),
    RelationKind.SUCCESSOR_OF: _("Successor of"),
}


@dataclass(frozen=True, slots=True)
class Related:
    """How an initiative is linked to another one.

    Attributes:
        words: the kind of link, as seen from this initiative.
        other: the other one; None where it is not listed.
        other_slug: its address.
        note: what is said of it.
    """

    words: str
    other: Initiative | None
    other_slug: str
    note: LocalText


def related_to(initiative: Initiative) -> list[Related]:
    """Return the links of an initiative in both directions, its own first."""
    relations = list(
        Relation.objects.filter(
            Q(initiative=initiative) | Q(other_slug=initiative.slug, initiative__withdrawn_at=None)
        ).select_related("initiative")
    )
    own = [relation for relation in relations if relation.initiative_id == initiative.pk]
    by_others = [relation for relation in relations if relation.initiative_id != initiative.pk]
    others = {
        other.slug: other
        for other in Initiative.objects.listed().filter(
            slug__in=[relation.other_slug for relation in own]
        )
    }
    return [
        *(
            Related(
                str(_OUTGOING[relation.kind]),
                others.get(relation.other_slug),
                relation.other_slug,
                relation.note,
            )
            for relation in own
        ),
        *(
            Related(
                str(_INCOMING[relation.kind]),
                relation.initiative,
                relation.initiative.slug,
                relation.note,
            )
            for relation in by_others
        ),
    ]


def serving_otherwise(initiative: Initiative, need: str, group: str | None) -> list[Initiative]:
    """Return active initiatives that serve a need from other regions, in reading order of the map.

    Each other region gives its best known in turn, so that none crowds out the rest.

    Args:
        initiative: for which the others are an alternative.
        need: key of the need.
        group: the region (or `mix`) that it stands in itself; None while it is unplaced.
    """
    candidates = (
        Initiative.objects.listed()
        .active_in(None)
        .filter(need_links__need_id=need)
        .exclude(pk=initiative.pk)
        .with_position()
        .placed()
        .best_known_first()
    )
    groups = [other for other in GROUPS if other != group]
    if group:
        candidates = candidates.in_region(*groups)
    by_group: dict[str, list[Initiative]] = {other: [] for other in groups}
    for candidate in candidates[:MOST_COMPARED]:
        by_group[_group(candidate)].append(candidate)
    chosen = set(_in_turn(by_group.values(), SAME_NEED))
    return [other for found in by_group.values() for other in found if other in chosen]


def drawn_on_the_map(initiative: Initiative) -> list[Initiative]:
    """Return the other active initiatives that a drawing of the whole map shows."""
    return list(
        Initiative.objects.listed()
        .active_in(None)
        .exclude(pk=initiative.pk)
        .with_position()
        .placed()
        .best_known_first()[:MOST_DRAWN]
    )


def nearest_of(placement: Placement, others: Iterable[Initiative]) -> list[Initiative]:
    """Return the placed initiatives nearest to a point; of equally near ones, the first."""

    def distance(other: Initiative) -> int:
        there = _placement(other)
        return (there.decentralisation - placement.decentralisation) ** 2 + (
            there.purpose - placement.purpose
        ) ** 2

    return sorted(others, key=distance)[:NEAREST]


def _in_turn(lists: Iterable[Sequence[Initiative]], most: int) -> list[Initiative]:
    """Take the first of each list, then the second of each, until there are enough."""
    ranked = sorted(
        (
            (rank, number, item)
            for number, items in enumerate(lists)
            for rank, item in enumerate(items)
        ),
        key=lambda entry: entry[:2],
    )
    return [item for _rank, _number, item in ranked[:most]]


def _placement(initiative: Initiative) -> Placement:
    placement = initiative.placement
    assert placement is not None, "only placed initiatives are asked for"
    return placement


def _group(initiative: Initiative) -> str:
    return group_of(_placement(initiative))
