"""Backups: that they come back whole, and what is refused."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.sites import Site, new_site

ON_POSTGRESQL = bool(os.environ.get("DATABASE_URL"))
NEWER = (
    "INSERT INTO django_migrations (app, name, applied) "
    "VALUES ('initiatives', '9999_of_tomorrow', '2099-01-01')"
)


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with all its tables, which tests of refusals leave as it is."""
    with new_site(tmp_path_factory.mktemp("site")) as site:
        assert site.manage("migrate").returncode == 0
        yield site


def sql(site: Site, statement: str) -> list[tuple]:
    """Run a statement on a site's database."""
    if site.database_url:
        with psycopg.connect(site.database_url) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []
    with closing(sqlite3.connect(site.folder / "p2pmap.sqlite3")) as connection, connection:
        return connection.execute(statement).fetchall()


def add_curator(site: Site, name: str) -> None:
    sql(
        site,
        "INSERT INTO auth_user (username, password, email, first_name, last_name, "
        "is_superuser, is_staff, is_active, date_joined) "
        f"VALUES ('{name}', '!', '', '', '', '0', '1', '1', '2020-01-01')",
    )


def curators(site: Site) -> list[str]:
    return [name for (name,) in sql(site, "SELECT username FROM auth_user ORDER BY username")]


def back_up(site: Site, *arguments: str) -> Path:
    done = site.manage("backup", *arguments)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip().removeprefix("Backed up to "))


def refusal(site: Site, file: Path, **settings: str) -> str:
    """What `restore` says to a file that it refuses; the database stays as it is."""
    before = sql(site, "SELECT count(*) FROM django_migrations")
    done = site.manage("restore", str(file), "--yes", **settings)

    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr
    assert sql(site, "SELECT count(*) FROM django_migrations") == before
    return done.stderr


def test_a_backup_comes_back_whole_while_the_site_runs(site: Site):
    with site.serving(P2PMAP_STARTER="no") as serving:
        add_curator(site, "ada")
        backup = back_up(site)
        add_curator(site, "bob")

        restored = site.manage("restore", str(backup), "--yes")

        assert restored.returncode == 0, restored.stderr
        assert curators(site) == ["ada"]
        assert serving.get("/readyz") == (200, "ready\n")

    before = restored.stdout.splitlines()[0].removeprefix("What was there before is in ")
    assert site.manage("restore", before, "--yes").returncode == 0
    assert curators(site) == ["ada", "bob"]


def test_a_backup_from_before_an_update_is_brought_up_to_date(migrated: Site, site: Site):
    assert site.manage("migrate").returncode == 0
    assert site.manage("migrate", "axes", "0008").returncode == 0
    backup = back_up(site)
    assert site.manage("migrate").returncode == 0

    restored = site.manage("restore", str(backup), "--yes")

    assert restored.returncode == 0, restored.stderr
    assert sql(site, "SELECT count(*) FROM django_migrations") == sql(
        migrated, "SELECT count(*) FROM django_migrations"
    )


def test_a_backup_fills_an_empty_machine(migrated: Site, site: Site):
    backup = back_up(migrated)

    restored = site.manage("restore", str(backup), "--yes")

    assert restored.returncode == 0, restored.stderr
    assert "before" not in restored.stdout
    assert curators(site) == []


def test_a_backup_is_for_its_owners_eyes(migrated: Site):
    assert back_up(migrated).stat().st_mode & 0o077 == 0


def test_a_backup_goes_where_it_is_asked_and_over_nothing(migrated: Site, tmp_path: Path):
    file = tmp_path / "copy"
    assert back_up(migrated, str(file)) == file
    assert back_up(migrated, str(tmp_path)).parent == tmp_path

    again = migrated.manage("backup", str(file))

    assert again.returncode == 1
    assert "exists already" in again.stderr


def test_a_backup_that_fails_leaves_nothing_half_made(migrated: Site, tmp_path: Path):
    done = migrated.manage("backup", str(tmp_path / "no" / "such" / "folder"))

    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_backup_is_refused(migrated: Site, tmp_path: Path):
    whole = back_up(migrated).read_bytes()
    cut, changed = tmp_path / "cut", tmp_path / "changed"
    cut.write_bytes(whole[: len(whole) * 2 // 3])
    middle = len(whole) // 2
    changed.write_bytes(whole[:middle] + b"\xff" * 4096 + whole[middle + 4096 :])

    assert "is damaged" in refusal(migrated, cut)
    assert "is damaged" in refusal(migrated, changed)


def test_what_is_no_backup_is_refused(migrated: Site, tmp_path: Path):
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all")

    assert "is not a backup of p2pmap" in refusal(migrated, letter)
    assert "cannot be read" in refusal(migrated, tmp_path / "nothing")
    assert "cannot be read" in refusal(migrated, tmp_path)


def test_a_backup_of_the_other_engine_is_refused(migrated: Site, tmp_path: Path):
    other = tmp_path / "other"
    other.write_bytes(b"SQLite format 3\0" if ON_POSTGRESQL else b"PGDMP" + b"\0" * 20)

    said = refusal(migrated, other)

    assert f"this site runs on {'PostgreSQL' if ON_POSTGRESQL else 'SQLite'}" in said


def test_a_backup_of_a_newer_version_is_refused(migrated: Site):
    sql(migrated, NEWER)
    backup = back_up(migrated)
    sql(migrated, "DELETE FROM django_migrations WHERE name = '9999_of_tomorrow'")

    assert "newer version of p2pmap, with initiatives.9999_of_tomorrow" in refusal(migrated, backup)


def test_a_database_of_something_else_is_refused(migrated: Site, site: Site, tmp_path: Path):
    sql(site, "CREATE TABLE letters (text VARCHAR(10))")
    backup = back_up(site)

    assert "not one of p2pmap" in refusal(migrated, backup)


def test_restoring_asks_first(migrated: Site):
    backup = str(back_up(migrated))

    said_no = migrated.manage("restore", backup, answer="no\n")
    said_nothing = migrated.manage("restore", backup, answer="")
    said_yes = migrated.manage("restore", backup, answer="yes\n")

    assert "Nothing was restored" in said_no.stderr
    assert "Say --yes" in said_nothing.stderr
    assert said_yes.returncode == 0


@pytest.mark.skipif(not ON_POSTGRESQL, reason="about PostgreSQL's own programs")
def test_missing_client_programs_are_said(migrated: Site):
    done = migrated.manage("backup", PATH="/nowhere")

    assert done.returncode == 1
    assert "install PostgreSQL's client programs" in done.stderr
