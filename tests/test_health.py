"""What monitors ask, and what visitors see while the database is gone."""

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from tests.sites import Site

# The promise is three seconds; a machine that runs other tests beside gets more.
SLOW = 3
SOCKET = ".s.PGSQL.5432"


def test_alive_asks_no_database(client: Client):
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.content == b"alive\n"


@pytest.mark.django_db
def test_ready_when_the_database_answers_with_every_migration(client: Client):
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.content == b"ready\n"


@pytest.mark.django_db
def test_not_ready_while_migrations_are_missing(client: Client):
    MigrationRecorder(connection).record_unapplied("auth", "0001_initial")

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.content == b"migrations are missing\n"


def test_monitors_may_ask_over_plain_http_where_tls_is_declared(site: Site):
    key = "0123456789-abcdefghijklmnopqrstuvwxyz-0123456789-abcdefg"
    with site.serving(P2PMAP_URL="https://map.example.org", SECRET_KEY=key) as serving:
        assert serving.get("/healthz") == (200, "alive\n")
        assert serving.get("/readyz") == (200, "ready\n")


def test_a_database_that_is_gone_is_said_within_three_seconds_and_is_found_again(site: Site):
    site = with_a_socket_of_its_own(site)
    with site.serving() as serving:
        assert serving.get("/nl/initiatives/")[0] == 200

        with database_gone(site):
            for path in ("/initiatives/", "/nl/initiatives/", "/readyz"):
                start = time.monotonic()
                status, text = serving.get(path)

                assert status == 503, path
                assert time.monotonic() - start < 3 * SLOW
                assert "Traceback" not in text
            assert "database" in serving.get("/readyz")[1]
            assert '<html lang="nl"' in serving.get("/nl/initiatives/")[1]
            assert serving.get("/healthz")[0] == 200

        assert _soon(lambda: serving.get("/initiatives/")[0] == 200)


@contextlib.contextmanager
def database_gone(site: Site) -> Iterator[None]:
    """Take the database away from a site: for SQLite its file, for PostgreSQL its socket."""
    if not site.database_url:
        database = site.folder / "p2pmap.sqlite3"
        kept = database.rename(site.folder / "kept.sqlite3")
        database.mkdir()
        yield
        database.rmdir()
        kept.rename(database)
        return
    with psycopg.connect(site.database_url, autocommit=True) as connection:
        socket = Path(connection.info.host) / SOCKET
        away = socket.rename(socket.with_name("away"))
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    yield
    away.rename(socket)


def with_a_socket_of_its_own(site: Site) -> Site:
    """The same site, whose way to the server can be cut without cutting it for other tests."""
    if not site.database_url:
        return site
    parts = urlsplit(site.database_url)
    server = Path(unquote(parts.netloc.partition("@")[2]))
    own = site.folder / "socket"
    own.mkdir()
    (own / SOCKET).symlink_to(server / SOCKET)
    netloc = f"{parts.username}@{quote(str(own), safe='')}"
    return replace(site, database_url=urlunsplit(parts._replace(netloc=netloc)))


def _soon(is_so: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if is_so():
            return True
        time.sleep(0.2)
    return False
