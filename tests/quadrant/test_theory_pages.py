"""The pages of the theory: the model, the regions and the needs, in both languages."""

import json
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quadrant.domain.article import article
from quadrant.domain.axes import BORDER_ZONE, SCORE_MAX
from quadrant.domain.position import EXPLAIN_ABOVE, SNAP_BELOW
from quadrant.domain.regions import GROUPS, MIX, Region, percentages
from quadrant.domain.rubric import CURRENT_RUBRIC_VERSION, load_rubric
from quadrant.domain.wording import region_name
from quadrant.theory_texts import CHAPTERS, FOR_A_PERSON, REFERENCES
from quadrant.views.theory import NAMED, ROWS, ROWS_OF_A_NEED, SAMPLE
from quadrant.vocabulary import NEED_KEYS
from tests.recipes import at, write

TEXTS = Path(settings.BASE_DIR) / "templates" / "quadrant"
LANGUAGES = {"en": "", "nl": "/nl"}
# Inside each region, clear of both axes; and the middle.
PLACES = {
    "netarchical_capitalism": (-60, -60),
    "global_commons": (-60, 60),
    "distributed_capitalism": (60, -60),
    "local_resilience": (60, 60),
    MIX: (0, 0),
}
NO_END = {"meta", "link", "br", "img", "input"}


class Page(HTMLParser):
    """What a reader finds on a page: its elements in order, each with the text inside it."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.open = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        element = {"tag": tag, "text": "", **dict(attrs)}
        self.elements.append(element)
        if tag not in NO_END:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.elements.append({"tag": tag, "text": "", **dict(attrs)})

    def handle_endtag(self, tag):
        while self.open and self.open.pop()["tag"] != tag:
            pass

    def handle_data(self, data):
        for element in self.open:
            element["text"] = f"{element['text']}{data}"

    def all(self, *tags, **attributes):
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return [
            element
            for element in self.elements
            if element["tag"] in tags
            and all(element.get(name) == value for name, value in wanted.items())
        ]

    def texts(self, *tags, **attributes):
        return [words(element["text"]) for element in self.all(*tags, **attributes)]

    def links(self):
        return {words(link["text"]): link["href"] for link in self.all("a") if "href" in link}


def words(text):
    return " ".join(text.split())


def get(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return Page(response.content.decode())


def place(group, slug, **changes):
    """Write an initiative clear of every border, or in the middle."""
    decentralisation, purpose = PLACES[group]
    assessments = [at(2010, decentralisation=decentralisation, purpose=purpose)]
    return write(**{"slug": slug, "name": slug.title(), "assessments": assessments, **changes})


def source_of(folder, language, key):
    return (TEXTS / folder / language / f"{key}.html").read_text(encoding="utf-8")


def skeleton(source):
    """What two translations share: the blocks in their order, and what they refer to."""
    blocks = re.findall(r"</?(?:p|h\d|ul|ol|li)\b", source)
    tags = re.findall(r"{% (?!load)(.*?) %}|{{ (.*?) }}", source)
    names = re.compile(r'^(named "[^"]*").*')
    parts = Counter(names.sub(r"\1", "".join(tag)) for tag in tags)
    links = Counter(re.findall(r'href="([^"]*)"', source))
    return blocks, parts, links, source.count("<b>")


# --- the texts -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("folder", "keys"),
    [("model", [chapter.key for chapter in CHAPTERS]), ("regions", list(GROUPS))],
)
def test_both_languages_hold_the_same_texts_part_by_part(folder, keys):
    for language in LANGUAGES:
        files = {file.stem for file in (TEXTS / folder / language).iterdir()}
        assert files == set(keys)
    for key in keys:
        assert skeleton(source_of(folder, "nl", key)) == skeleton(source_of(folder, "en", key)), key


def test_no_text_was_left_in_the_other_language():
    for folder, keys in (("model", [chapter.key for chapter in CHAPTERS]), ("regions", GROUPS)):
        for key in keys:
            english, dutch = (source_of(folder, language, key) for language in ("en", "nl"))
            sentences = set(re.findall(r"[A-Z][^.<{]{40,}\.", english))
            assert not [sentence for sentence in sentences if sentence in dutch]


def test_every_source_is_referred_to_and_every_reference_has_a_source():
    for language in LANGUAGES:
        text = "".join(source_of("model", language, chapter.key) for chapter in CHAPTERS)
        cited = set(re.findall(r'{% cite "([^"]*)" %}', text))
        assert cited == {reference.key for reference in REFERENCES}


def test_what_the_texts_name_is_in_the_starter_catalogue():
    entries = [
        entry
        for file in (Path(settings.BASE_DIR) / "fixtures" / "initiatives").glob("*.json")
        for entry in json.loads(file.read_text(encoding="utf-8"))
    ]
    text = "".join(source_of("model", "en", chapter.key) for chapter in CHAPTERS)
    named = set(re.findall(r'{% named "([^"]*)"', text))

    assert named <= {*NAMED, *article().examples}
    assert set(NAMED) <= {entry["slug"] for entry in entries}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_numbers_in_the_text_are_those_of_the_rules(language):
    shares = source_of("model", language, "shares")
    for share in percentages(SAMPLE).values():
        assert f"{share}%" in shares
    curators = source_of("model", language, "curators")
    for number in (SNAP_BELOW, EXPLAIN_ABOVE, 2 * SCORE_MAX):
        assert re.search(rf"\b{number} (?:points|punten)", curators)
    assert re.search(
        rf"\b{BORDER_ZONE} (?:points|punten)", source_of("model", language, "standing")
    )


# --- the model -------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "prefix"), LANGUAGES.items())
class TestTheModel:
    def test_it_has_every_chapter_and_a_way_to_each(self, client, language, prefix):
        page = get(client, f"{prefix}/model/")

        titles = page.texts("h2")
        sections = {section["id"] for section in page.all("section") if "id" in section}
        links = page.links()
        for chapter in CHAPTERS:
            title = chapter.title.in_(language)
            assert title in titles
            assert links[title] == f"#{chapter.key}"
            assert chapter.key in sections

    def test_every_anchor_leads_somewhere_and_no_id_stands_twice(self, client, language, prefix):
        page = get(client, f"{prefix}/model/")

        ids = Counter(element["id"] for element in page.elements if "id" in element)
        assert max(ids.values()) == 1
        anchors = {a["href"][1:] for a in page.all("a") if a.get("href", "").startswith("#")}
        assert anchors <= set(ids)

    def test_its_headings_leave_out_no_level(self, client, language, prefix):
        page = get(client, f"{prefix}/model/")

        levels = [int(h["tag"][1]) for h in page.elements if re.fullmatch(r"h\d", h["tag"])]
        assert levels[0] == 1
        assert all(lower - upper <= 1 for upper, lower in pairwise(levels))

    def test_the_rubric_stands_there_in_full_with_its_version(self, client, language, prefix):
        page = get(client, f"{prefix}/model/")
        rubric = load_rubric()

        [section] = page.all("section", id="rubric")
        text = words(section["text"])
        assert CURRENT_RUBRIC_VERSION in text
        for indicator in rubric.indicators:
            assert page.all("li", id=f"question-{indicator.key}")
            assert indicator.question.in_(language) in text
            for answer in indicator.answers.values():
                assert answer.in_(language) in text
        assert len(page.all("dt")) == len(page.all("dd")) == 60

    def test_no_score_is_shown_as_a_signed_number(self, client, language, prefix):
        [main] = get(client, f"{prefix}/model/").all("main")

        assert not re.search(r"(?<![\w])[-−+]\d", main["text"])

    def test_it_asks_the_three_questions_of_what_counts(self, client, language, prefix):
        [section] = get(client, f"{prefix}/model/").all("section", id="what-counts")

        for question in load_rubric().p2p_questions:
            assert question.question.in_(language) in words(section["text"])

    def test_it_stands_without_a_catalogue(self, client, language, prefix):
        page = get(client, f"{prefix}/model/")

        assert not [link for link in page.links().values() if "/initiatives/a" in link]
        assert "Couchsurfing" in page.all("section", id="years")[0]["text"]


@pytest.mark.django_db
def test_the_model_counts_the_active_initiatives_of_each_region(client):
    place("global_commons", "archive")
    place("global_commons", "library")
    place("global_commons", "gone", ended=2015)
    place(MIX, "between")

    page = get(client, "/model/")
    [commons] = page.all("div", class_="gc")
    [market] = page.all("div", class_="dist")
    assert "2 active initiatives: Archive, Library" in words(commons["text"])
    assert "No active initiatives here yet" in market["text"]
    assert "One more stands in the middle" in words(page.all("main")[0]["text"])


@pytest.mark.django_db
def test_the_examples_of_the_article_come_first_where_they_stand_now(client):
    place("distributed_capitalism", "market", prominence=3)
    place("distributed_capitalism", "ebay", name="eBay")
    place("netarchical_capitalism", "airbnb", name="Airbnb")

    page = get(client, "/model/")
    assert "eBay, Market" in words(page.all("div", class_="dist")[0]["text"])
    assert "Airbnb" in page.all("div", class_="net")[0]["text"]


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", LANGUAGES.values())
def test_the_sources_lead_to_the_articles_examples_where_there_are_any(client, prefix):
    def ways():
        links = get(client, f"{prefix}/model/").links().values()
        return [link for link in links if "examples=article" in link]

    assert ways() == []
    place("distributed_capitalism", "bitcoin", name="Bitcoin", ended=2020)
    [way] = ways()

    assert way == f"{prefix}/?status=all&year=2013&examples=article"
    assert [e["text"] for e in get(client, way).all("b") if "Bitcoin" in e["text"]]


@pytest.mark.django_db
def test_what_the_text_names_is_a_link_where_the_catalogue_has_it(client):
    place("local_resilience", "materiom", name="Materiom")

    [economy] = get(client, "/model/").all("section", id="economy")
    links = get(client, "/model/").links()
    assert links["Materiom"] == "/initiatives/materiom/"
    assert "WikiHouse" in economy["text"]
    assert "WikiHouse" not in links


@pytest.mark.django_db
def test_the_model_draws_intentions_and_years_from_the_catalogue(client):
    host = {"en": "Host without a job", "nl": "Verhuurder zonder werk"}
    write(
        slug="airbnb",
        name="Airbnb",
        assessments=[
            at(2013, decentralisation=11, purpose=-75),
            at(2013, decentralisation=20, purpose=-45, perspective=host),
            at(2020, decentralisation=-42, purpose=-83),
        ],
    )
    write(
        slug="couchsurfing",
        name="Couchsurfing",
        assessments=[at(2008, decentralisation=-30, purpose=50), at(2013, decentralisation=-45)],
    )

    page = get(client, "/model/")
    depends, moved = (
        words(page.all("section", **{"aria-labelledby": key})[0]["text"])
        for key in ("it-depends", "things-move")
    )
    assert "Host without a job" in depends
    assert "A mix of Distributed capitalism (44%)" in depends
    assert "Describes 2013." in depends
    assert "2008 A mix of Global commons and Local resilience" in moved
    assert "2013 Mainly Global commons" in moved
    assert "Verhuurder zonder werk" in get(client, "/nl/model/").all("main")[0]["text"]


# --- the regions -----------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "prefix"), LANGUAGES.items())
@pytest.mark.parametrize("key", GROUPS)
def test_a_region_says_what_it_means_and_who_stands_there(client, key, language, prefix):
    place(key, "known", prominence=3)
    place(key, "lesser")
    place(key, "gone", ended=2015)

    page = get(client, f"{prefix}/regions/{key}/")
    assert page.texts("h1") == [region_name(key, language)]
    assert page.texts("h3") == ["Known", "Lesser"]
    drawn = [link["href"] for link in page.all("a", tabindex="-1")]
    assert sorted(drawn) == [f"{prefix}/initiatives/{slug}/" for slug in ("known", "lesser")]
    assert f"{prefix}/initiatives/?region={key}" in page.links().values()
    assert f"{prefix}/model/" in page.links().values()
    others = [f"{prefix}/regions/{other}/" for other in GROUPS if other != key]
    assert set(others) <= set(page.links().values())


@pytest.mark.django_db
def test_a_region_counts_what_is_on_the_border(client):
    place("local_resilience", "garden")
    on_border = [at(2010, decentralisation=8, purpose=60)]
    write(slug="edge", name="Edge", assessments=on_border)

    text = words(get(client, "/regions/local_resilience/").all("main")[0]["text"])
    assert "2 active initiatives stand in this region. Of those, 1 is on the border." in text
    assert "On the border with Global commons" in text


@pytest.mark.django_db
@pytest.mark.parametrize("key", GROUPS)
def test_an_empty_region_explains_itself(client, key):
    page = get(client, f"/regions/{key}/")

    assert "No active initiative in this catalogue stands here yet." in page.all("main")[0]["text"]
    assert f"/initiatives/?region={key}&status=all" in page.links().values()
    assert page.texts("h3") == []


@pytest.mark.django_db
def test_a_region_lists_the_best_known_and_leads_to_the_rest(client):
    for number in range(ROWS + 3):
        place("global_commons", f"library-{number}")

    page = get(client, "/regions/global_commons/")
    assert len(page.texts("h3")) == ROWS
    assert page.links()[f"See all {ROWS + 3} in the catalogue"]
    assert len(page.all("a", tabindex="-1")) == ROWS + 3


@pytest.mark.django_db
def test_worldwide_commons_are_not_made_to_look_local(client):
    place("local_resilience", "linux", reach="global")
    place("local_resilience", "garden", reach="local")

    rows = get(client, "/regions/local_resilience/").texts("li")
    [linux] = [row for row in rows if row.startswith("Linux")]
    [garden] = [row for row in rows if row.startswith("Garden")]
    assert "Decentralised commons, worldwide" in linux
    assert "Reach: Local" in garden


@pytest.mark.django_db
def test_a_withdrawn_initiative_stands_in_no_region_and_serves_no_need(client):
    initiative = place("global_commons", "archive", needs=["learn"])
    type(initiative).objects.update(withdrawn_at="2026-01-01T00:00Z")

    for address in ("/model/", "/regions/global_commons/", "/needs/learn/"):
        assert "Archive" not in get(client, address).all("main")[0]["text"]


# --- the needs -------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "prefix"), LANGUAGES.items())
def test_a_need_lists_by_model_what_serves_it(client, language, prefix):
    for key in PLACES:
        place(key, key.replace("_", "-"), needs=["grow-food", "share-a-car"])
    place("global_commons", "unrelated", needs=["learn"])
    place("global_commons", "gone", needs=["share-a-car"], ended=2015)

    page = get(client, f"{prefix}/needs/share-a-car/")
    assert page.texts("h1") == [
        {"en": "I want to share a car", "nl": "Ik wil een auto delen"}[language]
    ]
    assert len(page.texts("h3")) == len(PLACES)
    text = words(page.all("main")[0]["text"])
    for key in PLACES:
        assert f"{region_name(key, language)} 1" in text
        assert FOR_A_PERSON[key].in_(language) in text
        address = f"{prefix}/initiatives/{key.replace('_', '-')}/"
        assert [link for link in page.all("a", tabindex="-1") if link["href"] == address]


@pytest.mark.django_db
def test_what_has_no_position_is_listed_apart_and_is_not_on_the_map(client):
    place("global_commons", "partago", needs=["share-a-car"])
    write(slug="new", name="New", needs=["share-a-car"], assessments=[])

    page = get(client, "/needs/share-a-car/")
    [section] = page.all("section", **{"aria-labelledby": "group-unplaced"})
    assert "Without a position 1" in words(section["text"])
    assert "New" in section["text"] and "Partago" not in section["text"]
    assert len(page.all("a", tabindex="-1")) == 1


@pytest.mark.django_db
def test_a_need_says_which_models_do_not_serve_it(client):
    place("global_commons", "partago", needs=["share-a-car"])

    [note] = get(client, "/needs/share-a-car/").texts("p", class_="note")
    assert "Netarchical capitalism, Distributed capitalism, Local resilience" in note
    assert "Global commons" not in note


@pytest.mark.django_db
def test_a_need_that_nothing_serves_explains_itself(client):
    page = get(client, "/needs/share-a-car/")

    text = page.all("main")[0]["text"]
    assert "No active initiative in this catalogue serves this need yet." in text
    assert "/initiatives/?need=share-a-car&status=all" in page.links().values()
    assert not page.all("p", class_="note")


@pytest.mark.django_db
def test_a_need_leads_to_the_others_and_to_all_it_left_out(client):
    for number in range(ROWS_OF_A_NEED + 2):
        place("global_commons", f"library-{number}", needs=["learn"])

    page = get(client, "/needs/learn/")
    links = page.links()
    assert len(page.texts("h3")) == ROWS_OF_A_NEED
    assert (
        links[f"See all {ROWS_OF_A_NEED + 2} in the catalogue"]
        == "/initiatives/?need=learn&region=global_commons"
    )
    others = {f"/needs/{key}/" for key in NEED_KEYS if key != "learn"}
    assert others <= set(links.values())


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", LANGUAGES.values())
def test_all_needs_stand_on_one_page_with_what_serves_them(client, prefix):
    place("global_commons", "partago", needs=["share-a-car", "get-a-ride"])
    place("global_commons", "gone", needs=["share-a-car"], ended=2015)

    page = get(client, f"{prefix}/needs/")
    counts = {
        item.rsplit(" ", 1)[0]: int(item.rsplit(" ", 1)[1])
        for item in page.texts("li")
        if item[-1:].isdigit()
    }
    assert len(counts) == len(NEED_KEYS)
    assert sorted(counts.values())[-2:] == [1, 1]
    assert sum(counts.values()) == 2


# --- all of them -----------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/regions/nowhere/", "/regions/unplaced/", "/needs/fly/", "/needs/share_a_car/", "/regions/"],
)
def test_what_does_not_exist_is_not_found(client, address):
    for prefix in LANGUAGES.values():
        get(client, f"{prefix}{address}", status=404)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/model/", "/regions/local_resilience/", "/needs/share-a-car/", "/needs/"]
)
def test_more_initiatives_cost_no_more_queries(client, address):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            get(client, address)
        return len(captured)

    def add(number):
        for region in Region:
            place(region.value, f"{region.value.replace('_', '-')}-{number}", needs=["share-a-car"])

    add(0)
    few = queries()
    for number in range(1, 6):
        add(number)
    assert queries() == few <= 12


@pytest.mark.django_db
def test_a_summary_in_the_other_language_says_so(client):
    place("global_commons", "archive", summary={"nl": "Bewaart alles."}, needs=["learn"])

    page = get(client, "/regions/global_commons/")
    assert page.texts("span", lang="nl")[-1:] == ["Bewaart alles."]
    assert "(in Dutch)" in page.all("main")[0]["text"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/model/", "/regions/mix/", "/needs/learn/", "/needs/"])
def test_hostile_names_stay_text(client, address):
    hostile = "<b>x</b>&\"'"
    place(MIX, "hostile", name=hostile, needs=["learn"])
    place("global_commons", "airbnb", name=hostile, needs=["learn"])

    response = client.get(address)
    assert b"<b>x</b>" not in response.content
