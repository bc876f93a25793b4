"""Backups on PostgreSQL, with its own pg_dump, pg_restore and psql."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from p2pmap.backups.refused import Refused
from p2pmap.migrations import Migration

NAME = "PostgreSQL"
MAGIC = b"PGDMP"
SUFFIX = "dump"
LOCK_SECONDS = 30
# What belongs to the server and to the role is left to the place where it is restored.
PORTABLE = ("--no-owner", "--no-privileges")
NEW_SCHEMA = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"


class ToolFailed(Refused):
    """What a tool of PostgreSQL said when it failed."""


def copy_to(path: Path) -> None:
    """Dump the database into a file, as it is at one moment."""
    _run("pg_dump", "--format=custom", *PORTABLE, f"--file={path}", on_database=True)


def replace_by(path: Path) -> None:
    """Put a verified dump in the place of all tables, in one transaction."""
    _close_pool()
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "restore.sql"
        contents = Path(folder) / "contents"
        contents.write_text(_without_schema(_run("pg_restore", "--list", str(path))))
        _run(
            "pg_restore",
            *PORTABLE,
            "--no-comments",
            f"--use-list={contents}",
            f"--file={script}",
            str(path),
        )
        _run(
            "psql",
            "--no-psqlrc",
            "--quiet",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            f"--command=SET lock_timeout = '{LOCK_SECONDS}s'; {NEW_SCHEMA}",
            f"--file={script}",
            on_database=True,
        )


def applied_migrations(path: Path) -> frozenset[Migration]:
    """Return what a dump has; none when it is a database of something else.

    Raises:
        Refused: the file is damaged.
    """
    try:
        _run("pg_restore", f"--file={os.devnull}", str(path))  # reads it to the end
        rows = _run("pg_restore", "--data-only", "--table=django_migrations", "--file=-", str(path))
    except ToolFailed as error:
        raise Refused(f"{path} is damaged: {error}") from error
    found = re.findall(r"^\d+\t([^\t]+)\t([^\t]+)\t", rows, flags=re.MULTILINE)
    return frozenset((app, name) for app, name in found)


def _without_schema(contents: str) -> str:
    """A dump's table of contents without the schema itself, which is made anew."""
    return "\n".join(line for line in contents.splitlines() if " SCHEMA - public " not in line)


def _close_pool() -> None:
    wrapper: Any = connection
    wrapper.close()
    wrapper.close_pool()


def _run(tool: str, *arguments: str, on_database: bool = False) -> str:
    """Run a tool of PostgreSQL, on this site's database where asked, and return what it prints.

    Raises:
        Refused: it is missing.
        ToolFailed: it says that it failed.
    """
    if not shutil.which(tool):
        raise Refused(
            f"{tool} is not on PATH: install PostgreSQL's client programs, of the version of "
            "the server or newer."
        )
    command, environment = [tool, *arguments], {}
    if on_database:
        settings = connection.settings_dict
        found = DatabaseClient.settings_to_cmd_args_env(settings, list(arguments))
        command, environment = [tool, *found[0][1:]], found[1] or {}
    done = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True
    )
    if done.returncode != 0:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        raise ToolFailed(said[0] if said else f"{tool} failed")
    return done.stdout
