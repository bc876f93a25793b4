import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quadrant.domain.axes import BORDER_ZONE, Axis, Placement, is_in_border_zone
from tests.quadrant.domain.strategies import scores


@given(scores, scores)
def test_a_placement_keeps_its_two_scores(decentralisation, purpose):
    placement = Placement(decentralisation, purpose)

    assert placement.score(Axis.DECENTRALISATION) == decentralisation
    assert placement.score(Axis.PURPOSE) == purpose


@pytest.mark.parametrize(
    "nonsense",
    [
        math.nan,
        math.inf,
        -math.inf,
        0.0,
        12.5,
        True,
        False,
        None,
        "12",
        Decimal(3),
        101,
        -101,
        10**30,
    ],
)
def test_a_placement_refuses_what_is_no_whole_score(nonsense):
    with pytest.raises(ValueError, match="decentralisation"):
        Placement(nonsense, 0)
    with pytest.raises(ValueError, match="purpose"):
        Placement(0, nonsense)


@given(st.integers().filter(lambda score: abs(score) > 100))
def test_a_placement_refuses_a_score_off_the_axis(score):
    with pytest.raises(ValueError, match="between -100 and 100"):
        Placement(score, 0)


def test_a_placement_cannot_be_changed():
    with pytest.raises(AttributeError):
        Placement(1, 2).purpose = 3


def test_equal_placements_are_one_value():
    assert len({Placement(1, 2), Placement(1, 2), Placement(2, 1)}) == 2


def test_the_border_zone_ends_before_20():
    assert [is_in_border_zone(score) for score in (-20, -19, 0, 19, 20)] == [
        False,
        True,
        True,
        True,
        False,
    ]
    assert BORDER_ZONE == 20
