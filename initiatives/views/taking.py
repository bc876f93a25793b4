"""Taking in what was sent with a form of the public: checked, within limits, stored once."""

from collections.abc import Callable
from typing import Protocol

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from initiatives import limits
from initiatives.forms.sender import SenderForm
from initiatives.models import Initiative
from initiatives.submitting import Sent, find, send, token_for
from initiatives.views.submission import to_page_of

INVALID = 422


class Show(Protocol):
    """Shows a form again, with what was typed."""

    def __call__(self, form: SenderForm, *, status: int, notice: str = "") -> HttpResponse: ...


def take(
    request: HttpRequest,
    form: SenderForm,
    show: Show,
    *,
    draft: str,
    initiative: Initiative | None = None,
    store: Callable[[Sent, str], object] | None = None,
) -> HttpResponse:
    """Store what a valid form says and lead to its page; otherwise show the form again.

    What was stored already, because it was sent twice, leads to the same page.

    Args:
        draft: the name under which the browser keeps what is typed, to forget it.
        initiative: what it is about.
        store: how it is stored, where that is not as a new submission.
    """
    if not form.is_valid():
        return show(form, status=INVALID)
    sent = form.sent()
    token = token_for(form.nonce, sent, initiative)
    if find(token) is None:
        refusal = limits.refusal_of(request)
        if refusal:
            response = show(form, status=429, notice=refusal.message)
            response.headers["Retry-After"] = str(refusal.retry_after)
            return response
        if store:
            store(sent, token)
        else:
            # Who is logged in as a curator does not decide on this one.
            by = request.user if isinstance(request.user, User) else None
            send(sent, token, initiative, by=by)
    return to_page_of(token, draft=draft)


def show_stale(form: SenderForm, show: Show) -> HttpResponse:
    """Show a form whose protection ran out, with what was typed: sent once more, it is taken."""
    form.is_valid()
    return show(
        form,
        status=403,
        notice=_(
            "This form had been open for too long, or your browser keeps no cookies. Nothing was "
            "lost: please send it once more."
        ),
    )
