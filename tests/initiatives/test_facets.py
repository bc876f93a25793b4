"""The facets: what each choice would give, and which choices are offered."""

import pytest
from django.http import QueryDict
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from initiatives.facets import MOST_SHOWN, Facet, carried_by, facets_of, orders_of
from initiatives.filters import SORTS, STATUSES, InitiativeFilter
from initiatives.models import Initiative
from initiatives.starter import load_starter
from quadrant.domain.regions import GROUPS
from quadrant.vocabulary import NEED_KEYS, REACHES, SECTOR_KEYS
from tests.recipes import at, write

pytestmark = pytest.mark.django_db

COUNTRIES = ["BE", "NL", "US", "DE", "JP"]
KEYS = {
    "region": GROUPS,
    "sector": SECTOR_KEYS,
    "need": NEED_KEYS,
    "country": COUNTRIES,
    "status": STATUSES,
    "reach": REACHES,
    "output": REACHES,
}
queries = st.fixed_dictionaries(
    {},
    optional={
        "q": st.sampled_from(["a", "coop", "auto", "nothing like this"]),
        "region": st.lists(st.sampled_from(GROUPS), min_size=1, max_size=2, unique=True),
        "sector": st.lists(st.sampled_from(SECTOR_KEYS), min_size=1, max_size=3, unique=True),
        "hybrid": st.just("1"),
        "global_local": st.just("1"),
        "checked": st.sampled_from(["yes", "no"]),
        "placed": st.sampled_from(["yes", "no"]),
        "examples": st.just("article"),
        "year": st.integers(1990, 2026).map(str),
        "sort": st.sampled_from(SORTS),
        **{
            name: st.sampled_from(KEYS[name])
            for name in ("need", "country", "status", "reach", "output")
        },
    },
)


def ask(query: str = "") -> InitiativeFilter:
    return InitiativeFilter(QueryDict(query), Initiative.objects.listed())


def facet(name: str, query: str = "") -> Facet:
    return next(facet for facet in facets_of(ask(query)) if facet.name == name)


def counts(name: str, query: str = "") -> dict[str, int | None]:
    """Return what a facet offers, and with how many each."""
    offered = facet(name, query)
    return {option.key: option.count for option in offered.options + offered.rest if option.key}


def as_query(parts: dict[str, str | list[str]]) -> str:
    query = QueryDict(mutable=True)
    for name, value in parts.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return query.urlencode()


def test_each_count_is_the_number_of_results_once_it_is_chosen():
    load_starter()

    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(queries, st.sampled_from(sorted(KEYS)))
    def check(parts, name):
        asked = ask(as_query(parts))
        offered = {
            option.key: option
            for facet in facets_of(asked)
            if facet.name == name
            for option in facet.options + facet.rest
        }
        for key in KEYS[name]:
            matching = ask(asked.query(**{name: key})).qs.count()
            if key in offered:
                assert offered[key].count == matching
                assert matching or offered[key].is_chosen
            else:
                assert matching == 0

    check()


@pytest.fixture
def garden_and_shop():
    write(slug="garden", name="Garden")
    write(
        slug="shop",
        name="Shop",
        sectors=["trade", "food"],
        needs=["sell-what-i-make"],
        country="NL",
        reach="global",
        output="national",
        assessments=[at(2010, decentralisation=-60, purpose=-60)],
    )
    write(slug="gone", name="Gone", ended=2012)


def test_a_part_is_counted_over_what_matches_the_others_and_not_itself(garden_and_shop):
    assert counts("country") == {"BE": 1, "NL": 1}
    assert counts("country", "country=BE") == {"BE": 1, "NL": 1}
    assert counts("country", "sector=food") == {"BE": 1}
    assert counts("status") == {"active": 2, "ended": 1, "all": 3}
    assert counts("status", "country=NL") == {"active": 1, "all": 1}
    assert counts("status", "year=2011") == {"active": 3, "all": 3}


def test_what_gives_nothing_is_hidden_unless_it_is_chosen(garden_and_shop):
    assert counts("region") == {"netarchical_capitalism": 1, "local_resilience": 1}
    assert counts("region", "region=mix")["mix"] == 0
    assert counts("country", "country=JP") == {"BE": 1, "NL": 1, "JP": 0}
    assert counts("need", "need=share-a-car&country=BE") == {"grow-food": 1, "share-a-car": 0}


def test_a_facet_without_a_choice_is_left_out(garden_and_shop):
    assert [facet.name for facet in facets_of(ask("q=nothing"))] == ["status"]


def test_one_of_several_can_be_taken_back_by_choosing_all(garden_and_shop):
    first = facet("need").options[0]

    assert (first.label, first.value, first.count, first.is_chosen) == ("All", "", None, True)
    assert not facet("need", "need=grow-food").options[0].is_chosen
    assert all(option.key for option in facet("sector").options)
    assert all(option.key for option in facet("status").options)


def test_what_an_address_leaves_out_is_sent_empty(garden_and_shop):
    assert {option.key: option.value for option in facet("status").options} == {
        "active": "",
        "ended": "ended",
        "all": "all",
    }
    assert [order.value for order in orders_of(ask())] == ["", *SORTS[1:]]
    assert [order.key for order in orders_of(ask("sort=new")) if order.is_chosen] == ["new"]


def test_a_long_list_shows_the_choices_that_give_most_and_the_rest_on_demand():
    for sector in SECTOR_KEYS:
        write(slug=f"{sector}-one", name=sector, sectors=[sector])
    write(slug="more-energy", name="More energy", sectors=["energy"])

    sectors = facet("sector")

    assert sectors.options[0].key == "energy"
    assert len(sectors.options) == MOST_SHOWN
    assert len(sectors.options + sectors.rest) == len(SECTOR_KEYS)
    assert sectors.rest_title == "All 16 sectors"
    assert not sectors.has_chosen_rest
    last = sectors.rest[-1].key
    assert facet("sector", f"sector={last}").has_chosen_rest


def test_choices_are_named_in_the_language_of_the_page(garden_and_shop):
    with translation.override("nl"):
        assert [option.label for option in facet("country").options] == [
            "Alle",
            "België",
            "Nederland",
        ]
        assert facet("reach").title == "Wie kan meedoen"


def test_what_has_no_control_beside_the_list_is_carried_along():
    assert carried_by(
        ask("q=a&sector=food&hybrid=1&year=2013&sort=new&placed=yes&examples=article")
    ) == [
        ("hybrid", "1"),
        ("year", "2013"),
        ("placed", "yes"),
        ("examples", "article"),
    ]


def test_each_facet_costs_one_query_at_most(garden_and_shop, django_assert_max_num_queries):
    asked = ask("q=garden&sector=food&year=2013")

    with django_assert_max_num_queries(len(KEYS)):
        facets_of(asked)
