"""Settings: what is refused, in which words, and what the documented ones give."""

import os
import stat
from pathlib import Path

import pytest

from tests.sites import Site

KEY = "0123456789-abcdefghijklmnopqrstuvwxyz-0123456789-abcdefg"
PUBLIC = {"P2PMAP_URL": "https://map.example.org", "SECRET_KEY": KEY}


@pytest.fixture
def plain_site(tmp_path: Path) -> Site:
    """A site whose database is never asked."""
    return Site(tmp_path)


REFUSED = {
    "a port out of range": ({"PORT": "70000"}, "PORT is 70000"),
    "a port that is no number": ({"PORT": "http"}, 'Environment variable "PORT" invalid'),
    "another engine": ({"DATABASE_URL": "mysql://user@host/db"}, "begin it with postgresql://"),
    "an address of nothing": ({"DATABASE_URL": "nonsense"}, 'variable "DATABASE_URL" invalid'),
    "any host": ({"ALLOWED_HOSTS": "*"}, "list each host name by itself"),
    "any sub-domain": ({**PUBLIC, "ALLOWED_HOSTS": ".example.org"}, "without a leading dot"),
    "an address with a path": ({**PUBLIC, "P2PMAP_URL": "https://a.org/map"}, "without a path"),
    "an address without scheme": ({**PUBLIC, "P2PMAP_URL": "map.example.org"}, "such as https://"),
    "an impossible address": ({**PUBLIC, "P2PMAP_URL": "https://[::1"}, "such as https://"),
    "debugging in public": ({**PUBLIC, "DEBUG": "yes"}, "unset DEBUG"),
    "a public host without address": (
        {"ALLOWED_HOSTS": "map.example.org", "SECRET_KEY": KEY},
        "set P2PMAP_URL to the address that people use",
    ),
    "a public host without TLS": (
        {**PUBLIC, "P2PMAP_URL": "http://map.example.org"},
        "put a proxy with TLS before the site",
    ),
    "TLS from nowhere": ({**PUBLIC, "P2PMAP_PROXIES": "0"}, "set P2PMAP_PROXIES"),
    "fewer than no proxies": ({"P2PMAP_PROXIES": "-1"}, "set it to 0 or more"),
    "a public host without key": (
        {"P2PMAP_URL": "https://map.example.org"},
        "map.example.org needs a key of its own: set SECRET_KEY",
    ),
    "a short key": ({"SECRET_KEY": "short"}, "SECRET_KEY can be guessed"),
    "a monotonous key": ({"SECRET_KEY": "a" * 60}, "SECRET_KEY can be guessed"),
    "a key from a tutorial": ({"SECRET_KEY": f"django-insecure-{KEY}"}, "can be guessed"),
}


@pytest.mark.parametrize(("settings", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_unsafe_settings_are_refused_in_one_sentence(
    plain_site: Site, settings: dict[str, str], sentence: str
):
    refused = plain_site.try_to_serve(**settings)

    assert refused.returncode == 1
    assert sentence in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_commands_refuse_unsafe_settings_in_one_sentence_too(plain_site: Site):
    refused = plain_site.manage("check", ALLOWED_HOSTS="*")

    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1


def test_the_documented_settings_of_a_public_host_pass_the_deployment_check(plain_site: Site):
    checked = plain_site.manage("check", "--deploy", "--fail-level=WARNING", **PUBLIC)

    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


def test_a_key_is_made_once_and_only_its_owner_reads_it(plain_site: Site):
    key = plain_site.folder / "secret_key"

    plain_site.manage("check")
    first = key.read_text()
    plain_site.manage("check")

    assert key.read_text() == first
    assert len(first) >= 50
    assert stat.S_IMODE(os.stat(key).st_mode) == 0o600


def test_a_data_folder_is_made_for_its_owner_alone(tmp_path: Path):
    site = Site(tmp_path / "new" / "data")

    site.manage("check")

    assert stat.S_IMODE(os.stat(site.folder).st_mode) == 0o700


def test_a_command_logs_nothing_of_itself(plain_site: Site):
    assert plain_site.manage("check").stderr == ""
