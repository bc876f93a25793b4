"""The forms on the page of a submission, and for a lost link to it."""

from django import forms
from django.utils.translation import gettext_lazy

from initiatives.forms.sender import MailField, statement_field


class AnswerForm(forms.Form):
    """A word for the curators."""

    answer = statement_field(
        gettext_lazy("Your word to the curators"),
        error_messages={"required": gettext_lazy("Write something here.")},
    )


class LinksForm(forms.Form):
    """The address that was left with a submission."""

    email = MailField(
        label=gettext_lazy("Your e-mail address"),
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=gettext_lazy("The one that you left with what you sent."),
        error_messages={"required": gettext_lazy("Fill in the address that you left.")},
    )
