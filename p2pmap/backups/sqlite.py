"""Backups on SQLite, with its online backup: readers and writers go on meanwhile."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from p2pmap.backups.refused import Refused
from p2pmap.migrations import Migration

NAME = "SQLite"
MAGIC = b"SQLit"
SUFFIX = "sqlite3"
BUSY_SECONDS = 20


def copy_to(path: Path) -> None:
    """Copy the database into a file, as it is at one moment."""
    with closing(_live()) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, without -wal beside it
    _check(path)


def replace_by(path: Path) -> None:
    """Write a verified backup over the database in one transaction; a running site sees it."""
    with closing(_read_only(path)) as source, closing(_live()) as target:
        source.backup(target)


def applied_migrations(path: Path) -> frozenset[Migration]:
    """Return what a backup has; none when it is a database of something else.

    Raises:
        Refused: the file is damaged.
    """
    _check(path)
    with closing(_read_only(path)) as backup:
        try:
            rows = backup.execute("SELECT app, name FROM django_migrations").fetchall()
        except sqlite3.OperationalError:
            return frozenset()
    return frozenset((app, name) for app, name in rows)


def _check(path: Path) -> None:
    with closing(_read_only(path)) as backup:
        try:
            found = backup.execute("PRAGMA integrity_check(1)").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise Refused(f"{path} is damaged: {error}.") from error
    if found != "ok":
        raise Refused(f"{path} is damaged: {found}.")


def _live() -> sqlite3.Connection:
    return sqlite3.connect(connection.settings_dict["NAME"], timeout=BUSY_SECONDS)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
