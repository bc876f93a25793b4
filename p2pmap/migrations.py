"""Which migrations this version has, and which of them a database has."""

from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

Migration = tuple[str, str]  # app and name


@cache
def known() -> frozenset[Migration]:
    """Every migration of this version, read once from disk."""
    return frozenset(MigrationLoader(None).disk_migrations)


def applied() -> frozenset[Migration]:
    """Those that the database has; none for an empty one."""
    return frozenset(MigrationRecorder(connection).applied_migrations())


def describe(migrations: frozenset[Migration]) -> str:
    """Name the first of some migrations, and how many more there are."""
    app, name = min(migrations)
    more = f" and {len(migrations) - 1} more" if len(migrations) > 1 else ""
    return f"{app}.{name}{more}"
