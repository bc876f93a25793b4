"""The forms of a case: one for each thing that a curator can do with it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.drafting import mark_of
from initiatives.forms import fields
from initiatives.forms.sender import MOST_LETTERS_OF_STATEMENT, MailField, PlainField
from initiatives.models import Ground, Kind, Move, ReasonTemplate, Submission

# What an entry should have before it is listed: the field of the form, and that of the format.
_COMPLETING = {
    "sector_1": "sectors",
    "need_1": "needs",
    "founded": "founded",
    "country": "country",
    "reach": "reach",
    "output": "output",
}


class NoteField(PlainField):
    """What the sender will read: some lines of plain text."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            lines=True,
            max_length=MOST_LETTERS_OF_STATEMENT,
            widget=forms.Textarea({"rows": 5}),
            **options,
        )


class TemplateSelect(forms.Select):
    """Reasons to begin with; each brings its text, for the script that puts it into the note."""

    texts: dict[str, str]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        context = self.get_context(name, value, attrs)["widget"]
        options = (
            (
                option["value"],
                self.texts.get(str(option["value"]), ""),
                mark_safe(" selected") if option["selected"] else "",
                option["label"],
            )
            for _group, options, _number in context["optgroups"]
            for option in options
        )
        return format_html(
            '<select name="{}" id="{}" data-reasons>{}</select>',
            name,
            context["attrs"]["id"],
            format_html_join("", '<option value="{}" data-text="{}"{}>{}</option>', options),
        )


class DeedForm(forms.Form):
    """A note to the sender, on the version that the curator saw."""

    move: Move
    note = NoteField(label=gettext_lazy("Note to the sender"), required=False)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, submission: Submission, **options: Any) -> None:
        options.setdefault("auto_id", f"id_{self.move}_%s")
        super().__init__(data, initial={"version": submission.version}, **options)
        self.submission = submission
        self.fields["note"].widget.attrs["lang"] = submission.language

    def on(self, submission: Submission) -> None:
        """Let the form, sent again, be about what is so now: its sender has been told of it."""
        again = QueryDict(mutable=True)
        again.update(self.data)
        again["version"] = str(submission.version)
        again["draft"] = mark_of(submission)
        self.data = again


class AcceptForm(DeedForm):
    """Accepting, with what was missing.

    Args:
        parts: the fields of which some can be left out.
        whole: the entry that would be written, as data.
    """

    move = Move.ACCEPT
    # Which draft the curator saw.
    draft = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    take = forms.MultipleChoiceField(required=False)
    sector_1 = fields.choice(gettext_lazy("Main sector"), fields.sector_choices)
    need_1 = fields.choice(gettext_lazy("Main need"), fields.need_choices)
    founded = fields.year(gettext_lazy("Founded in"))
    country = fields.choice(gettext_lazy("Country"), fields.country_choices)
    reach = fields.choice(gettext_lazy("Reach"), fields.reach_choices)
    output = fields.choice(gettext_lazy("Output"), fields.output_choices)
    tell = MailField(
        label=gettext_lazy("Tell the initiative too"),
        required=False,
        widget=forms.EmailInput(),
        help_text=gettext_lazy(
            "An e-mail address of the initiative itself: it gets the link to its page and how to "
            "answer. Empty: it is not told."
        ),
    )
    do_not_list = forms.BooleanField(
        label=gettext_lazy("Remember that it does not want to be listed"),
        required=False,
        help_text=gettext_lazy("Curators are warned when it is sent in or imported again."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        submission: Submission,
        parts: list[str],
        whole: dict[str, Any] | None,
    ) -> None:
        super().__init__(data, submission=submission)
        self.initial["draft"] = mark_of(submission)
        self.fields["take"].choices = [(part, part) for part in parts]  # type: ignore[attr-defined]
        self.parts = parts
        for name, key in _COMPLETING.items():
            if submission.kind != Kind.NEW or (whole or {}).get(key):
                del self.fields[name]
        if submission.kind != Kind.NEW or not settings.SENDS_MAIL:
            del self.fields["tell"]
        if submission.ground != Ground.LISTING:
            del self.fields["do_not_list"]

    @property
    def completing(self) -> list[forms.BoundField]:
        """The fields for what is missing."""
        return [self[name] for name in _COMPLETING if name in self.fields]

    @property
    def taken(self) -> set[str]:
        """The fields whose box is ticked: all of them before anything was chosen."""
        if not self.is_bound:
            return set(self.parts)
        return {*self.fields["take"].widget.value_from_datadict(self.data, {}, "take")}

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if "take" in self.errors:
            del self.errors["take"]
            self.add_error(None, _("What can be chosen has changed meanwhile. Look at it again."))
        elif self.parts and not said.get("take"):
            self.add_error(
                None, _("Choose at least one field to accept, or refuse it with a reason.")
            )
        return said

    @property
    def left_out(self) -> list[str]:
        """The fields that are not accepted."""
        taken = self.cleaned_data.get("take", [])
        return [part for part in self.parts if part not in taken]

    def completed(self) -> dict[str, Any]:
        """Return what was filled in, in the entry format."""
        return dict(self._completed())

    def _completed(self) -> Iterator[tuple[str, Any]]:
        for name, key in _COMPLETING.items():
            value = self.cleaned_data.get(name)
            if value:
                yield key, [value] if key in ("sectors", "needs") else value


def offered_templates() -> list[ReasonTemplate]:
    """Return the reasons to begin with, of every deed."""
    return list(ReasonTemplate.objects.filter(is_offered=True))


class ReasonedForm(DeedForm):
    """A deed that owes its sender a text: a template, as it is or edited, or words of one's own."""

    reason_key = forms.ChoiceField(label=gettext_lazy("Begin with"), required=False)

    field_order = ("reason_key", "note", "version")
    missing: Any

    def __init__(
        self,
        data: Any = None,
        *,
        submission: Submission,
        templates: list[ReasonTemplate] | None = None,
    ) -> None:
        super().__init__(data, submission=submission)
        offered = templates if templates is not None else offered_templates()
        self.templates = {one.key: one for one in offered if one.move == self.move}
        widget = TemplateSelect()
        widget.texts = {key: self._text(template) for key, template in self.templates.items()}
        field = forms.ChoiceField(
            label=self.fields["reason_key"].label,
            required=False,
            widget=widget,
            choices=[
                ("", _("your own words")),
                *((key, template.title) for key, template in self.templates.items()),
            ],
        )
        self.fields["reason_key"] = field

    def _text(self, template: ReasonTemplate) -> str:
        return template.text_in(self.submission.language)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if not said.get("note") and "note" not in self.errors:
            template = self.templates.get(said.get("reason_key", ""))
            if template is None:
                self.add_error("note", self.missing)
            else:
                said["note"] = self._text(template)
        return said


class AskForm(ReasonedForm):
    """Asking back."""

    move = Move.ASK_BACK
    missing = gettext_lazy("Write what you want to know, or choose a text to begin with.")


class RefuseForm(ReasonedForm):
    """Refusing."""

    move = Move.REFUSE
    missing = gettext_lazy("Give the reason: the sender has a right to it.")
