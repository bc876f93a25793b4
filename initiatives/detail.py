"""Everything that a page or a panel tells of one initiative."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from string import ascii_uppercase

from django.db.models import Prefetch, prefetch_related_objects

from initiatives.doubt import Firmness, firmness_of
from initiatives.models import Assessment, Citation, Initiative, TestAnswer, Voice
from initiatives.moves import tells_of_a_change
from initiatives.objections import Outcome, outcome_for
from initiatives.reasons import Reasons, reasons_of
from initiatives.surroundings import (
    Related,
    drawn_on_the_map,
    nearest_of,
    related_to,
    serving_otherwise,
)
from quadrant.domain import depth, wording
from quadrant.domain.axes import Placement
from quadrant.domain.depth import Depth
from quadrant.domain.regions import group_of
from quadrant.domain.rubric import load_rubric
from quadrant.vocabulary import language


@dataclass(frozen=True, slots=True)
class View:
    """How it looks to a user with one intention.

    Attributes:
        number: as in the figure, from 1.
        assessment: the one that holds, or the latest.
        general: the general view of the same year.
    """

    number: int
    assessment: Assessment
    general: Placement


@dataclass(frozen=True, slots=True)
class Voiced:
    """How somebody else sees it.

    Attributes:
        letter: as on the map, from "A".
        assessment: the one that holds, or the latest.
    """

    letter: str
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class Step:
    """A position in the course of the years.

    Attributes:
        assessment: where it stood, and since when.
        moved: it came from the step before; false for the first, and for a correction: there we
            know better and nothing moved.
    """

    assessment: Assessment
    moved: bool


@dataclass(frozen=True, slots=True)
class TestReply:
    """A question of the P2P test, and the answer in words; empty where it is not known."""

    question: str
    answer: str


@dataclass(frozen=True)
class Detail:
    """One initiative with its assessments, as it stands now or stood in a year.

    What is not always shown is asked of the database when it is first needed.

    Attributes:
        initiative: itself.
        year: which year is told; None for the latest that is known.
        current: the curators' general assessment of that year; None while it is unplaced.
        views: by a user's intention, numbered.
        voices: how others see it: a contributor, the initiative itself. Never averaged.
        steps: the general positions up to the current one, oldest first.
        elsewhen: the general assessments of other years, latest first.
        superseded: what was replaced, latest first, readable as the record it is.
    """

    initiative: Initiative
    year: int | None
    current: Assessment | None
    views: tuple[View, ...]
    voices: tuple[Assessment, ...]
    steps: tuple[Step, ...]
    elsewhen: tuple[Assessment, ...]
    superseded: tuple[Assessment, ...]

    @property
    def placement(self) -> Placement | None:
        """Where it stands; None while it is unplaced."""
        return self.current.placement if self.current else None

    @property
    def open_to(self) -> str:
        """Who can take part and how near the result lands, whichever are known."""
        parts = []
        if self.initiative.reach:
            parts.append(wording.reach_words(self.initiative.reach, language()))
        if self.initiative.output:
            parts.append(wording.output_words(self.initiative.output, language()))
        return ", ".join(parts)

    @property
    def test_replies(self) -> list[TestReply]:
        """The three questions of the P2P test with their answers."""
        return [
            TestReply(
                question.question.in_(language()),
                str(TestAnswer(answer).label) if answer else "",
            )
            for question in load_rubric().p2p_questions
            for answer in [getattr(self.initiative, f"test_{question.key}")]
        ]

    @property
    def trail(self) -> list[tuple[int, Placement]]:
        """The years and places that it moved through before the current one, for the figure."""
        start = max((i for i, step in enumerate(self.steps) if not step.moved), default=0)
        return [(step.assessment.as_of, step.assessment.placement) for step in self.steps[start:-1]]

    @property
    def satellites(self) -> list[tuple[Placement, Placement]]:
        """The place of each view and of the general view it belongs to, for the figure."""
        return [(view.assessment.placement, view.general) for view in self.views]

    @property
    def lettered(self) -> list[Voiced]:
        """How others see it, each with its letter: A to Z, then AA, BB."""
        return [
            Voiced(ascii_uppercase[n % 26] * (n // 26 + 1), assessment)
            for n, assessment in enumerate(self.voices)
        ]

    @cached_property
    def depth(self) -> Depth:
        """What belongs to its point on the map."""
        return Depth(
            placement=self.placement,
            year=self.current.as_of if self.current else None,
            doubt=self.firmness.doubt if self.firmness else None,
            is_provisional=self.firmness.is_provisional if self.firmness else False,
            trail=tuple(self.trail),
            views=tuple(
                depth.View(
                    view.number, view.assessment.placement, view.general, view.assessment.as_of
                )
                for view in self.views
            ),
            voices=tuple(
                depth.OtherVoice(
                    voiced.letter,
                    voiced.assessment.placement,
                    voiced.assessment.voice,
                    voiced.assessment.as_of,
                )
                for voiced in self.lettered
            ),
        )

    @cached_property
    def firmness(self) -> Firmness | None:
        """How firm its place is."""
        return firmness_of(self.current) if self.current else None

    @cached_property
    def reasons(self) -> Reasons | None:
        """Why it stands there."""
        return reasons_of(self.current) if self.current else None

    @cached_property
    def relations(self) -> list[Related]:
        """The initiatives that it is linked to, in both directions."""
        return related_to(self.initiative)

    @property
    def need(self) -> str | None:
        """The key of what most people come for."""
        return next((link.need_id for link in self.initiative.need_links.all()), None)

    @cached_property
    def alternatives(self) -> list[Initiative]:
        """What serves the same need from another region."""
        if self.need is None:
            return []
        group = group_of(self.placement) if self.placement else None
        return serving_otherwise(self.initiative, self.need, group)

    @cached_property
    def objection(self) -> Outcome | None:
        """How the latest objection to the entry ended."""
        return outcome_for(self.initiative)

    @property
    def nearest(self) -> list[Initiative]:
        """What stands nearest on the map."""
        return nearest_of(self.placement, self._drawn) if self.placement else []

    @property
    def others(self) -> set[Placement]:
        """The places of the other initiatives on the map."""
        return {other.placement for other in self._drawn if other.placement}

    @cached_property
    def _drawn(self) -> list[Initiative]:
        return drawn_on_the_map(self.initiative)


def detail_of(initiative: Initiative, year: int | None = None, *, brief: bool = False) -> Detail:
    """Gather what is told of an initiative, as it stands now or stood in a year.

    The number of queries does not depend on how much is known of it.

    Args:
        initiative: itself.
        year: which year is told; None for the latest that is known.
        brief: for the panel beside the map, which tells no sources, needs or other names.
    """
    assessments = Assessment.objects.select_related("perspective").prefetch_related("answers")
    if not brief:
        cited = Citation.objects.select_related("source")
        assessments = assessments.prefetch_related(Prefetch("citations", cited))
    prefetch_related_objects(
        [initiative],
        *([] if brief else ["further_sectors", "need_links", "aliases"]),
        Prefetch("assessments", assessments, to_attr="assessments_ever"),
    )
    ever: list[Assessment] = initiative.assessments_ever  # type: ignore[attr-defined]
    in_force = [assessment for assessment in ever if assessment.superseded_at is None]
    by_editors = [a for a in in_force if a.voice == Voice.EDITORS]
    general = sorted((a for a in by_editors if a.perspective_id is None), key=lambda a: a.as_of)
    current = _holding(general, year)
    return Detail(
        initiative=initiative,
        year=year,
        current=current,
        views=_views([a for a in by_editors if a.perspective_id is not None], general, year),
        voices=tuple(_holding_each((a for a in in_force if a.voice != Voice.EDITORS), year)),
        steps=_steps(general, current, ever),
        elsewhen=tuple(a for a in reversed(general) if a is not current),
        superseded=tuple(
            sorted(
                (a for a in ever if a.superseded_at is not None),
                key=lambda a: (a.superseded_at, a.as_of),
                reverse=True,
            )
        ),
    )


def _holding(series: Iterable[Assessment], year: int | None) -> Assessment | None:
    """Return the assessment of a series that holds in a year, or without one the latest."""
    if year is not None:
        series = (a for a in series if a.first_year <= year <= a.last_year)
    return max(series, key=lambda a: a.as_of, default=None)


def _holding_each(assessments: Iterable[Assessment], year: int | None) -> Iterable[Assessment]:
    """Yield what holds of each series: the same perspective on the same word."""
    series: dict[tuple[str, int | None], list[Assessment]] = {}
    for assessment in assessments:
        series.setdefault((assessment.voice, assessment.perspective_id), []).append(assessment)
    for found in series.values():
        holding = _holding(found, year)
        if holding:
            yield holding


def _views(
    by_perspective: list[Assessment], general: list[Assessment], year: int | None
) -> tuple[View, ...]:
    views: list[View] = []
    for assessment in _holding_each(by_perspective, year):
        # What holds in its own year; before the first general view, that first one.
        beside = _holding(general, assessment.as_of) or (general[0] if general else assessment)
        views.append(View(len(views) + 1, assessment, beside.placement))
    return tuple(views)


def _steps(
    general: list[Assessment], current: Assessment | None, ever: list[Assessment]
) -> tuple[Step, ...]:
    if current is None:
        return ()
    rows = {assessment.pk: assessment for assessment in ever}
    past = [assessment for assessment in general if assessment.as_of <= current.as_of]
    return tuple(
        Step(assessment, moved=n > 0 and tells_of_a_change(assessment, rows))
        for n, assessment in enumerate(past)
    )
