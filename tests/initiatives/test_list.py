"""The catalogue page: what it lists, what it says of the filter, and what a script gets of it."""

import re
from html import unescape

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from initiatives.catalogue import withdraw
from initiatives.filters import PARAMETERS
from initiatives.models import Initiative
from initiatives.paging import PAGE_SIZE
from tests.recipes import at, write

pytestmark = pytest.mark.django_db

LIST = "/initiatives/"
BY_SCRIPT = {"HX-Request": "true"}


def read(client: Client, address: str = LIST, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def words_of(html: str) -> str:
    """Return what a reader sees, in one line."""
    return " ".join(unescape(re.sub(r"<(script|title)\b.*?</\1>|<[^>]*>", " ", html)).split())


def rows(html: str) -> list[str]:
    """Return each row of the list as markup."""
    found = re.search(r'<ul class="rows">(.*?)</ul>', html, re.DOTALL)
    return found.group(1).split("<li>")[1:] if found else []


def names(html: str) -> list[str]:
    return re.findall(r"<h3><a [^>]*>([^<]*)</a>", html)


def heading(html: str) -> str:
    found = re.search(r'<h2 id="results-title"[^>]*>([^<]*)</h2>', html)
    assert found
    return unescape(found.group(1))


def many(count: int) -> None:
    for n in range(count):
        write(slug=f"garden-{n}", name=f"Garden {n:03}")


def test_a_row_tells_what_it_is_where_it_stands_and_where_to_read_on(client):
    write(slug="inn", name="Inn", sectors=["travel"], founded=2004)

    (row,) = rows(read(client))

    assert 'href="/initiatives/inn/"' in row
    assert row.count('class="dot lr"') == 1
    assert words_of(row) == (
        "Inn Neighbours grow food. "
        "Local resilience Travel and hospitality Ghent, Belgium since 2004"
    )


def test_a_row_says_how_firmly_it_stands(client):
    write(slug="edge", name="Edge", assessments=[at(2010, decentralisation=-25, purpose=5)])
    write(slug="mean", name="Mean", assessments=[at(2010, decentralisation=5, purpose=5)])

    edge, mean = (words_of(row) for row in rows(read(client)))

    assert "Global commons on the border with Netarchical capitalism" in edge
    assert "In the middle Food" in mean


def test_what_has_no_position_says_so_and_draws_no_point(client):
    write(slug="lost", name="Lost", assessments=[], founded=None, ended=None)

    (row,) = rows(read(client))

    assert "no position yet" in row
    assert 'class="q-lr"' in row
    assert 'class="dot' not in row


def test_a_year_shows_the_positions_of_that_year_and_says_of_when_they_are(client):
    write(
        slug="inn",
        name="Inn",
        assessments=[
            at(2005, decentralisation=-60, purpose=60),
            at(2015, decentralisation=-60, purpose=-60),
        ],
    )
    write(slug="later", name="Later", founded=2001, assessments=[at(2020)])

    inn, later = rows(read(client, LIST + "?year=2013"))

    assert "Global commons" in inn
    assert "describes 2005" in inn
    assert 'href="/initiatives/inn/?year=2013"' in inn
    assert "no position in 2013" in later
    assert "Netarchical capitalism" in rows(read(client))[0]


def test_a_text_that_exists_in_one_language_is_marked_as_such(client):
    write(slug="inn", name="Inn", summary={"nl": "Een bed."})

    (row,) = rows(read(client))

    assert '<span lang="nl">Een bed.</span>' in row
    assert "(in Dutch)" in row
    assert 'lang="nl"' not in rows(read(client, "/nl/initiatives/"))[0]


def test_hostile_names_and_searches_stay_text(client):
    write(slug="bad", name="<script>alert()</script>", summary={"en": '"><img src=x>'})

    html = read(client, LIST + "?q=%3Cscript%3E&year=%3Cimg+src=x%3E&page=%3Cimg%3E")

    assert "<script>alert" not in html
    assert "<img" not in html


def test_what_was_withdrawn_is_not_listed(client):
    write(slug="garden", name="Garden")
    withdraw(Initiative.objects.get(), by=None, reason="test")

    assert rows(read(client, LIST + "?status=all")) == []


def test_the_filter_is_said_above_the_results_and_each_part_is_cleared_by_one_click(client):
    write(slug="garden", name="Garden")
    write(slug="shop", name="Shop", country="NL", sectors=["trade"])

    html = read(client, LIST + "?sector=food&country=BE&sort=name")

    assert heading(html) == "1 active initiative in food and farming in Belgium"
    assert re.search(r"<title>\s*1 active initiative in food and farming in Belgium", html)
    chips = re.findall(r'class="chip"\s+href="([^"]*)"', html)
    assert [unescape(chip) for chip in chips] == [
        "/initiatives/?country=BE&sort=name",
        "/initiatives/?sector=food&sort=name",
    ]
    assert names(read(client, unescape(chips[0]))) == ["Garden"]
    assert re.search(r'class="chip chip-all"\s+href="/initiatives/"', html)


def test_without_a_filter_there_is_nothing_to_clear(client):
    write()

    html = read(client)

    assert heading(html) == "1 active initiative"
    assert 'class="chip' not in html
    assert re.search(r"<title>\s*Catalogue\s*· p2pmap</title>", html)


def test_only_the_whole_catalogue_is_for_search_engines(client):
    write()

    assert 'name="robots"' not in read(client)
    assert '<meta name="robots" content="noindex">' in read(client, LIST + "?sector=food")
    assert 'rel="canonical" href="http://testserver/initiatives/"' in read(
        client, LIST + "?sector=food"
    )


def test_what_was_left_out_of_an_address_is_said(client):
    write()

    html = words_of(read(client, LIST + "?sector=magic&country=BE&" + "&".join(["year=x"] * 500)))

    assert "“sector=magic” was left out" in html
    assert html.count("“year=x” was left out") == 1
    assert "1 active initiative in Belgium" in html


def test_an_empty_result_says_what_was_asked_and_where_to_look_further(client):
    write()

    html = read(client, LIST + "?q=nothing&sector=trade&country=BE")

    assert heading(html) == (
        "0 active initiatives in trade and buying together in Belgium, matching “nothing”"
    )
    assert "Nothing in the catalogue matches all of this at once" in html
    assert len(re.findall(r'class="chip"', html)) == 3
    assert 'href="/initiatives/?q=nothing&amp;status=all"' in html
    assert "Search everywhere for “nothing”" in html
    assert 'href="/needs/"' in html


def test_an_empty_search_of_everything_does_not_offer_itself(client):
    html = read(client, LIST + "?q=nothing&status=all")

    assert "Search everywhere" not in html


def test_an_empty_catalogue_says_so(client):
    html = words_of(read(client))

    assert "0 active initiatives" in html
    assert "There is nothing in the catalogue yet." in html


def test_a_long_list_comes_in_pages(client):
    many(2 * PAGE_SIZE + 1)

    html = read(client, LIST + "?sector=food&sort=name&page=2")

    assert names(html)[0] == f"Garden {PAGE_SIZE:03}"
    assert len(names(html)) == PAGE_SIZE
    assert f"{PAGE_SIZE + 1}–{2 * PAGE_SIZE} of {2 * PAGE_SIZE + 1}" in html
    links = dict(re.findall(r'rel="(prev|next)"\s+href="([^"]*)"', html))
    assert {rel: unescape(href) for rel, href in links.items()} == {
        "prev": "/initiatives/?sector=food&sort=name",
        "next": "/initiatives/?sector=food&sort=name&page=3",
    }
    assert re.findall(r'page=(\d)" aria-current="page"', html) == ["2"]
    assert "page 2" in html
    assert 'rel="next"' not in read(client, LIST + "?page=3")
    assert 'rel="prev"' not in read(client)


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("99999999999999999999", 2),
        ("3", 2),
        ("-1", 1),
        ("0", 1),
        ("abc", 1),
        ("²", 1),
        ("1e3", 1),
        ("9" * 5000, 1),
    ],
)
def test_a_page_that_does_not_exist_gives_the_nearest_and_says_so(client, asked, number):
    many(PAGE_SIZE + 1)

    answer = client.get(LIST, {"page": asked})

    assert f"There is no page “{asked[:40]}" in unescape(answer.content.decode())
    assert f": this is page {number}." in answer.content.decode()
    assert answer.context["page"].number == number


def test_a_page_that_exists_is_not_remarked_on(client):
    many(PAGE_SIZE + 1)

    assert "There is no page" not in read(client, LIST + "?page=2")


def test_an_address_that_a_form_littered_with_empty_fields_is_tidied(client):
    answer = client.get(LIST, {"q": "", "country": " ", "sector": ["", "food"], "sort": "name"})

    assert answer.status_code == 302
    assert answer.url == "/initiatives/?sector=food&sort=name"
    assert client.get(LIST + "?q=&need=").url == LIST
    assert client.get("/nl/initiatives/?q=").url == "/nl/initiatives/"


def test_a_script_gets_the_results_and_the_facets_and_not_the_page(client):
    write()

    page = client.get(LIST + "?sector=food")
    part = client.get(LIST + "?sector=food", headers=BY_SCRIPT)

    html = part.content.decode()
    assert "<html" not in html
    assert 'id="results"' in html
    assert 'id="facets" hx-swap-oob="true"' in html
    assert '<p id="said" hx-swap-oob="innerHTML">1 active initiative in food' in html
    assert html.startswith(("<title>", "\n<title>"))
    assert "hx-swap-oob" not in page.content.decode()
    for answer in (page, part):
        assert {"HX-Request", "HX-History-Restore-Request"} <= set(
            re.split(r",\s*", answer.headers["Vary"])
        )


def test_going_back_gets_the_whole_page(client):
    write()

    html = read(client, LIST, **BY_SCRIPT, **{"HX-History-Restore-Request": "true"})

    assert "<html" in html
    assert "hx-swap-oob" not in html


def test_the_articles_examples_are_a_filter_of_the_list_too(client):
    write(slug="bitcoin", name="Bitcoin", ended=2020)
    write(slug="garden", name="Garden")

    html = read(client, LIST + "?examples=article&status=all")

    assert 'href="/initiatives/bitcoin/' in html
    assert 'href="/initiatives/garden/' not in html
    assert "The article’s own examples" in html
    assert '<input type="hidden" name="examples" value="article">' in html


def test_the_form_keeps_what_it_has_no_control_for(client):
    write()

    html = read(client, LIST + "?hybrid=1&year=2013&q=a%22b&sector=food")

    assert '<input type="hidden" name="hybrid" value="1">' in html
    assert '<input type="hidden" name="year" value="2013">' in html
    assert 'value="a&quot;b"' in html
    assert re.search(r'value="food" checked', html)


def test_a_list_of_one_costs_as_many_queries_as_a_full_page(client, django_assert_num_queries):
    write(slug="one", name="One")
    address = LIST + "?sector=food&year=2013"
    with django_assert_num_queries(9):
        client.get(address)

    many(PAGE_SIZE + 5)

    with django_assert_num_queries(9):
        client.get(address)


def test_the_list_is_only_for_reading(client):
    assert client.post(LIST).status_code == 405
    assert client.head(LIST).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "region=x&region=mix",
        "year=²⁰¹³",
        "year=٢٠١٣",
        "q=%ed%a0%80",
        "q=%ff%fe",
        "q=" + "a" * 3000,
        "&".join(["sector=food"] * 900),
        "page=1&page=2&page=",
        "%00=1&q=%25_%5C",
        "sort=name;DROP&status=all&country=b%65",
        "q[]=1&page[$ne]=1",
    ],
)
def test_an_odd_address_is_answered(client, query):
    write()

    answer = client.get(f"{LIST}?{query}", follow=True)

    assert answer.status_code in (200, 400)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.sampled_from([*PARAMETERS, "page", "i", "x"]), st.text(max_size=20)),
        max_size=6,
    )
)
def test_no_address_fails(client, pairs):
    parts = [(name, value.encode("utf-8", "replace")) for name, value in pairs]
    for headers in ({}, BY_SCRIPT):
        answer = client.get(LIST, parts, headers=headers, follow=True)
        assert answer.status_code in (200, 400)
