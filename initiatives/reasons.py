"""Why an assessment puts an initiative where it stands: its answers, in the words of the rubric."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from initiatives.doubt import firmness_of
from initiatives.localtext import LocalText
from initiatives.models import Answer, Assessment, Citation, Stance
from quadrant.domain import wording
from quadrant.domain.axes import SCORE_MAX, SCORE_MIN, Axis
from quadrant.domain.rubric import (
    Facet,
    Indicator,
    Rubric,
    Suggestion,
    facet_scores,
    load_rubric,
    suggest,
)
from quadrant.vocabulary import language


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the five answers to a question."""

    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """A question of the rubric and what was answered.

    Attributes:
        question: as the rubric asks it.
        choices: the five answers, in the order of the axis; none is chosen where it is not known.
        note: what was added to the answer.
        supporting: the numbers of the sources that support it.
        against: the numbers of the sources that speak against it.
    """

    question: str
    choices: tuple[Choice, ...]
    note: LocalText | None
    supporting: tuple[int, ...]
    against: tuple[int, ...]

    @property
    def chosen(self) -> str:
        """The answer that was chosen; empty where it is not known."""
        return next((choice.text for choice in self.choices if choice.is_chosen), "")

    @property
    def step(self) -> int:
        """Which of the five it is, from 1; 0 where it is not known."""
        return next((n for n, choice in enumerate(self.choices, 1) if choice.is_chosen), 0)


@dataclass(frozen=True, slots=True)
class FaceReasons:
    """One of the two faces of an axis, with its questions."""

    name: str
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class AxisReasons:
    """One axis: where the initiative stands, on what ground, and what the answers say of it.

    Attributes:
        title: what the axis is about.
        words: the score in words.
        ends: the words at both ends, the lowest score first.
        rationale: why it stands there.
        score: the position, from -100 to 100.
        suggestion: what the answers suggest, or None without an answer.
        difference: how the one lies beside the other, in words.
        tension: that the two faces pull apart, or empty.
        faces: the two faces, with their questions.
    """

    title: str
    words: str
    ends: tuple[str, str]
    rationale: LocalText
    score: int
    suggestion: int | None
    difference: str
    tension: str
    faces: tuple[FaceReasons, ...]


@dataclass(frozen=True, slots=True)
class Reasons:
    """Everything that explains an assessment.

    Attributes:
        axes: decentralisation, then purpose.
        answered: how many questions are answered, in words.
        certainty: how far the answers agree, in words.
        halo: half-widths in scores on (decentralisation, purpose); None without answers on both.
        rubric_version: of the rubric that was answered.
    """

    axes: tuple[AxisReasons, ...]
    answered: str
    certainty: str
    halo: tuple[float, float] | None
    rubric_version: str

    @property
    def is_answered(self) -> bool:
        """At least one question has an answer."""
        return any(axis.suggestion is not None for axis in self.axes)


def reasons_of(assessment: Assessment) -> Reasons:
    """Explain an assessment, in the active language."""
    lang = language()
    rubric = load_rubric(assessment.rubric_version)
    values = assessment.answer_values
    suggestions = suggest(values, rubric)
    firmness = firmness_of(assessment)
    return Reasons(
        axes=tuple(_axis(assessment, axis, rubric, suggestions[axis]) for axis in Axis),
        answered=wording.answered_words(
            len(values), len(rubric.indicators), firmness.is_provisional, lang
        ),
        certainty=firmness.words,
        halo=firmness.doubt,
        rubric_version=rubric.version,
    )


def _axis(
    assessment: Assessment, axis: Axis, rubric: Rubric, suggestion: Suggestion
) -> AxisReasons:
    lang = language()
    score = assessment.placement.score(axis)
    answers = {answer.indicator: answer for answer in assessment.answers.all()}
    citations = list(assessment.citations.all())
    if axis is Axis.DECENTRALISATION:
        title, rationale = _("Organisation"), assessment.rationale_decentralisation
    else:
        title, rationale = _("Purpose"), assessment.rationale_purpose
    faces = facet_scores(assessment.answer_values, rubric)
    return AxisReasons(
        title=title,
        words=capfirst(wording.score_words(axis, score, lang)),
        ends=(
            capfirst(wording.end_words(axis, SCORE_MIN, lang)),
            capfirst(wording.end_words(axis, SCORE_MAX, lang)),
        ),
        rationale=rationale,
        score=score,
        suggestion=suggestion.score,
        difference=wording.difference_words(axis, score, suggestion.score, lang),
        tension=wording.tension_words(axis, faces, lang),
        faces=tuple(_face(facet, rubric, answers, citations) for facet in rubric.axes[axis].facets),
    )


def _face(
    facet: Facet, rubric: Rubric, answers: dict[str, Answer], citations: list[Citation]
) -> FaceReasons:
    return FaceReasons(
        name=facet.name.in_(language()),
        replies=tuple(
            _reply(indicator, answers.get(indicator.key), citations)
            for indicator in rubric.of_facet(facet.key)
        ),
    )


def _reply(indicator: Indicator, answer: Answer | None, citations: list[Citation]) -> Reply:
    lang = language()
    return Reply(
        question=indicator.question.in_(lang),
        choices=tuple(
            Choice(text.in_(lang), answer is not None and answer.value == value)
            for value, text in indicator.answers.items()
        ),
        note=answer.note if answer else None,
        supporting=_numbers(citations, indicator.key, Stance.SUPPORTS),
        against=_numbers(citations, indicator.key, Stance.AGAINST),
    )


def _numbers(citations: list[Citation], indicator: str, stance: Stance) -> tuple[int, ...]:
    """Return the places, from 1, of the sources that say something on one question."""
    return tuple(
        number
        for number, citation in enumerate(citations, start=1)
        if citation.stance == stance and indicator in citation.indicators
    )
