"""Serve the site: `python -m p2pmap.serve`, with `--reload` while developing.

Everything it needs is made ready first, once: the data folder, the database, the starter
catalogue, translations and static files. What is in the way is said in one sentence.
"""

import os
import socket
import sqlite3
import sys
import tempfile
from typing import Any, NoReturn

import django
import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection, connections
from environs import EnvError

from p2pmap import backups, message_catalogue, migrations, static_files

OLDEST_POSTGRESQL = 15


class CannotServe(Exception):
    """Something is in the way; one sentence says what, and what to do."""


def prepare() -> None:
    """Make everything ready, in the order in which it can go wrong.

    Raises:
        ImproperlyConfigured, EnvError: a setting is refused.
        CannotServe: folder, port or database cannot be used.
        Refused: the database needs migrations and cannot be backed up before.
    """
    _check_data_folder()
    _check_port()
    message_catalogue.compile_messages()
    django.setup()
    _check_database()
    _migrate()
    call_command("createcachetable", verbosity=0)
    _load_starter()
    if not settings.DEBUG:
        static_files.collect_if_changed()
    connections.close_all()


def _check_data_folder() -> None:
    folder = settings.DATA_DIR
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise CannotServe(
            f"The data folder {folder} cannot be written ({error.strerror}): set P2PMAP_DATA to "
            "a folder that you may write to."
        ) from error


def _check_port() -> None:
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            settings.BIND, settings.PORT, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CannotServe(
            f"{settings.BIND}:{settings.PORT} cannot be served on ({error.strerror}): stop what "
            "is there, or set PORT to another number."
        ) from error


def _check_database() -> None:
    wrapper: Any = connection
    try:
        if wrapper.vendor == "postgresql":
            # Not through the pool, which would hide the reason.
            with psycopg.connect(**wrapper.get_connection_params()) as probe:
                version = probe.info.server_version // 10000
            if version < OLDEST_POSTGRESQL:
                raise CannotServe(
                    f"The server of DATABASE_URL is PostgreSQL {version}: p2pmap needs "
                    f"{OLDEST_POSTGRESQL} or newer."
                )
        else:
            with sqlite3.connect(wrapper.settings_dict["NAME"]) as probe:
                probe.execute("PRAGMA schema_version")
    except (psycopg.Error, sqlite3.Error) as error:
        reason = " ".join(str(error).split())
        raise CannotServe(
            f"The database cannot be used ({reason}): check DATABASE_URL, or unset it to keep "
            "everything in the data folder."
        ) from error


def _migrate() -> None:
    applied = migrations.applied()
    if unknown := applied - migrations.known():
        raise CannotServe(
            f"The database comes from a newer version of p2pmap, with "
            f"{migrations.describe(unknown)}: update p2pmap, or restore a backup."
        )
    if migrations.known() <= applied:
        return
    if applied:
        print(f"Backed up to {backups.back_up()} before the database changes", flush=True)
    call_command("migrate", interactive=False, verbosity=0)


def _load_starter() -> None:
    from initiatives.starter import load_starter  # after django.setup(): it brings models

    if settings.LOAD_STARTER and (count := load_starter()):
        print(f"Loaded the starter catalogue: {count} initiatives", flush=True)


def main(arguments: list[str]) -> NoReturn:
    """Prepare, then hand this process over to the server."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "p2pmap.settings")
    reload = arguments == ["--reload"]
    if reload:
        os.environ.setdefault("DEBUG", "yes")
    try:
        prepare()
        address = f"{settings.BIND}:{settings.PORT}"
    except (ImproperlyConfigured, EnvError, CannotServe, backups.Refused) as reason:
        sys.exit(str(reason))
    except KeyboardInterrupt:
        sys.exit(130)
    if reload:
        command = ["manage.py", "runserver", address]
    else:
        command = ["-m", "gunicorn", "--config=python:p2pmap.gunicorn_conf", "p2pmap.wsgi"]
    os.execv(sys.executable, [sys.executable, *command])


if __name__ == "__main__":
    main(sys.argv[1:])
