import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quadrant.domain.axes import SCORE_MAX, SCORE_MIN, Axis, Placement
from quadrant.domain.regions import (
    GROUPS,
    Region,
    Standing,
    neighbour_of,
    percentages,
    shares,
    standing_of,
)
from quadrant.domain.rubric import facet_scores
from quadrant.domain.scope import Scope
from quadrant.domain.wording import (
    answered_words,
    difference_words,
    end_words,
    output_words,
    position_sentence,
    position_short,
    reach_name,
    reach_words,
    region_line,
    region_name,
    score_words,
    spread_words,
    standing_note,
    tension_words,
)
from tests.quadrant.domain.strategies import RUBRIC, axes, languages, placements, scores

DECENTRALISATION, PURPOSE = Axis


# Positions. The percentages are the largest remainders, so they can be 1 off plain rounding.


@pytest.mark.parametrize(
    ("example", "placement", "sentence"),
    [
        ("Facebook 2013", Placement(-83, -75), "Mainly Netarchical capitalism (80%)."),
        ("eBay 2013", Placement(20, -75), "Mainly Distributed capitalism (53%)."),
        (
            "Airbnb 2013",
            Placement(11, -75),
            "A mix of Distributed capitalism (48%) and Netarchical capitalism (39%), "
            "on the border with Netarchical capitalism.",
        ),
        (
            "Airbnb, host without a job",
            Placement(20, -45),
            "A mix of Distributed capitalism (44%) and Netarchical capitalism (29%).",
        ),
        (
            "Airbnb, slum landlord",
            Placement(11, -92),
            "Mainly Distributed capitalism (53%), on the border with Netarchical capitalism.",
        ),
        ("Bitcoin 2013", Placement(94, -42), "Mainly Distributed capitalism (69%)."),
        (
            "Couchsurfing 2008",
            Placement(-30, 50),
            "A mix of Global commons (49%) and Local resilience (26%).",
        ),
        ("Couchsurfing 2013", Placement(-45, 40), "Mainly Global commons (51%)."),
        (
            "Couchsurfing 2021",
            Placement(-25, 15),
            "A mix of Global commons (36%), Netarchical capitalism (27%) and "
            "Local resilience (21%), on the border with Netarchical capitalism.",
        ),
        ("Urban farming group", Placement(75, 67), "Mainly Local resilience (73%)."),
        ("Neighbourhood garden", Placement(67, 75), "Mainly Local resilience (73%)."),
        ("LETS", Placement(83, 50), "Mainly Local resilience (69%)."),
        ("Collective purchasing group", Placement(50, 50), "Mainly Local resilience (56%)."),
    ],
)
def test_the_article_s_examples_are_said_as_the_theory_says_them(example, placement, sentence):
    assert position_sentence(placement, "en") == sentence


@pytest.mark.parametrize(
    ("placement", "sentence"),
    [
        (Placement(-83, -75), "Vooral Netarchisch kapitalisme (80%)."),
        (
            Placement(-25, 15),
            "Een mengvorm van Global commons (36%), Netarchisch kapitalisme (27%) en "
            "Lokale veerkracht (21%), op de grens met Netarchisch kapitalisme.",
        ),
        (Placement(3, -19), "In het midden: een mengvorm van alle vier."),
    ],
)
def test_a_position_is_said_in_dutch(placement, sentence):
    assert position_sentence(placement, "nl") == sentence


def test_the_short_form_leaves_out_percentages_and_full_stop():
    assert position_short(Placement(-25, 15), "en") == (
        "A mix of Global commons, Netarchical capitalism and Local resilience, "
        "on the border with Netarchical capitalism"
    )
    assert position_short(Placement(-83, -75), "nl") == "Vooral Netarchisch kapitalisme"
    assert position_short(Placement(0, 0), "en") == "In the middle: a mix of all four"


def test_exactly_half_is_mainly_and_the_own_region_goes_first():
    assert position_sentence(Placement(0, 100), "en") == (
        "Mainly Local resilience (50%), on the border with Global commons."
    )


def test_a_score_of_zero_names_its_own_region_first_among_equals():
    assert position_sentence(Placement(-50, 0), "en").startswith("A mix of Global commons (38%)")
    assert position_sentence(Placement(-50, 0), "en").endswith(
        ", on the border with Netarchical capitalism."
    )


def test_a_share_of_exactly_a_fifth_is_named():
    assert position_sentence(Placement(20, 0), "en") == (
        "A mix of Local resilience (30%), Distributed capitalism (30%), "
        "Netarchical capitalism (20%) and Global commons (20%), "
        "on the border with Distributed capitalism."
    )


@pytest.mark.parametrize(
    ("placement", "lang", "part"),
    [
        # 49.995%, 49.98% and 49.75%, which the largest remainder rounds to 50.
        (Placement(-98, -1), "en", "Netarchical capitalism (49.9%)"),
        (Placement(-98, -1), "nl", "Netarchisch kapitalisme (49,9%)"),
        (Placement(96, 2), "en", "Local resilience (49.9%)"),
        (Placement(-99, 0), "en", "Global commons (49.7%)"),
    ],
)
def test_nearly_half_gets_one_decimal_beside_mix(placement, lang, part):
    assert percentages(placement)[max(Region, key=shares(placement).get)] == 50
    assert part in position_sentence(placement, lang)


def test_50_percent_never_stands_beside_mix():
    near_half = [
        Placement(decentralisation, purpose)
        for decentralisation in range(SCORE_MIN, SCORE_MAX + 1)
        for purpose in range(SCORE_MIN, SCORE_MAX + 1)
        # The largest share, in 40,000ths, from 49% to just under a half.
        if 19_600 <= (100 + abs(decentralisation)) * (100 + abs(purpose)) < 20_000
    ]

    assert len(near_half) > 100
    for placement in near_half:
        for lang, mix in (("en", "A mix of"), ("nl", "Een mengvorm van")):
            sentence = position_sentence(placement, lang)
            assert sentence.startswith(mix)
            assert not re.search(r"\b50([.,]0)?%", sentence)


def named_regions(sentence, lang):
    """Return the regions that a sentence names, the one across the border too."""
    return [region for region in Region if region_name(region, lang) in sentence]


@given(placements, languages)
def test_a_sentence_names_a_region_only_if_it_has_a_fifth(placement, lang):
    sentence = position_sentence(placement, lang)

    for region in named_regions(sentence, lang):
        assert shares(placement)[region] * 5 >= 1


@given(placements, languages)
def test_a_mix_names_every_region_with_a_fifth_largest_first(placement, lang):
    sentence = position_sentence(placement, lang)
    exact = shares(placement)
    if standing_of(placement) is Standing.MIDDLE:
        assert named_regions(sentence, lang) == []
        return
    printed = re.findall(r"([\d.,]+)%", sentence)

    if max(exact.values()) * 2 >= 1:
        assert len(printed) == 1
        assert sentence.startswith(("Mainly ", "Vooral "))
    else:
        assert len(printed) == sum(share * 5 >= 1 for share in exact.values()) >= 2
        assert sentence.startswith(("A mix of ", "Een mengvorm van "))
    values = [float(number.replace(",", ".")) for number in printed]
    assert values == sorted(values, reverse=True)


@given(placements, languages)
def test_a_sentence_and_its_short_form_agree(placement, lang):
    sentence = position_sentence(placement, lang)

    assert re.sub(r" \([\d.,]+%\)", "", sentence) == f"{position_short(placement, lang)}."
    assert sentence[0].isupper()


@given(placements, languages)
def test_a_border_is_always_said_and_only_then(placement, lang):
    note = standing_note(placement, lang)
    neighbour = neighbour_of(placement)

    if standing_of(placement) is Standing.CLEAR:
        assert note == ""
    elif neighbour is None:
        assert note in (
            "in the middle: a mix of all four",
            "in het midden: een mengvorm van alle vier",
        )
    else:
        assert note in (
            f"on the border with {region_name(neighbour, 'en')}",
            f"op de grens met {region_name(neighbour, 'nl')}",
        )
        assert position_short(placement, lang).endswith(f", {note}")


@given(placements, languages)
def test_no_sign_is_ever_shown(placement, lang):
    words = [
        position_sentence(placement, lang),
        *(score_words(axis, placement.score(axis), lang) for axis in Axis),
        difference_words(DECENTRALISATION, placement.decentralisation, placement.purpose, lang),
    ]

    assert not any(re.search(r"[+\-−]\s*\d", text) for text in words)


# Scores.


@pytest.mark.parametrize(
    ("axis", "score", "english", "dutch"),
    [
        (DECENTRALISATION, -100, "very centralised", "sterk centraal"),
        (DECENTRALISATION, -80, "very centralised", "sterk centraal"),
        (DECENTRALISATION, -79, "largely centralised", "grotendeels centraal"),
        (DECENTRALISATION, 50, "largely decentralised", "grotendeels decentraal"),
        (DECENTRALISATION, 49, "somewhat decentralised", "eerder decentraal"),
        (PURPOSE, 20, "somewhat purpose-driven", "eerder doelgedreven"),
        (PURPOSE, -20, "somewhat profit-driven", "eerder winstgedreven"),
        (
            PURPOSE,
            19,
            "on the border between profit-driven and purpose-driven",
            "op de grens tussen winstgedreven en doelgedreven",
        ),
        (
            DECENTRALISATION,
            0,
            "on the border between centralised and decentralised",
            "op de grens tussen centraal en decentraal",
        ),
    ],
)
def test_a_score_is_said_in_words(axis, score, english, dutch):
    assert score_words(axis, score, "en") == english
    assert score_words(axis, score, "nl") == dutch


@given(axes, scores, languages)
def test_mirrored_scores_are_equally_strong(axis, score, lang):
    here, there = score_words(axis, score, lang), score_words(axis, -score, lang)

    if abs(score) < 20:
        assert here == there
    else:
        assert here.split()[0] == there.split()[0]
        assert here != there


def test_the_ends_of_an_axis_have_words():
    assert end_words(PURPOSE, -1, "en") == "profit-driven"
    assert end_words(DECENTRALISATION, 1, "nl") == "decentraal"


# Answers.


@pytest.mark.parametrize(
    ("spread", "provisional", "english", "dutch"),
    [
        (19.99, False, "the answers agree", "de antwoorden wijzen dezelfde kant op"),
        (20.0, False, "the answers differ somewhat", "de antwoorden lopen wat uiteen"),
        (32.0, False, "the answers differ somewhat", "de antwoorden lopen wat uiteen"),
        (32.01, False, "the answers differ widely", "de antwoorden lopen sterk uiteen"),
        (10.0, True, "too few answers", "te weinig antwoorden"),
        (50.0, True, "too few answers", "te weinig antwoorden"),
        (None, True, "too few answers", "te weinig antwoorden"),
    ],
)
def test_a_spread_is_said_in_words(spread, provisional, english, dutch):
    assert spread_words(spread, provisional, "en") == english
    assert spread_words(spread, provisional, "nl") == dutch


def test_the_number_of_answers_says_when_it_is_provisional():
    assert answered_words(4, 12, True, "en") == "4 of 12 questions answered: provisional."
    assert answered_words(4, 12, True, "nl") == "4 van de 12 vragen beantwoord: voorlopig."
    assert answered_words(12, 12, False, "en") == "12 of 12 questions answered."


def test_a_position_as_suggested_says_so():
    assert difference_words(PURPOSE, 50, 50, "en") == "The answers suggest exactly this place."
    assert difference_words(PURPOSE, 50, 50, "nl") == "De antwoorden wijzen precies deze plek aan."


def test_a_position_beside_its_suggestion_says_how_far_and_which_way():
    assert difference_words(PURPOSE, 15, -8, "en") == (
        "The answers alone suggest another place: on the border between profit-driven and "
        "purpose-driven. The position lies further towards purpose-driven "
        "(23 on a scale of 200), for the reason given."
    )
    assert difference_words(DECENTRALISATION, -45, -33, "nl") == (
        "De antwoorden alleen wijzen een andere plek aan: eerder centraal. De positie ligt "
        "verder in de richting van centraal (12 op een schaal van 200), om de vermelde reden."
    )


def test_without_answers_there_is_no_suggestion_to_compare_with():
    assert "no suggestion" in difference_words(PURPOSE, 15, None, "en")
    assert "geen voorstel" in difference_words(PURPOSE, 15, None, "nl")


EBAY = {"coordination": -2, "design": -2, "data": -2, "means": 2, "exchange": 1, "exit": 1}


def test_ebay_s_platform_and_exchange_pull_apart():
    faces = facet_scores(EBAY, RUBRIC)

    assert tension_words(DECENTRALISATION, faces, "en") == (
        "The two faces of this axis pull apart: running the system is very centralised, "
        "the exchange itself largely decentralised."
    )
    assert tension_words(DECENTRALISATION, faces, "nl") == (
        "De twee kanten van deze as trekken elk in een andere richting: het beheer van het systeem "
        "is sterk centraal, de uitwisseling zelf grotendeels decentraal."
    )
    assert tension_words(PURPOSE, faces, "en") == ""


@pytest.mark.parametrize(
    ("organisation", "use"), [(-50, None), (None, 50), (-50, -20), (-50, 19), (0, 100), (20, 20)]
)
def test_faces_on_one_side_or_on_the_border_do_not_pull_apart(organisation, use):
    assert tension_words(PURPOSE, {"organisation": organisation, "use": use}, "en") == ""


# Regions, reach and output.


def test_the_regions_have_their_names():
    assert [region_name(key, "en") for key in GROUPS] == [
        "Netarchical capitalism",
        "Global commons",
        "Distributed capitalism",
        "Local resilience",
        "In the middle",
    ]
    assert [region_name(key, "nl") for key in GROUPS] == [
        "Netarchisch kapitalisme",
        "Global commons",
        "Verspreid kapitalisme",
        "Lokale veerkracht",
        "In het midden",
    ]


@pytest.mark.parametrize(
    ("region", "english", "dutch"),
    [
        ("netarchical_capitalism", "run centrally, for profit", "centraal, voor winst"),
        ("global_commons", "run centrally, for a purpose", "centraal, voor een doel"),
        (
            "distributed_capitalism",
            "individuals trade, for profit",
            "individuen handelen, voor winst",
        ),
        (
            "local_resilience",
            "and decentralised commons, for a purpose",
            "en decentrale commons, voor een doel",
        ),
        ("mix", "a mix of all four", "een mengvorm van alle vier"),
    ],
)
def test_a_region_has_a_second_line(region, english, dutch):
    assert region_line(region, None, "en") == english
    assert region_line(region, None, "nl") == dutch


def test_linux_is_a_worldwide_commons_and_not_local():
    assert region_line("local_resilience", "global", "en") == "decentralised commons, worldwide"
    assert region_line("local_resilience", "global", "nl") == "decentrale commons, wereldwijd"


@pytest.mark.parametrize("reach", ["local", "regional"])
def test_a_small_initiative_top_right_is_run_centrally_for_a_purpose(reach):
    assert region_line("global_commons", reach, "en") == "run centrally, for a purpose"


@given(st.sampled_from(GROUPS), st.sampled_from([None, *Scope]), languages)
def test_only_worldwide_commons_have_a_line_of_their_own(group, reach, lang):
    if (group, reach) != ("local_resilience", "global"):
        assert region_line(group, reach, lang) == region_line(group, None, lang)


def test_reach_and_output_have_words_in_both_languages():
    assert reach_words("global", "en") == "people everywhere"
    assert output_words("local", "en") == "lands locally"
    assert [reach_name(reach, "nl") for reach in Scope] == [
        "Lokaal",
        "Regionaal",
        "Nationaal",
        "Wereldwijd",
    ]
    assert output_words("local", "nl") == "komt lokaal terecht"


@pytest.mark.parametrize("words", [reach_words, reach_name, output_words, region_name])
def test_unknown_keys_have_no_words(words):
    with pytest.raises(ValueError, match="cosmic"):
        words("cosmic", "en")
