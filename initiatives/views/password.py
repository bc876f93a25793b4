"""A new password by mail, without telling whose addresses there are."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.views import (
    PasswordResetCompleteView,
    PasswordResetConfirmView,
    PasswordResetDoneView,
    PasswordResetView,
)
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives import limits, notifications
from initiatives.forms.sender import MailField


class AskForm(forms.Form):
    """The address of an account. Whether there is one shows in nothing."""

    email = MailField(
        label=gettext_lazy("Your e-mail address"),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def save(self, **options: Any) -> None:
        """Put the mail in the outbox: what it says, and whether it leaves, is found out later."""
        notifications.send_password(self.cleaned_data["email"])


class InTheAdmin:
    """Gives a page what the frame of the admin's pages shows."""

    request: HttpRequest

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**options)  # type: ignore[misc]
        return {**admin.site.each_context(self.request), **context}


class PasswordAskedView(InTheAdmin, PasswordResetDoneView):
    """Say that a mail is on its way, if there is such an account."""


class NewPasswordView(InTheAdmin, PasswordResetConfirmView):
    """Choose the new password, with the link from the mail."""


class PasswordChosenView(InTheAdmin, PasswordResetCompleteView):
    """Say that the new password counts."""


class AskPasswordView(InTheAdmin, PasswordResetView):
    """Ask for a new password. Where no mail is sent it says whom to ask."""

    form_class = AskForm

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**options),
            "sends_mail": settings.SENDS_MAIL,
            "contact": settings.CONTACT,
        }

    def form_valid(self, form: Any) -> HttpResponse:
        if not settings.SENDS_MAIL:
            return self.form_invalid(form)
        if not limits.may("password", self.request):
            form.add_error(None, _("Too often for today. Try again tomorrow."))
            return self.form_invalid(form)
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)
