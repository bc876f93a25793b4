"""How many stand in each region, as the domain counts them."""

from collections import Counter

import pytest

from initiatives.census import UNPLACED, Tally, best_known, needs_served, tally
from initiatives.models import Initiative
from quadrant.domain.axes import Placement
from quadrant.domain.regions import GROUPS, Standing, group_of, standing_of
from tests.recipes import at, write

# An end, the limits of the border zone, and the axes themselves.
SCORES = (-100, -20, -19, 0, 19, 20)


@pytest.mark.django_db
def test_the_database_counts_by_region_as_the_domain_does():
    totals, on_border = Counter(), Counter()
    for decentralisation in SCORES:
        for purpose in SCORES:
            placement = Placement(decentralisation, purpose)
            totals[group_of(placement)] += 1
            on_border[group_of(placement)] += standing_of(placement) is Standing.BORDER
            write(
                slug=f"a{decentralisation + 100}-{purpose + 100}",
                assessments=[at(2010, decentralisation=decentralisation, purpose=purpose)],
            )
    write(slug="unplaced", assessments=[])

    counted = tally(Initiative.objects.listed().with_position())

    assert counted.pop(UNPLACED) == Tally(1)
    assert counted == {key: Tally(totals[key], on_border[key]) for key in GROUPS}


@pytest.mark.django_db
def test_the_best_known_of_a_group_come_first_and_are_limited():
    write(slug="lesser", name="Lesser")
    write(slug="known", name="Known", prominence=3)
    write(slug="elsewhere", assessments=[at(2010, purpose=-50)])
    write(slug="unplaced", name="Unplaced", assessments=[])
    initiatives = Initiative.objects.with_position()

    assert [i.slug for i in best_known(initiatives, "local_resilience", 5)] == ["known", "lesser"]
    assert [i.slug for i in best_known(initiatives, "local_resilience", 1)] == ["known"]
    assert [i.slug for i in best_known(initiatives, UNPLACED, 5)] == ["unplaced"]


@pytest.mark.django_db
def test_each_need_is_counted_once_an_initiative():
    write(slug="garden", needs=["grow-food", "learn"])
    write(slug="school", needs=["learn"])
    write(slug="other", needs=[])

    assert needs_served(Initiative.objects.with_position()) == {"grow-food": 1, "learn": 2}
