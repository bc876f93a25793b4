"""What the map shows through the years: the same as it shows of each year alone."""

import random
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import translation

from initiatives.catalogue import withdraw
from initiatives.filters import InitiativeFilter
from initiatives.models import Initiative
from initiatives.starter import load_starter
from quadrant import points, years
from tests.recipes import at, write

pytestmark = pytest.mark.django_db

NOW = date.today().year
REGIONS = ("", "region=local_resilience", "region=mix&region=netarchical_capitalism")
STATUSES = ("", "status=ended", "status=all")


def asked(query: str = "") -> InitiativeFilter:
    return InitiativeFilter(QueryDict(query), Initiative.objects.listed())


def course(query: str = "", *, also: str = "", most: int = 500) -> years.Course:
    return years.course_of(asked(query), most, also=also)


def spans(query: str = "", **options: Any) -> dict[str, list[tuple[int, int, int, bool]]]:
    """Return the spans of each point: first and last year, what they describe, `moved`."""
    found = course(query, **options)
    return {
        initiative.slug: [(span[0], span[1], span[2], span[-1]) for span in own]
        for initiative, own in zip(found.drawn, found.spans, strict=True)
    }


def drawn_in(found: years.Course, year: int) -> Iterator[tuple[Any, ...]]:
    """Yield what a script draws in a year, that knows nothing but the spans."""
    for initiative, own in zip(found.drawn, found.spans, strict=True):
        for begin, end, *place, _moved in own:
            if begin <= year <= end:
                yield (initiative.slug, *place)


def drawn_alone(found: InitiativeFilter, also: str) -> Iterator[tuple[Any, ...]]:
    """Yield what the server draws of a year alone."""
    selected = points.selected_by(also, found.year) if also else None
    columns = points.columns_of(points.best_known(found, 500, also=selected))
    names = ("slug", "describes", "decentralisation", "purpose", "region", "standing", "note")
    yield from zip(*(columns[name] for name in names), strict=True)


def check_every_year(query: str, *, also: str = "") -> None:
    """Compare the whole course with each of its years alone; the last is the map of now."""
    whole = course(query, also=also)
    for n, year in enumerate(range(whole.years.first, whole.years.last + 1)):
        alone = asked(f"{query}&year={year}" if year < whole.years.last else query)
        matching = points.count(alone)
        at_once, one_by_one = list(drawn_in(whole, year)), list(drawn_alone(alone, also))
        assert sorted(at_once, key=str) == sorted(one_by_one, key=str), (query, year)
        assert len({slug for slug, *_place in at_once}) == len(at_once), (query, year)
        counted = whole.totals[n], whole.undescribed[n]
        assert counted == (matching.placed, matching.unplaced), (query, year)


def write_lives(count: int) -> None:
    """Write initiatives of many fates: known and unknown years, moves, corrections, ends of now."""
    chance = random.Random(count)
    for n in range(count):
        founded = chance.choice([None, NOW - 12, NOW - 9, NOW - 1, NOW])
        ended = chance.choice([None, None, None, NOW - 7, NOW - 1, NOW])
        if founded and ended and ended < founded:
            ended = founded
        alive = range(founded or NOW - 14, (ended or NOW) + 1)
        described = chance.sample(alive, min(len(alive), chance.choice([0, 1, 2, 3])))
        write(
            slug=f"one-{n}",
            name=f"One {n}",
            founded=founded,
            ended=ended,
            sectors=[chance.choice(["food", "money"])],
            assessments=[
                at(
                    year,
                    decentralisation=chance.choice([-60, -10, 0, 15, 70]),
                    purpose=chance.choice([-60, -10, 0, 15, 70]),
                    nature=chance.choice(["change", "correction"]),
                )
                for year in sorted(described)
            ],
        )


@pytest.mark.parametrize("status", STATUSES)
def test_each_year_is_what_the_map_of_that_year_shows(status: str):
    write_lives(30)

    for parts in product(REGIONS, ("", "hybrid=1"), ("", "placed=yes", "placed=no")):
        check_every_year("&".join(part for part in (status, *parts) if part))
    check_every_year(f"{status}&sector=food")


def test_each_year_of_the_starter_catalogue_is_what_the_map_of_that_year_shows():
    load_starter()

    for query in ("", "status=all&hybrid=1", "sector=money&region=local_resilience&status=all"):
        check_every_year(query)
    check_every_year("sector=food", also="couchsurfing")


def test_the_selected_one_stays_through_all_years_whatever_the_filter():
    write(slug="shop", name="Shop", ended=2012, assessments=[at(2005, purpose=-50), at(2010)])
    write(slug="garden", name="Garden")

    for query in ("region=global_commons", "q=garden&status=ended", "placed=no", ""):
        check_every_year(query, also="shop")


def test_a_position_holds_from_its_own_year_and_is_never_dated_back():
    write(slug="garden", founded=2000, assessments=[at(2010), at(2015, purpose=90)])

    assert spans() == {"garden": [(2010, 2014, 2010, False), (2015, NOW, 2015, True)]}


def test_it_leaves_after_its_last_year():
    write(slug="early", name="Early", founded=1990, ended=1999, assessments=[at(1995)])
    write(slug="garden", name="Garden", founded=1990, assessments=[at(1996)])

    assert spans()["early"] == [(1995, 1999, 1995, False)]
    # Both are on the map of now, where the end of one is asked for too.
    assert spans("status=all")["early"] == [(1995, 1999, 1995, False), (NOW, NOW, 1995, False)]


def test_a_correction_is_not_a_move_and_nothing_glides_across_a_gap():
    write(
        slug="corrected",
        name="Corrected",
        assessments=[at(2005), at(2010, purpose=80, nature="correction"), at(2015, purpose=60)],
    )
    write(
        slug="away",
        name="Away",
        assessments=[at(2005), at(2010, purpose=-50), at(2015)],
    )

    assert [moved for *_span, moved in spans()["corrected"]] == [False, False, True]
    assert [moved for *_span, moved in spans()["away"]] == [False, True, True]
    there = spans("region=local_resilience")["away"]
    assert there == [(2005, 2009, 2005, False), (2015, NOW, 2015, False)]


def test_a_correction_of_a_change_is_about_that_change():
    write(assessments=[at(2005), at(2010, purpose=80)])
    write(assessments=[at(2005), at(2010, purpose=70, nature="correction")])

    assert spans()["garden"] == [(2005, 2009, 2005, False), (2010, NOW, 2010, True)]


def test_the_years_begin_with_the_first_position_of_the_whole_catalogue():
    write(slug="old", name="Old", founded=1900, sectors=["money"], assessments=[at(1950)])
    withdraw(
        write(slug="gone", name="Gone", founded=1900, assessments=[at(1920)]),
        by=None,
        reason="test",
    )
    write(slug="garden", name="Garden")

    found = course("sector=food")

    assert (found.years.first, found.years.last) == (1950, NOW)
    assert len(found.totals) == len(found.undescribed) == NOW - 1950 + 1


def test_what_existed_without_a_position_is_counted_by_year():
    write(slug="garden", name="Garden", founded=2000, assessments=[at(2010)])
    write(slug="nowhere", name="Nowhere", founded=2005, ended=2012, assessments=[])
    write(slug="old", name="Old", founded=1990, assessments=[at(1998)])

    found = course()
    undescribed = dict(enumerate(found.undescribed, found.years.first))

    assert undescribed[1999] == 0
    assert undescribed[2000] == 1
    assert undescribed[2005] == 2
    assert undescribed[2010] == 1
    assert undescribed[2013] == undescribed[NOW] == 0


def test_an_empty_catalogue_has_this_year_alone():
    found = course()

    assert found.counts == {"first": NOW, "last": NOW, "undescribed": [0], "totals": [0]}
    assert found.drawn == []


def test_points_are_bounded_and_the_totals_are_honest():
    for n in range(3):
        write(slug=f"one-{n}", name=f"One {n}", prominence=n + 1)

    found = course(most=2)

    assert [initiative.slug for initiative in found.drawn] == ["one-2", "one-1"]
    assert found.totals[-1] == 3


# --- how many started -------------------------------------------------------------------------


def starts(query: str = "", first: int = 2000) -> str:
    return years.starts_of(asked(query), years.years_until_now(first)).path


def test_starts_are_strokes_and_what_is_older_stands_in_the_first():
    for slug, founded in {"a": 1950, "b": 2000, "c": 2004, "d": None}.items():
        write(slug=slug, name=slug, founded=founded, assessments=[])

    assert starts() == "M0 18v-18M4 18v-9"
    assert starts("year=2002") == starts()


def test_starts_are_those_of_what_the_filter_matches_ended_ones_too():
    write(slug="ended", name="Ended", founded=2001, ended=2005, assessments=[])
    write(slug="other", name="Other", founded=2002, sectors=["money"], assessments=[])

    assert starts() == "M1 18v-18M2 18v-18"
    assert starts("status=ended") == starts("sector=food") == "M1 18v-18"
    assert starts("region=mix") == ""


# --- the data ---------------------------------------------------------------------------------


def data_of(client: Client, query: str) -> dict[str, Any]:
    answer = client.get(f"/map/data/?{query}")
    assert answer.status_code == 200
    return answer.json()


def test_the_data_of_all_years_has_the_spans_of_each_point(client: Client):
    write(
        slug="moved",
        founded=2000,
        assessments=[at(2010), at(2015, decentralisation=5, purpose=-50)],
    )

    data = data_of(client, "time=1&year=2012&lang=en")

    note = "on the border with Netarchical capitalism"
    assert data["points"]["slug"] == ["moved"]
    assert data["points"]["purpose"] == [-50]
    assert data["points"]["spans"] == [
        [
            [2010, 2014, 2010, 50, 50, "local_resilience", "clear", None, False],
            [2015, NOW, 2015, 5, -50, "distributed_capitalism", "border", note, True],
        ]
    ]
    assert data["time"] == {
        "first": 2010,
        "last": NOW,
        "undescribed": [0] * (NOW - 2009),
        "totals": [1] * (NOW - 2009),
    }
    assert (data["year"], data["placed"]) == (2012, 1)


def test_without_being_asked_the_data_is_of_one_year(client: Client):
    write()

    for query in ("", "time=0", "year=2012"):
        data = data_of(client, query)
        assert "time" not in data
        assert "spans" not in data["points"]


def test_the_data_of_all_years_is_in_the_language_that_is_asked_for(client: Client):
    write(assessments=[at(2010, purpose=5)])

    note = data_of(client, "time=1&lang=nl")["points"]["spans"][0][0][7]

    with translation.override("nl"):
        assert note == data_of(client, "lang=nl")["points"]["note"][0]
    assert note.startswith("op de grens")


def test_unchanged_data_of_all_years_is_not_looked_up_again(
    client: Client, django_assert_num_queries
):
    write()
    etag = client.get("/map/data/?time=1").headers["ETag"]

    with django_assert_num_queries(1):
        again = client.get("/map/data/?time=1", headers={"if-none-match": etag})

    assert again.status_code == 304
    other = client.get("/map/data/", headers={"if-none-match": etag})
    assert other.status_code == 200


def test_the_next_year_makes_the_data_new(client: Client, monkeypatch):
    write()
    etag = client.get("/map/data/?time=1").headers["ETag"]

    class Later(date):
        @classmethod
        def today(cls) -> date:
            return date(NOW + 1, 1, 1)

    for module in ("quadrant.years", "quadrant.views.map"):
        monkeypatch.setattr(f"{module}.date", Later)
    answer = client.get("/map/data/?time=1", headers={"if-none-match": etag})

    assert answer.status_code == 200
    assert answer.json()["time"]["last"] == NOW + 1


@pytest.mark.parametrize("query", ["time=1", "time=1&status=all&year=2012&i=one-0&layout=1"])
def test_the_data_of_all_years_takes_as_many_queries_for_many_as_for_one(
    client: Client, query: str, django_assert_max_num_queries
):
    write(slug="one-0", name="One 0", assessments=[at(2010)])
    with django_assert_max_num_queries(9) as for_one:
        data_of(client, query)
    for n in range(1, 8):
        write(slug=f"one-{n}", name=f"One {n}", assessments=[at(2010), at(2015, purpose=80)])

    with django_assert_max_num_queries(len(for_one)):
        data_of(client, query)
