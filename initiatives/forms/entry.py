"""The form for what an entry says of itself: all but its assessments."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.entry import Entry, dump, validate
from initiatives.entry.schema import MAX_KEYS
from initiatives.forms import fields
from initiatives.forms.problems import add_problems, without_index
from initiatives.models import TestAnswer
from initiatives.slugs import FreeSlugs
from quadrant.domain.rubric import CURRENT_RUBRIC_VERSION, load_rubric
from quadrant.vocabulary import language

_TEXTS = ("short_name", "summary", "description", "p2p")
_LINES = ("name", "name_nl", "website", "country", "place", "place_nl", "reach", "output")
_KEYS = {"sectors": "sector", "needs": "need"}
TEST = ("individual", "no_return", "peer_value")
Fieldset = tuple[Any, dict[str, Any]]


def _prominences() -> fields.Choices:
    return [
        ("1", _("1: known to those who use it")),
        ("2", _("2: well known in its field")),
        ("3", _("3: a household name, named first on the map")),
    ]


def _test_answers() -> fields.Choices:
    return [("", _("don’t know")), *TestAnswer.choices]


class EntryForm(forms.Form):
    """What a curator may change of an entry, or fill in for a new one.

    Once valid, `entry` is the whole entry as it would be written.
    """

    name = forms.CharField(label=gettext_lazy("Name"))
    name_nl = fields.line(
        gettext_lazy("Name in Dutch"),
        lang="nl",
        help_text=gettext_lazy("Only for kinds, such as a tool library; proper names have none."),
    )
    short_name_en = fields.line(
        gettext_lazy("Short name"),
        lang="en",
        help_text=gettext_lazy("For the map, when the name is longer than 24 characters."),
    )
    short_name_nl = fields.line(gettext_lazy("Short name in Dutch"), lang="nl")
    aliases = fields.ListField(
        label=gettext_lazy("Other names"),
        required=False,
        help_text=gettext_lazy("Other and former names, each on a line of its own."),
    )
    slug = fields.line(
        gettext_lazy("Address"),
        help_text=gettext_lazy(
            "The last part of its address on this site, for ever. Empty: made from the name."
        ),
    )
    website = fields.line(gettext_lazy("Website"), wide=True)
    founded = fields.year(gettext_lazy("Founded in"))
    ended = fields.year(gettext_lazy("Ended in"))
    country = fields.choice(gettext_lazy("Country"), fields.country_choices)
    place = fields.line(gettext_lazy("Place"))
    place_nl = fields.line(gettext_lazy("Place in Dutch"), lang="nl")
    sector_1 = fields.choice(gettext_lazy("Main sector"), fields.sector_choices)
    sector_2 = fields.choice(gettext_lazy("Second sector"), fields.sector_choices)
    sector_3 = fields.choice(gettext_lazy("Third sector"), fields.sector_choices)
    need_1 = fields.choice(gettext_lazy("Main need"), fields.need_choices)
    need_2 = fields.choice(gettext_lazy("Second need"), fields.need_choices)
    need_3 = fields.choice(gettext_lazy("Third need"), fields.need_choices)
    reach = fields.choice(gettext_lazy("Reach"), fields.reach_choices)
    output = fields.choice(gettext_lazy("Output"), fields.output_choices)
    tags = fields.ListField(
        label=gettext_lazy("Tags"), required=False, help_text=gettext_lazy("Each on a line.")
    )
    summary_en = fields.WrappedLineField(
        label=gettext_lazy("Summary in English"), required=False, lang="en"
    )
    summary_nl = fields.WrappedLineField(
        label=gettext_lazy("Summary in Dutch"), required=False, lang="nl"
    )
    description_en = forms.CharField(
        label=gettext_lazy("Description in English"),
        required=False,
        widget=forms.Textarea({"rows": 10, "lang": "en"}),
    )
    description_nl = forms.CharField(
        label=gettext_lazy("Description in Dutch"),
        required=False,
        widget=forms.Textarea({"rows": 10, "lang": "nl"}),
    )
    p2p_en = fields.WrappedLineField(
        label=gettext_lazy("What makes it peer-to-peer, in English"),
        required=False,
        rows=4,
        lang="en",
    )
    p2p_nl = fields.WrappedLineField(
        label=gettext_lazy("What makes it peer-to-peer, in Dutch"),
        required=False,
        rows=4,
        lang="nl",
    )
    p2p_test_individual = fields.choice("", _test_answers)
    p2p_test_no_return = fields.choice("", _test_answers)
    p2p_test_peer_value = fields.choice("", _test_answers)
    prominence = forms.TypedChoiceField(
        label=gettext_lazy("Prominence"), choices=_prominences, coerce=int, initial="1"
    )
    checked_on = fields.DayField(
        label=gettext_lazy("Last confirmed on"),
        help_text=gettext_lazy("The day on which somebody last saw that all of this still holds."),
    )
    reason = fields.ReasonField(
        help_text=gettext_lazy("Why you write this. It stays in the public history.")
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    groups: ClassVar[list[Fieldset]] = [
        (
            gettext_lazy("Names"),
            {"fields": ["name", "slug", "name_nl", ("short_name_en", "short_name_nl"), "aliases"]},
        ),
        (
            gettext_lazy("Where and when"),
            {"fields": ["website", ("founded", "ended"), "country", ("place", "place_nl")]},
        ),
        (
            gettext_lazy("What for"),
            {
                "fields": [
                    ("sector_1", "sector_2", "sector_3"),
                    ("need_1", "need_2", "need_3"),
                    ("reach", "output"),
                    "tags",
                ]
            },
        ),
        (
            gettext_lazy("In words"),
            {
                "fields": [
                    ("summary_en", "summary_nl"),
                    ("description_en", "description_nl"),
                    ("p2p_en", "p2p_nl"),
                ],
                "classes": ["texts"],
            },
        ),
        (
            gettext_lazy("Is it peer-to-peer?"),
            {"fields": [f"p2p_test_{key}" for key in TEST], "classes": ["texts"]},
        ),
        (gettext_lazy("For the map"), {"fields": ["prominence", "checked_on"]}),
        (gettext_lazy("Why you write this"), {"fields": ["reason", "revision"]}),
    ]

    def __init__(
        self,
        *arguments: Any,
        before: Entry | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        self.before = before
        self.entry: Entry | None = None
        if before is not None:
            del self.fields["slug"]
        for question in load_rubric(CURRENT_RUBRIC_VERSION).p2p_questions:
            if f"p2p_test_{question.key}" in self.fields:
                field = self.fields[f"p2p_test_{question.key}"]
                field.label = question.question.in_(language())
                field.help_text = question.help.in_(language())

    def fieldsets(self) -> list[Fieldset]:
        """Return the fields in their groups, as the admin draws them."""
        return [
            (name, {**group, "fields": [line for line in group["fields"] if self._has(line)]})
            for name, group in self.groups
        ]

    def _has(self, line: str | tuple[str, ...]) -> bool:
        return line in self.fields if isinstance(line, str) else True

    def clean(self) -> dict[str, Any]:
        outcome = validate(self._data())
        add_problems(self, outcome.problems, self._field_of, self._about)
        self.entry = outcome.entry
        return self.cleaned_data

    def _data(self) -> dict[str, Any]:
        """Return the entry as it was, with what this form says; what is not readable is empty."""
        said = self.cleaned_data
        data = dump(self.before) if self.before else {"slug": self._slug(), "assessments": []}
        data |= {name: said.get(name) or "" for name in _LINES}
        data |= {name: said.get(name) for name in ("founded", "ended")}
        data |= {name: said.get(name) or [] for name in ("aliases", "tags")}
        for name in _TEXTS:
            texts = {lang: said.get(f"{name}_{lang}") or "" for lang in ("en", "nl")}
            data[name] = {lang: text for lang, text in texts.items() if text}
        for name, one in _KEYS.items():
            chosen = [said.get(f"{one}_{place + 1}") for place in range(MAX_KEYS)]
            data[name] = [key for key in chosen if key]
        data["p2p_test"] = {key: said.get(f"p2p_test_{key}") or None for key in TEST}
        data["prominence"] = said.get("prominence") or 1
        checked_on = said.get("checked_on")
        data["checked_on"] = checked_on.isoformat() if checked_on else None
        return data

    def _slug(self) -> str:
        given: str = self.cleaned_data.get("slug") or ""
        return given or FreeSlugs().for_name(self.cleaned_data.get("name") or "")

    def _field_of(self, path: str) -> str | None:
        path = without_index(path)
        if path in _KEYS:
            path = f"{_KEYS[path]}_1"
        elif path in _TEXTS:  # either language would do
            path = f"{path}_{language()}"
        name = path.replace(".", "_")
        return name if name in self.fields else None

    def _about(self, path: str) -> str:
        """Say which assessment is meant: the form shows them by their year."""
        if self.before is None or not path.startswith("assessments["):
            return path
        place, _bracket, rest = path.removeprefix("assessments[").partition("]")
        year = self.before.assessments[int(place)].as_of
        rest = "" if rest == ".as_of" else rest
        return _("the assessment of %(year)d%(rest)s") % {"year": year, "rest": rest}


def typed_as(data: dict[str, Any]) -> dict[str, Any]:
    """Return what the form shows for an entry as plain data."""
    shown = {name: data.get(name) for name in (*_LINES, "slug", "founded", "ended")}
    shown |= {name: data.get(name) or [] for name in ("aliases", "tags")}
    shown |= {"prominence": data.get("prominence", 1), "checked_on": data.get("checked_on")}
    for name in _TEXTS:
        for lang in ("en", "nl"):
            shown[f"{name}_{lang}"] = (data.get(name) or {}).get(lang, "")
    for name, one in _KEYS.items():
        for place, key in enumerate(data.get(name) or []):
            shown[f"{one}_{place + 1}"] = key
    for key in TEST:
        shown[f"p2p_test_{key}"] = (data.get("p2p_test") or {}).get(key)
    return shown
