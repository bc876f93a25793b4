"""The map's page and its data, as a browser without script and a script get them."""

import json
import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from initiatives.catalogue import withdraw
from quadrant.domain.article import article
from quadrant.domain.rubric import load_rubric
from quadrant.views import map as map_views
from quadrant.views import map_parts
from tests.recipes import at, write

pytestmark = pytest.mark.django_db


ANSWERS = {indicator.key: {"value": 1} for indicator in load_rubric().indicators}


class Panel(HTMLParser):
    """What the panel of a page gives to the script."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.depth: dict = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if given.get("id") == "panel":
            self.depth = json.loads(given["data-depth"] or "")


class Links(HTMLParser):
    """The links of a page: text by address, and the points of the map apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.points: list[dict[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "a" and "pt" in given.get("class", "").split():
            self.points.append(given)
        elif tag == "a":
            self.hrefs.append(given.get("href", ""))


def html_of(client: Client, query: str = "", **headers: str) -> str:
    answer = client.get(f"{reverse('map')}{query}", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def data_of(client: Client, query: str = "") -> dict:
    answer = client.get(f"/map/data/{query}")
    assert answer.status_code == 200
    return answer.json()


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# --- the source article --------------------------------------------------------------------------

ARTICLE = "?status=all&year=2013&examples=article"


def article_button(html: str) -> dict[str, str | None] | None:
    """Return the attributes of the link that shows the source article's examples."""
    found = re.search(r'<a ([^>]*data-part="article"[^>]*)>', html)
    return dict(re.findall(r'([\w-]+)="([^"]*)"', found[1])) if found else None


def test_the_articles_examples_are_shown_each_with_why(client: Client):
    write(slug="bitcoin", name="Bitcoin", ended=2020, assessments=[at(2013, purpose=-40)])
    write(slug="garden", name="Garden")
    way_in = article_button(html_of(client, "?sector=food&colour=sector"))
    assert way_in["href"].replace("&amp;", "&") == f"/{ARTICLE}&colour=sector"
    assert "aria-current" not in way_in

    html = html_of(client, ARTICLE)

    assert [point["data-slug"] for point in Links(html).points] == ["bitcoin"]
    assert data_of(client, ARTICLE)["points"]["slug"] == ["bitcoin"]
    assert "Money without a centre or a monopoly" in words_of(html)
    assert "where they stood in 2013. 8 of its 9 examples are not in this" in words_of(html)
    assert 'href="https://plan-c.eu/2013/06/14/' in html
    way_back = article_button(html)
    assert (way_back["href"], way_back["aria-current"]) == ("/", "true")
    assert "Clear: The article’s own examples" not in words_of(html)


def test_the_articles_examples_are_shown_in_dutch(client: Client):
    write(slug="bitcoin", name="Bitcoin", assessments=[at(2013, purpose=-40)])

    dutch = words_of(client.get(f"/nl/{ARTICLE}").content.decode())

    assert "Geld zonder centrum of monopolie" in dutch
    assert "8 van de 9 voorbeelden staan niet in deze catalogus." in dutch
    assert "Zoals in 2013" in dutch


def test_one_missing_example_is_told_as_one(client: Client):
    for slug in [*article().examples][1:]:
        write(slug=slug, name=slug[:24])
    assert "1 of its 9 examples is not in this catalogue." in words_of(html_of(client, ARTICLE))

    write(slug="facebook", name="Facebook")
    assert "in this catalogue" not in words_of(html_of(client, ARTICLE))


def test_in_another_year_the_article_does_not_say_why(client: Client):
    write(slug="bitcoin", name="Bitcoin", assessments=[at(2013, purpose=-40)])

    for query in ("?examples=article", "?examples=article&year=2014"):
        html = html_of(client, query)

        assert [point["data-slug"] for point in Links(html).points] == ["bitcoin"]
        assert "Money without" not in words_of(html)
        assert "(Plan C). It describes them as they were in 2013." in words_of(html)
        way_in = article_button(html)
        assert way_in["href"].replace("&amp;", "&") == f"/{ARTICLE}"
        assert "aria-current" not in way_in
        assert "Clear: The article’s own examples" in words_of(html)


def test_the_panel_says_why_in_the_articles_year_only(client: Client):
    write(slug="bitcoin", name="Bitcoin", assessments=[at(2013, purpose=-40)])

    assert "The article: Money without" in words_of(html_of(client, f"{ARTICLE}&i=bitcoin"))
    assert "The article:" not in words_of(html_of(client, "?i=bitcoin&year=2014"))
    assert "The article:" not in words_of(html_of(client, "?i=bitcoin"))


def test_all_examples_of_the_article_take_as_many_queries_as_one(
    client: Client, django_assert_max_num_queries
):
    first, *others = article().examples
    write(slug=first, name=first)
    address = f"{ARTICLE}&uncertainty=1&i={first}"
    with django_assert_max_num_queries(12) as for_one:
        html_of(client, address)
    for slug in others:
        write(slug=slug, name=slug[:24])

    with django_assert_max_num_queries(len(for_one)):
        assert len(Links(html_of(client, address)).points) == 9


def test_without_its_examples_the_article_is_not_offered(client: Client):
    write(slug="garden", name="Garden")
    withdraw(write(slug="bitcoin", name="Bitcoin"), by=None, reason="It never existed.")

    assert article_button(html_of(client)) is None
    html = html_of(client, ARTICLE)
    assert article_button(html) is None
    assert "9 of its 9 examples are not in this catalogue." in words_of(html)


# --- the page -----------------------------------------------------------------------------------


def test_the_page_draws_and_lists_what_the_catalogue_has(client: Client):
    write(slug="garden", name="Garden")
    write(slug="shop", name="Shop", assessments=[at(2010, decentralisation=-50, purpose=-50)])
    write(slug="nowhere", name="Nowhere", assessments=[])

    html = html_of(client)
    links = Links(html)

    assert {point["data-slug"] for point in links.points} == {"garden", "shop"}
    for slug in ("garden", "shop", "nowhere"):
        assert f"/initiatives/{slug}/" in links.hrefs
    words = words_of(html)
    assert "3 initiatives" in words
    assert "2 on the map" in words
    assert "1 without a position" in words
    assert "last updated on" in words


def test_the_line_under_the_map_leads_to_what_it_counts(client: Client):
    write()

    hrefs = Links(html_of(client, "?sector=food")).hrefs

    assert "/initiatives/?sector=food&placed=yes" in hrefs
    assert "/initiatives/?sector=food&placed=no" in hrefs
    assert "#list" in hrefs


def test_a_region_is_a_link_that_adds_it_to_the_filter_or_drops_it(client: Client):
    write()

    assert "/?region=global_commons" in Links(html_of(client)).hrefs
    chosen = Links(html_of(client, "?region=global_commons")).hrefs
    assert "/?region=global_commons&region=local_resilience" in chosen
    assert "/" in chosen


def test_the_number_of_a_region_says_how_many_are_on_its_border(client: Client):
    write(slug="clear")
    write(slug="border", name="Border", assessments=[at(2010, purpose=5)])

    assert 'title="2, of which 1 on the border"' in html_of(client)


def test_the_form_keeps_what_it_does_not_show(client: Client):
    write()

    html = html_of(client, "?year=2012&checked=no")

    assert re.search(r'<input[^>]*name="year"[^>]*form="tools"[^>]*value="2012"', html)
    assert '<input type="hidden" name="checked" value="no">' in html
    words = words_of(html)
    assert "Clear: Not confirmed" in words


def part_of(html: str, start: str, end: str) -> str:
    """Return the piece of a page from the one words to the other."""
    return html[html.index(start) : html.index(end, html.index(start))]


def test_a_year_is_chosen_in_the_form_by_its_number(client: Client):
    write(founded=2000, assessments=[at(2010)])

    now, then = html_of(client), html_of(client, "?year=2012&sector=food")

    number = r'type="number"\s+id="year"\s+name="year"\s+form="tools"\s+min="2010"\s+max="(\d+)"'
    assert re.search(number, now)
    assert 'value=""' in part_of(now, 'id="year"', ">")
    assert 'value="2012"' in part_of(then, 'id="year"', ">")
    # The form carries it once.
    assert then.count('name="year"') == 1
    assert "Year" in part_of(then, '<label class="vh" for="year">', "</label>")
    assert "data-year>2012</output>" in then


def test_from_a_year_a_link_leads_to_now_and_keeps_the_rest(client: Client):
    write()

    links = Links(html_of(client, "?year=2012&sector=food&colour=sector&i=garden")).hrefs

    assert "/?sector=food&i=garden&colour=sector" in links


def test_what_existed_in_a_year_without_a_position_is_counted_and_listed(client: Client):
    write(slug="late", name="Late", founded=2000, assessments=[at(2010)])
    write(slug="early", name="Early", founded=2000, assessments=[at(2004)])
    write(slug="young", name="Young", founded=2008, assessments=[at(2009)])

    html = html_of(client, "?year=2005")
    tray = part_of(html, '<details class="tray"', "</details>")

    assert "Existed in 2005 , not described for it: 1" in words_of(html)
    assert "#tray" in Links(html).hrefs
    assert 'id="tray"' in tray
    assert re.findall(r'data-slug="([\w-]+)"', tray) == ["late"]
    assert "1 without a position" in words_of(tray)
    assert "/initiatives/late/?year=2005" in Links(tray).hrefs
    assert [point["data-slug"] for point in Links(html).points] == ["early"]


def test_a_year_in_which_all_are_described_counts_none_and_leads_nowhere(client: Client):
    write(founded=2000, assessments=[at(2004)])

    html = html_of(client, "?year=2005")

    assert "not described for it: 0" in words_of(html)
    assert "#tray" not in Links(html).hrefs
    assert "hidden" in part_of(html, '<details class="tray"', ">")
    assert "0 without a position" in words_of(part_of(html, 'class="tally"', "</p>"))


def test_what_had_ended_is_not_said_to_have_existed(client: Client):
    write(founded=1990, ended=1999, assessments=[at(1995)])

    words = words_of(html_of(client, "?year=2005&status=all"))

    assert "Not described for 2005 : 1" in words
    assert "Existed in" not in words


def test_the_tray_stops_at_a_limit_in_the_order_of_the_list(client: Client, monkeypatch):
    monkeypatch.setattr(map_parts, "MOST_WAITING", 2)
    for name in ("Cider", "Apple", "Berry"):
        write(slug=name.lower(), name=name, assessments=[])
    write(slug="garden", name="Garden")

    for most_rows in (500, 2):
        monkeypatch.setattr(map_views, "MOST_ROWS", most_rows)
        tray = part_of(html_of(client, "?sort=name"), '<details class="tray"', "</details>")
        assert re.findall(r'data-slug="([\w-]+)"', tray) == ["apple", "berry"]
        assert "3 without a position" in words_of(tray)
        assert "All 3 are in the catalogue" in words_of(tray)
        assert "/initiatives/?placed=no&sort=name" in Links(tray).hrefs


def test_a_position_of_another_year_than_the_chosen_one_says_so(client: Client):
    write(slug="garden", name="Garden", founded=2000, assessments=[at(2004)])
    write(slug="shop", name="Shop", founded=2000, assessments=[at(2006)])

    def said(query: str) -> dict[str, str]:
        html = html_of(client, query)
        points = part_of(html, "<svg", "</quadrant-map>")
        titles = dict(re.findall(r'data-slug="(\w+)".*?<title>(.*?)</title>', points))
        listed = part_of(html, '<ul data-part="rows">', "</ul>")
        rows = dict(re.findall(r'data-slug="(\w+)".*?<span>(.*?)</span>', listed, flags=re.DOTALL))
        return {slug: f"{titles[slug]} / {rows[slug]}" for slug in titles}

    place = ", Local resilience"
    assert said("?year=2006") == {
        "garden": f"Garden{place}, describes 2004 / describes 2004",
        "shop": f"Shop{place} / Food",
    }
    assert said("")["garden"] == f"Garden{place} / Food"


def test_without_any_position_there_is_no_year_to_choose(client: Client):
    write(assessments=[])

    html = html_of(client)

    assert "hidden" in part_of(html, '<div class="yr"', ">")


def test_impossible_values_are_left_out_with_a_word(client: Client):
    write()

    words = words_of(html_of(client, "?region=atlantis&i=nobody&colour=mood"))

    assert "“region=atlantis” was left out" in words
    assert "“i=nobody” was left out" in words
    assert "“colour=mood” was left out" in words
    assert "1 initiative" in words


def test_an_empty_result_says_so_and_leads_on(client: Client):
    write()

    html = html_of(client, "?q=nothinglikeit")

    assert "Nothing matches." in html
    assert Links(html).points == []
    assert "Clear filters" in html


def test_a_match_without_a_position_is_not_called_nothing(client: Client):
    write(slug="nowhere", name="Nowhere", assessments=[])

    words = words_of(html_of(client, "?q=nowhere"))

    assert "1 initiative matches, but it has no position yet." in words
    assert "Nothing matches." not in words


def test_an_empty_catalogue_explains_itself(client: Client):
    assert "The catalogue is still empty." in html_of(client)


def test_the_selected_one_has_its_panel_beside_the_map(client: Client):
    write(slug="garden", name="Garden")
    write(slug="shop", name="Shop")

    html = html_of(client, "?sector=food&i=garden")
    links = Links(html)

    assert 'id="panel"' in html
    assert "/?sector=food" in links.hrefs
    selected = [point for point in links.points if "selected" in point["class"].split()]
    assert [point["data-slug"] for point in selected] == ["garden"]


def test_a_withdrawn_one_is_nowhere_on_the_map(client: Client):
    withdraw(write(slug="garden", name="Garden"), by=None, reason="It never existed.")

    html = html_of(client, "?i=garden")

    assert 'id="panel"' not in html
    assert Links(html).points == []
    assert data_of(client, "?status=all&i=garden")["points"]["slug"] == []


def test_a_script_gets_the_part_that_changes(client: Client):
    write()

    answer = client.get("/", headers={"HX-Request": "true"})

    assert b"<html" not in answer.content
    assert b'<main class="mp" id="main">' in answer.content
    assert "HX-Request" in answer.headers["Vary"]


def test_hostile_names_stay_text(client: Client):
    write(slug="evil", name="<script>alert(1)</script>", short_name={"en": '"><img src=x>'})

    html = html_of(client)

    assert "<script>alert" not in html
    assert "<img" not in html
    assert data_of(client)["points"]["name"] == ["<script>alert(1)</script>"]


def test_the_list_stops_at_a_limit_and_says_where_the_rest_is(client: Client, monkeypatch):
    monkeypatch.setattr(map_views, "MOST_ROWS", 2)
    for n in range(3):
        write(slug=f"garden-{n}", name=f"Garden {n}")

    html = html_of(client)

    assert html.count("<b>Garden ") == 2
    assert "All 3 are in the catalogue" in html


def test_the_map_draws_the_best_known_and_says_of_how_many(client: Client, monkeypatch):
    monkeypatch.setattr(map_views, "MOST_DRAWN", 2)
    for n in range(3):
        write(slug=f"garden-{n}", name=f"Garden {n}")

    html = html_of(client)

    assert len(Links(html).points) == 2
    assert "2 of 3 on the map, the best known" in words_of(html)


def test_the_map_speaks_dutch(client: Client):
    write(slug="garden", name="Garden")

    answer = client.get("/nl/?region=mix")

    assert answer.headers["Content-Language"] == "nl"
    html = answer.content.decode()
    assert "In het midden" in html
    assert "/map/data/?lang=nl" in html


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?i=garden",
        "?year=2012&sort=name&i=garden&region=mix",
        "?uncertainty=1&colour=sector",
        "?uncertainty=1&year=2012&i=garden",
    ],
)
@pytest.mark.parametrize("most_rows", [500, 1])
def test_the_page_takes_as_many_queries_for_many_as_for_one(
    client: Client, query: str, most_rows: int, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(map_views, "MOST_ROWS", most_rows)
    write(slug="waiting", name="Waiting", founded=2000, assessments=[])
    write(slug="garden", name="Garden")
    with django_assert_max_num_queries(12) as for_one:
        html_of(client, query)
    for n in range(8):
        write(slug=f"garden-{n}", name=f"Garden {n}")

    with django_assert_max_num_queries(len(for_one)):
        html_of(client, query)


# --- how it is shown ----------------------------------------------------------------------------


def test_every_way_on_from_the_map_keeps_how_it_is_shown(client: Client):
    write()

    html = html_of(client, "?sector=food&need=grow-food&i=garden&colour=sector&uncertainty=1")

    ways = [href for href in Links(html).hrefs if href.startswith("/?")]
    # Regions and the middle, two chips, clear all, close the panel.
    assert len(ways) >= 8
    for way in ways:
        assert way.endswith("colour=sector&uncertainty=1"), way
    assert 'id="colour-sector" name="colour" value="sector" checked' in html
    assert 'id="uncertainty" name="uncertainty" value="1" checked' in html
    assert "/nl/?sector=food&amp;need=grow-food&amp;i=garden&amp;colour=sector" in html


def test_by_sector_marks_list_and_key_are_those_of_sectors(client: Client):
    write(slug="garden", name="Garden")
    write(slug="none", name="None", sectors=[], assessments=[at(2010, purpose=5)])

    by_region, by_sector = html_of(client), html_of(client, "?colour=sector")

    classes = {point["data-slug"]: point["class"].split() for point in Links(by_sector).points}
    assert "s-food" in classes["garden"]
    assert {"s-other", "open"} <= set(classes["none"])
    assert by_sector.count('<svg class="mark s-food"') == 2
    assert '<svg class="mark s-other open"' in by_sector
    for words in ("Media and social networks", "Knowledge and software", "Other"):
        assert words in words_of(by_sector)
    assert "s-food" not in by_region
    assert '<p class="key" id="key" data-part="key" hidden></p>' in by_region


def test_uncertainty_is_drawn_where_it_is_asked_for_and_known(client: Client):
    write(slug="garden", name="Garden", assessments=[at(2010, answers=ANSWERS)])
    write(slug="none", name="None")

    assert "<ellipse" not in html_of(client)
    assert html_of(client, "?uncertainty=1").count("<ellipse") == 4


def test_what_belongs_to_the_selected_one_is_drawn_and_given_to_the_script(client: Client):
    write(
        assessments=[
            at(2010, purpose=90, answers=ANSWERS),
            at(2010, purpose=-30, perspective={"en": "A trader", "nl": "Een handelaar"}),
            at(2015, decentralisation=60, answers=ANSWERS),
            at(2018, decentralisation=-60, voice="initiative"),
        ]
    )

    html = html_of(client, "?i=garden")
    panel = Panel(html)

    assert panel.depth == {
        "place": [60, 50],
        "describes": 2015,
        "halo": [10, 8.3],
        "provisional": False,
        "trail": [[2010, 50, 90]],
        "views": [[1, 50, -30, 50, 90, "dist", 2010]],
        "voices": [["A", -60, 50, "gc", "initiative", 2018]],
    }
    drawn = html[html.index("data-of") : html.rindex("data-of") + 2000]
    assert re.findall(r"<text[^>]*>(2010|1|A)</text>", drawn) == ["2010", "1", "A"]
    assert "data-of" not in html_of(client)


def test_a_chosen_year_tells_what_belonged_to_it_then(client: Client):
    write(assessments=[at(2010, purpose=90, answers=ANSWERS), at(2015, answers=ANSWERS)])

    then, before = (Panel(html_of(client, f"?i=garden&year={year}")).depth for year in (2012, 2005))

    assert (then["place"], then["describes"], then["trail"]) == ([50, 90], 2010, [])
    assert then["halo"] == [8.3, 40]
    assert (before["place"], before["halo"], before["provisional"]) == (None, None, False)


# --- the data -----------------------------------------------------------------------------------


def test_the_data_is_columns_of_equal_length_with_honest_counts(client: Client):
    write(slug="garden", name="Garden", prominence=2)
    write(slug="middle", name="Middle", assessments=[at(2010, decentralisation=0, purpose=0)])
    write(slug="nowhere", name="Nowhere", assessments=[])

    data = data_of(client)

    assert (data["total"], data["placed"], data["unplaced"], data["year"]) == (3, 2, 1, None)
    assert data["points"]["slug"] == ["garden", "middle"]
    assert data["points"]["decentralisation"] == [50, 0]
    assert data["points"]["region"] == ["local_resilience", "mix"]
    assert data["points"]["standing"] == ["clear", "middle"]
    assert data["points"]["sector"] == ["food", "food"]
    assert data["counts"]["mix"] == {"total": 1, "border": 0}
    assert "layout" not in data


def test_the_data_hears_the_filter_and_the_year(client: Client):
    write(slug="moved", name="Moved", assessments=[at(2005, purpose=90), at(2015, purpose=-90)])
    write(slug="later", name="Later", founded=2018, assessments=[at(2018)])

    then = data_of(client, "?year=2006")
    now = data_of(client, "?q=moved&region=distributed_capitalism")

    assert (then["year"], then["points"]["slug"], then["points"]["purpose"]) == (
        2006,
        ["moved"],
        [90],
    )
    assert (now["points"]["slug"], now["points"]["purpose"]) == (["moved"], [-90])


def test_the_first_data_says_how_points_are_drawn_in_its_language(client: Client):
    write()

    dutch = data_of(client, "?lang=nl&layout=1")
    english = data_of(client, "?lang=xx&layout=1")

    assert dutch["layout"]["meta"]["groups"]["mix"]["name"] == "In het midden"
    assert english["layout"]["meta"]["groups"]["mix"]["name"] == "In the middle"
    assert dutch["words"]["since"] == "sinds %(founded)s"
    assert dutch["sectors"].keys() == english["sectors"].keys()


def test_the_data_says_how_firm_each_point_is_where_it_is_asked(client: Client):
    write(slug="garden", name="Garden", assessments=[at(2010, purpose=90, answers=ANSWERS)])
    write(slug="none", name="None")

    asked, not_asked = data_of(client, "?doubt=1&sort=name"), data_of(client)

    assert asked["points"]["slug"] == ["garden", "none"]
    assert asked["points"]["doubt"] == [[8.3, 40], None]
    assert "doubt" not in not_asked["points"]
    assert data_of(client, "?doubt=1&year=2005")["points"]["doubt"] == []


def test_the_first_data_says_which_colours_sectors_have(client: Client):
    data = data_of(client, "?layout=1")

    groups = data["layout"]["meta"]["colours"]
    assert data["sector_groups"]["travel"] == "stay"
    assert set(data["sector_groups"].values()) == set(groups)


def test_points_are_bounded_and_the_total_is_honest(client: Client, monkeypatch):
    monkeypatch.setattr(map_views.points, "MOST_POINTS", 2)
    for n in range(4):
        write(slug=f"garden-{n}", name=f"Garden {n}")

    data = data_of(client)

    assert len(data["points"]["slug"]) == 2
    assert data["total"] == data["placed"] == 4


def test_unchanged_data_is_not_sent_or_even_looked_up_again(
    client: Client, django_assert_num_queries
):
    write()
    etag = client.get("/map/data/?q=garden").headers["ETag"]

    with django_assert_num_queries(1):
        again = client.get("/map/data/?q=garden", headers={"if-none-match": etag})

    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["ETag"] == etag
    compressed = client.get(
        "/map/data/?q=garden", headers={"if-none-match": f"W/{etag}", "accept-encoding": "gzip"}
    )
    assert compressed.status_code == 304


@pytest.mark.parametrize("query", ["?q=other", "?q=garden&lang=nl", "?q=garden&layout=1"])
def test_another_question_is_another_answer(client: Client, query: str):
    write()
    etag = client.get("/map/data/?q=garden").headers["ETag"]

    assert client.get(f"/map/data/{query}", headers={"if-none-match": etag}).status_code == 200


def test_a_write_makes_the_data_new(client: Client):
    write()
    etag = client.get("/map/data/").headers["ETag"]
    write(slug="another", name="Another")

    answer = client.get("/map/data/", headers={"if-none-match": etag})

    assert answer.status_code == 200
    assert answer.json()["points"]["slug"] == ["another", "garden"]
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("query", ["", "?year=2012&i=garden&layout=1", "?doubt=1"])
def test_the_data_takes_as_many_queries_for_many_as_for_one(
    client: Client, query: str, django_assert_max_num_queries
):
    write(slug="garden", name="Garden")
    with django_assert_max_num_queries(4) as for_one:
        data_of(client, query)
    for n in range(8):
        write(slug=f"garden-{n}", name=f"Garden {n}")

    with django_assert_max_num_queries(len(for_one)):
        data_of(client, query)


@pytest.mark.parametrize("path", ["/", "/nl/", "/map/data/"])
@pytest.mark.parametrize(
    "query",
    [
        "?i=" + "x" * 3000,
        "?i=%00",
        "?q=%ff&i=%ff",
        "?year=99999999999&sort=&region=&i=",
        "?lang=%2e%2e&layout=1&layout=2",
        "?colour=%00&uncertainty=%ff&doubt=%00&colour=sector",
        "?i=garden&i=other&sector=food&sector=energy&sector=nope",
    ],
)
def test_odd_questions_get_an_answer(client: Client, path: str, query: str):
    write()

    assert client.get(path + query).status_code < 500


@pytest.mark.parametrize("path", ["/", "/map/data/"])
def test_the_map_is_only_read(client: Client, path: str):
    assert client.post(path).status_code == 405
