"""The pages of the game, in both languages: what stands on them, and what does not yet."""

import re
from html import unescape

import pytest
from django.test import Client

from initiatives.models import Initiative
from tests.hostile import CLASSES
from tests.markup import Markup
from tests.recipes import at, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def five():
    """Five initiatives, and the query of their set."""
    for number, slug in enumerate(("ant", "bee", "cat", "dog", "eel")):
        write(
            slug=slug,
            name=slug.title(),
            website=f"https://{slug}.example.org/",
            assessments=[at(2010, decentralisation=-80 + 40 * number, purpose=77)],
        )
    return "set=ant.bee.cat.dog.eel"


def text(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def said(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def links(html):
    return [unescape(link) for link in re.findall(r'href="(/[^"]*)"', html)]


def test_the_game_offers_a_fresh_set(client: Client, five):
    html = text(client, "/guess/")

    [start] = [link for link in links(html) if "?set=" in link]
    assert sorted(re.search("set=([^#]+)", start)[1].split(".")) == [
        "ant",
        "bee",
        "cat",
        "dog",
        "eel",
    ]
    assert "You get 5 initiatives" in said(html)
    assert "Guess 1 of 5" in said(text(client, start))


def test_with_few_initiatives_there_are_as_many_rounds(client: Client):
    write(slug="garden")

    html = text(client, "/guess/")

    assert "There is one initiative to place." in said(html)
    assert any("set=garden" in link for link in links(html))


def test_with_none_it_says_so(client: Client):
    html = text(client, "/guess/")

    assert "nothing to guess" in said(html)
    assert not [link for link in links(html) if "set=" in link]


def test_a_round_tells_what_it_is_and_nothing_of_where_it_stands(client: Client):
    write(
        slug="garden",
        name="Garden",
        assessments=[at(2014, decentralisation=-73, purpose=91)],
    )

    html = text(client, "/guess/?set=garden")

    words = said(html)
    for told in (
        "Where would you put Garden?",
        "Neighbours grow food.",
        "Anyone may join in.",
        "Food and farming",
        "Ghent, Belgium",
        "since 2000",
        "Not placed yet.",
    ):
        assert told in words, told
    for hidden in ("73", "91", "2014", "Members run it", "For the street", "/initiatives/garden/"):
        assert hidden not in html.replace("/static/", ""), hidden


def test_a_round_with_another_position_is_the_same_page(client: Client):
    def page(slug, down, across):
        write(
            slug=slug,
            name="Same",
            website=f"https://{slug}.example.org/",
            assessments=[at(2010, decentralisation=down, purpose=across)],
        )
        return text(client, f"/guess/?set={slug}").replace(slug, "")

    assert page("one-garden", -100, -100) == page("two-garden", 30, 80)


def test_a_long_explanation_of_the_peer_to_peer_side_is_left_out(client: Client):
    write(slug="garden", p2p={"en": "Anyone. " * 40, "nl": "Iedereen. " * 40})

    assert "What makes it peer-to-peer" not in said(text(client, "/guess/?set=garden"))


def test_the_answer_says_both_places_the_reasons_and_the_year(client: Client, five):
    html = text(client, f"/guess/?{five}&round=1&decentralisation=70&purpose=60")

    words = said(html)
    for told in (
        "Where the curators put Ant",
        "Far apart. You put it in Local resilience, the curators in Global commons.",
        "You: largely decentralised. The curators: very centralised.",
        "Members run it.",
        "For the street.",
        "Describes 2010.",
    ):
        assert told in words, told
    assert "/initiatives/ant/#why" in links(html)
    assert "/initiatives/ant/suggest/?what=second_opinion" in links(html)
    assert f"/guess/?{five}&guesses=70_60#main" in links(html)
    assert 'class="q-guess" cx="60" cy="70"' in html
    assert "translate(77 -80)" in html


def test_a_whole_game_goes_from_link_to_link(client: Client, five):
    page = f"/guess/?{five}"
    for number in range(1, 6):
        html = text(client, page)
        assert f"Guess {number} of 5" in said(html)
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html)
        query = "&".join(f"{name}={value}" for name, value in hidden)
        html = text(client, f"/guess/?{query}&decentralisation={number}&purpose=-{number}")
        [page] = [link for link in links(html) if link.endswith("#main") and "?" in link]

    html = text(client, page)
    words = said(html)
    for name in ("Ant", "Bee", "Cat", "Dog", "Eel"):
        assert name in words
    assert html.count('class="q-guess"') == 5
    assert f'value="http://testserver/guess/?{five}"' in html
    assert f"/guess/?{five}&guesses=1_-1.2_-2.3_-3.4_-4.5_-5" in links(html)
    assert [link for link in links(html) if link.startswith("/guess/?set=") and five not in link]


def test_the_result_says_in_words_where_each_was_put(client: Client, five):
    html = text(client, f"/guess/?{five}&guesses=-80_77.80_-80.0_0.50_50.1_1")

    rows = [said(row) for row in re.findall(r'<tr role="row">(.*?)</tr>', html, re.DOTALL)[1:]]
    assert "Near each other" in rows[0]
    assert "Guess Mainly Distributed capitalism" in rows[1]
    assert "Curators Mainly Global commons" in rows[1]
    assert "Far apart" in rows[1]
    assert "in the middle" in rows[2].lower()


def test_half_a_guess_says_what_is_missing(client: Client, five):
    html = text(client, f"/guess/?{five}&round=1&decentralisation=400&purpose=50")

    assert "Place it on both axes first." in said(html)
    assert said(html).count("A whole number from -100 to 100.") == 1
    assert "<title>Error: " in html
    assert 'value="50"' in html


def test_what_is_left_out_is_said(client: Client, five):
    html = text(client, "/guess/?set=ant.nobody&guesses=,&round=x")

    assert "“nobody” was left out" in said(html)
    assert "“,”" in said(html)
    assert "“round=x” was left out" in said(html)


def test_each_page_speaks_dutch(client: Client, five):
    answer = f"/nl/guess/?{five}&round=1&decentralisation=70&purpose=60"

    assert "Eerst raden" in said(text(client, "/nl/guess/"))
    assert "Waar zou jij Ant plaatsen?" in said(text(client, f"/nl/guess/?{five}"))
    assert "Jij: grotendeels decentraal. De curatoren: sterk centraal." in said(
        text(client, answer)
    )
    assert "Leden beheren het." in said(text(client, answer))
    result = said(text(client, f"/nl/guess/?{five}&guesses=1_1.1_1.1_1.1_1.1_1"))
    assert "Deel deze reeks" in result


def test_the_beginning_is_for_search_engines_and_the_sets_are_not(client: Client, five):
    assert 'rel="canonical" href="http://testserver/guess/"' in text(client, "/guess/")
    assert "noindex" not in text(client, "/guess/")
    for query in (five, f"{five}&guesses=1_1&round=1", f"{five}&guesses=1_1.1_1.1_1.1_1.1_1"):
        html = text(client, f"/guess/?{query}")
        # Who shares a set shares this one: a canonical address would be that of the beginning.
        assert 'name="robots" content="noindex"' in html
        assert "canonical" not in html and "og:url" not in html
    assert "/guess/</loc>" in text(client, "/sitemap-pages.xml")


def test_the_model_and_the_foot_of_every_page_lead_to_it(client: Client):
    assert links(text(client, "/model/")).count("/guess/") == 2
    assert "/nl/guess/" in links(text(client, "/nl/about/"))


def test_nothing_is_stored(client: Client, five):
    before = Initiative.objects.values_list().count()

    answer = client.get(f"/guess/?{five}&round=1&decentralisation=70&purpose=60")

    assert not answer.cookies
    assert Initiative.objects.values_list().count() == before
    assert client.post("/guess/", {"set": "ant"}).status_code == 405


@pytest.mark.parametrize(
    "query", ["", "{set}", "{set}&guesses=1_1&round=1", "{set}&guesses=1_1.1_1.1_1.1_1.1_1"]
)
def test_a_page_costs_few_queries(client: Client, five, query, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        text(client, f"/guess/?{query.format(set=five)}")


@pytest.mark.parametrize("kind", CLASSES, ids=[kind.name for kind in CLASSES])
def test_hostile_addresses_stay_text(client: Client, five, kind):
    for hostile in kind.texts:
        for query in (
            {"set": hostile, "guesses": hostile, "round": hostile},
            {"set": "ant", "guesses": hostile, "round": hostile},
            {"set": "ant", "decentralisation": hostile, "purpose": hostile},
        ):
            answer = client.get("/guess/", query)
            # The site takes no address with a zero byte at all.
            assert answer.status_code == (400 if "\0" in str(hostile) else 200), ascii(hostile)
            assert Markup(answer.content.decode()).alive == [], ascii(hostile)


def test_hostile_names_stay_text(client: Client):
    write(slug="garden", name='"><script>x</script>', summary={"en": "<b>x</b>", "nl": "x"})

    for query in ("set=garden", "set=garden&guesses=1_1&round=1", "set=garden&guesses=1_1"):
        html = text(client, f"/guess/?{query}")
        assert "<script>x" not in html
        assert "<b>x" not in html
