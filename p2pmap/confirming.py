"""Is it still you? Asked again before a deed that cannot be taken back lightly.

A login counts for a quarter of an hour. After that the deed is held until the password is typed:
what was sent with it is kept, and sent on.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, Final

from django.contrib import admin
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

View = Callable[..., HttpResponse]
COUNTS_FOR: Final = timedelta(minutes=15)
PASSWORD: Final = "confirm_password"
_CONFIRMED = "confirmed_at"
_OWN = (PASSWORD, "csrfmiddlewaretoken")
HELD = 403


@receiver(user_logged_in)
def _remember(sender: Any, request: HttpRequest | None, **kwargs: Any) -> None:
    if request is not None and hasattr(request, "session"):
        request.session[_CONFIRMED] = time.time()


def confirmed(view: View) -> View:
    """Hold what is posted to a view until who posts it has confirmed who they are."""

    @wraps(view)
    def held(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = hold(request)
        return answer if answer is not None else view(request, *args, **kwargs)

    return held


def hold(request: HttpRequest) -> HttpResponse | None:
    """Return the page that asks for the password, or None where nobody has to be asked."""
    if request.method != "POST" or not request.user.is_authenticated or _is_recent(request):
        return None
    password = request.POST.get(PASSWORD)
    if password is None:
        return _ask(request, "")
    assert isinstance(request.user, User)
    if authenticate(request, username=request.user.get_username(), password=password) is None:
        return _ask(request, _("That is not your password."))
    request.session[_CONFIRMED] = time.time()
    sent = request.POST.copy()
    sent.pop(PASSWORD, None)
    # The deed reads it as if it was sent just now.
    request.POST = sent  # type: ignore[assignment]
    return None


def _is_recent(request: HttpRequest) -> bool:
    moment = request.session.get(_CONFIRMED, 0)
    return bool(0 <= time.time() - moment < COUNTS_FOR.total_seconds())


def _ask(request: HttpRequest, problem: str) -> HttpResponse:
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _OWN
        for value in values
    ]
    context = {
        **admin.site.each_context(request),
        "sent": sent,
        "problem": problem,
        "name": PASSWORD,
        "title": _("Is it you?"),
    }
    return TemplateResponse(request, "admin/confirm.html", context, status=HELD)
