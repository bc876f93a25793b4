"""Security headers that Django and django-csp have no setting for."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

HEADERS = {
    # Nothing of ours is loaded by other sites, nothing of theirs by ours.
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
}


# Under these addresses the address itself is a secret: of who sent something in, or of who gets a
# new password.
_SECRET_PATH = re.compile(r"^(/[a-z]{2})?/(submissions|admin/reset)/.")
SECRET_HEADERS = {
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


def is_secret(path: str) -> bool:
    """Say whether an address is one that only who sent something in may know."""
    return _SECRET_PATH.match(path) is not None


class SecurityHeadersMiddleware:
    """Add the headers to every answer, static files included; a view may have set its own.

    What is under a secret address says so in every answer, also where there is nothing: out of
    caches and search engines with it, and no word of it to other sites.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if is_secret(request.path_info):
            for name, value in SECRET_HEADERS.items():
                response.headers[name] = value
        return response
