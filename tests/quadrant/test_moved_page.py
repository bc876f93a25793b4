"""The map in words on its page, and the page of what moved, as people without script read them."""

import re

import pytest
from django.test import Client

from initiatives import paging
from tests.initiatives.reading import get, words
from tests.recipes import at, write

pytestmark = pytest.mark.django_db


def write_moved(slug: str = "garden", **changes) -> None:
    write(
        slug=slug,
        name=slug.title(),
        assessments=[at(2010, purpose=-50), at(2020, **changes)],
    )


def on_the_map(client: Client, query: str = "", **headers: str) -> str:
    source = get(client, f"/{query}", **headers)
    found = re.search(r'<p [^>]*data-part="words">.*?</p>', source, re.DOTALL)
    assert found
    return found.group()


def stories(source: str) -> list[str]:
    return [words(found) for found in re.findall(r"<article.*?</article>", source, re.DOTALL)]


def names(source: str) -> list[str]:
    return [words(found) for found in re.findall(r"<h3>.*?</h3>", source, re.DOTALL)]


def test_the_map_says_in_words_what_it_shows(client: Client):
    write_moved()
    write(slug="shop", name="Shop", assessments=[at(2012, decentralisation=-5, purpose=-50)])
    write(slug="nowhere", name="Nowhere", assessments=[])

    said = on_the_map(client)

    assert words(said) == (
        "1 of 3 active initiatives lies in Netarchical capitalism, on its border;"
        " 1 in Local resilience; 1 has no position."
        " 1 has moved since 2013, towards the purpose-driven side."
    )
    assert 'href="/moved/"' in said


def test_the_words_follow_the_filter_with_and_without_script(client: Client):
    write_moved()

    for headers in ({}, {"HX-Request": "true"}):
        said = on_the_map(client, "?sector=food&year=2012", **headers)
        assert "1 active initiative in food and farming as of 2012 lay in" in words(said)
        assert 'href="/moved/?sector=food&amp;year=2012"' in said


def test_the_words_come_before_the_list_and_the_drawing(client: Client):
    write_moved()
    source = get(client, "/")

    assert source.index('data-part="words"') < source.index('id="tools"')
    assert source.index('data-part="words"') < source.index("<quadrant-map")


def test_hostile_words_stay_text(client: Client):
    write_moved()

    assert "<img" not in on_the_map(client, "?q=%3Cimg+src%3Dx%3E")
    assert "<img src" not in get(client, "/moved/?q=%3Cimg+src%3Dx%3E")


def test_it_tells_from_where_to_where_and_why(client: Client):
    write_moved(
        rationale_decentralisation={"en": "The members took over."},
        rationale_purpose={"en": "No dividend any more."},
    )

    source = get(client, "/moved/")
    (story,) = stories(source)

    assert "Moved since 2013" in words(source)
    assert "1 active initiative has moved since 2013" in words(source)
    assert "2010 Mainly Distributed capitalism 2020 Mainly Local resilience" in story
    assert "It moved towards the purpose-driven side." in story
    assert "The members took over." in story
    assert "No dividend any more." in story
    assert 'href="/initiatives/garden/"' in source
    assert 'href="/initiatives/garden/#sources"' in source
    assert 'id="sources"' in get(client, "/initiatives/garden/")


def test_it_says_what_it_cannot_tell(client: Client):
    write_moved()
    write(slug="late", name="Late", assessments=[at(2018)])

    said = words(get(client, "/moved/"))

    assert "1 existed in 2013 but is not described for that year" in said
    assert "Corrections are left out" in said
    assert "It is not a sample" in said


def test_it_says_that_nothing_moved(client: Client):
    write()

    source = get(client, "/moved/")

    assert "1 active initiative is not known to have moved since 2013." in words(source)
    assert not stories(source)


def test_the_form_keeps_the_filter_and_asks_for_the_year(client: Client):
    write_moved()

    source = get(client, "/moved/?sector=food&sector=housing&status=all&year=2015")
    form = re.search(r"<form class=\"row\".*?</form>", source, re.DOTALL)[0]

    for name, value in (("sector", "food"), ("sector", "housing"), ("status", "all")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in form
    assert re.search(r'name="year"\s+value="2015"', form)
    assert form.count('name="year"') == 1


def test_impossible_values_are_left_out_with_a_word(client: Client):
    write_moved()

    said = words(get(client, "/moved/?year=never&region=atlantis&page=x"))

    assert "“year=never” was left out" in said
    assert "“region=atlantis” was left out" in said
    assert "There is no page “x”" in said
    assert "Moved since 2013" in said


def test_empty_fields_leave_the_address(client: Client):
    answer = client.get("/moved/?year=&sector=food")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/moved/?sector=food"


def test_a_long_list_comes_in_pages_furthest_first(client: Client, monkeypatch):
    monkeypatch.setattr(paging, "PAGE_SIZE", 2)
    for n in range(4):
        write_moved(f"garden-{n}", purpose=10 * n)
    first, second = get(client, "/moved/?sector=food"), get(client, "/moved/?sector=food&page=2")

    assert names(first) == ["Garden-3", "Garden-2"]
    assert names(second) == ["Garden-1", "Garden-0"]
    assert "4 active initiatives in food and farming have moved" in words(first)
    assert "1–2 of 4" in words(first)
    assert 'href="/moved/?sector=food&amp;page=2"' in first
    assert re.search(r'rel="prev"\s+href="/moved/\?sector=food"', second)


def test_a_filtered_list_is_not_for_search_engines(client: Client):
    assert "noindex" in get(client, "/moved/?sector=food")
    assert "noindex" not in get(client, "/moved/")
    assert "/moved/" in get(client, "/sitemap-pages.xml")


def test_it_speaks_dutch(client: Client):
    write_moved()

    said = words(get(client, "/nl/moved/?year=2012"))

    assert "Verschoven sinds 2012" in said
    assert "1 actief initiatief in 2012 is sindsdien verschoven" in said
    assert "Vooral Lokale veerkracht" in said
    assert "Het verschoof naar de doelgedreven kant." in said


def test_many_cost_as_many_queries_as_one(client: Client, django_assert_max_num_queries):
    write_moved()
    with django_assert_max_num_queries(5) as for_one:
        get(client, "/moved/")
    for n in range(6):
        write_moved(f"garden-{n}")

    with django_assert_max_num_queries(len(for_one)):
        source = get(client, "/moved/")
    assert len(stories(source)) == 7
