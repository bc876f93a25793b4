"""The form with which a curator decides on a submission, and the one that refuses several."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.forms.sender import MOST_LETTERS_OF_STATEMENT, MailField, PlainField
from initiatives.models import Kind, Move, Submission

MOVES = (Move.ACCEPT, Move.ASK_BACK, Move.REFUSE)


class NoteField(PlainField):
    """What the sender will read: some lines of plain text."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            lines=True,
            max_length=MOST_LETTERS_OF_STATEMENT,
            widget=forms.Textarea({"rows": 5}),
            **options,
        )


class DecisionForm(forms.Form):
    """A decision on the version that the curator saw; which one says the button."""

    note = NoteField(
        label=gettext_lazy("Note to the sender"),
        required=False,
        help_text=gettext_lazy(
            "The sender reads this. Needed to ask back, and as the reason of a refusal."
        ),
    )
    tell = MailField(
        label=gettext_lazy("Tell the initiative too"),
        required=False,
        widget=forms.EmailInput({"class": "vTextField"}),
        help_text=gettext_lazy(
            "An e-mail address of the initiative itself: when you accept, it gets the link to "
            "its page and how to answer. Empty: it is not told."
        ),
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    move = forms.ChoiceField(choices=[(move.value, move.label) for move in MOVES])

    def __init__(
        self, data: Any = None, *, submission: Submission, version: int | None = None
    ) -> None:
        super().__init__(data, initial={"version": version or submission.version})
        if submission.kind != Kind.NEW or not settings.SENDS_MAIL:
            del self.fields["tell"]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        for name in ("move", "version"):
            if name in self.errors:
                del self.errors[name]
                self.add_error(None, _("Choose what to do with one of the buttons."))
        is_silent = not said.get("note") and "note" not in self.errors
        if said.get("move") in (Move.ASK_BACK, Move.REFUSE) and is_silent:
            self.add_error("note", _missing_note(said["move"]))
        return said

    def on_version(self, version: int) -> None:
        """Let the form, sent again, be about a later version: its sender has been told of it."""
        self.data = {name: self.data.get(name) for name in self.data} | {"version": str(version)}


def _missing_note(move: str) -> str:
    if move == Move.ASK_BACK:
        return _("Write what you want to know.")
    return _("Give the reason: the sender has a right to it.")


class RefusalForm(forms.Form):
    """One reason for several submissions."""

    note = NoteField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Each sender reads this, with how to improve it and send it again."),
        error_messages={"required": gettext_lazy("Give the reason: the sender has a right to it.")},
    )
