"""Logins of staff: who guesses is locked out, and only they."""

import pytest
from django.conf import Settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client

PASSWORD = "a quiet path through the garden"
FAILURES = 5
LOGIN = "/admin/login/"


@pytest.fixture(autouse=True)
def accounts(db: None) -> None:
    for name in ("ada", "bob"):
        User.objects.create_superuser(name, password=PASSWORD)


def log_in(name: str, password: str, *, address: str = "192.0.2.1", **extra: str) -> HttpResponse:
    form = {"username": name, "password": password}
    return Client().post(LOGIN, form, REMOTE_ADDR=address, **extra)


def fail(*, name: str = "ada", address: str = "192.0.2.1", **extra: str) -> HttpResponse:
    """Guess wrongly until it locks, and return the last answer."""
    for number in range(FAILURES):
        answer = log_in(name, f"guess {number}", address=address, **extra)
    return answer


def gets_in(name: str, *, address: str = "192.0.2.1", **extra: str) -> bool:
    return log_in(name, PASSWORD, address=address, **extra).status_code == 302


def test_the_right_password_gets_in_after_some_wrong_ones():
    for number in range(FAILURES - 1):
        assert log_in("ada", f"guess {number}").status_code == 200

    assert gets_in("ada")


def test_a_name_is_locked_wherever_it_is_guessed_from():
    for number in range(FAILURES):
        log_in("ada", f"guess {number}", address=f"192.0.2.{number}")

    assert not gets_in("ada", address="198.51.100.1")
    assert gets_in("bob", address="198.51.100.1")


def test_an_address_is_locked_whatever_names_it_guesses():
    for number in range(FAILURES):
        log_in(f"name {number}", "a guess")

    assert not gets_in("ada")
    assert gets_in("ada", address="198.51.100.1")


@pytest.mark.parametrize(
    ("path", "words"), [("", "Too many failed logins"), ("/nl", "mislukte aanmeldingen")]
)
def test_a_lock_is_told_in_the_language_of_the_address(path: str, words: str):
    fail()

    answer = Client().post(f"{path}{LOGIN}", {"username": "ada", "password": PASSWORD})

    assert answer.status_code == 429
    assert words in answer.content.decode()


def test_behind_a_proxy_the_visitor_is_locked_and_not_the_proxy(settings: Settings):
    settings.TRUSTED_PROXIES = 1
    proxy = "10.0.0.1"
    fail(name="somebody", address=proxy, HTTP_X_FORWARDED_FOR="192.0.2.7")

    assert not gets_in("ada", address=proxy, HTTP_X_FORWARDED_FOR="192.0.2.7")
    assert gets_in("ada", address=proxy, HTTP_X_FORWARDED_FOR="192.0.2.8")


def test_a_made_up_address_does_not_get_past_a_lock(settings: Settings):
    settings.TRUSTED_PROXIES = 1
    fail(name="somebody", address="10.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.7")

    claimed = "203.0.113.9, 192.0.2.7"
    assert not gets_in("ada", address="10.0.0.1", HTTP_X_FORWARDED_FOR=claimed)


def test_without_a_proxy_a_claimed_address_counts_for_nothing():
    fail(name="somebody", HTTP_X_FORWARDED_FOR="203.0.113.9")

    assert not gets_in("ada", HTTP_X_FORWARDED_FOR="203.0.113.10")


@pytest.mark.parametrize(
    "command",
    [("axes_reset",), ("axes_reset_username", "ada"), ("axes_reset_ip", "192.0.2.1")],
    ids=lambda command: command[0],
)
def test_a_command_unlocks(command: tuple[str, ...]):
    fail()
    assert not gets_in("ada")

    call_command(*command)

    assert gets_in("ada")
