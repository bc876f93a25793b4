"""Security headers that Django and django-csp have no setting for."""

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


class SecurityHeadersMiddleware:
    """Add the headers to every answer, static files included; a view may have set its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
