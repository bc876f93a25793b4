"""The one command that serves the site."""

import json
import resource
import signal
import socket
import sqlite3
from pathlib import Path

import pytest

from tests.sites import ROOT, Site, free_port

STARTER_SIZE = sum(
    len(json.loads(path.read_text())) for path in (ROOT / "fixtures" / "initiatives").glob("*.json")
)


def one_sentence(refused) -> str:
    """What a start that failed says: one line, no traceback."""
    assert refused.returncode == 1, refused.stdout
    assert len(refused.stderr.strip().splitlines()) == 1, refused.stderr
    return refused.stderr


def test_it_serves_a_filled_catalogue_and_says_where_and_how_to_curate(site: Site):
    with site.serving() as serving:
        status, page = serving.get("/initiatives/")
        said = serving.log.read_text()

    assert status == 200
    assert str(STARTER_SIZE) in said
    assert "Couchsurfing" in page
    assert serving.url in said
    assert "createsuperuser" in said


def test_a_second_start_takes_less_than_five_seconds_and_keeps_what_was_entered(site: Site):
    with site.serving():
        pass
    site.add_curator("ada")

    before = _work_of_children()
    with site.serving() as serving:
        said = serving.log.read_text()

    assert _work_of_children() - before < 5
    assert "starter" not in said
    assert "Backed up" not in said
    asked = "from django.contrib.auth.models import User; print(User.objects.get().username)"
    assert "ada" in site.manage("shell", "-v", "0", "-c", asked).stdout


def _work_of_children() -> float:
    """Seconds of work by processes that ended: unlike the clock, it hardly knows of other tests."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_the_starter_catalogue_never_comes_back_over_what_people_did(site: Site):
    with site.serving():
        pass
    site.manage(
        "shell",
        "-v",
        "0",
        "-c",
        "from initiatives.models import Initiative\n"
        "from initiatives.catalogue import withdraw\n"
        "withdraw(Initiative.objects.get(slug='facebook'), by=None, reason='A test')",
    )

    with site.serving() as serving:
        _status, page = serving.get("/initiatives/facebook/")

    assert "A test" in page


def test_a_site_may_begin_empty(site: Site):
    with site.serving(P2PMAP_STARTER="no") as serving:
        assert serving.get("/initiatives/")[0] == 200
        assert "starter" not in serving.log.read_text()


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly(site: Site, by: signal.Signals):
    with site.serving(P2PMAP_STARTER="no") as serving:
        assert serving.stop(by) == 0
        assert "Traceback" not in serving.log.read_text()


def test_a_busy_port_is_said_in_one_sentence(site: Site):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        said = one_sentence(site.try_to_serve(PORT=str(port)))

    assert f"127.0.0.1:{port} cannot be served on" in said
    assert "set PORT to another number" in said


def test_a_data_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path):
    (tmp_path / "file").touch()

    said = one_sentence(Site(tmp_path / "file" / "data").try_to_serve())

    assert "The data folder" in said
    assert "set P2PMAP_DATA" in said


def test_so_it_is_where_the_key_is_given(tmp_path: Path):
    (tmp_path / "file").touch()
    key = "0123456789-abcdefghijklmnopqrstuvwxyz-0123456789-abcdefg"

    said = one_sentence(Site(tmp_path / "file" / "data").try_to_serve(SECRET_KEY=key))

    assert "set P2PMAP_DATA" in said


WRONG_DATABASES = {
    "no server": "postgresql://user:hidden-word@127.0.0.1:9/p2pmap",
    "no such socket": "postgresql://user:hidden-word@%2Fnowhere/p2pmap",
    "no folder": "sqlite:////nowhere/at/all.sqlite3",
}


@pytest.mark.parametrize("url", WRONG_DATABASES.values(), ids=WRONG_DATABASES.keys())
def test_a_wrong_database_address_is_said_in_one_sentence(tmp_path: Path, url: str):
    said = one_sentence(Site(tmp_path, url).try_to_serve(PORT=str(free_port())))

    assert "The database cannot be used" in said
    assert "check DATABASE_URL" in said
    assert "hidden-word" not in said


def test_a_file_that_is_no_database_is_said_in_one_sentence(tmp_path: Path):
    (tmp_path / "p2pmap.sqlite3").write_text("This is a letter, and not a database. " * 100)

    said = one_sentence(Site(tmp_path).try_to_serve(PORT=str(free_port())))

    assert "file is not a database" in said


def test_the_database_is_backed_up_before_it_changes(site: Site):
    assert site.manage("migrate").returncode == 0
    assert site.manage("migrate", "axes", "0008").returncode == 0

    with site.serving(P2PMAP_STARTER="no") as serving:
        assert "Backed up to" in serving.log.read_text()
        assert serving.get("/readyz")[0] == 200

    assert len(list((site.folder / "backups").iterdir())) == 1


def test_the_database_of_a_newer_version_is_refused(tmp_path: Path):
    site = Site(tmp_path)
    site.manage("migrate")
    with sqlite3.connect(tmp_path / "p2pmap.sqlite3") as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('initiatives', '9999_of_tomorrow', '2099-01-01')"
        )

    said = one_sentence(site.try_to_serve(PORT=str(free_port())))

    assert "newer version of p2pmap, with initiatives.9999_of_tomorrow" in said
