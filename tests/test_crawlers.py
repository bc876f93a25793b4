"""What search engines are told."""

import re
from xml.etree import ElementTree

import pytest
from django.conf import Settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from initiatives import sitemaps
from initiatives.catalogue import withdraw
from initiatives.models import Revision
from tests.recipes import write

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def addresses(client: Client, path: str) -> list[str]:
    """The addresses that a sitemap, or an index of sitemaps, lists."""
    answer = client.get(path)
    assert answer.status_code == 200
    return [loc.text or "" for loc in ElementTree.fromstring(answer.content).iter(f"{SITEMAP}loc")]


def of_initiatives(client: Client) -> list[str]:
    """Every address in the sitemaps of initiatives, found by way of the index."""
    listed = [url for url in addresses(client, "/sitemap.xml") if "initiatives" in url]
    return [
        url for page in listed for url in addresses(client, page.removeprefix("http://testserver"))
    ]


@pytest.mark.django_db
def test_every_listed_initiative_is_there_in_both_languages():
    write(slug="garden")
    withdraw(write(slug="gone", name="Gone"), by=None, reason="A test")

    assert of_initiatives(Client()) == [
        "http://testserver/initiatives/garden/",
        "http://testserver/nl/initiatives/garden/",
    ]


@pytest.mark.django_db
def test_translations_are_told_apart(client: Client):
    write(slug="en")

    urls = ElementTree.fromstring(client.get("/sitemap-initiatives.xml").content)

    for url in urls:
        alternates = {link.get("hreflang"): link.get("href") for link in url.iter(LINK)}
        assert alternates == {
            "en": "http://testserver/initiatives/en/",
            "nl": "http://testserver/nl/initiatives/en/",
            "x-default": "http://testserver/initiatives/en/",
        }


@pytest.mark.django_db
def test_an_entry_changed_when_it_was_last_written(client: Client):
    first, second = write(slug="first", name="First"), write(slug="second", name="Second")
    write(slug="first", name="First", place="Bruges")
    for number, revision in enumerate(Revision.objects.order_by("pk"), start=1):
        Revision.objects.filter(pk=revision.pk).update(made_at=f"2026-01-0{number}T12:00Z")

    page = client.get("/sitemap-initiatives.xml").content.decode()
    index = client.get("/sitemap.xml").content.decode()

    entries = page.split("<url>")[1:]
    changed = {
        slug: set(re.findall("<lastmod>(.*?)<", "".join(e for e in entries if slug in e)))
        for slug in (first.slug, second.slug)
    }
    assert changed == {"first": {"2026-01-03"}, "second": {"2026-01-02"}}
    assert "<lastmod>2026-01-03T12:00:00+00:00" in index


@pytest.mark.django_db
def test_more_than_one_sitemap_holds_are_spread_over_several(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sitemaps.TranslatedSitemap, "limit", 4)
    slugs = [f"garden-{number}" for number in range(5)]
    for slug in slugs:
        write(slug=slug, name=slug)
    client = Client()

    pages = [url for url in addresses(client, "/sitemap.xml") if "initiatives" in url]
    found = of_initiatives(client)

    assert len(pages) == 3
    assert found == [
        f"http://testserver{prefix}/initiatives/{slug}/" for slug in slugs for prefix in ("", "/nl")
    ]


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 7])
def test_pages_of_any_size_hold_everything_once(limit: int):
    pairs = sitemaps.InEachLanguage(["a", "b", "c"])

    paged = [pair for start in range(0, len(pairs), limit) for pair in pairs[start : start + limit]]

    assert paged == list(pairs)
    assert paged == [(item, code) for item in "abc" for code in ("en", "nl")]


@pytest.mark.django_db
def test_a_sitemap_costs_the_same_queries_for_one_initiative_and_for_many(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
):
    write(slug="garden")
    with django_assert_num_queries(2):
        client.get("/sitemap-initiatives.xml")
    for number in range(10):
        write(slug=f"garden-{number}", name=f"Garden {number}")

    with django_assert_num_queries(2):
        client.get("/sitemap-initiatives.xml")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/sitemap-pages.xml?p=2", "/sitemap-pages.xml?p=x", "/sitemap-x.xml"]
)
def test_a_sitemap_that_is_not_there_is_not_found(client: Client, path: str):
    assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_every_page_that_the_sitemap_names_is_there(client: Client):
    pages = addresses(client, "/sitemap-pages.xml")

    assert {reverse("map"), reverse("about"), reverse("region", args=["global_commons"])} <= {
        page.removeprefix("http://testserver") for page in pages
    }
    assert [page for page in pages if client.get(page).status_code != 200] == []


def test_robots_are_kept_from_the_pages_of_staff_and_told_of_the_sitemap(client: Client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert lines[0] == "User-agent: *"
    assert {"Disallow: /admin/", "Disallow: /nl/admin/", "Disallow: /curate/"} <= set(lines)
    assert "Sitemap: http://testserver/sitemap.xml" in lines


@pytest.mark.django_db
def test_the_public_address_counts_where_there_is_one(client: Client, settings: Settings):
    settings.PUBLIC_URL = "https://map.example.org"
    write(slug="garden")

    assert (
        "Sitemap: https://map.example.org/sitemap.xml" in client.get("/robots.txt").content.decode()
    )
    assert addresses(client, "/sitemap-initiatives.xml")[0] == (
        "https://map.example.org/initiatives/garden/"
    )
