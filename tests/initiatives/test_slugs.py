"""Addresses for initiatives that come without one."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from initiatives.models import Initiative
from initiatives.slugs import FreeSlugs, slug_of
from tests.recipes import write


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Repair Café", "repair-cafe"),
        ("Courant d’Air", "courant-dair"),
        ("Courant d'Air", "courant-dair"),
        ("Up & Go", "up-and-go"),
        ("SETI@home", "seti-at-home"),
        ("La Ruche qui dit Oui ! (Boeren & Buren)", "la-ruche-qui-dit-oui-boeren-and-buren"),
        ("Straße", "strasse"),
        ("  --x--  ", "x"),
    ],
)
def test_a_slug_is_the_name_in_plain_letters(name: str, slug: str):
    assert slug_of(name) == slug


def test_a_long_name_is_cut_between_words():
    slug = slug_of("neighbourhood " * 10)

    assert slug == "-".join(["neighbourhood"] * 5)
    assert len(slug_of("x" * 120)) == 72


def test_names_in_another_script_get_different_slugs():
    assert slug_of("日本") != slug_of("東京")
    assert slug_of("日本") == slug_of("日本")


@settings(deadline=None)
@given(st.text())
def test_any_name_gives_a_valid_slug(name: str):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug_of(name))
    assert len(slug_of(name)) <= 72


@pytest.mark.django_db
def test_a_slug_that_anyone_has_or_had_is_not_free():
    write(slug="garden", former_slugs=["garden-2"])
    slugs = FreeSlugs()

    assert slugs.for_name("Garden") == "garden-3"
    slugs.take("garden-3")
    assert slugs.for_name("Gardén") == "garden-4"
    assert slugs.for_name("Plot") == "plot"


@pytest.mark.django_db
def test_many_names_are_looked_up_at_once(django_assert_num_queries):
    slugs = FreeSlugs()
    with django_assert_num_queries(2):
        slugs.look_up(f"Garden {number}" for number in range(50))
        assert slugs.for_name("Garden 49") == "garden-49"
    assert not Initiative.objects.exists()
