"""The forms for taking an initiative off the map."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.forms.fields import ReasonField
from initiatives.models import Initiative


class WithdrawForm(forms.Form):
    """Why an initiative is withdrawn."""

    reason = ReasonField(help_text=gettext_lazy("Everyone can read this on its page."))
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


class MergeForm(WithdrawForm):
    """Which other initiative takes its place, and why.

    The curator sees what will happen before it does: `confirmed` names what was shown.
    """

    into = forms.CharField(
        label=gettext_lazy("Merge into"),
        help_text=gettext_lazy(
            "The last part of the address of the one that stays, such as “couchsurfing”."
        ),
    )
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = ["into", "reason"]

    def __init__(self, *arguments: Any, initiative: Initiative, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.initiative = initiative
        self.target: Initiative | None = None

    def clean_into(self) -> str:
        slug: str = self.cleaned_data["into"]
        target = Initiative.objects.filter(slug=slug).first()
        if target is None:
            raise forms.ValidationError(_("There is no initiative with this address."))
        if target == self.initiative:
            raise forms.ValidationError(_("This is the initiative itself."))
        if target.withdrawn_at is not None:
            raise forms.ValidationError(_("That initiative is withdrawn itself."))
        self.target = target
        return slug

    @property
    def is_confirmed(self) -> bool:
        """Whether the curator has seen what this will do."""
        return bool(self.target) and self.cleaned_data["confirmed"] == self.cleaned_data["into"]
