"""The examples that the model page names and draws, as far as the catalogue has them."""

from collections.abc import Iterable
from dataclasses import dataclass

from initiatives.localtext import LocalText
from initiatives.models import Assessment, Initiative
from quadrant.domain.axes import Placement
from quadrant.domain.regions import Region, group_of


@dataclass(frozen=True, slots=True)
class Intention:
    """A position for one kind of user, and the general view of its own year."""

    label: LocalText
    year: int
    placement: Placement
    general: Placement


@dataclass(frozen=True, slots=True)
class Example:
    """One initiative with what it was before, and what it is to different users.

    Attributes:
        halo: half-widths of its uncertainty on (decentralisation, purpose), or None.
        history: (year, position) before the present one, oldest first.
    """

    initiative: Initiative
    placement: Placement
    halo: tuple[float, float] | None
    history: list[tuple[int, Placement]]
    intentions: list[Intention]

    @property
    def satellites(self) -> list[tuple[Placement, Placement]]:
        """The intentions as a figure draws them: each with the general view of its year."""
        return [(intention.placement, intention.general) for intention in self.intentions]


def named_initiatives(slugs: Iterable[str]) -> dict[str, Initiative]:
    """Return the listed initiatives among these, by slug."""
    return {
        initiative.slug: initiative
        for initiative in Initiative.objects.listed().filter(slug__in=tuple(slugs))
    }


def examples_of(initiatives: Iterable[Initiative]) -> dict[str, Example]:
    """Return an example for each initiative that has a position, by slug. One query."""
    placed = {initiative.pk: initiative for initiative in initiatives if initiative.placement}
    assessments = (
        Assessment.objects.in_force()
        .by_editors()
        .filter(initiative__in=placed)
        .select_related("perspective")
        .order_by("as_of", "position", "pk")
    )
    views: dict[int, list[Assessment]] = {pk: [] for pk in placed}
    for assessment in assessments:
        views[assessment.initiative_id].append(assessment)
    return {initiative.slug: _example(initiative, views[pk]) for pk, initiative in placed.items()}


def for_region(
    region: Region, of_the_article: Iterable[Initiative], known: list[Initiative]
) -> list[Initiative]:
    """Return as many as are `known` of a region, what the article names first.

    What the article names stands first where it still is active, and stands in this region now.
    """
    named = [
        initiative
        for initiative in of_the_article
        if initiative.ended is None
        and initiative.placement
        and group_of(initiative.placement) == region
    ]
    slugs = {initiative.slug for initiative in named}
    others = [initiative for initiative in known if initiative.slug not in slugs]
    return [*named, *others][: len(known)]


def _example(initiative: Initiative, assessments: list[Assessment]) -> Example:
    general = [assessment for assessment in assessments if assessment.perspective is None]
    *earlier, now = general
    spreads = initiative.spread_decentralisation, initiative.spread_purpose
    return Example(
        initiative=initiative,
        placement=now.placement,
        halo=(spreads[0], spreads[1]) if spreads[0] and spreads[1] else None,
        history=[(assessment.as_of, assessment.placement) for assessment in earlier],
        intentions=_intentions(assessments, general),
    )


def _intentions(assessments: list[Assessment], general: list[Assessment]) -> list[Intention]:
    latest = {
        assessment.perspective: assessment
        for assessment in assessments
        if assessment.perspective is not None
    }
    found = []
    for perspective, assessment in latest.items():
        of_its_year = [view for view in general if view.as_of <= assessment.as_of] or general[:1]
        found.append(
            Intention(
                label=perspective.label,
                year=assessment.as_of,
                placement=assessment.placement,
                general=of_its_year[-1].placement,
            )
        )
    return found
