"""How firm positions are: of one assessment in words, and of many on the map at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from initiatives.models import Assessment, Initiative
from quadrant.domain import wording
from quadrant.domain.depth import Doubt
from quadrant.domain.position import doubt
from quadrant.domain.rubric import load_rubric, suggest
from quadrant.vocabulary import language


@dataclass(frozen=True, slots=True)
class Firmness:
    """How firm the position of an assessment is.

    Attributes:
        words: how far its answers agree, or that there are too few.
        is_provisional: there are too few.
        doubt: half-widths in scores; None without answers on both axes.
    """

    words: str
    is_provisional: bool
    doubt: Doubt | None


def firmness_of(assessment: Assessment) -> Firmness:
    """Say how firm a position is, in the active language."""
    suggestions = suggest(assessment.answer_values, load_rubric(assessment.rubric_version))
    provisional = any(suggestion.provisional for suggestion in suggestions.values())
    spreads = [suggestion.spread for suggestion in suggestions.values()]
    known = [spread for spread in spreads if spread is not None]
    return Firmness(
        words=wording.spread_words(max(known, default=None), provisional, language()),
        is_provisional=provisional,
        doubt=doubt(suggestions, assessment.placement),
    )


def doubts_of(initiatives: Iterable[Initiative], year: int | None) -> dict[str, Doubt]:
    """Return how firm the shown positions are, by slug, in one query.

    That is on each axis the larger of the spread of the answers and their distance to the position,
    of the assessment that holds in the year. What has no position then, or an axis without an
    answer, is left out.

    Args:
        initiatives: annotated as by `with_position` for the same year.
        year: None for the latest that is known.
    """
    shown = (
        Assessment.objects.latest_known() if year is None else Assessment.objects.holding_in(year)
    )
    placed = {one.pk: one for one in initiatives if one.shown_placement}
    versions: dict[int, str] = {}
    answers: dict[int, dict[str, int]] = defaultdict(dict)
    for pk, version, indicator, value in shown.filter(
        initiative__in=placed, answers__isnull=False
    ).values_list("initiative_id", "rubric_version", "answers__indicator", "answers__value"):
        versions[pk] = version
        answers[pk][indicator] = value
    found = {}
    for pk, given in answers.items():
        placement = placed[pk].shown_placement
        known = placement and doubt(suggest(given, load_rubric(versions[pk])), placement)
        if known:
            found[placed[pk].slug] = known
    return found
