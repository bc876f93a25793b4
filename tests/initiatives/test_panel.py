"""The panel of the map, and where the addresses of initiatives lead."""

import re

import pytest
from django.test import Client

from initiatives.catalogue import merge, withdraw
from tests.initiatives.reading import page, panel
from tests.recipes import write

pytestmark = pytest.mark.django_db


def test_a_script_gets_the_panel_alone(client: Client):
    write()
    answer = client.get("/initiatives/garden/", headers={"HX-Request": "true"})
    fragment = answer.content.decode()

    assert "<html" not in fragment
    assert fragment.count('id="panel"') == 1
    assert "HX-Request" in answer["Vary"]
    assert re.search(r'<h2 [^>]*tabindex="-1"[^>]*>Garden</h2>', fragment)
    assert 'href="/initiatives/garden/"' in fragment
    assert "<html" in page(client)


@pytest.mark.parametrize(
    ("query", "closed"),
    [
        ("", "/"),
        ("?i=garden", "/"),
        ("?sector=food&i=garden&q=a%22b", "/?sector=food&amp;q=a%22b"),
        ("?year=2013&zoom=3", "/?year=2013&amp;zoom=3"),
    ],
)
def test_closing_the_panel_keeps_what_the_map_shows(client: Client, query: str, closed: str):
    write()
    close = re.search(r'<a class="[^"]*close" href="([^"]*)"', panel(client, query=query))

    assert close
    assert close.group(1) == closed


def test_the_panel_leads_to_the_reasons_of_its_year(client: Client):
    write()
    assert 'href="/initiatives/garden/?year=2013"' in panel(client, query="?year=2013")


def test_the_page_leads_back_to_the_map(client: Client):
    write(ended=2016)
    assert 'href="/?i=garden&amp;status=all"' in page(client)


def test_a_former_address_leads_to_the_present_one(client: Client):
    write(former_slugs=["old-garden"])

    answer = client.get("/nl/initiatives/old-garden/?year=2013")
    assert answer.status_code == 301
    assert answer["Location"] == "/nl/initiatives/garden/?year=2013"


def test_what_was_merged_leads_to_what_it_was_merged_into(client: Client):
    write(slug="garden")
    gone = write(slug="tuin", name="Tuin", former_slugs=["hof"])
    merge(gone, into=write(slug="garden"), by=None, reason="The same garden.")

    assert client.get("/initiatives/tuin/")["Location"] == "/initiatives/garden/"
    assert client.get("/initiatives/hof/", follow=True).redirect_chain[-1] == (
        "/initiatives/garden/",
        301,
    )


@pytest.mark.parametrize("prefix", ["", "/nl"])
def test_what_was_withdrawn_says_so_and_why(client: Client, prefix: str):
    withdraw(write(), by=None, reason="Asked for by the garden.")
    answer = client.get(f"{prefix}/initiatives/garden/")
    said = answer.content.decode()

    assert answer.status_code == 410
    assert "Asked for by the garden." in said
    assert '<meta name="robots" content="noindex">' in said
    assert "Neighbours grow food." not in said


def test_an_unknown_address_is_not_found(client: Client):
    assert client.get("/initiatives/nowhere/").status_code == 404


def test_the_page_is_only_read(client: Client):
    write()
    assert client.post("/initiatives/garden/").status_code == 405
    assert client.head("/initiatives/garden/").status_code == 200
