"""What an address asks for: which initiatives match, what is ignored, and how it is said."""

from typing import Any

import pytest
from django.http import QueryDict
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from initiatives.catalogue import withdraw
from initiatives.filters import PARAMETERS, InitiativeFilter
from initiatives.models import Initiative
from tests.recipes import at, write

pytestmark = pytest.mark.django_db


def ask(query: str) -> InitiativeFilter:
    return InitiativeFilter(QueryDict(query), Initiative.objects.listed())


def found(query: str) -> list[str]:
    return [initiative.slug for initiative in ask(query).qs]


@pytest.fixture
def catalogue() -> None:
    """Six initiatives that differ in what can be filtered on."""
    write(slug="garden", name="Garden", aliases=["Hóf"], prominence=3)
    write(
        slug="shop",
        name="Shop",
        sectors=["trade", "food"],
        needs=["sell-what-i-make"],
        country="NL",
        reach="global",
        output="global",
        assessments=[at(2010, decentralisation=-60, purpose=-60)],
    )
    write(
        slug="inn",
        name="Inn",
        sectors=["travel"],
        needs=["stay-somewhere"],
        country=None,
        reach="global",
        checked_on="2026-01-31",
        assessments=[
            at(2005, decentralisation=-60, purpose=60),
            at(2015, decentralisation=-60, purpose=10),
        ],
    )
    write(slug="mean", name="Mean", assessments=[at(2010, decentralisation=5, purpose=-5)])
    write(slug="lost", name="Lost", prominence=2, assessments=[])
    write(slug="gone", name="Gone", founded=1990, ended=2012)


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", ["garden", "lost", "inn", "mean", "shop"]),
        ("status=ended", ["gone"]),
        ("status=all", ["garden", "lost", "inn", "gone", "mean", "shop"]),
        ("q=hof", ["garden"]),
        ("q=GARDEN+neighbours+shop", ["shop"]),
        ("region=netarchical_capitalism", ["shop"]),
        ("region=netarchical_capitalism&region=mix", ["mean", "shop"]),
        ("hybrid=1", ["inn", "mean"]),
        ("global_local=1", ["inn"]),
        ("sector=food", ["garden", "lost", "mean"]),
        ("sector=trade&sector=travel", ["inn", "shop"]),
        ("need=stay-somewhere", ["inn"]),
        ("country=nl", ["shop"]),
        ("reach=global&output=global", ["shop"]),
        ("placed=no", ["lost"]),
        ("placed=yes&sector=food", ["garden", "mean"]),
        ("checked=yes", ["inn"]),
        ("checked=no&country=BE", ["garden", "lost", "mean"]),
        ("sort=name", ["garden", "inn", "lost", "mean", "shop"]),
        ("sort=checked", ["inn", "garden", "lost", "mean", "shop"]),
        ("sort=oldest&status=all", ["gone", "garden", "inn", "lost", "mean", "shop"]),
        ("year=2011", ["garden", "lost", "inn", "gone", "mean", "shop"]),
        ("year=1995", ["gone"]),
        ("year=2014&status=ended", ["gone"]),
        ("year=1995&status=all", ["gone"]),
    ],
)
def test_an_address_finds_what_it_asks_for(catalogue: None, query: str, slugs: list[str]):
    assert found(query) == slugs


def test_the_newest_here_come_first_when_asked(catalogue: None):
    assert found("sort=new&status=all")[0] == "gone"


def test_the_article_has_examples_of_its_own(catalogue: None):
    write(slug="bitcoin", name="Bitcoin", ended=2012)

    assert found("examples=article") == []
    assert found("examples=article&status=all") == ["bitcoin"]
    assert found("examples=mine&sector=travel") == ["inn"]


def test_a_year_asks_for_the_positions_of_that_year(catalogue: None):
    assert found("region=global_commons&year=2010") == ["inn"]
    assert found("hybrid=1&year=2010") == ["mean"]
    assert ask("year=2010").qs.get(slug="inn").at_purpose == 60
    assert found("year=2003&placed=no") == ["garden", "lost", "inn", "gone", "mean", "shop"]


def test_what_was_withdrawn_is_never_found(catalogue: None):
    withdraw(Initiative.objects.get(slug="garden"), by=None, reason="test")

    assert "garden" not in found("status=all")


@pytest.mark.parametrize(
    "query",
    [
        "region=moon",
        "sector=",
        "sector=magic",
        "need=sleep",
        "country=XX",
        "country=Belgium",
        "reach=galactic",
        "output=1",
        "status=asleep",
        "year=abc",
        "year=999",
        "year=99999999999999999999",
        "year=2999",
        "year=²⁰¹³",
        "hybrid=yes",
        "checked=maybe",
        "placed=1",
        "sort=random",
        f"q={'x' * 201}",
    ],
)
def test_an_impossible_value_is_left_out_and_said(catalogue: None, query: str):
    asked = ask(query)

    assert [i.slug for i in asked.qs] == ["garden", "lost", "inn", "mean", "shop"]
    assert asked.parts == []
    name, value = query.split("=", 1)
    if value:
        assert name in asked.ignored[0]
        assert value[:40] in asked.ignored[0]


def test_one_impossible_value_does_not_take_the_others_away(catalogue: None):
    asked = ask("sector=magic&sector=trade")

    assert [i.slug for i in asked.qs] == ["shop"]
    assert len(asked.ignored) == 1


def test_each_part_can_be_cleared_by_itself():
    asked = ask("sector=food&sector=trade&q=a+b&status=all&sort=name")

    assert {part.label: part.query_without for part in asked.parts} == {
        "“a b”": "sector=food&sector=trade&status=all&sort=name",
        "Food and farming": "q=a+b&sector=trade&status=all&sort=name",
        "Trade and buying together": "q=a+b&sector=food&status=all&sort=name",
        "Active or ended": "q=a+b&sector=food&sector=trade&sort=name",
    }


def test_a_query_is_written_in_one_way_and_without_what_holds_anyway():
    asked = ask("sort=known&status=active&country=be&sector=food&sector=food&unknown=1&page=3")

    assert asked.query() == "sector=food&country=BE"
    assert asked.query(country=None, status="ended") == "sector=food&status=ended"
    assert asked.query_toggling("sector", "food") == "country=BE"
    assert asked.query_toggling("sector", "trade") == "sector=food&sector=trade&country=BE"


SENTENCES: list[tuple[str, int, str, str]] = [
    ("", 0, "0 active initiatives", "0 actieve initiatieven"),
    ("", 1, "1 active initiative", "1 actief initiatief"),
    ("status=all", 168, "168 initiatives", "168 initiatieven"),
    (
        "sector=food&country=BE&region=local_resilience",
        12,
        "12 active initiatives in food and farming in Belgium, mainly Local resilience",
        "12 actieve initiatieven in voeding en landbouw in België, vooral Lokale veerkracht",
    ),
    (
        "region=mix&status=ended&year=2013",
        1,
        "1 ended initiative as of 2013, in the middle",
        "1 gestopt initiatief in 2013, in het midden",
    ),
    (
        "examples=article&status=all&year=2013",
        9,
        "9 initiatives as of 2013, examples of the source article",
        "9 initiatieven in 2013, voorbeelden van het bronartikel",
    ),
]


@pytest.mark.parametrize(("query", "count", "english", "dutch"), SENTENCES)
def test_the_filter_says_itself(query: str, count: int, english: str, dutch: str):
    assert ask(query).sentence(count) == english
    with translation.override("nl"):
        assert ask(query).sentence(count) == dutch


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from([*PARAMETERS, "page", "i"]), st.text(max_size=30))))
def test_no_address_is_an_error(db: None, pairs: list[tuple[str, Any]]):
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value.replace("\0", ""))
    asked = InitiativeFilter(query, Initiative.objects.listed())

    assert list(asked.qs) == []
    assert asked.sentence(0)
    again = InitiativeFilter(QueryDict(asked.query()), Initiative.objects.listed())
    assert again.chosen == asked.chosen
    assert again.ignored == []
