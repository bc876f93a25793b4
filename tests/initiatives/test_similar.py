"""What a new initiative may well be already."""

import pytest
from django.test import Client

from initiatives.catalogue import withdraw
from initiatives.similar import similar_to
from tests.recipes import write

pytestmark = pytest.mark.django_db


def slugs(name: str, website: str = "") -> list[str]:
    return [one.initiative.slug for one in similar_to(name, website)]


@pytest.fixture(autouse=True)
def catalogue():
    write(slug="couchsurfing", name="Couchsurfing", website="https://www.couchsurfing.com/")
    write(slug="degage", name="Dégage", website="https://degage.be/", aliases=["Autodelen Gent"])
    write(slug="plot", name="Plot", website=None, former_slugs=["old-garden"])


@pytest.mark.parametrize(
    "name",
    [
        *("Couchsurfing", "couchsurfing", "Couch Surfing", "COUCH-SURFING", "Couchsurfng"),
        *("Couchsurfig", "Koutchsurfing", "Couchsurfing "),
    ],
)
def test_names_are_alike_whatever_spelling_spaces_and_case(name: str):
    assert slugs(name) == ["couchsurfing"]


@pytest.mark.parametrize("name", ["Degage", "dégage", "DÉGAGÉ", "Autodelen gent", "autodelengent"])
def test_accents_and_other_names_count(name: str):
    assert slugs(name) == ["degage"]


@pytest.mark.parametrize(
    "website",
    [
        *("couchsurfing.com", "http://couchsurfing.com/about", "https://WWW.Couchsurfing.com"),
        "www.couchsurfing.com/a?b=c",
    ],
)
def test_the_same_host_counts(website: str):
    found = similar_to("Something else", website)

    assert [(one.initiative.slug, one.why) for one in found] == [
        ("couchsurfing", "the same website")
    ]


def test_a_former_name_counts():
    assert slugs("Old garden") == ["plot"]


@pytest.mark.parametrize("name", ["", "C", "Pot", "Surfing school", "\0", "💥", "日本", "a" * 5000])
def test_what_is_not_alike_is_not_shown(name: str):
    assert slugs(name) == []


@pytest.mark.parametrize("website", ["", "https://", "https://[::1/", "nonsense", "a b"])
def test_an_address_that_cannot_be_read_is_like_nothing(website: str):
    assert slugs("Something else", website) == []


def test_what_was_withdrawn_is_not_shown():
    withdraw(write(slug="degage", name="Dégage"), by=None, reason="gone")

    assert slugs("Degage") == []


def test_what_comes_in_meanwhile_is_found():
    assert slugs("Freecycle") == []
    write(slug="freecycle", name="Freecycle", website=None)

    assert slugs("Freecycel") == ["freecycle"]


def test_a_script_gets_it_while_one_types(client: Client):
    html = client.get("/submit/similar/?name=couch surfing").content.decode()

    assert "/initiatives/couchsurfing/suggest/?what=change" in html
    assert "<html" not in html
    assert client.get("/submit/similar/?name=zzz").content.strip() == b""


def test_it_costs_as_many_queries_for_many(client: Client, django_assert_max_num_queries):
    for n in range(12):
        write(slug=f"couch-{n}", name=f"Couchsurfing {n}", website="https://www.couchsurfing.com/")

    with django_assert_max_num_queries(9):
        found = similar_to("Couchsurfing", "couchsurfing.com")
    assert len(found) == 5
