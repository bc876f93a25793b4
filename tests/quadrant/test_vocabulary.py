import pytest
from django.utils import translation

from quadrant import vocabulary


@pytest.fixture(params=["en", "nl"])
def active(request):
    with translation.override(request.param):
        yield request.param


@pytest.mark.parametrize(
    ("activated", "expected"), [("en", "en"), ("nl", "nl"), ("nl-be", "nl"), ("en-gb", "en")]
)
def test_the_language_is_english_or_dutch(activated, expected):
    with translation.override(activated):
        assert vocabulary.language() == expected


def test_without_an_active_language_it_is_english():
    with translation.override(None):
        assert vocabulary.language() == "en"


def test_names_follow_the_active_language():
    with translation.override("en"):
        assert vocabulary.sector_label("food") == "Food and farming"
        assert vocabulary.sector_short("food") == "Food"
        assert vocabulary.need_label("share-a-car") == "Share a car"
        assert vocabulary.need_question("share-a-car") == "I want to share a car."
        assert vocabulary.region_name("local_resilience") == "Local resilience"
        assert vocabulary.region_name("mix") == "In the middle"
        assert vocabulary.reach_label("national") == "National"
        assert vocabulary.output_label("local") == "Lands locally"
        assert vocabulary.country_name("BE") == "Belgium"
    with translation.override("nl"):
        assert vocabulary.sector_label("food") == "Voeding en landbouw"
        assert vocabulary.sector_short("food") == "Voeding"
        assert vocabulary.need_label("share-a-car") == "Een auto delen"
        assert vocabulary.need_question("share-a-car") == "Ik wil een auto delen."
        assert vocabulary.region_name("local_resilience") == "Lokale veerkracht"
        assert vocabulary.region_name("mix") == "In het midden"
        assert vocabulary.reach_label("national") == "Nationaal"
        assert vocabulary.output_label("local") == "Komt lokaal terecht"
        assert vocabulary.country_name("BE") == "België"


def test_the_line_under_a_region_follows_the_reach():
    with translation.override("en"):
        assert vocabulary.region_line("local_resilience", "global") == (
            "decentralised commons, worldwide"
        )
        assert vocabulary.region_line("local_resilience") == (
            "and decentralised commons, for a purpose"
        )


@pytest.mark.parametrize(
    "name",
    [
        vocabulary.sector_label,
        vocabulary.sector_short,
        vocabulary.colour_group_name,
        vocabulary.need_label,
        vocabulary.need_question,
        vocabulary.region_name,
        vocabulary.region_line,
        vocabulary.reach_label,
        vocabulary.output_label,
        vocabulary.country_name,
    ],
)
@pytest.mark.parametrize("key", ["", "unknown", "<b>", "ZZZ"])
def test_an_unknown_key_is_shown_as_it_is(active, name, key):
    assert name(key) == key


def test_every_key_has_a_name(active):
    for key in vocabulary.SECTOR_KEYS:
        assert vocabulary.sector_label(key) != key
        assert vocabulary.sector_short(key)
    for key in vocabulary.NEED_KEYS:
        assert vocabulary.need_label(key) != key
    for key in vocabulary.REACHES:
        assert vocabulary.reach_label(key) != key


def test_the_closed_lists_keep_the_order_of_the_form():
    assert len(vocabulary.SECTOR_KEYS) == 16
    assert vocabulary.SECTOR_KEYS[0] == "food"
    assert vocabulary.NEED_KEYS[0] == "keep-in-touch"
    assert vocabulary.REACHES == ("local", "regional", "national", "global")


def test_a_sector_has_a_colour_group():
    assert vocabulary.sector_colour_group("travel") == "stay"


@pytest.mark.parametrize("key", [None, "", "unknown"])
def test_what_is_in_no_known_sector_is_coloured_as_other(key):
    assert vocabulary.sector_colour_group(key) == "other"
