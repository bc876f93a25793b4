"""Positions, scores and answers in plain words, in English and in Dutch.

A visitor never sees a signed score: this module says it instead. Region names are written as on
the map, with a capital, also inside a sentence.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from quadrant.domain.axes import SCORE_MAX, SCORE_MIN, Axis, Placement, is_in_border_zone
from quadrant.domain.regions import (
    MIX,
    Region,
    Standing,
    neighbour_of,
    percentages,
    region_of,
    shares,
    standing_of,
)
from quadrant.domain.rubric import CURRENT_RUBRIC_VERSION, Rubric, load_rubric
from quadrant.domain.scope import Scope
from quadrant.domain.texts import Lang, Text

# Tested on exact shares, never on rounded percentages.
_MAINLY: Final = Fraction(1, 2)
_WORTH_NAMING: Final = Fraction(1, 5)

_MAINLY_WORD: Final = Text("Mainly {regions}", "Vooral {regions}")
_MIX_OF: Final = Text("A mix of {regions}", "Een mengvorm van {regions}")
_BORDER_WITH: Final = Text("on the border with {region}", "op de grens met {region}")
_IN_THE_MIDDLE: Final = Text(
    "in the middle: a mix of all four", "in het midden: een mengvorm van alle vier"
)
_AND: Final = Text("and", "en")
_DECIMAL: Final = Text(".", ",")

_MIX_NAME: Final = Text("In the middle", "In het midden")
_MIX_LINE: Final = Text("a mix of all four", "een mengvorm van alle vier")
_REGION_LINES: Final = {
    Region.NETARCHICAL_CAPITALISM: Text("run centrally, for profit", "centraal, voor winst"),
    Region.GLOBAL_COMMONS: Text("run centrally, for a purpose", "centraal, voor een doel"),
    Region.DISTRIBUTED_CAPITALISM: Text(
        "individuals trade, for profit", "individuen handelen, voor winst"
    ),
    Region.LOCAL_RESILIENCE: Text(
        "and decentralised commons, for a purpose", "en decentrale commons, voor een doel"
    ),
}
# Linux, Mastodon and OpenStreetMap lie bottom right by the axes, not because they are local.
_WORLDWIDE_COMMONS: Final = Text(
    "decentralised commons, worldwide", "decentrale commons, wereldwijd"
)

_BETWEEN: Final = Text(
    "on the border between {negative} and {positive}", "op de grens tussen {negative} en {positive}"
)
# The lowest distance from zero at which each word holds, strongest first.
_STRENGTHS: Final = (
    (80, Text("very {end}", "sterk {end}")),
    (50, Text("largely {end}", "grotendeels {end}")),
    (0, Text("somewhat {end}", "eerder {end}")),
)

_AGREE_BELOW: Final = 20
_DIFFER_SOMEWHAT_UP_TO: Final = 32
_AGREE: Final = Text("the answers agree", "de antwoorden wijzen dezelfde kant op")
_DIFFER_SOMEWHAT: Final = Text("the answers differ somewhat", "de antwoorden lopen wat uiteen")
_DIFFER_WIDELY: Final = Text("the answers differ widely", "de antwoorden lopen sterk uiteen")
_TOO_FEW: Final = Text("too few answers", "te weinig antwoorden")

_ANSWERED: Final = Text(
    "{answered} of {asked} questions answered", "{answered} van de {asked} vragen beantwoord"
)
_PROVISIONAL: Final = Text("provisional", "voorlopig")

_NO_SUGGESTION: Final = Text(
    "No question on this axis is answered, so there is no suggestion.",
    "Geen enkele vraag over deze as is beantwoord, dus er is geen voorstel.",
)
_AS_SUGGESTED: Final = Text(
    "The answers suggest exactly this place.", "De antwoorden wijzen precies deze plek aan."
)
_ELSEWHERE: Final = Text(
    "The answers alone suggest another place: {words}. The position lies further towards {end} "
    "({points} on a scale of {scale}), for the reason given.",
    "De antwoorden alleen wijzen een andere plek aan: {words}. De positie ligt verder in de "
    "richting van {end} ({points} op een schaal van {scale}), om de vermelde reden.",
)
_TENSION: Final = Text(
    "The two faces of this axis pull apart: {first} is {first_words}, {second} {second_words}.",
    "De twee kanten van deze as trekken elk in een andere richting: {first} is {first_words}, "
    "{second} {second_words}.",
)

_REACH: Final = {
    Scope.LOCAL: Text("people nearby", "mensen uit de buurt"),
    Scope.REGIONAL: Text("people in the region", "mensen uit de streek"),
    Scope.NATIONAL: Text("people in one country", "mensen uit één land"),
    Scope.GLOBAL: Text("people everywhere", "mensen overal ter wereld"),
}
_REACH_NAMES: Final = {
    Scope.LOCAL: Text("Local", "Lokaal"),
    Scope.REGIONAL: Text("Regional", "Regionaal"),
    Scope.NATIONAL: Text("National", "Nationaal"),
    Scope.GLOBAL: Text("Global", "Wereldwijd"),
}
_OUTPUT: Final = {
    Scope.LOCAL: Text("lands locally", "komt lokaal terecht"),
    Scope.REGIONAL: Text("lands in the region", "komt in de streek terecht"),
    Scope.NATIONAL: Text("lands in one country", "komt in één land terecht"),
    Scope.GLOBAL: Text("lands worldwide", "komt wereldwijd terecht"),
}


def region_name(region: str, lang: Lang) -> str:
    """Return the name of a region as on the map; "In the middle" for "mix".

    Raises:
        ValueError: the key is neither a region nor "mix".
    """
    if region == MIX:
        return _MIX_NAME.in_(lang)
    return _rubric().regions[Region(region)].name.in_(lang)


def region_line(region: str, reach: str | None, lang: Lang) -> str:
    """Return the second line under the name of a region (or "mix").

    Args:
        region: the key of a region, or "mix".
        reach: the reach of the initiative that the line stands under, or None under the name of
            the region itself. A decentralised commons with worldwide reach lies bottom right by
            the axes: its line says so, lest the name make it look local.
        lang: the language.

    Raises:
        ValueError: the key is neither a region nor "mix".
    """
    if region == MIX:
        return _MIX_LINE.in_(lang)
    if region == Region.LOCAL_RESILIENCE and reach == Scope.GLOBAL:
        return _WORLDWIDE_COMMONS.in_(lang)
    return _REGION_LINES[Region(region)].in_(lang)


def position_sentence(placement: Placement, lang: Lang) -> str:
    """Return the mix of a position as one sentence with percentages.

    "Mainly X" where the largest share is at least half; otherwise "a mix of" every region with
    at least a fifth, largest first. In the middle no region is named.
    """
    return f"{_position(placement, lang, with_percentages=True)}."


def position_short(placement: Placement, lang: Lang) -> str:
    """Return the mix of a position without percentages and full stop."""
    return _position(placement, lang, with_percentages=False)


def standing_note(placement: Placement, lang: Lang) -> str:
    """Return what to say beside the region: its border or the middle; empty when clear."""
    neighbour = neighbour_of(placement)
    if neighbour is not None:
        return _BORDER_WITH.in_(lang).format(region=region_name(neighbour, lang))
    if standing_of(placement) is Standing.MIDDLE:
        return _IN_THE_MIDDLE.in_(lang)
    return ""


def score_words(axis: Axis, score: int, lang: Lang) -> str:
    """Return a score (-100 to 100) in words, such as "somewhat centralised"."""
    if is_in_border_zone(score):
        return _BETWEEN.in_(lang).format(
            negative=end_words(axis, SCORE_MIN, lang), positive=end_words(axis, SCORE_MAX, lang)
        )
    words = next(words for least, words in _STRENGTHS if abs(score) >= least)
    return words.in_(lang).format(end=end_words(axis, score, lang))


def sentences(lang: Lang) -> dict[str, object]:
    """Return what `position_sentence`, `score_words` and `answered_words` are made of.

    For the form, whose script says them while a point moves, in the same words.
    """
    return {
        "regions": {region.value: region_name(region, lang) for region in Region},
        "mainly": _MAINLY_WORD.in_(lang),
        "mix_of": _MIX_OF.in_(lang),
        "border_with": _BORDER_WITH.in_(lang),
        "in_the_middle": _IN_THE_MIDDLE.in_(lang),
        "and": _AND.in_(lang),
        "decimal": _DECIMAL.in_(lang),
        "between": _BETWEEN.in_(lang),
        "strengths": [[least, words.in_(lang)] for least, words in _STRENGTHS],
        "ends": {
            axis.value: [end_words(axis, side, lang) for side in (SCORE_MIN, SCORE_MAX)]
            for axis in Axis
        },
        "answered": _ANSWERED.in_(lang),
        "provisional": _PROVISIONAL.in_(lang),
    }


def end_words(axis: Axis, direction: int, lang: Lang) -> str:
    """Return the end of an axis that lies on this side of zero, such as "purpose-driven"."""
    texts = _rubric().axes[axis]
    return (texts.positive if direction >= 0 else texts.negative).in_(lang).lower()


def spread_words(spread: float | None, provisional: bool, lang: Lang) -> str:
    """Return how far the answers differ.

    Args:
        spread: points of score, the larger of both axes; None without an answer.
        provisional: an axis has fewer than three answers.
        lang: the language.
    """
    if provisional or spread is None:
        return _TOO_FEW.in_(lang)
    if spread < _AGREE_BELOW:
        return _AGREE.in_(lang)
    if spread <= _DIFFER_SOMEWHAT_UP_TO:
        return _DIFFER_SOMEWHAT.in_(lang)
    return _DIFFER_WIDELY.in_(lang)


def answered_words(answered: int, asked: int, provisional: bool, lang: Lang) -> str:
    """Return how many questions are answered, and whether that makes the position provisional."""
    words = _ANSWERED.in_(lang).format(answered=answered, asked=asked)
    return f"{words}: {_PROVISIONAL.in_(lang)}." if provisional else f"{words}."


def difference_words(axis: Axis, position: int, suggestion: int | None, lang: Lang) -> str:
    """Return how a score on one axis lies beside the score that the answers suggest.

    Args:
        axis: the axis of both scores.
        position: the editors' score, from -100 to 100.
        suggestion: the suggested score, or None without an answer.
        lang: the language.
    """
    if suggestion is None:
        return _NO_SUGGESTION.in_(lang)
    if position == suggestion:
        return _AS_SUGGESTED.in_(lang)
    return _ELSEWHERE.in_(lang).format(
        words=score_words(axis, suggestion, lang),
        end=end_words(axis, position - suggestion, lang),
        points=abs(position - suggestion),
        scale=SCORE_MAX - SCORE_MIN,
    )


def tension_words(axis: Axis, faces: Mapping[str, int | None], lang: Lang) -> str:
    """Return that the two faces of an axis lie on opposite sides; empty when they do not.

    Users may share while the owner earns: an average of both would hide it. A face that is
    unanswered or on the border pulls to neither side.

    Args:
        axis: the axis to look at.
        faces: face key to its score from -100 to 100 or None, as `rubric.facet_scores` gives.
        lang: the language.
    """
    first, second = _rubric().axes[axis].facets
    scores = faces[first.key], faces[second.key]
    if scores[0] is None or scores[1] is None or scores[0] * scores[1] >= 0:
        return ""
    if any(is_in_border_zone(score) for score in scores if score is not None):
        return ""
    return _TENSION.in_(lang).format(
        first=_lower_first(first.name.in_(lang)),
        first_words=score_words(axis, scores[0], lang),
        second=_lower_first(second.name.in_(lang)),
        second_words=score_words(axis, scores[1], lang),
    )


def reach_words(reach: str, lang: Lang) -> str:
    """Return who can take part, as in "open to people nearby". ValueError for an unknown reach."""
    return _REACH[Scope(reach)].in_(lang)


def reach_name(reach: str, lang: Lang) -> str:
    """Return the name of a reach, for a choice or a tag. ValueError for an unknown reach."""
    return _REACH_NAMES[Scope(reach)].in_(lang)


def output_words(output: str, lang: Lang) -> str:
    """Return how near the result lands. ValueError for an unknown output."""
    return _OUTPUT[Scope(output)].in_(lang)


def _position(placement: Placement, lang: Lang, *, with_percentages: bool) -> str:
    note = standing_note(placement, lang)
    if standing_of(placement) is Standing.MIDDLE:
        return _upper_first(note)
    exact = shares(placement)
    largest_first = _largest_first(placement)
    is_mainly = exact[largest_first[0]] >= _MAINLY
    named = (
        largest_first[:1]
        if is_mainly
        else [region for region in largest_first if exact[region] >= _WORTH_NAMING]
    )
    names = [region_name(region, lang) for region in named]
    if with_percentages:
        rounded = percentages(placement)
        names = [
            f"{name} ({_percentage(rounded[region], exact[region], lang)})"
            for name, region in zip(names, named, strict=True)
        ]
    words = (_MAINLY_WORD if is_mainly else _MIX_OF).in_(lang).format(regions=_joined(names, lang))
    return f"{words}, {note}" if note else words


def _largest_first(placement: Placement) -> list[Region]:
    """Return the regions by share; of equal ones the point's own first, then in reading order."""
    exact = shares(placement)
    own = region_of(placement)
    return sorted(Region, key=lambda region: (-exact[region], region is not own))


def _percentage(rounded: int, exact: Fraction, lang: Lang) -> str:
    """Return a percentage: whole, but never "50%" for less than half.

    Less than half that rounds to 50 gets one decimal, cut off: 49.995% is shown as 49.9%.
    """
    if exact < _MAINLY <= Fraction(rounded, 100):
        whole, tenth = divmod(int(exact * 1000), 10)
        return f"{whole}{_DECIMAL.in_(lang)}{tenth}%"
    return f"{rounded}%"


def _joined(names: list[str], lang: Lang) -> str:
    *head, last = names
    return f"{', '.join(head)} {_AND.in_(lang)} {last}" if head else last


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _rubric() -> Rubric:
    return load_rubric(CURRENT_RUBRIC_VERSION)
