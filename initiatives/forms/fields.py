"""Fields for what an entry holds: lines of text, lists, years, keys of closed lists."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from initiatives.entry.schema import COUNTRY_CODES
from initiatives.names import fold
from initiatives.texts import has_hidden_signs, tidy
from quadrant.domain import wording
from quadrant.vocabulary import (
    NEED_KEYS,
    REACHES,
    SECTOR_KEYS,
    country_name,
    language,
    need_label,
    reach_label,
    sector_label,
)

Label = Any  # a text, or one that is translated when it is shown
Choices = list[tuple[str, Any]]
_LINE_END = re.compile(r"\s*[\r\n]+\s*")
MOST_IN_REASON = 600


class WrappedLineField(forms.CharField):
    """A text without line ends of its own, in a box that is high enough to read it."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 3, lang: str = "", **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(_attributes(lang, rows=rows)))
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        return _LINE_END.sub(" ", super().to_python(value) or "")


class ListField(forms.CharField):
    """Several short texts, one on a line."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(_attributes(rows=rows)), **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = re.split(r"[\r\n]+", super().to_python(value) or "")
        return [line.strip() for line in lines if line.strip()]


class ReasonField(WrappedLineField):
    """Why something is written: kept with it for ever."""

    def __init__(self, **options: Any) -> None:
        super().__init__(label=_("Reason"), max_length=MOST_IN_REASON, rows=2, **options)

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if has_hidden_signs(value):
            raise ValidationError(_("It holds signs that cannot be seen or that reorder the text."))


class LongSelect(forms.Select):
    """A list to choose from, written in one go: the stock one renders a template an option."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        context = self.get_context(name, value, attrs)["widget"]
        options = (
            (option["value"], mark_safe(" selected") if option["selected"] else "", option["label"])
            for _group, options, _number in context["optgroups"]
            for option in options
        )
        return format_html(
            '<select name="{}"{}>{}</select>',
            name,
            flatatt(context["attrs"]),
            format_html_join("", '<option value="{}"{}>{}</option>', options),
        )


class DayField(forms.DateField):
    """A day, in the picker that the browser has."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(required=False, widget=widget, **options)


def line(label: Label, *, lang: str = "", wide: bool = False, **options: Any) -> forms.CharField:
    """Make a field for one short text that may stay empty."""
    widget = forms.TextInput(_attributes(lang, **{"class": "vLargeTextField" if wide else ""}))
    return forms.CharField(label=label, required=False, widget=widget, **options)


def year(label: Label) -> forms.IntegerField:
    """Make a field for a year that may stay empty."""
    return forms.IntegerField(label=label, required=False)


def choice(label: Label, choices: Callable[[], Choices], **options: Any) -> forms.ChoiceField:
    """Make a field for one of a list, or for none."""
    return forms.ChoiceField(
        label=label, required=False, choices=choices, widget=LongSelect, **options
    )


def sector_choices() -> Choices:
    return _with_none((key, sector_label(key)) for key in SECTOR_KEYS)


def need_choices() -> Choices:
    return _with_none((key, need_label(key)) for key in NEED_KEYS)


def reach_choices() -> Choices:
    return _with_none((key, reach_label(key)) for key in REACHES)


def output_choices() -> Choices:
    return _with_none((key, wording.output_words(key, language())) for key in REACHES)


def country_choices() -> Choices:
    return _country_choices(language())


@cache
def _country_choices(lang: str) -> Choices:
    """Return every country, as called and ordered in the active language."""
    return _with_none(countries(COUNTRY_CODES))


def countries(codes: Iterable[str]) -> Choices:
    """Return countries with their names, in the order of these."""
    return sorted(((code, country_name(code)) for code in codes), key=lambda pair: fold(pair[1]))


def _with_none(pairs: Iterable[tuple[str, Any]]) -> Choices:
    return [("", "—"), *pairs]


def _attributes(lang: str = "", **others: Any) -> dict[str, Any]:
    given = {"lang": lang, **others}
    return {name: value for name, value in given.items() if value}
