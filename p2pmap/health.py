"""Whether the site is alive, and whether it is ready to serve: for monitors and balancers."""

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from p2pmap import migrations


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return _plain("alive")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and has every migration of this version."""
    try:
        missing = migrations.known() - migrations.applied()
    except Error:
        return _plain("the database does not answer", status=503)
    if missing:
        return _plain("migrations are missing", status=503)
    return _plain("ready")


def _plain(word: str, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{word}\n", content_type="text/plain; charset=utf-8", status=status)
