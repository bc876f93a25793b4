"""The page of one initiative: what it is, where it stands and why."""

import re

import pytest
from django.test import Client
from django.utils import translation

from quadrant.domain.axes import Placement
from quadrant.domain.rubric import load_rubric
from tests.initiatives.reading import detail, elsewhere, page, panel, section, words
from tests.recipes import at, write

pytestmark = pytest.mark.django_db

RUBRIC = load_rubric()
ALL_PLUS_ONE = {indicator.key: 1 for indicator in RUBRIC.indicators}


def test_it_says_what_the_initiative_is(client: Client):
    write(aliases=["Plot"], founded=2004, ended=2019, sectors=["food", "care"])
    said = words(page(client))

    for expected in (
        "Neighbours grow food.",
        "They share a plot.",
        "Anyone may join in.",
        "Started 2004",
        "Ended 2019",
        "Ghent, Belgium",
        "people nearby, lands locally",
        "Also called Plot",
        "describes 2010",
    ):
        assert expected in said


def test_facts_lead_to_what_shares_them(client: Client):
    write(sectors=["food", "care"], needs=["grow-food"], tags=["a & b"])
    said = page(client)

    for address in (
        "/initiatives/?sector=food",
        "/initiatives/?sector=care",
        "/needs/grow-food/",
        "/initiatives/?q=a%20%26%20b",
    ):
        assert f'href="{address}"' in said
    assert '<a href="https://garden.example.org/" rel="nofollow">garden.example.org</a>' in said


def test_the_page_speaks_dutch_under_its_own_address(client: Client):
    write(name="Neighbourhood garden", name_nl="Buurttuin", place_nl="Gent")
    said = words(page(client, prefix="/nl"))

    assert "Buurttuin" in said
    assert "Buren telen voedsel." in said
    assert "Gent, België" in said
    assert "Vooral Lokale veerkracht (56%)" in said


def test_it_says_the_mix_and_every_share(client: Client):
    write(assessments=[at(2021, decentralisation=-25, purpose=15)])
    said = words(section(page(client), "where"))

    assert "A mix of Global commons (36%), Netarchical capitalism (27%)" in said
    assert "on the border with Netarchical capitalism" in said
    assert "Local resilience 21%" in said


def test_a_worldwide_commons_is_not_called_local_only(client: Client):
    write(reach="global", output="global")
    assert "Local resilience decentralised commons, worldwide" in words(page(client))


def test_each_question_shows_its_answer_and_all_five_are_there(client: Client):
    answers = {**ALL_PLUS_ONE, "design": {"value": -2, "note": {"en": "A note on it."}}}
    del answers["exit"]
    suggestion = {"decentralisation": 20, "purpose": 50}
    write(assessments=[at(2010, answers=answers, **suggestion)])
    said = words(section(page(client), "why"))

    for indicator in RUBRIC.indicators:
        assert indicator.question.en in said
        for value, text in indicator.answers.items():
            assert said.count(text.en) >= 1, (indicator.key, value)
    design = RUBRIC.indicator("design").answers
    assert f"{design[-2].en} (chosen)" in said
    assert f"{design[-1].en} (chosen)" not in said
    assert "A note on it." in said
    assert "Not known, so it does not count." in said
    assert "11 of 12 questions answered." in said


def test_where_position_and_answers_differ_it_says_so(client: Client):
    write(assessments=[at(2010, answers=ALL_PLUS_ONE, decentralisation=80, purpose=50)])
    said = words(section(page(client), "why"))

    assert "lies further towards decentralised (30 on a scale of 200), for the reason given" in said
    assert "The answers suggest exactly this place." in said


def test_faces_that_pull_apart_are_named_and_not_averaged_away(client: Client):
    answers = {"coordination": -2, "design": -2, "data": -2, "means": 2, "exchange": 2, "exit": 2}
    write(assessments=[at(2010, answers=answers, decentralisation=0, purpose=50)])

    assert (
        "running the system is very centralised, the exchange itself very decentralised"
        in words(section(page(client), "why"))
    )


def test_sources_come_with_date_archive_stance_and_the_questions_they_answer(client: Client):
    sources = [
        {
            "title": "Een eigen pagina",
            "url": "https://example.org/over",
            "archived_url": "https://archive.example.org/over",
            "read_on": "2026-03-03",
            "indicators": ["design"],
        },
        {
            "title": "A critic",
            "url": "https://example.org/critic",
            "stance": "against",
            "indicators": ["design"],
        },
    ]
    write(assessments=[at(2010, sources=sources)])
    said = page(client)

    assert '<a href="https://example.org/over" rel="nofollow" lang="">Een eigen pagina</a>' in said
    assert 'href="https://archive.example.org/over"' in said
    listed = words(section(said, "sources"))
    assert "read on 3 March 2026" in listed
    assert "A critic speaks against this position" in listed
    assert "Sources: 1 . Speaks against: 2 ." in words(section(said, "why"))
    targets = re.findall(r'href="#([^"]+)"', section(said, "why"))
    assert len(targets) == 2
    assert all(f'id="{target}"' in said for target in targets)


def test_the_three_questions_of_the_test_are_answered_in_words(client: Client):
    write(p2p_test={"individual": "yes", "no_return": "partly", "peer_value": None})
    said = words(section(page(client), "p2p"))

    assert "yes, partly, not known" in said
    assert RUBRIC.p2p_questions[1].question.en in said


def test_an_entry_says_when_it_was_last_confirmed(client: Client):
    write()
    assert "Confirmed not since it was listed on" in words(page(client))
    write(checked_on="2026-01-31")
    assert "Confirmed last on 31 January 2026" in words(page(client))


def test_views_are_numbered_and_tied_to_the_general_view_of_their_own_year(client: Client):
    write(
        assessments=[
            at(2010, purpose=-60),
            at(2020, purpose=80),
            at(2012, purpose=-90, perspective={"en": "A dealer"}),
            at(2012, purpose=30, perspective={"en": "A neighbour"}),
        ]
    )
    said = words(section(page(client), "views"))

    assert "1. A dealer" in said
    assert "2. A neighbour" in said
    assert "Describes 2012." in said
    assert detail().satellites == [
        (Placement(50, -90), Placement(50, -60)),
        (Placement(50, 30), Placement(50, -60)),
    ]


def test_other_voices_stand_beside_and_move_nothing(client: Client):
    reason = {"en": "We do not agree."}
    write(
        assessments=[
            at(2010),
            at(2012, purpose=-80, voice="initiative", rationale_purpose=reason),
        ]
    )
    said = page(client)

    assert "We do not agree." in words(section(said, "voices"))
    assert "the initiative itself" in words(section(said, "voices"))
    assert "Mainly Local resilience (56%)" in words(section(said, "where"))
    assert "How it moved" not in said


def test_it_tells_how_it_moved_and_keeps_the_reasons_of_then(client: Client):
    then = {"en": "Volunteers ran it then."}
    write(
        assessments=[
            at(2010, purpose=-60, rationale_decentralisation=then),
            at(2020, purpose=80),
        ]
    )
    said = page(client)

    moved = words(section(said, "moved"))
    assert moved.index("2010 Mainly Distributed") < moved.index("2020 Mainly Local")
    earlier = words(section(said, "elsewhen"))
    assert "Volunteers ran it then." in earlier
    assert "For the street." in earlier
    assert "Its own page" in earlier
    assert detail().trail == [(2010, Placement(50, -60))]


def test_a_correction_is_no_movement(client: Client):
    write(assessments=[at(2010, purpose=-60), at(2020, nature="correction")])

    assert detail().trail == []
    assert "it did not move, we know better" in words(section(page(client), "moved"))


def test_a_corrected_change_still_moved():
    write(assessments=[at(2010, purpose=-60), at(2020, purpose=30)])
    write(assessments=[at(2010, purpose=-60), at(2020, purpose=80, nature="correction")])

    assert detail().trail == [(2010, Placement(50, -60))]


def test_earlier_positions_and_views_can_be_recomputed_from_their_answers(client: Client):
    host = {"perspective": {"en": "A host"}, "answers": {"benefit": -2}, "purpose": -100}
    write(assessments=[at(2010, answers={"design": 2}), at(2010, **host), at(2020)])
    said = page(client)

    earlier = words(section(said, "elsewhen"))
    assert "1 of 12 questions answered: provisional." in earlier
    assert RUBRIC.indicator("design").question.en in earlier
    assert RUBRIC.indicator("design").answers[2].en in earlier
    view = words(section(said, "views"))
    assert RUBRIC.indicator("benefit").answers[-2].en in view
    assert RUBRIC.indicator("design").question.en not in view


def test_what_was_replaced_stays_readable(client: Client):
    before = {"en": "We thought otherwise."}
    write(assessments=[at(2010, purpose=-60, rationale_purpose=before)])
    write(assessments=[at(2010, purpose=60, nature="correction")])
    said = page(client)

    replaced = words(section(said, "superseded"))
    assert "We thought otherwise." in replaced
    assert "Replaced on" in replaced
    assert "We thought otherwise." not in words(section(said, "why"))


def test_a_year_is_told_as_it_was(client: Client):
    write(founded=2000, assessments=[at(2010, purpose=-60), at(2020, purpose=80)])

    said = page(client, query="?year=2013")
    assert "Mainly Distributed capitalism" in words(section(said, "where"))
    assert "This is how it stood in 2013." in words(said)
    assert "2020 Mainly Local resilience" in words(section(said, "elsewhen"))
    assert "Describes 2010." in words(panel(client, query="?year=2013"))
    assert "no position in 2005" in words(panel(client, query="?year=2005"))
    assert "Describes 2020." in words(panel(client, query="?year=someday"))


def test_what_has_no_position_says_so_and_shows_the_rest(client: Client):
    write(assessments=[])
    elsewhere("market", 60, -60)
    said = page(client)

    assert "It has no position yet" in words(said)
    assert "Neighbours grow food." in words(said)
    assert "market" in section(said, "alternatives")
    assert "Show on the map" not in said
    assert "Nearest on the map" not in said
    assert "It has no position yet" in words(panel(client))


def test_a_text_in_one_language_only_is_marked_with_its_language(client: Client):
    write(
        summary={"nl": "Buren telen voedsel."},
        description={"nl": "Ze delen een perceel."},
        p2p={"en": "Anyone may join in."},
    )
    english, dutch = page(client), page(client, prefix="/nl")

    assert '<span lang="nl">Buren telen voedsel.</span>' in english
    assert re.search(r'<div [^>]*lang="nl"[^>]*><p>Ze delen een perceel.', english)
    assert words(english).count("(in Dutch)") == 2
    assert '<span lang="en">Anyone may join in.</span>' in dutch
    assert '<span lang="nl">' not in dutch


def test_the_reasons_follow_the_active_language():
    write()
    with translation.override("nl"):
        reasons = detail().reasons

    assert reasons
    assert reasons.axes[0].title == "Organisatie"
    assert reasons.axes[0].words == "Grotendeels decentraal"
