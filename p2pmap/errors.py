"""The pages for what goes wrong, in the language of the address, each without a way to fail."""

import logging
import re
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _

from p2pmap.headers import is_secret

logger = logging.getLogger(__name__)

DATABASE_GONE = (OperationalError, InterfaceError)
View = Callable[..., HttpResponse]
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


class RefuseNullBytesMiddleware:
    """Answer 400 to a null byte in path or query: PostgreSQL cannot look for one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("A null byte in the address")
        return self.get_response(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request makes no sense, without reading it: that is what failed."""
    return _page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that this is not for everyone."""
    return _page(request, 403, with_request=True)


def keeps_what_was_typed(show_again: Callable[..., HttpResponse]) -> Callable[[View], View]:
    """Let a view answer for itself when a form was too old or sent from elsewhere.

    Args:
        show_again: called as the view would have been; shows what was typed and stores nothing.
    """

    def decorate(view: View) -> View:
        view.shows_again = show_again  # type: ignore[attr-defined]
        return view

    return decorate


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was too old, or sent from elsewhere; keep what was typed where we can."""
    match = request.resolver_match
    show_again = getattr(match.func, "shows_again", None) if match else None
    if match and show_again:
        response: HttpResponse = show_again(request, *match.args, **match.kwargs)
        return response
    return _page(request, 403, with_request=True, stale_form=True)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing is here, and where to look: for the words of the address, to begin with."""
    words = _words_in(request.path_info)
    lost = is_secret(request.path_info)
    return _page(request, 404, with_request=True, words=words, lost_link=lost)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say whose fault it is: 503 while the database is gone, 500 for an error of ours."""
    status = 503 if isinstance(sys.exc_info()[1], DATABASE_GONE) else 500
    response = _page(request, status)
    if status == 503:
        response.headers["Retry-After"] = "10"
    return response


def login_locked(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Say that logging in is locked for a while, whether the password was right or not."""
    html = render_to_string(
        "admin/locked.html", {"message": settings.AXES_COOLOFF_MESSAGE}, request=request
    )
    return HttpResponse(html, status=settings.AXES_HTTP_RESPONSE_CODE)


def _page(
    request: HttpRequest, status: int, *, with_request: bool = False, **context: Any
) -> HttpResponse:
    """Render `<status>.html`; where even that fails, one plain line.

    Only a request that proved sound is handed to the template: for the others what the template
    asks of it (host, user, form) may be what failed.
    """
    language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            html: str = render_to_string(
                f"{status}.html", context, request=request if with_request else None
            )
        except DATABASE_GONE as error:
            logger.error("The database does not answer: %s", error)
            return _page(request, 503)
        except Exception:  # whatever the template did: an error page must not fail
            logger.exception("The page for status %s fails", status)
            html = f'<!doctype html><html lang="{language}"><title>{status}</title><p>' + escape(
                _plain(status)
            )
    return HttpResponse(html, status=status)


def _words_in(path: str) -> str:
    """What somebody may have looked for; "" where the end of a path is not made of words."""
    if is_secret(path):
        return ""
    last = path.rstrip("/").rpartition("/")[2]
    words = re.sub(r"[-_+\s]+", " ", last).strip()
    is_readable = re.fullmatch(r"[\w '’]{2,80}", words) and not words.isdigit()
    return words if is_readable and words not in LANGUAGES else ""


def _plain(status: int) -> str:
    """One line where no page can be made."""
    sentences = {
        400: _("This request cannot be understood."),
        403: _("This page is not for everyone."),
        404: _("There is no page here."),
        503: _("The site cannot reach its data just now. Please try again in a moment."),
    }
    return sentences.get(status, _("Something went wrong here. It is not your fault."))
