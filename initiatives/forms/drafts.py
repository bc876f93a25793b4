"""The forms with which curators put right what was sent, and place what they know better."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.entry import Entry
from initiatives.entry.schema import AssessmentPart
from initiatives.forms.assessment import AssessmentForm
from initiatives.forms.entry import EntryForm, Fieldset
from initiatives.models import Nature, Voice
from quadrant.domain.axes import Axis


class DraftEntryForm(EntryForm):
    """What was sent, as the curator would enter it: all but its positions."""

    draft = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def __init__(self, *arguments: Any, before: Entry, **options: Any) -> None:
        super().__init__(*arguments, before=before, **options)
        for name in ("reason", "revision"):
            del self.fields[name]

    def parts(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return the fields in their groups."""
        return [
            (name, [self[field] for line in group["fields"] for field in _each(line)])
            for name, group in self.fieldsets()
            if group["fields"]
        ]

    def fieldsets(self) -> list[Fieldset]:
        groups = [
            (name, {**group, "fields": [f for line in group["fields"] for f in _each(line)]})
            for name, group in self.groups
        ]
        return [
            (name, {**group, "fields": [f for f in group["fields"] if f in self.fields]})
            for name, group in groups
        ]


class DraftPositionForm(AssessmentForm):
    """The position that was sent, as the curator would enter it."""

    draft = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name in ("reason", "revision", "voice"):
            del self.fields[name]

    def _assessment(self, scores: dict[Axis, int]) -> dict[str, Any]:
        first = {"voice": Voice.EDITORS.value, "nature": Nature.CHANGE.value}
        kept = self.replaces
        kept_as = {"voice": kept.voice, "nature": kept.nature} if kept else first
        return {**super()._assessment(scores), **kept_as}


class PositionForm(AssessmentForm):
    """Where curators see an initiative now: the world changed, or they know better."""

    nature = forms.ChoiceField(
        label=gettext_lazy("Did the world change, or do we know better?"),
        choices=[
            (
                Nature.CHANGE.value,
                gettext_lazy("The world changed: it gets a position for another year"),
            ),
            (
                Nature.CORRECTION.value,
                gettext_lazy("We know better: the position of that year is put right"),
            ),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of both.")},
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name in ("voice", "perspective_en", "perspective_nl"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        nature, year = self.cleaned_data.get("nature"), self.cleaned_data.get("as_of")
        self.replaces = self._of(year) if nature == Nature.CORRECTION else None
        if nature == Nature.CORRECTION and year and self.replaces is None:
            self.add_error(
                "as_of", _("There is no position for this year that could be put right.")
            )
        if nature == Nature.CHANGE and self._of(year):
            self.add_error("as_of", _("There is a position for this year: then it is put right."))
        return super().clean()

    def _of(self, year: int | None) -> AssessmentPart | None:
        """Return the curators’ general view of a year."""
        return next(
            (
                part
                for part in self.before.assessments
                if part.as_of == year
                and part.perspective is None
                and part.voice == Voice.EDITORS.value
            ),
            None,
        )


def _each(line: str | tuple[str, ...]) -> tuple[str, ...]:
    return (line,) if isinstance(line, str) else line
