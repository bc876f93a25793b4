"""What the page of an initiative shows around it."""

import re

import pytest
from django.test import Client

from initiatives.catalogue import withdraw
from tests.initiatives.reading import detail, elsewhere, page, section, words
from tests.recipes import write

pytestmark = pytest.mark.django_db


def test_same_need_other_model_shows_active_listed_ones_of_other_regions(client: Client):
    write()
    elsewhere("facebook", -80, -80)
    elsewhere("market", 60, -60)
    elsewhere("middle", 5, 5)
    elsewhere("same-region", 60, 60)
    elsewhere("other-need", -60, 60, needs=["share-a-car"])
    elsewhere("ended", -60, 60, ended=2015)
    withdraw(elsewhere("gone", -60, 60), by=None, reason="")
    write(slug="unplaced", name="Unplaced", assessments=[])
    offered = section(page(client), "alternatives")

    assert re.findall(r'href="/initiatives/([^"]+)/"', offered) == ["facebook", "market", "middle"]
    assert "Netarchical capitalism" in words(offered)
    assert 'href="/needs/grow-food/"' in offered


def test_no_region_crowds_another_out_of_the_alternatives():
    write()
    for number in range(9):
        elsewhere(f"platform-{number}", -80, -80, prominence=3)
    elsewhere("commons", -60, 60)
    offered = [other.slug for other in detail().alternatives]

    assert len(offered) == 8
    assert offered[-1] == "commons"


def test_a_need_that_no_other_region_serves_says_so(client: Client):
    write()
    assert "knows of nothing else, in any other region" in words(
        section(page(client), "alternatives")
    )


def test_the_nearest_come_first():
    write()
    elsewhere("far", -50, 50)
    elsewhere("near", 55, 55)
    elsewhere("nearer", 50, 52)
    elsewhere("ended", 50, 50, ended=2015)

    assert [other.slug for other in detail().nearest] == ["nearer", "near", "far"]


def test_relations_show_in_both_directions_and_link_to_what_is_listed(client: Client):
    write(slug="network", name="Network")
    note = {"en": "It grew out of it."}
    write(
        relations=[
            {"kind": "part_of", "slug": "network", "note": note},
            {"kind": "replaced_by", "slug": "nowhere"},
        ]
    )

    own = section(page(client), "relations")
    assert '<a href="/initiatives/network/">Network</a>' in own
    assert "It grew out of it." in words(own)
    assert "nowhere (not in this catalogue)" in words(own)
    theirs = section(page(client, "network"), "relations")
    assert "Includes" in words(theirs)
    assert '<a href="/initiatives/garden/">Garden</a>' in theirs


def test_a_withdrawn_relation_is_neither_linked_nor_named(client: Client):
    write(relations=[{"kind": "part_of", "slug": "network"}])
    network = write(
        slug="network", name="The Network", relations=[{"kind": "successor_of", "slug": "garden"}]
    )
    withdraw(network, by=None, reason="")
    said = page(client)

    assert "/initiatives/network/" not in said
    assert "The Network" not in said
    assert "Succeeded by" not in said
