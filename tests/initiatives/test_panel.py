"""The panel of the map, and where the addresses of initiatives lead."""

import re

import pytest
from django.test import Client

from initiatives.catalogue import merge, withdraw
from quadrant.domain.rubric import load_rubric
from tests.initiatives.reading import page, panel, words
from tests.recipes import at, write

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


def test_the_panel_says_how_others_see_it_and_who_they_are(client: Client):
    write(
        assessments=[
            at(2010),
            at(2012, decentralisation=-60, purpose=-60, voice="contributor"),
            at(2014, decentralisation=-60, purpose=60, voice="initiative"),
            at(2012, voice="contributor", perspective={"en": "Opinion 2", "nl": "Mening 2"}),
        ]
    )
    said = words(panel(client))

    assert "A A second opinion Mainly Netarchical capitalism (64%). Describes 2012." in said
    assert "B The initiative itself Mainly Global commons (64%). Describes 2014." in said
    assert "C A second opinion: Opinion 2" in said


def test_the_panel_of_a_year_tells_what_others_said_by_then(client: Client):
    write(assessments=[at(2010), at(2014, decentralisation=-60, voice="initiative")])

    assert "The initiative itself" not in words(panel(client, query="?year=2012"))
    assert "The initiative itself" in words(panel(client, query="?year=2015"))


def test_a_place_on_too_few_answers_is_called_provisional(client: Client):
    every = {indicator.key: {"value": 1} for indicator in load_rubric().indicators}
    write(slug="few", name="Few")
    write(slug="all", name="All", assessments=[at(2010, answers=every)])

    assert "This place is provisional" in words(panel(client, "few"))
    said = words(panel(client, "all"))
    assert "provisional" not in said
    assert "Describes 2010. The answers agree." in said
