"""What a submission says, as it will look once accepted: for its sender and for the curators."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from initiatives.entry.schema import Entry
from initiatives.field_names import Changed, changed, in_words, name_of
from initiatives.models import Kind, Submission, TestAnswer
from initiatives.names import host_of
from initiatives.proposals import answers_of, entry_now, placement_of, proposed, subject_of
from quadrant.domain.axes import Axis, Placement
from quadrant.domain.position import halo
from quadrant.domain.rubric import CURRENT_RUBRIC_VERSION, Suggestion, load_rubric, suggest
from quadrant.domain.wording import score_words
from quadrant.vocabulary import language

_FACTS = ("place", "country", "founded", "sectors", "needs", "reach", "output", "tags", "aliases")


@dataclass(frozen=True)
class Preview:
    """A submission, laid out to be read. Its own words stay in the language they are in."""

    submission: Submission

    @property
    def is_new(self) -> bool:
        return self.submission.kind == Kind.NEW

    @property
    def name(self) -> str:
        return self.submission.name

    @property
    def summary(self) -> str:
        return next(iter(self._texts("summary").values()), "")

    @property
    def website(self) -> str:
        return str(self.submission.data.get("website") or "")

    @property
    def host(self) -> str:
        return host_of(self.website)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What is known of a new initiative besides its texts, as label and words."""
        data = self.submission.data
        return [(name_of(key), _listed(key, data[key])) for key in _FACTS if data.get(key)]

    @property
    def test_replies(self) -> list[tuple[str, str]]:
        """The questions of the P2P test that were answered, with their answers."""
        test = self.submission.data.get("p2p_test") or {}
        return [
            (question.question.in_(language()), str(TestAnswer(test[question.key]).label))
            for question in load_rubric().p2p_questions
            if test.get(question.key) in TestAnswer.values
        ]

    @property
    def replies(self) -> list[tuple[str, str]]:
        """The questions of the rubric that were answered, with the sentences chosen."""
        answers, lang = answers_of(self.submission), language()
        return [
            (indicator.question.in_(lang), indicator.answers[answers[indicator.key]].in_(lang))
            for indicator in load_rubric(CURRENT_RUBRIC_VERSION).indicators
            if indicator.key in answers
        ]

    @property
    def placement(self) -> Placement | None:
        """Where the sender places it; None where not."""
        return placement_of(self.submission)

    @property
    def placement_now(self) -> Placement | None:
        """Where it stands in the catalogue, if it does."""
        initiative = subject_of(self.submission)
        return initiative.placement if initiative else None

    @cached_property
    def suggestions(self) -> dict[Axis, Suggestion]:
        """What the answers suggest."""
        return suggest(answers_of(self.submission), load_rubric(CURRENT_RUBRIC_VERSION))

    @property
    def halo(self) -> tuple[float, float] | None:
        """How firm the place is: half-widths in scores on (decentralisation, purpose)."""
        return halo(self.suggestions, self.placement) if self.placement else None

    @property
    def reason(self) -> str:
        """Why it belongs elsewhere than the answers suggest, if the sender says so."""
        reasons = (self._part.get(f"rationale_{axis}") or {} for axis in Axis)
        return next((text for texts in reasons for text in texts.values()), "")

    @property
    def suggested_words(self) -> str:
        """What the answers alone suggest, in words; for where the sender places it elsewhere."""
        words = [
            score_words(axis, suggestion.score, language())
            for axis, suggestion in self.suggestions.items()
            if suggestion.score is not None
        ]
        return ", ".join(words)

    @property
    def year(self) -> int | None:
        """The year that an opinion describes."""
        return self._part.get("as_of")

    @property
    def point_of_view(self) -> str:
        """From whose point of view an opinion is given."""
        return next(iter((self._part.get("perspective") or {}).values()), "")

    @property
    def changes(self) -> list[Changed]:
        """What a change would change in the entry as it is now."""
        submission = self.submission
        if submission.kind != Kind.CHANGE or not submission.data:
            return []
        before = entry_now(submission)
        assert before is not None, "a change is about an initiative"
        outcome = proposed(submission)
        after = outcome.entry if outcome else None
        return changed(before, after) if after else _as_sent(before, submission.data)

    @property
    def _part(self) -> dict[str, Any]:
        parts: list[dict[str, Any]] = self.submission.data.get("assessments") or [{}]
        return parts[0]

    def _texts(self, name: str) -> dict[str, str]:
        texts: dict[str, str] = self.submission.data.get(name) or {}
        return texts


def _as_sent(before: Entry, data: dict[str, Any]) -> list[Changed]:
    """Return the fields of a change that no longer makes a valid entry."""
    return [
        Changed(name_of(key), in_words(key, getattr(before, key, None)), in_words(key, value))
        for key, value in data.items()
    ]


def _listed(key: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(in_words(key, item) for item in value)
    return in_words(key, value)
