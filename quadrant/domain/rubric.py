"""The rubric: twelve questions, and the position that their answers suggest."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from quadrant.domain.axes import Axis
from quadrant.domain.regions import Region
from quadrant.domain.texts import Lang, Text

__all__ = [
    "ANSWER_MAX",
    "ANSWER_MIN",
    "CURRENT_RUBRIC_VERSION",
    "FIRST_QUESTIONS",
    "MIN_ANSWERS",
    "RUBRIC_VERSIONS",
    "AxisTexts",
    "Facet",
    "Indicator",
    "Lang",
    "P2PQuestion",
    "RegionTexts",
    "Rubric",
    "Suggestion",
    "Text",
    "facet_scores",
    "is_market_of_individuals",
    "load_rubric",
    "suggest",
]

# Every released version stays, so that an old assessment can be read and recomputed.
RUBRIC_VERSIONS: Final = ("1.1",)
CURRENT_RUBRIC_VERSION: Final = "1.1"

# The questions to ask first, one a face. Of all such sets these come nearest to the full rubric:
# over 263 assessments 16 points mean difference an axis, and the same region in 87 %.
FIRST_QUESTIONS: Final = ("design", "exchange", "ownership", "settlement")

ANSWER_MIN: Final = -2
ANSWER_MAX: Final = 2
# Fewer answers than this on an axis make its suggestion provisional.
MIN_ANSWERS: Final = 3
# An answer of one step is worth this many points of score.
_FACTOR: Final = 50
# The spread where it cannot be computed, because there is one answer only.
_SPREAD_OF_ONE_ANSWER: Final = 50.0


@dataclass(frozen=True, slots=True)
class Facet:
    """One of the two faces of an axis, such as "running the system"."""

    key: str
    axis: Axis
    name: Text


@dataclass(frozen=True, slots=True)
class AxisTexts:
    """What the rubric says of an axis: the words for both ends, the question, the two faces."""

    axis: Axis
    label: Text
    negative: Text
    positive: Text
    question: Text
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class RegionTexts:
    """What the rubric says of a region."""

    region: Region
    name: Text
    summary: Text


@dataclass(frozen=True, slots=True)
class P2PQuestion:
    """One of the three questions that decide what counts as peer-to-peer."""

    key: str
    question: Text
    help: Text


@dataclass(frozen=True, slots=True)
class Indicator:
    """One question of the rubric, with its five answers from -2 to 2 in that order."""

    key: str
    axis: Axis
    facet: str
    label: Text
    question: Text
    help: Text
    answers: Mapping[int, Text]


@dataclass(frozen=True, slots=True)
class Rubric:
    """A released version of the rubric. The indicators stand in the order of the form."""

    version: str
    indicators: tuple[Indicator, ...]
    axes: Mapping[Axis, AxisTexts]
    regions: Mapping[Region, RegionTexts]
    p2p_questions: tuple[P2PQuestion, ...]

    @property
    def facets(self) -> tuple[Facet, ...]:
        """The faces of both axes, in the order of the form."""
        return tuple(facet for axis in Axis for facet in self.axes[axis].facets)

    def indicator(self, key: str) -> Indicator:
        """Return one indicator.

        Raises:
            KeyError: this version has no such indicator.
        """
        for indicator in self.indicators:
            if indicator.key == key:
                return indicator
        raise KeyError(key)

    def of_facet(self, facet: str) -> tuple[Indicator, ...]:
        """Return the indicators of one face, in the order of the form; none for an unknown one."""
        return tuple(indicator for indicator in self.indicators if indicator.facet == facet)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the answers suggest for one axis.

    Attributes:
        score: from -100 to 100; None without an answer.
        spread: points of score, how far the answers differ; None without an answer.
        answered: how many of the axis' indicators are answered.
        provisional: fewer than three are.
    """

    score: int | None
    spread: float | None
    answered: int
    provisional: bool


def load_rubric(version: str = CURRENT_RUBRIC_VERSION) -> Rubric:
    """Return a released version of the rubric, read once.

    Raises:
        ValueError: no such version was released.
    """
    if version not in RUBRIC_VERSIONS:
        raise ValueError(f"there is no rubric version {version!r}")
    return _read(version)


def suggest(answers: Mapping[str, int], rubric: Rubric) -> dict[Axis, Suggestion]:
    """Return what a set of answers suggests for each axis.

    The score is the mean of the axis' answered indicators times 50, rounded half away from zero.
    On a market of individuals (see `is_market_of_individuals`) each answer of the face
    "exchange" counts twice on the vertical axis. The spread is 50 s / sqrt(n), with s the sample
    standard deviation of the n answers: at least 50 / n, and 50 for a single answer. The market
    rule weighs the score only; in the spread every answer counts once, for counting an answer
    twice does not make it two observations.

    Raising an answer never lowers the score of its axis, with one exception: raising `exchange`
    from 0 or less to 1 or 2 at market prices starts the market rule, and lowers the score where
    the face "exchange" still is the less free of the two, because it then weighs more.

    Args:
        answers: indicator key to a whole number from -2 to 2. What is not known is left out.
        rubric: the version that was answered.

    Raises:
        ValueError: a key is not in the rubric, or a value is not a whole number from -2 to 2.

    Source:
        The rubric and its market rule are this project's own; the rule follows Plan C, "Wat is
        de peer-to-peer economie?", which counts marketplaces without a monopoly as distributed
        capitalism.
    """
    _check(answers, rubric)
    is_market = is_market_of_individuals(answers)
    suggestions = {}
    for axis in Axis:
        given = [i for i in rubric.indicators if i.axis is axis and i.key in answers]
        weighted = [
            (answers[i.key], 2 if is_market and i.facet == "exchange" else 1) for i in given
        ]
        suggestions[axis] = Suggestion(
            score=_score(weighted),
            spread=_spread([value for value, _ in weighted]),
            answered=len(given),
            provisional=len(given) < MIN_ANSWERS,
        )
    return suggestions


def facet_scores(answers: Mapping[str, int], rubric: Rubric) -> dict[str, int | None]:
    """Return the score of each face of both axes: where two faces differ, there is tension.

    Returns:
        Face key to the mean of its answers times 50, rounded half away from zero, or None
        without an answer; in the order of the form.

    Raises:
        ValueError: as for `suggest`.
    """
    _check(answers, rubric)
    return {
        facet.key: _score(
            (answers[indicator.key], 1)
            for indicator in rubric.of_facet(facet.key)
            if indicator.key in answers
        )
        for facet in rubric.facets
    }


def is_market_of_individuals(answers: Mapping[str, int]) -> bool:
    """Return whether the market rule applies.

    It does where things change hands at market prices (`settlement` is -2) and the participants
    decide each exchange themselves (`exchange` is 1 or 2): there the exchange is the system.
    """
    return answers.get("settlement") == ANSWER_MIN and answers.get("exchange", 0) >= 1


def _check(answers: Mapping[str, int], rubric: Rubric) -> None:
    known = {indicator.key for indicator in rubric.indicators}
    for key, value in answers.items():
        if key not in known:
            raise ValueError(f"rubric {rubric.version} has no indicator {key!r}")
        if type(value) is not int or not ANSWER_MIN <= value <= ANSWER_MAX:
            raise ValueError(
                f"the answer to {key} must be a whole number from {ANSWER_MIN} to {ANSWER_MAX}, "
                f"not {value!r}"
            )


def _score(weighted: Iterable[tuple[int, int]]) -> int | None:
    """Return the weighted mean of (answer, weight) as a score; None without an answer."""
    pairs = list(weighted)
    if not pairs:
        return None
    total = sum(weight for _, weight in pairs)
    return _round_half_away(
        Fraction(_FACTOR * sum(value * weight for value, weight in pairs), total)
    )


def _round_half_away(number: Fraction) -> int:
    size = int(abs(number) + Fraction(1, 2))
    return size if number >= 0 else -size


def _spread(values: list[int]) -> float | None:
    count = len(values)
    if not count:
        return None
    if count == 1:
        return _SPREAD_OF_ONE_ANSWER
    mean = Fraction(sum(values), count)
    variance = sum((value - mean) ** 2 for value in values) / (count - 1)
    return max(math.sqrt(_FACTOR**2 * variance / count), _FACTOR / count)


@cache
def _read(version: str) -> Rubric:
    file = files("quadrant.domain") / "rubrics" / f"{version}.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    return Rubric(
        version=data["version"],
        indicators=tuple(_indicator(item) for item in data["indicators"]),
        axes=MappingProxyType({Axis(item["key"]): _axis(item) for item in data["axes"]}),
        regions=MappingProxyType(
            {Region(item["key"]): _region(item) for item in data["quadrants"]}
        ),
        p2p_questions=tuple(
            P2PQuestion(item["key"], Text.from_json(item), Text.from_json(item["help"]))
            for item in data["p2p_test"]["questions"]
        ),
    )


def _indicator(data: Mapping[str, Any]) -> Indicator:
    return Indicator(
        key=data["key"],
        axis=Axis(data["axis"]),
        facet=data["facet"],
        label=Text.from_json(data["label"]),
        question=Text.from_json(data["question"]),
        help=Text.from_json(data["help"]),
        answers=MappingProxyType(
            {answer["value"]: Text.from_json(answer) for answer in data["answers"]}
        ),
    )


def _axis(data: Mapping[str, Any]) -> AxisTexts:
    axis = Axis(data["key"])
    return AxisTexts(
        axis=axis,
        label=Text.from_json(data["label"]),
        negative=Text.from_json(data["negative"]),
        positive=Text.from_json(data["positive"]),
        question=Text.from_json(data["question"]),
        facets=tuple(Facet(item["key"], axis, Text.from_json(item)) for item in data["facets"]),
    )


def _region(data: Mapping[str, Any]) -> RegionTexts:
    return RegionTexts(
        region=Region(data["key"]),
        name=Text.from_json(data["name"]),
        summary=Text.from_json(data["summary"]),
    )
