from fractions import Fraction

import pytest
from hypothesis import given

from quadrant.domain.axes import SCORE_MAX, SCORE_MIN, Axis, Placement
from quadrant.domain.regions import (
    GROUPS,
    Region,
    Standing,
    across,
    bounds,
    corner,
    group_of,
    neighbour_of,
    percentages,
    region_of,
    shares,
    standing_of,
)
from tests.quadrant.domain.strategies import placements

NETARCHICAL, COMMONS, DISTRIBUTED, LOCAL = Region


@pytest.mark.parametrize(
    ("system", "placement", "region"),
    [
        ("Facebook", Placement(-83, -75), NETARCHICAL),
        ("eBay", Placement(20, -75), DISTRIBUTED),
        ("Airbnb", Placement(11, -75), DISTRIBUTED),
        ("Bitcoin", Placement(94, -42), DISTRIBUTED),
        ("Couchsurfing", Placement(-45, 40), COMMONS),
        ("urban farming group", Placement(75, 67), LOCAL),
        ("neighbourhood garden", Placement(67, 75), LOCAL),
        ("local currency", Placement(83, 50), LOCAL),
        ("collective purchasing group", Placement(50, 50), LOCAL),
    ],
)
def test_what_the_article_names_in_2013_lands_in_its_region(system, placement, region):
    assert region_of(placement) is region


@pytest.mark.parametrize(
    ("region", "sides"),
    [
        (NETARCHICAL, ("top", "left")),
        (COMMONS, ("top", "right")),
        (DISTRIBUTED, ("bottom", "left")),
        (LOCAL, ("bottom", "right")),
    ],
)
def test_centralised_is_the_top_and_profit_the_left(region, sides):
    assert corner(region) == sides


@pytest.mark.parametrize(
    ("placement", "region"),
    [
        (Placement(-100, -100), NETARCHICAL),
        (Placement(-100, 100), COMMONS),
        (Placement(100, -100), DISTRIBUTED),
        (Placement(100, 100), LOCAL),
    ],
)
def test_a_corner_is_one_form_and_nothing_else(placement, region):
    assert shares(placement) == {r: Fraction(r is region) for r in Region}
    assert percentages(placement)[region] == 100


def test_the_centre_is_an_even_mix():
    assert set(shares(Placement(0, 0)).values()) == {Fraction(1, 4)}


@given(placements)
def test_shares_are_never_negative_and_add_up_to_exactly_1(placement):
    assert list(shares(placement)) == list(Region)
    assert min(shares(placement).values()) >= 0
    assert sum(shares(placement).values()) == 1


@given(placements)
def test_percentages_are_whole_add_up_to_100_and_stay_within_1_of_the_share(placement):
    exact, rounded = shares(placement), percentages(placement)

    assert sum(rounded.values()) == 100
    for region in Region:
        assert abs(rounded[region] - 100 * exact[region]) < 1


@given(placements)
def test_a_larger_share_never_shows_a_smaller_percentage(placement):
    exact, rounded = shares(placement), percentages(placement)

    for one in Region:
        for other in Region:
            if exact[one] > exact[other]:
                assert rounded[one] >= rounded[other]


@given(placements)
def test_mirroring_an_axis_swaps_the_shares_across_it(placement):
    upside_down = shares(Placement(-placement.decentralisation, placement.purpose))
    left_right = shares(Placement(placement.decentralisation, -placement.purpose))
    here = shares(placement)

    assert [upside_down[r] for r in (DISTRIBUTED, LOCAL, NETARCHICAL, COMMONS)] == list(
        here.values()
    )
    assert [left_right[r] for r in (COMMONS, NETARCHICAL, LOCAL, DISTRIBUTED)] == list(
        here.values()
    )


@given(placements)
def test_the_region_of_a_point_has_its_largest_share(placement):
    assert shares(placement)[region_of(placement)] == max(shares(placement).values())


@pytest.mark.parametrize(
    ("placement", "expected"),
    [
        # Equal remainders of a half: the first in reading order is rounded up.
        (Placement(20, -75), [35, 5, 53, 7]),
        (Placement(11, -75), [39, 6, 48, 7]),
        (Placement(-25, 15), [27, 36, 16, 21]),
        (Placement(-45, 40), [22, 51, 8, 19]),
        (Placement(0, 0), [25, 25, 25, 25]),
    ],
)
def test_percentages_go_to_the_largest_remainders_first(placement, expected):
    assert list(percentages(placement).values()) == expected


@given(placements)
def test_the_bounds_of_a_region_hold_its_points_and_no_others(placement):
    holding = [
        region
        for region in Region
        if bounds(region).decentralisation[0]
        <= placement.decentralisation
        <= bounds(region).decentralisation[1]
        and bounds(region).purpose[0] <= placement.purpose <= bounds(region).purpose[1]
    ]

    assert holding == [region_of(placement)]


def test_the_bounds_reach_both_ends_of_the_axes():
    assert bounds(NETARCHICAL).decentralisation == (SCORE_MIN, -1)
    assert bounds(LOCAL).purpose == (0, SCORE_MAX)


def test_zero_counts_as_decentralised_and_purpose_driven_and_is_never_clear():
    assert region_of(Placement(0, 50)) is LOCAL
    assert region_of(Placement(-50, 0)) is COMMONS
    assert standing_of(Placement(0, 50)) is Standing.BORDER
    assert standing_of(Placement(-50, 0)) is Standing.BORDER


@pytest.mark.parametrize(
    ("placement", "standing", "group", "neighbour"),
    [
        (Placement(-20, -20), Standing.CLEAR, "netarchical_capitalism", None),
        (Placement(-19, -20), Standing.BORDER, "netarchical_capitalism", DISTRIBUTED),
        (Placement(-20, -19), Standing.BORDER, "netarchical_capitalism", COMMONS),
        (Placement(0, 20), Standing.BORDER, "local_resilience", COMMONS),
        (Placement(19, -19), Standing.MIDDLE, "mix", None),
        (Placement(0, 0), Standing.MIDDLE, "mix", None),
    ],
)
def test_standing_says_how_firmly_a_point_stands(placement, standing, group, neighbour):
    assert standing_of(placement) is standing
    assert group_of(placement) == group
    assert neighbour_of(placement) is neighbour


@given(placements)
def test_every_point_is_counted_in_one_known_group(placement):
    assert group_of(placement) in GROUPS
    assert (group_of(placement) == "mix") == (standing_of(placement) is Standing.MIDDLE)


@given(placements)
def test_the_neighbour_is_the_region_one_step_over_the_nearer_axis(placement):
    neighbour = neighbour_of(placement)

    if standing_of(placement) is not Standing.BORDER:
        assert neighbour is None
        return
    near = min(Axis, key=lambda axis: abs(placement.score(axis)))
    moved = {axis: placement.score(axis) for axis in Axis}
    moved[near] = -1 if moved[near] >= 0 else 1
    assert neighbour is region_of(Placement(moved[Axis.DECENTRALISATION], moved[Axis.PURPOSE]))


@pytest.mark.parametrize("region", Region)
def test_the_neighbours_of_a_region_differ_from_it_on_one_axis_each(region):
    beside = across(region)

    assert list(beside) == list(Axis)
    assert corner(beside[Axis.DECENTRALISATION])[0] != corner(region)[0]
    assert corner(beside[Axis.DECENTRALISATION])[1] == corner(region)[1]
    assert corner(beside[Axis.PURPOSE])[0] == corner(region)[0]
    assert corner(beside[Axis.PURPOSE])[1] != corner(region)[1]
