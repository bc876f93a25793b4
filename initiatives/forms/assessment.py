"""The form for a new assessment, be it for a world that changed or for a better judgement."""

import re
from collections.abc import Iterator
from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.entry import Entry, dump, validate
from initiatives.entry.schema import AssessmentPart
from initiatives.forms import far, fields
from initiatives.forms.axis_parts import AxisPart, Question
from initiatives.forms.placing import Suggested
from initiatives.forms.problems import add_problems, sentence
from initiatives.forms.sources import MOST_SOURCES, SourceFormSet, shown_sources
from initiatives.models import Nature, Voice
from quadrant.domain import wording
from quadrant.domain.axes import SCORE_MAX, SCORE_MIN, Axis, Placement
from quadrant.domain.position import halo
from quadrant.domain.rubric import (
    CURRENT_RUBRIC_VERSION,
    Suggestion,
    load_rubric,
    suggest,
)
from quadrant.vocabulary import language

SPARE_SOURCES = 3
_LANGUAGES = ("en", "nl")
_SOURCE_PATH = re.compile(r"^sources\[(\d+)\](?:\.(\w+))?")
_ANSWER_PATH = re.compile(r"^answers\.(\w[\w-]*)(?:\.(note)\.(\w+))?")


class AssessmentForm(forms.Form):
    """A whole assessment with its answers and sources.

    Once valid, `entry` is the whole entry with the assessment in it.

    Args:
        entry: the entry as it stands.
        replaces: the assessment in force that a correction takes the place of.
    """

    as_of = forms.IntegerField(
        label=gettext_lazy("Describes the year"),
        help_text=gettext_lazy("It holds from this year until a later one describes it."),
    )
    voice = forms.ChoiceField(
        label=gettext_lazy("On whose word"),
        choices=Voice,
        initial=Voice.EDITORS,
        help_text=gettext_lazy("Only the curators’ own assessments move the point."),
    )
    perspective_en = fields.line(
        gettext_lazy("Perspective, in English"),
        lang="en",
        help_text=gettext_lazy("Who uses it and what for. Empty: the general view."),
    )
    perspective_nl = fields.line(gettext_lazy("Perspective, in Dutch"), lang="nl")
    reason = fields.ReasonField(
        help_text=gettext_lazy("Why you write this. It stays in the public history.")
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        entry: Entry,
        replaces: AssessmentPart | None = None,
        initial: dict[str, Any] | None = None,
        source_rows: list[dict[str, Any]] | None = None,
    ) -> None:
        shown = _shown(replaces) if replaces else {}
        super().__init__(data, initial={**shown, **(initial or {})})
        self.before = entry
        self.replaces = replaces
        self.entry: Entry | None = None
        self.rubric = load_rubric(CURRENT_RUBRIC_VERSION)
        rows = source_rows if source_rows is not None else shown_sources(replaces)
        spare = min(SPARE_SOURCES, MOST_SOURCES - len(rows))
        self.sources = SourceFormSet(data, prefix="sources", initial=[*rows, *[{}] * spare])
        self.suggestions: dict[Axis, Suggestion] = {}
        if replaces is not None and data is None:
            self.suggestions = suggest(replaces.answer_values, self.rubric)
        self._add_fields()

    def _add_fields(self) -> None:
        lang = language()
        for indicator in self.rubric.indicators:
            self.fields[f"answer_{indicator.key}"] = forms.ChoiceField(
                label=indicator.question.in_(lang),
                choices=[
                    ("", _("don’t know")),
                    *((str(value), text.in_(lang)) for value, text in indicator.answers.items()),
                ],
                required=False,
                widget=forms.RadioSelect,
            )
            for text in _LANGUAGES:
                self.fields[f"note_{indicator.key}_{text}"] = fields.WrappedLineField(
                    label=_in(text, _("Note in English"), _("Note in Dutch")),
                    required=False,
                    rows=2,
                    lang=text,
                )
        for axis in Axis:
            self.fields[axis.value] = forms.IntegerField(
                label=_("Position from %(least)d to %(most)d")
                % {"least": SCORE_MIN, "most": SCORE_MAX},
                required=False,
                help_text=_("Empty: what the answers suggest."),
            )
            for text in _LANGUAGES:
                self.fields[f"rationale_{axis}_{text}"] = fields.WrappedLineField(
                    label=_in(text, _("Rationale in English"), _("Rationale in Dutch")),
                    required=False,
                    rows=4,
                    lang=text,
                )

            self.fields[f"far_{axis}"] = forms.ChoiceField(
                label=_("For more than 25 points: which reason?"),
                choices=far.CHOICES,
                required=False,
            )

    def is_valid(self) -> bool:
        # The sources are read first: the rules look at the whole entry at once.
        return self.sources.is_valid() & super().is_valid()

    def clean(self) -> dict[str, Any]:
        self._refuse_lone_notes()
        self.suggestions = suggest(self._answer_values(), self.rubric)
        scores = dict(self._scores())
        if self._voice() == Voice.EDITORS:
            self._ask_for_reasons(scores)
        if not self.sources.is_valid():
            return self.cleaned_data
        self._rows = [form for form in self.sources.forms if form.data_of_source()]
        data, place = self._whole(scores)
        outcome = validate(data)
        self._say(outcome.problems, f"assessments[{place}]", scores)
        self.entry = outcome.entry
        return self.cleaned_data

    def _voice(self) -> str:
        return self.cleaned_data.get("voice") or Voice.EDITORS.value

    def _ask_for_reasons(self, scores: dict[Axis, int]) -> None:
        for axis in far.owed(scores, self.suggestions):
            if not self.cleaned_data.get(f"far_{axis}") and axis.value not in self.errors:
                self.add_error(
                    f"far_{axis}",
                    _("It lies more than 25 points from the suggestion: say for which reason."),
                )

    @property
    def suggested(self) -> Suggested | None:
        """What the answers suggest, for the drawing; None before anything is answered."""
        return Suggested.of(self.suggestions)

    @property
    def placement(self) -> Placement | None:
        """Where the form, as it is filled in, places it."""
        given = [self[axis.value].value() for axis in Axis]
        known = [
            self.suggestions[axis].score if axis in self.suggestions else None for axis in Axis
        ]
        scores: list[Any] = [
            suggestion if typed in (None, "") else typed
            for typed, suggestion in zip(given, known, strict=True)
        ]
        try:
            return Placement(*map(int, scores))
        except (TypeError, ValueError):  # nothing, or nothing on the map
            return None

    @property
    def halo(self) -> tuple[float, float] | None:
        """How firm that is: half-widths in scores on (decentralisation, purpose)."""
        if self.placement is None or not self.suggestions:
            return None
        return halo(self.suggestions, self.placement)

    def axes(self) -> Iterator[AxisPart]:
        """Yield the parts of the form, in the order of the rubric."""
        lang = language()
        for axis in Axis:
            texts = self.rubric.axes[axis]
            yield AxisPart(
                axis=axis,
                texts=texts,
                name=texts.label.in_(lang),
                question=texts.question.in_(lang),
                faces=[
                    (face.name.in_(lang), list(self._questions(face.key))) for face in texts.facets
                ],
                score=self[axis.value],
                rationales=[self[f"rationale_{axis}_{text}"] for text in _LANGUAGES],
                far=self[f"far_{axis}"],
                suggestion=self._suggestion_words(axis),
                ends=_("%(least)d is %(negative)s, %(most)d is %(positive)s.")
                % {
                    "least": SCORE_MIN,
                    "negative": wording.end_words(axis, SCORE_MIN, lang),
                    "most": SCORE_MAX,
                    "positive": wording.end_words(axis, SCORE_MAX, lang),
                },
            )

    def _suggestion_words(self, axis: Axis) -> str:
        suggestion = self.suggestions.get(axis)
        if suggestion is None:
            return ""
        if suggestion.score is None:
            return _("No question on this axis is answered, so nothing is suggested.")
        words = _("The answers suggest %(score)d, %(words)s.") % {
            "score": suggestion.score,
            "words": wording.score_words(axis, suggestion.score, language()),
        }
        return f"{words} {_('Too few answers: provisional.')}" if suggestion.provisional else words

    @property
    def part(self) -> AssessmentPart | None:
        """The assessment itself, once valid."""
        if self.entry is None:
            return None
        known = {part.key: part for part in self.before.assessments}
        return next((p for p in self.entry.assessments if known.get(p.key) != p), self.replaces)

    def typed(self) -> Self:
        """Return this form as it was filled in, with more rows for sources, and no messages."""
        typed = {
            name: field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            for name, field in self.fields.items()
        }
        rows = [
            {
                name: field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
                for name, field in form.fields.items()
            }
            for form in (self.sources.forms if self.sources.management_form.is_valid() else [])
        ]
        filled = [row for row in rows if any(row[name] for name in ("title", "url", "read_on"))]
        again = type(self)(
            entry=self.before, replaces=self.replaces, initial=typed, source_rows=filled
        )
        self.is_valid()
        again.suggestions = self.suggestions
        return again

    def _questions(self, face: str) -> Iterator[Question]:
        lang = language()
        for indicator in self.rubric.of_facet(face):
            yield Question(
                key=indicator.key,
                label=indicator.label.in_(lang),
                question=indicator.question.in_(lang),
                help=indicator.help.in_(lang),
                answer=self[f"answer_{indicator.key}"],
                notes=[self[f"note_{indicator.key}_{text}"] for text in _LANGUAGES],
            )

    def _refuse_lone_notes(self) -> None:
        for indicator in self.rubric.indicators:
            if self.cleaned_data.get(f"answer_{indicator.key}"):
                continue
            for text in _LANGUAGES:
                if self.cleaned_data.get(name := f"note_{indicator.key}_{text}"):
                    self.add_error(name, _("A note belongs to an answer: choose one."))

    def _answer_values(self) -> dict[str, int]:
        given = {
            indicator.key: self.cleaned_data.get(f"answer_{indicator.key}")
            for indicator in self.rubric.indicators
        }
        return {key: int(value) for key, value in given.items() if value}

    def _scores(self) -> Iterator[tuple[Axis, int]]:
        """Yield the scores: those given, or those that the answers suggest."""
        for axis in Axis:
            score = self.cleaned_data.get(axis.value)
            if score is None and axis.value not in self.errors:
                score = self.suggestions[axis].score
                if score is None:
                    self.add_error(
                        axis.value,
                        _("No question on this axis is answered: give the position yourself."),
                    )
            yield axis, 0 if score is None else score

    def _whole(self, scores: dict[Axis, int]) -> tuple[dict[str, Any], int]:
        """Return the entry with this assessment as plain data, and its place among them."""
        data = dump(self.before)
        if self.replaces is None:
            data["assessments"].append(self._assessment(scores))
            return data, len(data["assessments"]) - 1
        place = self.before.assessments.index(self.replaces)
        data["assessments"][place] = self._assessment(scores)
        return data, place

    def _assessment(self, scores: dict[Axis, int]) -> dict[str, Any]:
        said = self.cleaned_data
        label = self._texts("perspective")
        return {
            "as_of": said.get("as_of"),
            "perspective": label or None,
            "voice": self._voice(),
            "nature": (Nature.CORRECTION if self.replaces else Nature.CHANGE).value,
            "rubric_version": self.rubric.version,
            **{axis.value: score for axis, score in scores.items()},
            **{f"rationale_{axis}": self._rationale(axis) for axis in Axis},
            "answers": {
                key: {"value": value, "note": self._texts(f"note_{key}")}
                for key, value in self._answer_values().items()
            },
            "sources": [form.data_of_source() for form in self._rows],
        }

    def _rationale(self, axis: Axis) -> dict[str, str]:
        texts = self._texts(f"rationale_{axis}")
        return far.with_reason(texts, self.cleaned_data.get(f"far_{axis}") or "")

    def _texts(self, name: str) -> dict[str, str]:
        texts = {lang: self.cleaned_data.get(f"{name}_{lang}") or "" for lang in _LANGUAGES}
        return {lang: text for lang, text in texts.items() if text}

    def _say(self, problems: list[Any], path: str, scores: dict[Axis, int]) -> None:
        others = []
        for problem in problems:
            inner = problem.field.removeprefix(path).removeprefix(".")
            found = _SOURCE_PATH.match(inner) if problem.field.startswith(path) else None
            if found:
                self._say_of_source(self._rows[int(found[1])], found[2], problem.message)
            else:
                others.append(problem)
        add_problems(self, others, lambda whole: self._field_of(whole, path), self._about)

    def _say_of_source(self, row: forms.Form, name: str | None, message: str) -> None:
        field = name if name in row.fields else None
        if field is None:
            row.add_error(None, sentence(_("source"), message))
        elif field not in row.errors:
            row.add_error(field, sentence(str(row.fields[field].label), message))

    def _field_of(self, whole: str, path: str) -> str | None:
        if not whole.startswith(path):
            return None
        inner = whole.removeprefix(path).removeprefix(".")
        if not inner:
            return "as_of"
        if inner == "perspective":
            return "perspective_en"
        answer = _ANSWER_PATH.match(inner)
        if answer:
            inner = f"note.{answer[1]}.{answer[3]}" if answer[2] else f"answer.{answer[1]}"
        elif inner in {f"rationale_{axis}" for axis in Axis}:
            inner = f"{inner}.{language()}"
        name = inner.replace(".", "_")
        return name if name in self.fields else None

    def _about(self, path: str) -> str:
        return _("sources") if path.endswith(".sources") else _("assessments")


def _in(lang: str, english: str, dutch: str) -> str:
    return dutch if lang == "nl" else english


def _shown(part: AssessmentPart) -> dict[str, Any]:
    """Return what the form shows for an assessment."""
    shown: dict[str, Any] = {
        "as_of": part.as_of,
        "voice": part.voice,
        **{axis.value: getattr(part, axis) for axis in Axis},
    }
    for lang in _LANGUAGES:
        shown[f"perspective_{lang}"] = getattr(part.perspective, lang, "")
        for axis in Axis:
            rationale = getattr(part, f"rationale_{axis}")
            shown[f"rationale_{axis}_{lang}"] = getattr(rationale, lang)
            shown[f"far_{axis}"] = far.reason_in({"en": rationale.en, "nl": rationale.nl})
        for key, answer in part.answers.items():
            shown[f"note_{key}_{lang}"] = getattr(answer.note, lang)
    return shown | {f"answer_{key}": str(answer.value) for key, answer in part.answers.items()}
