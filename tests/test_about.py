"""Who runs the site, and under which terms it is read."""

import pytest
from django.conf import Settings
from django.test import Client

from p2pmap.about import contact_link

# No test here may ask the database: the page has to be there when it is not.


@pytest.mark.parametrize("path", ["/about/", "/nl/about/"])
@pytest.mark.parametrize("part", ["operator", "privacy", "accessibility", "licence", "data"])
def test_each_part_can_be_linked_to(client: Client, path: str, part: str):
    page = client.get(path).content.decode()

    assert f'id="{part}"' in page
    assert f'href="#{part}"' in page


def test_it_says_who_runs_the_site_and_where_they_are_reached(client: Client, settings: Settings):
    settings.ORGANISATION = "Commons & Co vzw"
    settings.CONTACT = "info@example.org"

    page = client.get("/about/").content.decode()

    assert "run by Commons &amp; Co vzw." in page
    assert '<a href="mailto:info@example.org">info@example.org</a>' in page


def test_it_is_honest_where_nobody_filled_that_in(client: Client):
    page = client.get("/nl/about/").content.decode()

    assert "heeft nog geen naam ingevuld" in page
    assert "Een contactadres staat hier nog niet." in page
    assert "mailto:" not in page


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("info@example.org", "mailto:info@example.org"),
        ("https://example.org/contact", "https://example.org/contact"),
        ("Dorpsstraat 1, Gent", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_a_contact_is_a_link_where_it_can_be_one(contact: str, link: str):
    assert contact_link(contact) == link


def test_it_names_both_licences(client: Client):
    page = client.get("/about/").content.decode()

    assert "https://creativecommons.org/licenses/by-sa/4.0/" in page
    assert "https://www.gnu.org/licenses/agpl-3.0.html" in page


def test_it_is_cited_by_its_public_address(client: Client, settings: Settings):
    settings.PUBLIC_URL = "https://map.example.org"
    settings.ORGANISATION = "Commons vzw"

    page = client.get("/about/").content.decode()

    assert "Commons vzw, “Peer-to-peer initiatives" in page
    assert "https://map.example.org/, CC BY-SA 4.0" in page
