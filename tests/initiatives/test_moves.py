"""What moved since a year: the world changed, and not what we know of it."""

import random
from datetime import date

import pytest
from django.http import QueryDict

from initiatives.filters import InitiativeFilter
from initiatives.models import Initiative
from initiatives.moves import (
    Movement,
    furthest_first,
    movement_of,
    moves_of,
    not_described,
    stories_of,
)
from quadrant.domain.axes import Placement
from quadrant.domain.moves import Move, Way
from tests.initiatives.reading import detail
from tests.recipes import at, write

pytestmark = pytest.mark.django_db

HERE, THERE = Placement(50, 50), Placement(50, -50)


def asked(query: str = "") -> InitiativeFilter:
    return InitiativeFilter(QueryDict(query), Initiative.objects.listed())


def moved(query: str = "") -> list[tuple[int, Placement, Placement]]:
    """Where each began, and from where to where."""
    return [(m.from_year, m.move.start, m.move.end) for m in furthest_first(moves_of(asked(query)))]


def write_moved(slug: str = "garden", since: int = 2010, until: int = 2020, **changes):
    return write(
        slug=slug,
        name=slug.title(),
        assessments=[at(since, purpose=-50), at(until, purpose=50)],
        **changes,
    )


def test_it_moved_from_where_it_stood_in_the_year_to_where_it_stands():
    write_moved()

    assert moved() == [(2010, THERE, HERE)]
    assert moved("year=2012") == [(2010, THERE, HERE)]


def test_what_moved_before_the_year_has_not_moved_since():
    write_moved(until=2013)

    assert moved() == []
    assert moved("year=2012") == [(2010, THERE, HERE)]


def test_what_was_not_described_in_the_year_is_not_known_to_have_moved():
    write_moved(since=2014)

    assert moved() == []
    assert not_described(asked()) == 1
    assert not_described(asked("year=2015")) == 0


def test_what_did_not_exist_yet_is_not_missed():
    write_moved(since=2014, founded=2014)

    assert not_described(asked()) == 0


def test_what_had_ended_is_not_missed():
    write(founded=1990, ended=2005, assessments=[at(2000)])

    assert not_described(asked("status=all")) == 0


def test_what_came_back_to_its_place_has_not_moved():
    write(assessments=[at(2010), at(2015, purpose=-50), at(2020)])

    assert moved() == []
    assert moved("year=2016") == [(2015, THERE, HERE)]


def test_steps_in_between_are_one_move():
    write(assessments=[at(2010, purpose=-50), at(2015, purpose=0), at(2020)])

    assert moved() == [(2010, THERE, HERE)]


def test_a_correction_moves_nothing():
    write(assessments=[at(2010, purpose=-50), at(2020, nature="correction")])

    assert moved() == []


def test_the_way_begins_at_the_correction_before_it():
    write(
        assessments=[at(2010, purpose=0), at(2015, purpose=-50, nature="correction"), at(2020)],
    )

    assert moved() == [(2015, THERE, HERE)]


def test_a_corrected_change_moved_to_its_corrected_place():
    write(assessments=[at(2010, purpose=-50), at(2020, purpose=0)])
    for purpose in (20, 50):
        correction = at(2020, purpose=purpose, nature="correction")
        write(assessments=[at(2010, purpose=-50), correction])

    assert moved() == [(2010, THERE, HERE)]


def test_only_the_general_word_of_the_curators_moves():
    there = {"purpose": -50}
    write(
        assessments=[
            at(2010),
            at(2020, perspective={"en": "A host"}, **there),
            at(2020, voice="contributor", **there),
            at(2020, voice="initiative", **there),
        ]
    )

    assert moved() == []


def test_what_ended_moved_until_its_end():
    write_moved(until=2015, ended=2018)

    assert moved() == []
    assert moved("status=ended") == [(2010, THERE, HERE)]
    assert moved("year=2013") == [(2010, THERE, HERE)]


def test_the_filter_is_about_now_or_about_its_year():
    write_moved()

    assert moved("region=local_resilience")
    assert not moved("region=distributed_capitalism")
    assert moved("region=distributed_capitalism&year=2013")
    assert not moved("region=local_resilience&year=2013")
    assert moved("q=garden&sector=food&need=grow-food&country=BE")
    assert not moved("q=shop")


def test_the_furthest_comes_first_then_the_name():
    write_moved("b-garden")
    write_moved("a-garden")
    write(slug="far", name="Far", assessments=[at(2010, purpose=-100), at(2020, purpose=100)])

    stories = stories_of(furthest_first(moves_of(asked())))

    assert [story.initiative.slug for story in stories] == ["far", "a-garden", "b-garden"]
    assert stories[1].history == [(2010, THERE)]
    assert stories[1].last.as_of == 2020
    assert stories[1].move == Move(THERE, HERE)


def test_it_is_counted_with_the_way_that_most_went():
    write_moved("one")
    write_moved("two")
    write(slug="three", name="Three", assessments=[at(2010), at(2020, purpose=-50)])

    assert movement_of(asked()) == Movement(2013, 3, Way.PURPOSE, 2)
    assert movement_of(asked("q=nothing")) == Movement(2013, 0)


def test_nothing_has_moved_since_this_year():
    write_moved()

    assert movement_of(asked(f"year={date.today().year}")) is None


@pytest.mark.parametrize("query", ["", "year=2012&region=distributed_capitalism&sort=name"])
def test_many_cost_as_many_queries_as_one(query: str, django_assert_num_queries):
    write_moved()
    with django_assert_num_queries(1):
        assert len(moves_of(asked(query))) == 1
    for n in range(5):
        write_moved(f"garden-{n}")
    write(assessments=[at(2010, purpose=-50), at(2020, purpose=0, nature="correction")])

    with django_assert_num_queries(1):
        found = moves_of(asked(query))
    with django_assert_num_queries(1):
        assert movement_of(asked(query)).count == len(found)
    with django_assert_num_queries(2):
        assert len(stories_of(found)) == len(found)


def random_history(chance: random.Random) -> list[dict]:
    """Some assessments, in place of each other and after each other."""
    years = sorted(chance.sample(range(2005, 2025), chance.randint(1, 4)))
    return [
        at(
            year,
            purpose=chance.choice([-50, 0, 50]),
            nature=chance.choice(["change", "correction"]),
        )
        for year in years
    ]


@pytest.mark.parametrize("seed", range(40))
def test_it_agrees_with_the_trail_on_the_page_of_an_initiative(seed: int):
    chance = random.Random(seed)
    history = random_history(chance)
    write(assessments=history)
    for _ in range(chance.randint(0, 3)):
        again = [
            part
            if chance.random() < 0.4
            else {**part, "purpose": chance.choice([-50, 0, 50]), "nature": "correction"}
            for part in history
        ]
        history = again
        write(assessments=history)

    shown = detail()
    places = [*shown.trail, (shown.current.as_of, shown.placement)]
    for year in range(2005, 2025):
        described = any(part["as_of"] <= year for part in history)
        path = [place for place in places if place[0] > year]
        path = [place for place in places if place[0] <= year][-1:] + path
        has_moved = described and path[0][1] != path[-1][1]
        expected = [(path[0][0], path[0][1], path[-1][1])] if has_moved else []
        assert moved(f"year={year}") == expected, (year, history)
