"""The pages for what goes wrong."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError
from django.test import Client

from p2pmap import errors

HEADINGS = {
    400: ("This request cannot be understood", "Deze vraag is niet te begrijpen"),
    403: ("This page is not for everyone", "Deze pagina is niet voor iedereen"),
    404: ("There is no page here", "Hier is geen pagina"),
    500: ("Something went wrong here", "Hier ging iets mis"),
    503: ("The catalogue cannot be reached just now", "De catalogus is even niet bereikbaar"),
}
CAUSES = {
    400: BadRequest(),
    403: PermissionDenied(),
    500: ZeroDivisionError(),
    503: OperationalError(),
}
PREFIXES = {"en": "", "nl": "/nl"}


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch):
    """Make a page fail with an error, and return a client that is answered nevertheless."""

    def fail_with(error: Exception) -> Client:
        def fail(contact: str) -> str:
            raise error

        monkeypatch.setattr("p2pmap.about.contact_link", fail)
        return Client(raise_request_exception=False)

    return fail_with


# No test here may ask the database: pytest-django refuses it.
@pytest.mark.parametrize("language", PREFIXES)
@pytest.mark.parametrize("status", CAUSES)
def test_each_failure_has_its_page_in_the_language_of_the_address(failing, status, language):
    answer = failing(CAUSES[status]).get(f"{PREFIXES[language]}/about/")
    page = answer.content.decode()

    assert answer.status_code == status
    assert f'<html lang="{language}">' in page
    assert f"<h1>{HEADINGS[status][language == 'nl']}</h1>" in page
    assert 'id="main"' in page
    assert not answer.cookies


def test_a_database_that_is_gone_is_worth_another_try(failing):
    assert failing(OperationalError()).get("/about/").headers["Retry-After"] == "10"


@pytest.mark.parametrize("language", PREFIXES)
def test_what_is_not_there_leads_to_a_search_in_the_catalogue(client: Client, language):
    answer = client.get(f"{PREFIXES[language]}/no/such/repair-cafe/")
    page = answer.content.decode()

    assert answer.status_code == 404
    assert HEADINGS[404][language == "nl"] in page
    assert f'<form action="{PREFIXES[language]}/initiatives/" role="search">' in page
    assert 'name="q" value="repair cafe"' in page


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/inititives/couch_surfing/", "couch surfing"),
        ("/nl/initiatief/caf%C3%A9-de-brug", "café de brug"),
        ("/nl/x%20y/l%E2%80%99atelier/", "l’atelier"),
        ("/wp-login.php", ""),
        ("/2013/12/", ""),
        ("/x/", ""),
        ("/nl/nl/", ""),
        ("/%22%3E%3Cscript%3E/", ""),
        ("/" + "a" * 100, ""),
        ("/-_-/", ""),
    ],
)
def test_the_words_of_a_broken_address_are_searched_for_where_they_are_words(
    client: Client, path: str, words: str
):
    page = client.get(path).content.decode()

    assert f'name="q" value="{words}"' in page


@pytest.mark.parametrize("language", PREFIXES)
def test_a_form_from_elsewhere_is_refused_with_the_reason(language):
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(f"{PREFIXES[language]}/about/", {"a": "b"})

    headings = ("This form was not accepted", "Dit formulier is niet aangenomen")
    assert answer.status_code == 403
    assert f"<h1>{headings[language == 'nl']}</h1>" in answer.content.decode()


def test_search_engines_are_told_no_address_for_what_is_not_there(client: Client):
    page = client.get("/no/such/page/").content.decode()

    assert 'rel="canonical"' not in page
    assert 'rel="alternate"' not in page


@pytest.mark.parametrize("status", HEADINGS)
def test_a_page_that_fails_itself_gives_one_plain_line(failing, monkeypatch, status):
    def fail(*args, **kwargs):
        raise ValueError("a broken template")

    monkeypatch.setattr(errors, "render_to_string", fail)
    path = "/nl/no/such/page/" if status == 404 else "/nl/about/"

    answer = failing(CAUSES.get(status, ValueError())).get(path)

    assert answer.status_code == status
    assert answer.content.startswith(b'<!doctype html><html lang="nl">')
    assert b"<p>" in answer.content


def test_a_page_that_finds_the_database_gone_says_that(monkeypatch):
    whole = errors.render_to_string

    def fail_once(template, *args, **kwargs):
        if template == "404.html":
            raise OperationalError
        return whole(template, *args, **kwargs)

    monkeypatch.setattr(errors, "render_to_string", fail_once)

    answer = Client().get("/no/such/page/")

    assert answer.status_code == 503
    assert HEADINGS[503][0] in answer.content.decode()
