"""The game "guess first": what an address says, which five are chosen, how a guess compares."""

from itertools import combinations
from random import Random

import pytest
from django.http import QueryDict
from django.utils import translation

from initiatives.catalogue import merge, withdraw
from quadrant.domain.axes import Placement
from quadrant.domain.regions import GROUPS, MIX, group_of
from quadrant.guessing import (
    ROUNDS,
    Comparison,
    Nearness,
    choose,
    explain,
    query_of,
    read_game,
)
from tests.recipes import at, write

# A place in each of the groups.
PLACES = {
    "netarchical_capitalism": (-60, -60),
    "global_commons": (-60, 60),
    "distributed_capitalism": (60, -60),
    "local_resilience": (60, 60),
    MIX: (0, 0),
}


def place(slug, placement=(50, 50), **changes):
    """Write an initiative with a position, or without one for None."""
    assessments = (
        [] if placement is None else [at(2010, decentralisation=placement[0], purpose=placement[1])]
    )
    values = {"name": slug.title(), "website": f"https://{slug}.example.org/", **changes}
    return write(slug=slug, assessments=assessments, **values)


def read(query):
    return read_game(QueryDict(query))


def guesses(game):
    return [
        (each.guess.decentralisation, each.guess.purpose) if each.guess else None
        for each in game.rounds
    ]


# --- an address ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_address_names_the_initiatives_in_its_own_order():
    for slug in ("ant", "bee", "cat"):
        place(slug)

    game = read("set=cat.ant")

    assert game.slugs == ["cat", "ant"]
    assert game.shown is game.rounds[0]
    assert game.ignored == []


@pytest.mark.django_db
def test_guesses_travel_in_the_address_and_the_first_round_without_one_is_asked():
    for slug in ("ant", "bee", "cat"):
        place(slug)

    game = read("set=ant.bee.cat&guesses=-100_100..0_-5")

    assert guesses(game) == [(-100, 100), None, (0, -5)]
    assert game.shown.initiative.slug == "bee"
    assert game.query == "set=ant.bee.cat&guesses=-100_100..0_-5"


@pytest.mark.django_db
def test_at_the_end_no_round_is_shown_unless_it_is_asked_for():
    place("ant")
    place("bee")

    assert read("set=ant.bee&guesses=1_2.3_4").shown is None
    assert read("set=ant.bee&guesses=1_2.3_4&round=2").shown.initiative.slug == "bee"


@pytest.mark.django_db
def test_the_two_numbers_of_the_form_are_the_guess_of_its_round():
    place("ant")
    place("bee")

    game = read("set=ant.bee&guesses=1_2&round=2&decentralisation=-30&purpose=100")

    assert guesses(game) == [(1, 2), (-30, 100)]
    assert game.shown.number == 2
    assert game.query == "set=ant.bee&guesses=1_2.-30_100"
    assert game.is_last


@pytest.mark.django_db
def test_who_goes_back_and_guesses_again_has_a_new_guess():
    place("ant")
    place("bee")

    game = read("set=ant.bee&guesses=1_2.3_4&round=1&decentralisation=9&purpose=9")

    assert guesses(game) == [(9, 9), (3, 4)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ("decentralisation=10&purpose=", ["purpose"]),
        ("decentralisation=&purpose=", ["decentralisation", "purpose"]),
        ("decentralisation=101&purpose=10", ["decentralisation"]),
        ("decentralisation=10&purpose=-101", ["purpose"]),
        ("decentralisation=1.5&purpose=nan", ["decentralisation", "purpose"]),
        ("purpose=5", ["decentralisation"]),
    ],
)
def test_half_a_guess_is_asked_again_with_a_word_at_the_field(given, wrong):
    place("ant")

    game = read(f"set=ant&round=1&{given}")

    assert game.shown.guess is None
    assert sorted(game.form.errors) == wrong
    assert {message for each in game.form.errors.values() for message in each} == {
        "A whole number from -100 to 100."
    }


@pytest.mark.django_db
def test_an_address_that_says_nothing_has_no_rounds():
    game = read("")

    assert (game.rounds, game.shown, game.ignored) == ((), None, [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "slugs", "word"),
    [
        ("set=ant.nobody.bee", ["ant", "bee"], "nobody"),
        ("set=ant.gone.bee", ["ant", "bee"], "gone"),
        ("set=ant.unplaced.bee", ["ant", "bee"], "it has no position yet"),
        ("set=ant.bee.ant", ["ant", "bee"], "the second time"),
        ("set=ant.bee.cat.dog.eel.fox", ["ant", "bee", "cat", "dog", "eel"], "5 rounds"),
        ("set=ant.%00%27;drop.bee", ["ant", "bee"], "drop"),
        ("set=bee&set=ant", ["ant"], "set=bee"),
        ("set=ant&guesses=101_0", ["ant"], "101_0"),
        ("set=ant&guesses=abc", ["ant"], "abc"),
        ("set=ant&guesses=1.5_2", ["ant"], "belong to no initiative"),
        ("set=ant&guesses=1_2.3_4", ["ant"], "3_4"),
        ("set=ant&round=7", ["ant"], "round=7"),
        ("set=ant&round=-1", ["ant"], "round=-1"),
        ("set=ant&guesses=1_2&decentralisation=7", ["ant"], "decentralisation=7"),
        ("guesses=1_2", [], "1_2"),
        ("decentralisation=7&purpose=3", [], "purpose=3"),
    ],
)
def test_what_cannot_be_read_is_left_out_with_a_word(query, slugs, word):
    for slug in ("ant", "bee", "cat", "dog", "eel", "fox"):
        place(slug)
    place("unplaced", None)
    withdraw(place("gone"), by=None, reason="A test")

    game = read(query)

    assert game.slugs == slugs
    assert any(word in sentence for sentence in game.ignored), game.ignored


@pytest.mark.django_db
def test_what_is_left_out_takes_its_guess_with_it():
    place("ant")
    place("bee")

    game = read("set=ant.nobody.bee&guesses=1_1.2_2.3_3")

    assert guesses(game) == [(1, 1), (3, 3)]


@pytest.mark.django_db
def test_a_shared_set_goes_on_working_after_a_change_of_address_and_a_merge():
    place("ant", former_slugs=["aunt"])
    place("bee")
    merge(place("wasp"), into=place("hornet"), by=None, reason="A test")

    game = read("set=aunt.wasp.bee")

    assert game.slugs == ["ant", "hornet", "bee"]
    assert game.ignored == []


@pytest.mark.django_db
def test_a_long_address_is_answered_with_few_words():
    place("ant")

    game = read(f"set=ant.{'.'.join(['x' * 200] * 4000)}&guesses={'.'.join(['1_1'] * 4000)}")

    assert game.slugs == ["ant"]
    assert sum(map(len, game.ignored)) < 1000


# --- a set ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_set_has_five_from_at_least_three_groups():
    for group, placement in PLACES.items():
        for letter in "abcdef":
            place(f"{group.replace('_', '-')}-{letter}", placement)

    sets = [choose(Random(seed)) for seed in range(30)]

    for slugs in sets:
        assert len(set(slugs)) == ROUNDS
        game = read(query_of(slugs))
        assert game.slugs == slugs
        assert len({group_of(each.placement) for each in game.rounds}) >= 3
    assert len({frozenset(slugs) for slugs in sets}) > 20
    assert {slug.rpartition("-")[0] for slugs in sets for slug in slugs} == {
        group.replace("_", "-") for group in GROUPS
    }


@pytest.mark.django_db
def test_the_best_known_are_preferred():
    for number in range(15):
        place(f"known-{number}", prominence=3)
        place(f"unknown-{number}", prominence=1)

    chosen = {slug for seed in range(30) for slug in choose(Random(seed))}

    assert all(slug.startswith("known") for slug in chosen)


@pytest.mark.django_db
def test_the_same_chance_makes_the_same_set():
    for number in range(8):
        place(f"one-{number}")

    assert choose(Random(7)) == choose(Random(7))


@pytest.mark.django_db
def test_what_is_ended_withdrawn_or_unplaced_is_not_chosen():
    place("ended", ended=2015)
    place("unplaced", None)
    withdraw(place("gone"), by=None, reason="A test")
    place("ant")
    place("bee")

    assert sorted(choose(Random(1))) == ["ant", "bee"]


@pytest.mark.django_db
def test_another_set_has_others_as_far_as_there_are():
    for number in range(12):
        place(f"one-{number}")
    before = choose(Random(1))

    after = choose(Random(2), but=before)
    assert not set(before) & set(after)
    assert len(after) == ROUNDS

    most = [f"one-{number}" for number in range(9)]
    assert len(choose(Random(3), but=most)) == ROUNDS
    assert {"one-9", "one-10", "one-11"} <= set(choose(Random(3), but=most))


@pytest.mark.django_db
def test_without_any_position_there_is_nothing_to_choose():
    place("unplaced", None)

    assert choose(Random(1)) == []


# --- a guess beside the position -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("guess", "placement", "nearness"),
    [
        ((50, 50), (50, 50), Nearness.NEAR),
        ((50, 50), (10, 90), Nearness.NEAR),
        ((50, 50), (9, 50), Nearness.BETWEEN),
        ((50, -49), (50, 50), Nearness.BETWEEN),
        ((50, -50), (50, 50), Nearness.FAR),
        ((-100, -100), (100, 100), Nearness.FAR),
    ],
)
def test_the_larger_difference_says_how_far_apart_they_are(guess, placement, nearness):
    assert Comparison(Placement(*guess), Placement(*placement)).nearness is nearness
    assert Comparison(Placement(*placement), Placement(*guess)).nearness is nearness


def test_two_places_in_the_middle_are_always_near():
    middle = [Placement(down, across) for down in (-19, 0, 19) for across in (-19, 0, 19)]

    for one, other in combinations(middle, 2):
        assert Comparison(one, other).nearness is Nearness.NEAR


@pytest.mark.parametrize(
    ("guess", "placement", "sentence"),
    [
        ((50, 50), (90, 90), "Both are in Local resilience."),
        ((0, 0), (5, -5), "Both are in the middle."),
        ((-50, 50), (50, 50), "You put it in Global commons, the curators in Local resilience."),
        ((0, 0), (50, 50), "You put it in the middle, the curators in Local resilience."),
        ((50, 50), (0, 0), "You put it in Local resilience, the curators in the middle."),
        (
            (-50, 50),
            (10, 50),
            "You put it in Global commons, the curators in Local resilience. "
            "The curators’ place is on the border with Global commons.",
        ),
    ],
)
def test_it_is_said_whether_the_region_is_the_same(guess, placement, sentence):
    with translation.override("en"):
        assert Comparison(Placement(*guess), Placement(*placement)).regions == sentence


@pytest.mark.django_db
def test_each_axis_says_both_places_in_words_and_why():
    place("ant", (80, 60))

    why = explain(read("set=ant&guesses=30_60").rounds[0])

    assert [axis.words for axis in why.axes] == [
        "You: somewhat decentralised. The curators: very decentralised.",
        "Largely purpose-driven: you and the curators alike.",
    ]
    assert [str(axis.rationale) for axis in why.axes] == ["Members run it.", "For the street."]
    assert why.year == 2010


@pytest.mark.django_db
def test_the_reasons_are_those_of_the_current_position():
    write(
        slug="ant",
        assessments=[
            at(
                2005,
                decentralisation=-80,
                rationale_decentralisation={"en": "One owner.", "nl": "Een."},
            ),
            at(
                2015,
                decentralisation=80,
                rationale_decentralisation={"en": "All of us.", "nl": "Wij."},
            ),
        ],
    )

    why = explain(read("set=ant&guesses=30_60").rounds[0])

    assert (str(why.axes[0].rationale), why.axes[0].score, why.year) == ("All of us.", 80, 2015)


@pytest.mark.django_db
def test_nothing_is_explained_before_it_is_guessed():
    place("ant")

    with pytest.raises(ValueError):
        explain(read("set=ant").rounds[0])
