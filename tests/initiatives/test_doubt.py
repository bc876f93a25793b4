"""How firm the positions on the map are."""

import pytest

from initiatives.catalogue import write_entry
from initiatives.doubt import doubts_of
from initiatives.models import Initiative, Origin
from quadrant.domain.axes import Axis
from quadrant.domain.rubric import load_rubric
from tests.initiatives.reading import detail
from tests.recipes import at, make_entry, write

pytestmark = pytest.mark.django_db

RUBRIC = load_rubric()
ALL_PLUS_ONE = {indicator.key: {"value": 1} for indicator in RUBRIC.indicators}
ALL_PLUS_TWO = {indicator.key: {"value": 2} for indicator in RUBRIC.indicators}
UP_ONLY = {
    indicator.key: {"value": 1}
    for indicator in RUBRIC.indicators
    if indicator.axis is Axis.DECENTRALISATION
}


def doubts(year: int | None = None):
    return doubts_of(Initiative.objects.listed().with_position(year), year)


def test_it_is_the_larger_of_spread_and_distance_on_each_axis():
    write(assessments=[at(2010, decentralisation=50, purpose=90, answers=ALL_PLUS_ONE)])

    decentralisation, purpose = doubts()["garden"]

    # Six answers that agree are as firm as answers are: 50 / 6; the purpose lies 40 from them.
    assert decentralisation == pytest.approx(50 / 6)
    assert purpose == 40


def test_what_nobody_can_say_is_left_out():
    write(slug="none", name="None")
    write(slug="half", name="Half", assessments=[at(2010, answers=UP_ONLY)])
    write(slug="nowhere", name="Nowhere", assessments=[])

    assert doubts() == {}


def test_it_is_that_of_the_assessment_that_holds_in_the_year():
    write(
        assessments=[
            at(2005, decentralisation=50, purpose=50, answers=ALL_PLUS_ONE),
            at(2015, decentralisation=50, purpose=50, answers=ALL_PLUS_TWO),
        ]
    )

    assert doubts(2004) == {}
    assert doubts(2006)["garden"] == pytest.approx((50 / 6, 50 / 6))
    assert doubts(2016)["garden"] == doubts()["garden"] == (50, 50)


def test_neither_other_voices_nor_replaced_assessments_count():
    write(assessments=[at(2010, answers=ALL_PLUS_TWO)])
    corrected = make_entry(
        assessments=[
            at(2010, answers=ALL_PLUS_ONE, nature="correction"),
            at(2010, answers=ALL_PLUS_TWO, voice="contributor"),
            at(2010, answers=ALL_PLUS_TWO, perspective={"en": "A child", "nl": "Een kind"}),
        ]
    )
    write_entry(corrected, reason="We counted again.", origin=Origin.CURATOR)

    assert doubts()["garden"] == pytest.approx((50 / 6, 50 / 6))


def test_the_map_says_the_same_as_the_panel():
    write(assessments=[at(2010, decentralisation=20, purpose=90, answers=ALL_PLUS_ONE)])

    assert doubts()["garden"] == detail().depth.doubt


def test_it_takes_one_query_for_many(django_assert_num_queries):
    for n in range(5):
        write(slug=f"garden-{n}", name=f"Garden {n}", assessments=[at(2010, answers=ALL_PLUS_ONE)])
    found = list(Initiative.objects.listed().with_position(2012))

    with django_assert_num_queries(1):
        assert len(doubts_of(found, 2012)) == 5
