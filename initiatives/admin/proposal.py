"""A submission, laid out for the curator who decides on it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from initiatives.entry import Problem, Validated
from initiatives.field_names import in_words, name_of
from initiatives.forms.problems import sentence
from initiatives.models import Decision, Initiative, Kind, Submission
from initiatives.preview import Preview
from initiatives.proposals import proposed, subject_of
from initiatives.similar import Similar, similar_to
from quadrant.domain import wording
from quadrant.domain.axes import Placement
from quadrant.vocabulary import language

_KINDS_OF_POSITION = (Kind.NEW, Kind.SECOND_OPINION)


@dataclass(frozen=True)
class Proposal:
    """What a submission proposes, beside what is in the catalogue now."""

    submission: Submission

    @cached_property
    def preview(self) -> Preview:
        return Preview(self.submission)

    @cached_property
    def initiative(self) -> Initiative | None:
        """The initiative that it is about now."""
        return subject_of(self.submission)

    @property
    def is_merged(self) -> bool:
        """Whether what it was sent about was merged into another one meanwhile."""
        return self.initiative != self.submission.initiative

    @property
    def is_withdrawn(self) -> bool:
        return self.initiative is not None and self.initiative.withdrawn_at is not None

    @cached_property
    def outcome(self) -> Validated | None:
        """The entry that accepting would write, or what is wrong with it; None for no entry."""
        return proposed(self.submission) if self.submission.is_open else None

    @property
    def problems(self) -> list[str]:
        """Why it cannot be entered as it is, in sentences."""
        return sentences(self.outcome.problems) if self.outcome else []

    @property
    def writes_nothing(self) -> bool:
        """Whether accepting it leaves the change to the curator."""
        return self.submission.is_open and self.outcome is None

    @cached_property
    def similar(self) -> list[Similar]:
        """What in the catalogue a new initiative may already be."""
        if self.submission.kind != Kind.NEW or not self.submission.is_open:
            return []
        return similar_to(self.preview.name, self.preview.website)

    @property
    def as_sent(self) -> list[tuple[str, str]]:
        """The fields of a change with what was sent for them."""
        return [(name_of(key), in_words(key, v)) for key, v in self.submission.data.items()]

    @property
    def has_position(self) -> bool:
        """Whether a position could have been proposed."""
        return self.submission.kind in _KINDS_OF_POSITION

    @property
    def sentence(self) -> str:
        """Where the sender places it; empty where nowhere."""
        return _sentence(self.preview.placement)

    @property
    def sentence_now(self) -> str:
        """Where it stands in the catalogue; empty where nowhere."""
        return _sentence(self.initiative.placement if self.initiative else None)

    def earlier(self, decision: Decision) -> "Proposal":
        """Return what it said until a move of the sender replaced it."""
        said = decision.before or {}
        return Proposal(
            Submission(
                pk=self.submission.pk,
                kind=self.submission.kind,
                initiative=self.submission.initiative,
                language=self.submission.language,
                sent_at=self.submission.sent_at,
                **said,
            )
        )

    @cached_property
    def earlier_versions(self) -> list[tuple[Decision, "Proposal"]]:
        """Every version that its sender replaced, the latest first, with the move that did."""
        return list(self._earlier_versions())

    def _earlier_versions(self) -> Iterator[tuple[Decision, "Proposal"]]:
        for decision in self.submission.decisions.exclude(before=None).order_by("-pk"):
            yield decision, self.earlier(decision)


def sentences(problems: Iterable[Problem]) -> list[str]:
    """Return broken rules as sentences about what a submission proposes."""
    return [sentence(_called(problem.field), problem.message) for problem in problems]


def _called(path: str) -> str:
    """Return what a field is called; a submission has one assessment at most, its position."""
    assessment, _dot, rest = path.partition(".")
    if not assessment.startswith("assessments"):
        return name_of(path)
    if rest.startswith("sources"):
        return _("sources of the position")
    return _("position: %(part)s") % {"part": rest} if rest else _("position")


def _sentence(placement: Placement | None) -> str:
    return wording.position_sentence(placement, language()) if placement else ""
