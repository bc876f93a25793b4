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
    "a mail server by another way": ({"EMAIL_URL": "imap://mail.org"}, "EMAIL_URL is not the add"),
    "mail to nowhere": ({"EMAIL_URL": "console://"}, "EMAIL_URL is not the address of a mail"),
    "a mail server without name": ({"EMAIL_URL": "submission://"}, "EMAIL_URL is not the address"),
    "an impossible mail server": ({"EMAIL_URL": "smtp://[::1"}, "EMAIL_URL is not the address"),
    "an impossible mail port": ({"EMAIL_URL": "smtp://a.org:x"}, 'variable "EMAIL_URL" invalid'),
    "a readable mail password": (
        {"EMAIL_URL": "smtp://user:hidden-word@mail.example.org/?tls=no"},
        "EMAIL_URL sends a password readable to mail.example.org: add ?tls=True",
    ),
    "mail from nobody": ({"P2PMAP_MAIL_FROM": "p2pmap"}, "P2PMAP_MAIL_FROM is not an e-mail"),
    "mail from more than one": (
        {"P2PMAP_MAIL_FROM": "a@example.org\nBcc: b@example.org"},
        "P2PMAP_MAIL_FROM is not an e-mail",
    ),
    "nothing from anybody": ({"P2PMAP_SENT_PER_ADDRESS": "0"}, "ADDRESS is 0: set it to 1 or more"),
    "nothing a day": ({"P2PMAP_SENT_PER_DAY": "-5"}, "P2PMAP_SENT_PER_DAY is -5: set it to 1"),
    "no queue": ({"P2PMAP_QUEUE_LIMIT": "0"}, "P2PMAP_QUEUE_LIMIT is 0: set it to 1 or more"),
    "contact data for no time": ({"P2PMAP_CONTACT_DAYS": "0"}, "P2PMAP_CONTACT_DAYS is 0: set it"),
    "a form from the future": ({"P2PMAP_FORM_SECONDS": "-1"}, "P2PMAP_FORM_SECONDS is -1"),
    "an unknown cache": ({"CACHE_URL": "nonsense"}, 'variable "CACHE_URL" invalid'),
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
    assert "hidden-word" not in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_commands_refuse_unsafe_settings_in_one_sentence_too(plain_site: Site):
    refused = plain_site.manage("check", ALLOWED_HOSTS="*")

    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1


def test_the_documented_settings_of_a_public_host_pass_the_deployment_check(plain_site: Site):
    checked = plain_site.manage("check", "--deploy", "--fail-level=WARNING", **PUBLIC)

    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


GOOD_MAIL = [
    {"EMAIL_URL": "smtp://localhost"},
    {"EMAIL_URL": "smtp://user:word@127.0.0.1:2525"},
    {"EMAIL_URL": "smtp://user:p%40ss@mail.example.org:587/?tls=True"},
    {"EMAIL_URL": "smtp://user:word@mail.example.org:465/?ssl=True"},
    {"EMAIL_URL": "submission://user:word@mail.example.org"},
    {"EMAIL_URL": "smtp://mail.example.org", "P2PMAP_MAIL_FROM": "A map <map@example.org>"},
]


@pytest.mark.parametrize("mail", GOOD_MAIL, ids=lambda mail: "; ".join(mail.values()))
def test_mail_servers_of_every_kind_are_taken(plain_site: Site, mail: dict[str, str]):
    checked = plain_site.manage("check", **mail)

    assert (checked.returncode, checked.stderr) == (0, "")


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
