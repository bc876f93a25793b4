"""Copies of the database in one file each, and the way back."""

import os
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from p2pmap import migrations
from p2pmap.backups import postgresql, sqlite
from p2pmap.backups.refused import Refused

__all__ = ["Refused", "back_up", "restore", "verify"]

ENGINES: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def back_up(path: Path | None = None) -> Path:
    """Copy the database into a file, while the site runs, and return where it is.

    Args:
        path: the file to make, or a folder for it; by default the backups in the data folder.

    Raises:
        Refused: the file exists, cannot be written, or a tool for it is missing.
    """
    path = path or settings.BACKUP_DIR
    try:
        if path.is_dir() or path == settings.BACKUP_DIR:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = path / _file_name()
        if path.exists():
            raise Refused(f"{path} exists already: name another file.")
        draft = path.with_name(f"{path.name}.part")
        draft.touch(mode=0o600)
        try:
            _engine().copy_to(draft)
            _keep(draft)
            draft.rename(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.") from error
    return path


def restore(path: Path) -> Path | None:
    """Put a backup in the place of the database, in one step, and bring it up to date.

    Returns:
        A backup of what was there before; None when nothing was.

    Raises:
        Refused: as `verify` does, or the database does not let itself be replaced.
    """
    verify(path)
    before = back_up() if migrations.applied() else None
    connections.close_all()
    _engine().replace_by(path)
    connections.close_all()
    call_command("migrate", verbosity=0)
    return before


def verify(path: Path) -> None:
    """Make sure that a file is a whole backup for this engine, not newer than this version.

    Raises:
        Refused: it is not; says why.
    """
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from error
    made_on = next((name for name, engine in ENGINES.items() if start[:5] == engine.MAGIC), None)
    if made_on is None:
        raise Refused(f"{path} is not a backup of p2pmap.")
    if made_on != connection.vendor:
        raise Refused(
            f"{path} is a backup of {ENGINES[made_on].NAME}, and this site runs on "
            f"{_engine().NAME}: DATABASE_URL says which."
        )
    applied = _engine().applied_migrations(path)
    if not any(app == "initiatives" for app, _name in applied):
        raise Refused(f"{path} is a database, but not one of p2pmap.")
    if unknown := applied - migrations.known():
        raise Refused(
            f"{path} comes from a newer version of p2pmap, with {migrations.describe(unknown)}: "
            "update p2pmap first."
        )


def _engine() -> ModuleType:
    return ENGINES[connection.vendor]


def _file_name() -> str:
    moment = datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S-%f")
    return f"p2pmap-{moment}.{_engine().SUFFIX}"


def _keep(path: Path) -> None:
    """Have the disk hold the file before its name says that it is whole."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
