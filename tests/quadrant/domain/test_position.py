import pytest
from hypothesis import given
from hypothesis import strategies as st

from quadrant.domain.axes import Axis, Placement
from quadrant.domain.position import (
    EXPLAIN_ABOVE,
    SNAP_BELOW,
    Explanation,
    doubt,
    explanation_needed,
    position_problem,
    uncertainty,
)
from quadrant.domain.rubric import Suggestion
from tests.quadrant.domain.strategies import scores

NONE = Suggestion(score=None, spread=None, answered=0, provisional=True)


def suggesting(score, spread=10.0, answered=6):
    return Suggestion(score, spread, answered, provisional=answered < 3)


@pytest.mark.parametrize(
    ("position", "problem"),
    [
        (11, None),
        (12, "too close"),
        (18, "too close"),
        (19, None),
        (4, "too close"),
        (3, None),
        (-90, None),
    ],
)
def test_a_position_equals_its_suggestion_or_differs_by_an_answer_step(position, problem):
    assert position_problem(position, suggesting(11)) == problem


def test_too_few_answers_do_not_hold_a_position():
    assert position_problem(12, suggesting(11, answered=2)) is None
    assert position_problem(12, NONE) is None


@pytest.mark.parametrize(
    ("position", "explanation"),
    [
        (-58, Explanation.NONE),
        (-66, Explanation.REASON),
        (-83, Explanation.REASON),
        (-84, Explanation.ACCEPTED_REASON),
        (100, Explanation.ACCEPTED_REASON),
    ],
)
def test_the_further_from_the_answers_the_better_the_reason(position, explanation):
    assert explanation_needed(position, suggesting(-58)) is explanation


def test_without_a_suggestion_there_is_no_difference_to_explain():
    assert explanation_needed(50, NONE) is Explanation.NONE


def test_couchsurfing_in_2013_needs_an_accepted_reason_on_the_horizontal_axis():
    assert explanation_needed(-45, suggesting(-33)) is Explanation.REASON
    assert explanation_needed(40, suggesting(0)) is Explanation.ACCEPTED_REASON


@given(scores, scores, st.floats(8, 100))
def test_a_position_is_as_uncertain_as_its_answers_and_its_distance_from_them(
    position, score, spread
):
    half_width = uncertainty(suggesting(score, spread), position)

    assert half_width >= spread
    assert half_width >= abs(position - score)
    assert half_width in (spread, abs(position - score))


def test_an_unanswered_axis_has_no_known_uncertainty():
    assert uncertainty(NONE, 50) is None


def test_a_place_is_as_firm_as_each_of_its_axes():
    known = {Axis.DECENTRALISATION: suggesting(11, 20.0), Axis.PURPOSE: suggesting(50, 10.0)}

    assert doubt(known, Placement(0, 90)) == (20, 40)
    assert doubt(known | {Axis.PURPOSE: NONE}, Placement(0, 90)) is None


def test_the_thresholds_are_those_of_the_rubric():
    assert (SNAP_BELOW, EXPLAIN_ABOVE) == (8, 25)
