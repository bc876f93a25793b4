"""What a form for an assessment shows of each axis: its questions, its position, its reasons."""

from dataclasses import dataclass

from django import forms

from quadrant.domain.axes import Axis
from quadrant.domain.rubric import AxisTexts


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the rubric with its fields."""

    key: str
    label: str
    question: str
    help: str
    answer: forms.BoundField
    notes: list[forms.BoundField]

    @property
    def has_note(self) -> bool:
        """Whether there is a note, or a message about one, to show."""
        return any(note.value() or note.errors for note in self.notes)


@dataclass(frozen=True, slots=True)
class AxisPart:
    """One axis: its questions by face, then the position and its reasons.

    Attributes:
        texts: the words of the rubric for it.
        far: the field for the reason of a position that is far from its suggestion.
        suggestion: what the answers suggest, in words; empty before they were looked at.
        ends: what the lowest and the highest score mean.
    """

    axis: Axis
    texts: AxisTexts
    name: str
    question: str
    faces: list[tuple[str, list[Question]]]
    score: forms.BoundField
    rationales: list[forms.BoundField]
    far: forms.BoundField
    suggestion: str
    ends: str
