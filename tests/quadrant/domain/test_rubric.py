import json
import math
from importlib.resources import files

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quadrant.domain.axes import BORDER_ZONE, MAP_SIDES, SCORE_MAX, SCORE_MIN, Axis
from quadrant.domain.position import EXPLAIN_ABOVE, SNAP_BELOW
from quadrant.domain.regions import Region, corner
from quadrant.domain.rubric import (
    ANSWER_MAX,
    ANSWER_MIN,
    MIN_ANSWERS,
    RUBRIC_VERSIONS,
    Suggestion,
    facet_scores,
    is_market_of_individuals,
    load_rubric,
    suggest,
)
from tests.quadrant.domain.strategies import AXIS_OF, KEYS, RUBRIC, answers, axes, steps

DATA = json.loads((files("quadrant.domain") / "rubrics" / "1.1.json").read_text(encoding="utf-8"))
DECENTRALISATION, PURPOSE = Axis


@pytest.mark.parametrize("case", DATA["calibration"], ids=lambda case: case["example"])
def test_the_calibration_cases_give_their_known_suggestions(case):
    suggestions = suggest(case["answers"], RUBRIC)

    assert suggestions[DECENTRALISATION].score == case["decentralisation"]
    assert suggestions[PURPOSE].score == case["purpose"]


def test_there_are_29_calibration_cases():
    assert len(DATA["calibration"]) == 29


def test_the_rubric_file_and_the_code_agree_on_the_numbers():
    scale = DATA["scale"]

    assert (scale["answer_min"], scale["answer_max"]) == (ANSWER_MIN, ANSWER_MAX)
    assert (scale["score_min"], scale["score_max"]) == (SCORE_MIN, SCORE_MAX)
    assert scale["factor"] * ANSWER_MAX == SCORE_MAX
    assert scale["min_answers"] == MIN_ANSWERS
    assert scale["border_zone"] == BORDER_ZONE
    assert (scale["snap_below"], scale["explain_difference_above"]) == (SNAP_BELOW, EXPLAIN_ABOVE)


def test_the_rubric_file_and_the_code_agree_on_the_orientation():
    for axis in DATA["axes"]:
        sides = axis["map"]["negative_side"], axis["map"]["positive_side"]
        assert sides == MAP_SIDES[Axis(axis["key"])]
    for quadrant in DATA["quadrants"]:
        assert quadrant["corner"] == "-".join(corner(Region(quadrant["key"])))


def test_every_released_version_can_be_read():
    for version in RUBRIC_VERSIONS:
        assert load_rubric(version).version == version


def test_a_version_that_was_never_released_is_refused():
    with pytest.raises(ValueError, match=r"0\.9"):
        load_rubric("0.9")


def test_the_rubric_is_read_once():
    assert load_rubric("1.1") is load_rubric("1.1") is load_rubric()


def test_the_rubric_cannot_be_changed():
    with pytest.raises(AttributeError):
        RUBRIC.version = "2"
    with pytest.raises(TypeError):
        RUBRIC.indicators[0].answers[0] = None
    with pytest.raises(TypeError):
        RUBRIC.axes[PURPOSE] = None


def test_twelve_indicators_ask_three_questions_a_face():
    assert len(RUBRIC.indicators) == 12
    assert [facet.key for facet in RUBRIC.facets] == [
        "platform",
        "exchange",
        "organisation",
        "use",
    ]
    for facet in RUBRIC.facets:
        indicators = RUBRIC.of_facet(facet.key)
        assert len(indicators) == 3
        assert {indicator.axis for indicator in indicators} == {facet.axis}


def test_every_text_of_the_rubric_exists_in_both_languages():
    texts = [
        text
        for indicator in RUBRIC.indicators
        for text in (
            indicator.label,
            indicator.question,
            indicator.help,
            *indicator.answers.values(),
        )
    ]
    texts += [text for axis in RUBRIC.axes.values() for text in (axis.label, axis.question)]
    texts += [text for axis in RUBRIC.axes.values() for text in (axis.negative, axis.positive)]
    texts += [text for region in RUBRIC.regions.values() for text in (region.name, region.summary)]
    texts += [text for asked in RUBRIC.p2p_questions for text in (asked.question, asked.help)]
    texts += [facet.name for facet in RUBRIC.facets]

    assert all(text.in_(lang).strip() for text in texts for lang in ("en", "nl"))


def test_an_indicator_has_five_answers_from_low_to_high():
    for indicator in RUBRIC.indicators:
        assert list(indicator.answers) == [-2, -1, 0, 1, 2]


def test_an_indicator_is_found_by_its_key():
    assert RUBRIC.indicator("exit").question.nl.startswith("Hoe vrij")
    with pytest.raises(KeyError):
        RUBRIC.indicator("colour")


def test_halves_are_rounded_away_from_zero():
    four = ["ownership", "surplus", "mission", "benefit"]

    def score(*values):
        return suggest(dict(zip(four, values, strict=True)), RUBRIC)[PURPOSE].score

    assert score(1, 0, 0, 0) == 13  # 12.5
    assert score(-1, 0, 0, 0) == -13
    assert score(1, 2, 0, 0) == 38  # 37.5
    assert score(-1, -2, 0, 0) == -38


def test_no_answers_give_no_suggestion():
    nothing = Suggestion(score=None, spread=None, answered=0, provisional=True)

    assert suggest({}, RUBRIC) == {DECENTRALISATION: nothing, PURPOSE: nothing}


def test_fewer_than_three_answers_are_provisional():
    two = suggest({"coordination": 1, "design": 2}, RUBRIC)[DECENTRALISATION]
    three = suggest({"coordination": 1, "design": 2, "data": 0}, RUBRIC)[DECENTRALISATION]

    assert (two.score, two.answered, two.provisional) == (75, 2, True)
    assert (three.score, three.answered, three.provisional) == (50, 3, False)


def test_an_axis_is_suggested_from_its_own_answers_only():
    suggestions = suggest({"ownership": 2, "surplus": 2, "mission": 2}, RUBRIC)

    assert suggestions[PURPOSE].score == 100
    assert suggestions[DECENTRALISATION].score is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"colour": 1},
        {"": 0},
        {"design": 3},
        {"design": -3},
        {"design": 1.0},
        {"design": True},
        {"design": None},
        {"design": "1"},
        {"design": math.nan},
    ],
)
def test_unknown_indicators_and_impossible_answers_are_refused(wrong):
    for ask in (suggest, facet_scores):
        with pytest.raises(ValueError, match=r"indicator|answer"):
            ask(wrong, RUBRIC)


@given(answers, st.randoms())
def test_the_order_of_the_answers_is_irrelevant(given_answers, random):
    shuffled = list(given_answers.items())
    random.shuffle(shuffled)

    assert suggest(dict(shuffled), RUBRIC) == suggest(given_answers, RUBRIC)
    assert facet_scores(dict(shuffled), RUBRIC) == facet_scores(given_answers, RUBRIC)


@given(answers)
def test_a_suggestion_lies_on_the_axis_and_counts_its_answers(given_answers):
    for axis, suggestion in suggest(given_answers, RUBRIC).items():
        assert suggestion.answered == sum(AXIS_OF[key] is axis for key in given_answers)
        assert suggestion.provisional == (suggestion.answered < 3)
        assert (suggestion.score is None) == (suggestion.answered == 0)
        if suggestion.score is not None:
            assert type(suggestion.score) is int
            assert SCORE_MIN <= suggestion.score <= SCORE_MAX


@given(axes, steps, st.data())
def test_the_same_answer_everywhere_is_worth_50_points_a_step(axis, step, data):
    keys = data.draw(
        st.lists(st.sampled_from([k for k in KEYS if AXIS_OF[k] is axis]), min_size=1, unique=True)
    )

    assert suggest(dict.fromkeys(keys, step), RUBRIC)[axis].score == 50 * step


# The market rule: eBay's exchange is the system.


def test_the_market_rule_lifts_ebay_towards_decentralised():
    ebay = next(case for case in DATA["calibration"] if case["example"] == "eBay 2013")["answers"]

    assert is_market_of_individuals(ebay)
    assert suggest(ebay, RUBRIC)[DECENTRALISATION].score == 11
    assert suggest({**ebay, "settlement": -1}, RUBRIC)[DECENTRALISATION].score == -17


def test_the_market_rule_leaves_uber_alone_because_the_centre_sets_the_price():
    uber = next(case for case in DATA["calibration"] if case["example"] == "Uber")["answers"]

    assert uber["settlement"] == -2
    assert not is_market_of_individuals(uber)


@pytest.mark.parametrize(
    ("settlement", "exchange", "applies"),
    [(-2, 2, True), (-2, 1, True), (-2, 0, False), (-2, -2, False), (-1, 2, False), (2, 2, False)],
)
def test_a_market_of_individuals_has_market_prices_and_free_exchanges(
    settlement, exchange, applies
):
    assert is_market_of_individuals({"settlement": settlement, "exchange": exchange}) is applies


def test_what_is_not_answered_makes_no_market():
    assert not is_market_of_individuals({"settlement": -2})
    assert not is_market_of_individuals({"exchange": 2})


@given(answers)
def test_the_market_rule_never_touches_the_horizontal_axis_or_the_spread(given_answers):
    market = {**given_answers, "settlement": -2, "exchange": 2}
    gift = {**market, "settlement": 2}

    purpose = [market[key] for key in KEYS if AXIS_OF[key] is PURPOSE and key in market]
    exact = 50 * sum(purpose) / len(purpose)
    assert abs(suggest(market, RUBRIC)[PURPOSE].score - exact) <= 0.5
    assert (
        suggest(market, RUBRIC)[DECENTRALISATION].spread
        == suggest(gift, RUBRIC)[DECENTRALISATION].spread
    )


# Raising an answer.


@st.composite
def raised_answers(draw):
    """Return answers, the same with one answer raised, and the key of that answer."""
    before = draw(answers.filter(lambda given_answers: min(given_answers.values(), default=2) < 2))
    key = draw(st.sampled_from([key for key, value in before.items() if value < 2]))
    return before, {**before, key: draw(st.integers(before[key] + 1, 2))}, key


@given(raised_answers())
def test_raising_an_answer_never_lowers_its_axis_unless_it_starts_the_market_rule(change):
    before, after, key = change
    starts = is_market_of_individuals(after) and not is_market_of_individuals(before)
    assume(not starts)

    axis = AXIS_OF[key]
    assert suggest(after, RUBRIC)[axis].score >= suggest(before, RUBRIC)[axis].score


@given(raised_answers())
def test_raising_a_purpose_answer_never_lowers_purpose(change):
    before, after, key = change
    assume(AXIS_OF[key] is PURPOSE)

    assert suggest(after, RUBRIC)[PURPOSE].score >= suggest(before, RUBRIC)[PURPOSE].score


def mean(values):
    return sum(values) / len(values)


@given(answers, st.integers(-2, 0), st.integers(1, 2))
def test_starting_the_market_rule_raises_the_score_where_the_exchange_is_the_freer_face(
    others, low, high
):
    before = {**others, "settlement": -2, "exchange": low}
    after = {**before, "exchange": high}
    faces = {
        facet: [after[i.key] for i in RUBRIC.of_facet(facet) if i.key in after]
        for facet in ("platform", "exchange")
    }
    assume(not faces["platform"] or mean(faces["exchange"]) >= mean(faces["platform"]))

    assert (
        suggest(after, RUBRIC)[DECENTRALISATION].score
        >= suggest(before, RUBRIC)[DECENTRALISATION].score
    )


def test_starting_the_market_rule_can_lower_the_score_where_the_platform_is_the_freer_face():
    """The rule makes the exchange weigh more, also where the exchange is the closed side."""
    before = {
        "coordination": 2,
        "design": 2,
        "data": 2,
        "means": -2,
        "exchange": 0,
        "exit": -2,
        "settlement": -2,
    }
    after = {**before, "exchange": 1}

    assert suggest(before, RUBRIC)[DECENTRALISATION].score == 17
    assert suggest(after, RUBRIC)[DECENTRALISATION].score == 0


# The spread.


@given(answers)
def test_the_spread_lies_between_50_over_n_and_100(given_answers):
    for suggestion in suggest(given_answers, RUBRIC).values():
        if suggestion.answered:
            assert 50 / suggestion.answered <= suggestion.spread <= 100


@given(axes, steps)
def test_one_answer_has_a_spread_of_50(axis, step):
    key = next(key for key in KEYS if AXIS_OF[key] is axis)

    assert suggest({key: step}, RUBRIC)[axis].spread == 50


def test_equal_answers_have_the_least_spread():
    purpose = dict.fromkeys((key for key in KEYS if AXIS_OF[key] is PURPOSE), 1)

    assert suggest(purpose, RUBRIC)[PURPOSE].spread == 50 / 6


def test_the_spread_is_the_standard_error_of_the_answers():
    # Sample variance of -2, 0, 2 is 4: 50 x 2 / sqrt(3).
    answered = {"ownership": -2, "surplus": 0, "mission": 2}

    assert suggest(answered, RUBRIC)[PURPOSE].spread == pytest.approx(100 / math.sqrt(3))


def test_the_spread_counts_every_answer_once_on_a_market_too():
    ebay = next(case for case in DATA["calibration"] if case["example"] == "eBay 2013")["answers"]

    # -2, -2, -2, 2, 1, 1: mean -1/3, sum of squares 18 - 6/9, so s^2 is 52/15.
    assert suggest(ebay, RUBRIC)[DECENTRALISATION].spread == pytest.approx(
        50 * math.sqrt(52 / 15 / 6)
    )


# The two faces of an axis.


def test_the_faces_show_what_the_mean_hides():
    ebay = next(case for case in DATA["calibration"] if case["example"] == "eBay 2013")["answers"]

    assert facet_scores(ebay, RUBRIC) == {
        "platform": -100,
        "exchange": 67,
        "organisation": -83,
        "use": -67,
    }


def test_a_face_without_answers_has_no_score():
    assert facet_scores({"design": 1}, RUBRIC) == {
        "platform": 50,
        "exchange": None,
        "organisation": None,
        "use": None,
    }
