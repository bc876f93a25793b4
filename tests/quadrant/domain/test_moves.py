"""How far points move, and which way most of them went."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quadrant.domain.axes import Placement
from quadrant.domain.moves import Move, Way, prevailing
from tests.quadrant.domain.strategies import placements

moves = st.builds(Move, placements, placements)
OPPOSITE = [
    (Way.CENTRE, Way.RIM),
    (Way.CENTRALISED, Way.DECENTRALISED),
    (Way.PROFIT, Way.PURPOSE),
]


def move(start: tuple[int, int], end: tuple[int, int]) -> Move:
    """From (decentralisation, purpose) to (decentralisation, purpose)."""
    return Move(Placement(*start), Placement(*end))


@pytest.mark.parametrize(
    ("start", "end", "ways"),
    [
        ((-60, -60), (-30, -30), {Way.CENTRE, Way.DECENTRALISED, Way.PURPOSE}),
        ((30, 30), (60, 60), {Way.RIM, Way.DECENTRALISED, Way.PURPOSE}),
        ((-80, 0), (-40, 0), {Way.CENTRE, Way.DECENTRALISED}),
        ((10, 80), (-10, 80), {Way.CENTRALISED}),
        # Through the centre and out again is neither in nor out.
        ((0, -40), (0, 40), {Way.PURPOSE}),
        ((50, 20), (20, 50), {Way.CENTRALISED, Way.PURPOSE}),
        ((60, 60), (50, 30), {Way.CENTRE, Way.PROFIT}),
        ((10, 10), (10, 10), set()),
    ],
)
def test_a_move_goes_the_ways_that_are_the_main_part_of_it(start, end, ways):
    assert set(move(start, end).ways) == ways


def test_the_main_way_is_the_one_it_went_furthest():
    assert move((-60, -60), (-30, -30)).main_way is Way.CENTRE
    assert move((10, 60), (0, -20)).main_way is Way.PROFIT


def test_the_size_of_a_move_is_its_length_on_the_map():
    assert move((0, 0), (30, 40)).size == 50
    assert move((-100, -100), (100, 100)).size == pytest.approx(282.84, abs=0.01)


@given(moves)
def test_a_move_goes_some_way_and_never_there_and_back(any_move: Move):
    ways = any_move.ways

    assert bool(ways) == (any_move.start != any_move.end)
    assert not any(here in ways and there in ways for here, there in OPPOSITE)
    assert all(0 < far <= any_move.size + 1e-9 for far in ways.values())


@given(moves)
def test_the_way_back_goes_the_opposite_ways(any_move: Move):
    opposite = dict(OPPOSITE) | {there: here for here, there in OPPOSITE}
    back = Move(any_move.end, any_move.start)

    assert set(back.ways) == {opposite[way] for way in any_move.ways}


UP, IN = move((10, 80), (-10, 80)), move((50, 50), (30, 30))
DOWN = move((-10, 80), (10, 80))


def test_a_way_is_told_when_more_than_half_went_it():
    assert prevailing(Counter([UP, UP, DOWN])) == (Way.CENTRALISED, 2)
    assert prevailing({UP: 1}) == (Way.CENTRALISED, 1)


def test_half_is_not_most():
    assert prevailing(Counter([UP, DOWN])) is None
    assert prevailing({}) is None


def test_of_two_ways_that_most_went_the_one_that_more_went_is_told():
    # Inwards goes up too: more went up than in.
    assert prevailing(Counter([IN, IN, UP])) == (Way.CENTRALISED, 3)


def test_of_ways_that_as_many_went_the_furthest_is_told():
    assert prevailing({IN: 3}) == (Way.CENTRE, 3)


@given(st.lists(moves))
def test_what_is_told_holds_for_more_than_half(some: list[Move]):
    told = prevailing(Counter(some))
    went = Counter(way for one in some for way in one.ways)

    if told:
        way, sharing = told
        assert sharing == went[way] == max(went.values())
        assert 2 * sharing > len(some)
    else:
        assert all(2 * count <= len(some) for count in went.values())
