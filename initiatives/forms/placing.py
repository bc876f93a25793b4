"""The questions of the rubric, and the place on the map that the answers suggest."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.forms.fields import MOST_IN_REASON
from initiatives.forms.sender import PlainField
from initiatives.models import Submission
from quadrant.domain.axes import SCORE_MAX, SCORE_MIN, Axis, Placement
from quadrant.domain.position import SNAP_BELOW, halo
from quadrant.domain.rubric import (
    CURRENT_RUBRIC_VERSION,
    FIRST_QUESTIONS,
    Suggestion,
    load_rubric,
    suggest,
)
from quadrant.vocabulary import language


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its radio buttons; the first choice is "don't know"."""

    key: str
    axis: str
    question: str
    help: str
    answer: forms.BoundField


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the answers suggest on both axes.

    Attributes:
        decentralisation: -100 to 100, or None without an answer; so is purpose.
        answered: how many of the questions are answered.
        asked: how many there are.
        provisional: an axis has too few answers.
    """

    decentralisation: int | None
    purpose: int | None
    answered: int
    asked: int
    provisional: bool

    @classmethod
    def of(cls, suggestions: Mapping[Axis, Suggestion]) -> Self | None:
        """Return what is suggested; None before anything is answered."""
        answered = sum(suggestion.answered for suggestion in suggestions.values())
        if not answered:
            return None
        return cls(
            **{axis.value: suggestion.score for axis, suggestion in suggestions.items()},
            answered=answered,
            asked=len(load_rubric(CURRENT_RUBRIC_VERSION).indicators),
            provisional=any(suggestion.provisional for suggestion in suggestions.values()),
        )


class PlacingForm(forms.Form):
    """The rubric's questions, a position, and a reason where it is not what the answers say.

    Once valid, `suggestions` is what the answers suggest, and `placement` where it stands: None
    while neither the answers nor the sender say so for both axes.
    """

    decentralisation = forms.IntegerField(
        label=gettext_lazy("Organisation"),
        required=False,
        widget=forms.NumberInput({"min": SCORE_MIN, "max": SCORE_MAX, "step": 1}),
    )
    purpose = forms.IntegerField(
        label=gettext_lazy("Purpose"),
        required=False,
        widget=forms.NumberInput({"min": SCORE_MIN, "max": SCORE_MAX, "step": 1}),
    )
    reason = PlainField(
        label=gettext_lazy("Why elsewhere than your answers suggest?"),
        required=False,
        max_length=MOST_IN_REASON,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.rubric = load_rubric(CURRENT_RUBRIC_VERSION)
        self.suggestions: dict[Axis, Suggestion] = suggest({}, self.rubric)
        self.placement: Placement | None = None
        self._moved: set[Axis] = set()
        lang = language()
        for indicator in self.rubric.indicators:
            self.fields[f"answer_{indicator.key}"] = forms.ChoiceField(
                label=indicator.question.in_(lang),
                choices=[
                    ("", _("Don’t know")),
                    *((str(value), text.in_(lang)) for value, text in indicator.answers.items()),
                ],
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Choose one of the answers.")},
            )
        for axis in Axis:
            self._add_limits(self.fields[axis.value])

    @staticmethod
    def _add_limits(field: forms.Field) -> None:
        words = _("A whole number from %(least)d to %(most)d.") % {
            "least": SCORE_MIN,
            "most": SCORE_MAX,
        }
        field.error_messages["invalid"] = words

    # --- what the template shows -----------------------------------------------------------------
    @property
    def first_questions(self) -> list[Question]:
        """The four that are asked first."""
        return [self._question(key) for key in FIRST_QUESTIONS]

    @property
    def further_questions(self) -> list[tuple[str, list[Question]]]:
        """The eight others, under the question of their axis."""
        lang = language()
        return [
            (
                self.rubric.axes[axis].question.in_(lang),
                [
                    self._question(indicator.key)
                    for indicator in self.rubric.indicators
                    if indicator.axis is axis and indicator.key not in FIRST_QUESTIONS
                ],
            )
            for axis in Axis
        ]

    def _question(self, key: str) -> Question:
        indicator, lang = self.rubric.indicator(key), language()
        return Question(
            key=key,
            axis=indicator.axis.value,
            question=indicator.question.in_(lang),
            help=indicator.help.in_(lang),
            answer=self[f"answer_{key}"],
        )

    @property
    def suggestion(self) -> Suggested | None:
        """What the answers suggest; None before anything is answered."""
        return Suggested.of(self.suggestions)

    @property
    def halo(self) -> tuple[float, float] | None:
        """How firm the place is: half-widths in scores on (decentralisation, purpose)."""
        return halo(self.suggestions, self.placement) if self.placement else None

    # --- what was said ---------------------------------------------------------------------------
    @property
    def answers(self) -> dict[str, int]:
        """The answers that can be read: indicator key to -2..2."""
        given = {
            indicator.key: self.cleaned_data.get(f"answer_{indicator.key}")
            for indicator in self.rubric.indicators
        }
        return {key: int(value) for key, value in given.items() if value}

    def clean_decentralisation(self) -> int | None:
        return self._on_the_axis("decentralisation")

    def clean_purpose(self) -> int | None:
        return self._on_the_axis("purpose")

    def _on_the_axis(self, name: str) -> int | None:
        score: int | None = self.cleaned_data[name]
        if score is not None and not SCORE_MIN <= score <= SCORE_MAX:
            raise forms.ValidationError(self.fields[name].error_messages["invalid"])
        return score

    def find_place(self) -> None:
        """Find the place, and ask for the reason that it owes. For `clean`."""
        self.suggestions = suggest(self.answers, self.rubric)
        scores = {axis: self._score(axis) for axis in Axis}
        if any(axis.value in self.errors for axis in Axis):
            return
        missing = [axis for axis, score in scores.items() if score is None]
        if missing:
            if self._moved:
                self.add_error(
                    missing[0].value, _("Give a position on this axis too, or leave both empty.")
                )
            return
        self.placement = Placement(*(score for score in scores.values() if score is not None))
        if self._moved and not self.cleaned_data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why it belongs elsewhere than your answers suggest."))

    def place_initial(self) -> None:
        """Find the place of what the form shows before anything is sent."""
        answers = {
            indicator.key: self.get_initial_for_field(self.fields[name], name)
            for indicator in self.rubric.indicators
            if (name := f"answer_{indicator.key}")
        }
        given = {key: int(value) for key, value in answers.items() if value not in (None, "")}
        self.suggestions = suggest(given, self.rubric)
        scores = [self.initial.get(axis, self.suggestions[axis].score) for axis in Axis]
        if None not in scores:
            self.placement = Placement(*scores)

    def _score(self, axis: Axis) -> int | None:
        """Return the score of an axis; the suggestion where what was given is as good as that."""
        given, suggested = self.cleaned_data.get(axis.value), self.suggestions[axis].score
        if given is None or (suggested is not None and abs(given - suggested) < SNAP_BELOW):
            return suggested
        self._moved.add(axis)
        return int(given)

    def assessment(self) -> dict[str, Any]:
        """Return what is known of an assessment, in the entry format; {} when nothing is."""
        scores = {
            axis.value: self.placement.score(axis) if self.placement else None for axis in Axis
        }
        if not self.answers and self.placement is None:
            return {}
        reason = self.cleaned_data.get("reason")
        return {
            **scores,
            "answers": self.answers,
            **{
                f"rationale_{axis}": {language(): reason}
                for axis in Axis
                if reason and axis in self._moved
            },
        }

    @classmethod
    def shown_placing(cls, submission: Submission) -> dict[str, Any]:
        """Return what the questions and the position show for a submission that was sent."""
        part = (submission.data.get("assessments") or [{}])[0]
        shown = {f"answer_{key}": str(value) for key, value in part.get("answers", {}).items()}
        for axis in Axis:
            reason = part.get(f"rationale_{axis}")
            if reason:
                shown["reason"] = next(iter(reason.values()), "")
                shown[axis.value] = part.get(axis.value)
        return shown


def field_of_assessment(path: str) -> str | None:
    """Return the field for a path inside an assessment, or None."""
    if path.startswith("rationale_"):
        return "reason"
    if path.startswith("answers."):
        return f"answer_{path.removeprefix('answers.').partition('.')[0]}"
    return path if path in {axis.value for axis in Axis} else None
