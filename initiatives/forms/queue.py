"""Which part of the queue a curator looks at, and the reason for refusing several at once."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.forms import fields
from initiatives.forms.case import NoteField
from initiatives.models import Move, ReasonTemplate, Submission
from initiatives.queue import Choice, Pile


class QueueForm(forms.Form):
    """The filters of the queue. What is none of the choices counts as no choice."""

    pile = forms.ChoiceField(choices=[("", ""), *Pile.choices], required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[("", gettext_lazy("all")), *settings.LANGUAGES],
        required=False,
    )
    sector = fields.choice(gettext_lazy("Sector"), fields.sector_choices)
    country = fields.choice(gettext_lazy("Country"), fields.country_choices)
    late = forms.BooleanField(required=False)

    @property
    def choice(self) -> Choice:
        """What was chosen."""
        self.is_valid()
        said = self.cleaned_data
        return Choice(
            pile=said.get("pile", ""),
            language=said.get("language", ""),
            sector=said.get("sector", ""),
            country=said.get("country", ""),
            late=said.get("late", False),
        )


class SeveralForm(forms.Form):
    """One reason for several: a template in the language of each sender, or words for all."""

    reason_key = forms.ChoiceField(label=gettext_lazy("Reason"), required=False)
    note = NoteField(
        label=gettext_lazy("In your own words"),
        required=False,
        help_text=gettext_lazy(
            "Empty: each sender gets the text of the reason, in their own language."
        ),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.templates = {
            template.key: template
            for template in ReasonTemplate.objects.filter(move=Move.REFUSE, is_offered=True)
        }
        field = self.fields["reason_key"]
        field.choices = [  # type: ignore[attr-defined]
            ("", _("your own words")),
            *((key, template.title) for key, template in self.templates.items()),
        ]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if not said.get("note") and not said.get("reason_key") and not self.errors:
            self.add_error("reason_key", _("Choose a reason, or write one."))
        return said

    def note_to(self, submission: Submission) -> str:
        """Return what the sender of a submission reads."""
        note: str = self.cleaned_data["note"]
        if note:
            return note
        return self.templates[self.cleaned_data["reason_key"]].text_in(submission.language)
