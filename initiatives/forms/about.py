"""What people outside may tell of an initiative, in the language of the page."""

from collections.abc import Container
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.entry.schema import MAX_KEYS
from initiatives.forms import fields
from initiatives.forms.placing import Question
from initiatives.forms.problems import without_index
from initiatives.forms.sender import AddressField, NameField, PlainField
from quadrant.domain.p2p import QUESTIONS
from quadrant.domain.rubric import load_rubric
from quadrant.vocabulary import language

_LINES = ("name", "website", "place", "country", "reach", "output")
_YEARS = ("founded", "ended")
_TEXTS = ("summary", "description", "p2p")
_LISTS = ("tags", "aliases")
_KEYS = {"sectors": "sector", "needs": "need"}
# Fields with a Dutch counterpart that a Dutch reader sees instead, where it is filled in.
_WITH_DUTCH = ("name", "place")


class AboutForm(forms.Form):
    """The fields of an entry that anyone may fill in or change; lists stand on one line."""

    name = NameField(
        label=gettext_lazy("Name"),
        max_length=120,
        help_text=gettext_lazy("As it calls itself, or what people call it."),
        error_messages={"required": gettext_lazy("Say how it is called.")},
    )
    website = AddressField(
        label=gettext_lazy("Web address"),
        help_text=gettext_lazy("Such as www.example.org. If it has none, fill in the place."),
    )
    place = PlainField(
        label=gettext_lazy("Place"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("The town or neighbourhood, when it is somewhere."),
    )
    summary = PlainField(
        label=gettext_lazy("In one sentence"),
        max_length=200,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("What do people do with each other there? At most 200 characters."),
        error_messages={"required": gettext_lazy("Say in one sentence what it is.")},
    )
    need_1 = fields.choice(gettext_lazy("What do people need it for?"), fields.need_choices)
    need_2 = fields.choice(gettext_lazy("And for what else?"), fields.need_choices)
    need_3 = fields.choice(gettext_lazy("And for what else?"), fields.need_choices)
    sector_1 = fields.choice(gettext_lazy("Main sector"), fields.sector_choices)
    sector_2 = fields.choice(gettext_lazy("Second sector"), fields.sector_choices)
    sector_3 = fields.choice(gettext_lazy("Third sector"), fields.sector_choices)
    founded = fields.year(gettext_lazy("Started in the year"))
    country = fields.choice(gettext_lazy("Country"), fields.country_choices)
    reach = fields.choice(gettext_lazy("From how far can people take part?"), fields.reach_choices)
    output = fields.choice(gettext_lazy("Where does the result land?"), fields.output_choices)
    tags = PlainField(
        label=gettext_lazy("Tags"),
        required=False,
        max_length=600,
        help_text=gettext_lazy("A few words to find it by, with commas between them."),
    )
    aliases = PlainField(
        label=gettext_lazy("Other and former names"),
        required=False,
        max_length=1200,
        help_text=gettext_lazy("With commas between them."),
    )
    # What may be left out: a form may hide it behind a word.
    further: ClassVar[tuple[str, ...]] = (
        *("need_2", "need_3", "sector_1", "sector_2", "sector_3", "founded", "country"),
        *("reach", "output", "tags", "aliases"),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for question in load_rubric().p2p_questions:
            self.fields[f"p2p_test_{question.key}"] = forms.ChoiceField(
                label=question.question.in_(language()),
                required=False,
                choices=[
                    ("", _("Don’t know")),
                    ("yes", _("Yes")),
                    ("partly", _("Partly")),
                    ("no", _("No")),
                ],
                widget=forms.RadioSelect,
            )
        for name, field in self.fields.items():
            if isinstance(field, forms.ChoiceField):
                is_list = not isinstance(field.widget, forms.RadioSelect)
                field.error_messages["invalid_choice"] = (
                    _("Choose one from the list.") if is_list else _("Choose one of the answers.")
                )
            if name in _YEARS:
                field.error_messages["invalid"] = _("A year in figures, such as 2009.")

    @property
    def p2p_questions(self) -> list[Question]:
        """The three questions of the P2P test."""
        lang = language()
        return [
            Question(
                key=question.key,
                axis="",
                question=question.question.in_(lang),
                help=question.help.in_(lang),
                answer=self[f"p2p_test_{question.key}"],
            )
            for question in load_rubric().p2p_questions
        ]

    @property
    def further_fields(self) -> list[forms.BoundField]:
        """The fields that may be left out."""
        return [self[name] for name in self.further]

    @property
    def shows_more(self) -> bool:
        """Whether something that may be left out is filled in or wrong."""
        return any(field.value() or field.errors for field in self.further_fields)

    def field_of(self, path: str) -> str | None:
        """Return the field for a path in the entry, or None."""
        path = without_index(path)
        if path in _KEYS:
            return f"{_KEYS[path]}_1"
        if path.startswith("p2p_test."):
            path = path.replace(".", "_")
        name = path.partition(".")[0].removesuffix("_nl")
        return name if name in self.fields else None


def told(said: dict[str, Any]) -> dict[str, Any]:
    """Return what the fields say of something new, in the entry format, without what is empty."""
    data = _in_format(said, {})
    for name in (*(name for name in _TEXTS if name in data), "p2p_test"):
        data[name] = {key: value for key, value in data[name].items() if value}
    return {name: value for name, value in data.items() if value}


def changes(said: dict[str, Any], current: dict[str, Any], names: Container[str]) -> dict[str, Any]:
    """Return the fields of an entry that are to hold something else, in the entry format.

    Of a text only the language of the page is in it: the other one stays as it is.

    Args:
        said: cleaned values of the form; what could not be read is not there.
        current: the entry that the form showed.
        names: the fields of the form that were sent.
    """
    sent = {name: value for name, value in said.items() if name in names}
    before = _in_format(shown(current), current)
    after = _in_format({**shown(current), **sent}, current)
    return {name: after[name] for name in after if after[name] != before[name]}


def _in_format(said: dict[str, Any], current: dict[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = {_key(name, current): said.get(name) or None for name in _LINES}
    data |= {name: said.get(name) or None for name in _YEARS}
    data |= {name: {language(): said[name]} for name in _TEXTS if name in said}
    for name, one in _KEYS.items():
        chosen = [said.get(f"{one}_{place + 1}") for place in range(MAX_KEYS)]
        data[name] = list(dict.fromkeys(key for key in chosen if key))
    for name in _LISTS:
        parts = (part.strip() for part in (said.get(name) or "").split(","))
        data[name] = list(dict.fromkeys(part for part in parts if part))
    data["p2p_test"] = {key: said.get(f"p2p_test_{key}") or None for key in QUESTIONS}
    return data


def shown(data: dict[str, Any]) -> dict[str, Any]:
    """Return what the fields show for data in the entry format."""
    lang = language()
    values: dict[str, Any] = {name: data.get(_key(name, data)) or "" for name in (*_LINES, *_YEARS)}
    for name in _TEXTS:
        values[name] = (data.get(name) or {}).get(lang, "")
    for name in _LISTS:
        values[name] = ", ".join(data.get(name) or [])
    for name, one in _KEYS.items():
        keys = [*(data.get(name) or []), *[""] * MAX_KEYS]
        values |= {f"{one}_{place + 1}": keys[place] for place in range(MAX_KEYS)}
    test = data.get("p2p_test") or {}
    return values | {f"p2p_test_{key}": test.get(key) or "" for key in QUESTIONS}


def _key(name: str, data: dict[str, Any]) -> str:
    """Return the field of an entry that a field of the form stands for, in the active language."""
    dutch = f"{name}_nl"
    return dutch if name in _WITH_DUTCH and language() == "nl" and data.get(dutch) else name
