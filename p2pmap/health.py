"""Whether the site is alive, and whether it is ready to serve: for monitors and balancers."""

from functools import cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


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
        applied = MigrationRecorder(connection).applied_migrations().keys()
    except Error:
        return _plain("the database does not answer", status=503)
    if known_migrations() - applied:
        return _plain("migrations are missing", status=503)
    return _plain("ready")


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """App and name of every migration that this version has, read once from disk."""
    loader = MigrationLoader(None)
    return frozenset(loader.disk_migrations)


def _plain(word: str, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{word}\n", content_type="text/plain; charset=utf-8", status=status)
