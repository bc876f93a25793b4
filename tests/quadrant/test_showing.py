"""How the map is shown, as an address asks for it."""

import pytest
from django.http import QueryDict

from quadrant.showing import Showing


def asked(query: str) -> Showing:
    return Showing.asked_by(QueryDict(query))


def test_by_itself_the_map_is_coloured_by_region_without_doubt():
    for query in ("", "colour=&uncertainty=", "colour=region", "sector=food"):
        assert asked(query) == Showing()


def test_colour_and_uncertainty_are_kept_beside_a_filter():
    showing = asked("i=garden&colour=sector&uncertainty=1")

    assert (showing.by_sector, showing.uncertainty, showing.selected) == (True, True, "garden")
    assert showing.added_to("sector=food") == "sector=food&colour=sector&uncertainty=1"
    assert showing.added_to("") == "colour=sector&uncertainty=1"
    assert Showing().added_to("sector=food") == "sector=food"


@pytest.mark.parametrize(
    ("query", "named"),
    [("colour=blue", "colour=blue"), ("uncertainty=yes", "uncertainty=yes")],
)
def test_an_unknown_value_is_left_out_with_a_word(query, named):
    showing = asked(query)

    assert showing.query == ""
    assert [named in sentence for sentence in showing.ignored] == [True]


def test_a_long_unknown_value_is_cut_off():
    (sentence,) = asked("colour=" + "x" * 3000).ignored
    assert len(sentence) < 150
