"""A view of the map in words: exact, and grammatical whatever the numbers."""

import re

import pytest
from django.http import QueryDict
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from initiatives.census import Tally
from initiatives.filters import InitiativeFilter
from initiatives.models import Initiative
from initiatives.moves import Movement
from quadrant.domain.moves import Way
from quadrant.domain.regions import GROUPS
from quadrant.points import Matching
from quadrant.view_words import moved_of_all, paragraph

NOTHING = (0, 0)
WHOLE = ((41, 12), (40, 9), (31, 31), (16, 0), 17, 3)


def asked(query: str = "") -> InitiativeFilter:
    return InitiativeFilter(QueryDict(query), Initiative.objects.none())


def counted(
    local=NOTHING,
    commons=NOTHING,
    netarchical=NOTHING,
    distributed=NOTHING,
    middle: int = 0,
    unplaced: int = 0,
    chosen: tuple[str, ...] = GROUPS,
) -> Matching:
    """How many in each region and on its border, in the middle, and nowhere."""
    groups = {
        "netarchical_capitalism": Tally(*netarchical),
        "global_commons": Tally(*commons),
        "distributed_capitalism": Tally(*distributed),
        "local_resilience": Tally(*local),
        "mix": Tally(middle),
    }
    return Matching(groups, chosen, unplaced)


def said(
    matching: Matching, query: str = "", movement: Movement | None = None, language: str = "en"
) -> str:
    with translation.override(language):
        return str(paragraph(asked(query), matching, movement))


@pytest.mark.parametrize(
    ("matching", "english", "dutch"),
    [
        (
            counted(*WHOLE),
            "41 of 148 active initiatives lie in Local resilience, 12 of them on its border;"
            " 40 in Global commons, 9 on its border;"
            " 31 in Netarchical capitalism, all on its border;"
            " 16 in Distributed capitalism; 17 in the middle; 3 have no position.",
            "41 van de 148 actieve initiatieven liggen in Lokale veerkracht, waarvan 12 op de"
            " grens; 40 in Global commons, waarvan 9 op de grens;"
            " 31 in Netarchisch kapitalisme, allemaal op de grens;"
            " 16 in Verspreid kapitalisme; 17 in het midden; 3 hebben geen positie.",
        ),
        (
            counted(local=(1, 1)),
            "1 active initiative lies in Local resilience, on its border.",
            "1 actief initiatief ligt in Lokale veerkracht, op de grens.",
        ),
        (
            counted(local=(2, 2)),
            "2 active initiatives lie in Local resilience, both on its border.",
            "2 actieve initiatieven liggen in Lokale veerkracht, allebei op de grens.",
        ),
        (
            counted(local=(1, 0), commons=(1, 1), unplaced=1),
            "1 of 3 active initiatives lies in Global commons, on its border;"
            " 1 in Local resilience; 1 has no position.",
            "1 van de 3 actieve initiatieven ligt in Global commons, op de grens;"
            " 1 in Lokale veerkracht; 1 heeft geen positie.",
        ),
        (
            counted(middle=1),
            "1 active initiative lies in the middle.",
            "1 actief initiatief ligt in het midden.",
        ),
        (
            counted(middle=2, unplaced=2),
            "2 of 4 active initiatives lie in the middle; 2 have no position.",
            "2 van de 4 actieve initiatieven liggen in het midden; 2 hebben geen positie.",
        ),
        (
            counted(unplaced=1),
            "1 active initiative has no position.",
            "1 actief initiatief heeft geen positie.",
        ),
        (
            counted(unplaced=5),
            "5 active initiatives have no position.",
            "5 actieve initiatieven hebben geen positie.",
        ),
        (
            counted(),
            "The catalogue has no active initiatives yet.",
            "De catalogus bevat nog geen actieve initiatieven.",
        ),
    ],
)
def test_each_number_is_said_in_both_languages(matching: Matching, english: str, dutch: str):
    assert said(matching) == english
    assert said(matching, language="nl") == dutch


@pytest.mark.parametrize(
    ("query", "matching", "english", "dutch"),
    [
        (
            "sector=food&country=BE&q=plot&status=all",
            counted(local=(3, 1), middle=1),
            "3 of 4 initiatives in food and farming in Belgium, matching “plot”, lie in Local"
            " resilience, 1 of them on its border; 1 in the middle.",
            "3 van de 4 initiatieven in voeding en landbouw in België, gezocht op “plot”, liggen in"
            " Lokale veerkracht, waarvan 1 op de grens; 1 in het midden.",
        ),
        (
            "status=ended",
            counted(local=(1, 0)),
            "1 ended initiative lies in Local resilience.",
            "1 gestopt initiatief ligt in Lokale veerkracht.",
        ),
        (
            "year=2008",
            counted(local=(2, 0), middle=1, unplaced=1),
            "2 of 4 active initiatives as of 2008 lay in Local resilience; 1 in the middle;"
            " 1 is not described for that year.",
            "2 van de 4 actieve initiatieven in 2008 lagen in Lokale veerkracht; 1 in het midden;"
            " 1 is niet beschreven voor dat jaar.",
        ),
        (
            "year=2008",
            counted(local=(1, 0)),
            "1 active initiative as of 2008 lay in Local resilience.",
            "1 actief initiatief in 2008 lag in Lokale veerkracht.",
        ),
        (
            "year=2008",
            counted(unplaced=2),
            "2 active initiatives as of 2008 are not described for that year.",
            "2 actieve initiatieven in 2008 zijn niet beschreven voor dat jaar.",
        ),
        (
            "q=zzz",
            counted(),
            "Nothing matches: 0 active initiatives, matching “zzz”.",
            "Niets gevonden: 0 actieve initiatieven, gezocht op “zzz”.",
        ),
        (
            "region=local_resilience",
            counted(*WHOLE[:5], chosen=("local_resilience",)),
            "41 active initiatives lie in Local resilience, 12 of them on its border.",
            "41 actieve initiatieven liggen in Lokale veerkracht, waarvan 12 op de grens.",
        ),
        (
            "region=mix",
            counted(*WHOLE[:5], chosen=("mix",)),
            "17 active initiatives lie in the middle.",
            "17 actieve initiatieven liggen in het midden.",
        ),
        (
            "region=local_resilience&region=mix",
            counted(*WHOLE[:5], chosen=("local_resilience", "mix")),
            "41 of 58 active initiatives, mainly Local resilience or in the middle, lie in Local"
            " resilience, 12 of them on its border; 17 in the middle.",
            "41 van de 58 actieve initiatieven, vooral Lokale veerkracht of in het midden, liggen"
            " in Lokale veerkracht, waarvan 12 op de grens; 17 in het midden.",
        ),
        (
            "placed=no",
            counted(unplaced=3),
            "3 active initiatives have no position.",
            "3 actieve initiatieven hebben geen positie.",
        ),
    ],
)
def test_the_filter_is_said_in_its_own_words(query, matching, english, dutch):
    assert said(matching, query) == english
    assert said(matching, query, language="nl") == dutch


@pytest.mark.parametrize(
    ("total", "movement", "english", "dutch"),
    [
        (
            148,
            Movement(2013, 6, Way.CENTRE, 4),
            "6 have moved since 2013, most of them towards the centre.",
            "6 zijn sinds 2013 verschoven, de meeste naar het midden.",
        ),
        (
            148,
            Movement(2013, 6, Way.RIM, 6),
            "6 have moved since 2013, all of them towards the rim.",
            "6 zijn sinds 2013 verschoven, allemaal naar de rand.",
        ),
        (148, Movement(2013, 6), "6 have moved since 2013.", "6 zijn sinds 2013 verschoven."),
        (
            3,
            Movement(2008, 2, Way.PURPOSE, 2),
            "2 have moved since 2008, both towards the purpose-driven side.",
            "2 zijn sinds 2008 verschoven, allebei naar de doelgedreven kant.",
        ),
        (
            2,
            Movement(2013, 2, Way.PROFIT, 2),
            "Both have moved since 2013, both towards the profit-driven side.",
            "Beide zijn sinds 2013 verschoven, allebei naar de winstgedreven kant.",
        ),
        (
            3,
            Movement(2013, 3, Way.CENTRALISED, 2),
            "All have moved since 2013, most of them towards the centralised side.",
            "Alle zijn sinds 2013 verschoven, de meeste naar de centrale kant.",
        ),
        (
            148,
            Movement(2013, 1, Way.DECENTRALISED, 1),
            "1 has moved since 2013, towards the decentralised side.",
            "1 is sinds 2013 verschoven, naar de decentrale kant.",
        ),
        (
            1,
            Movement(2013, 1, Way.CENTRE, 1),
            "It has moved since 2013, towards the centre.",
            "Het is sinds 2013 verschoven, naar het midden.",
        ),
        (
            1,
            Movement(2013, 0),
            "It is not known to have moved since 2013.",
            "Voor zover bekend is het sinds 2013 niet verschoven.",
        ),
        (
            9,
            Movement(2013, 0),
            "None of them is known to have moved since 2013.",
            "Voor zover bekend is er sinds 2013 geen verschoven.",
        ),
    ],
)
def test_how_many_moved_is_said_with_the_way_most_went(total, movement, english, dutch):
    matching = counted(local=(total, 0))

    with translation.override("en"):
        assert paragraph(asked(), matching, movement).moved == english
    with translation.override("nl"):
        assert paragraph(asked(), matching, movement).moved == dutch


def test_only_what_moved_is_a_link_to_how_it_did():
    matching = counted(local=(4, 0))

    with_one = paragraph(asked("sector=food&sort=name&year=2008"), matching, Movement(2008, 1))
    assert with_one.moved_address == "/moved/?sector=food&year=2008"
    assert paragraph(asked(), matching, Movement(2013, 1)).moved_address == "/moved/"
    assert paragraph(asked(), matching, Movement(2013, 0)).moved_address == ""


def test_nothing_is_said_of_moves_where_nothing_is_on_the_map():
    assert paragraph(asked(), counted(unplaced=3), Movement(2013, 0)).moved == ""
    assert paragraph(asked(), counted(local=(3, 0)), None).moved == ""


@pytest.mark.parametrize(
    ("query", "total", "movement", "english", "dutch"),
    [
        (
            "",
            162,
            Movement(2013, 45, Way.CENTRALISED, 25),
            "45 of 162 active initiatives have moved since 2013, most of them towards the"
            " centralised side.",
            "45 van de 162 actieve initiatieven zijn sinds 2013 verschoven, de meeste naar de"
            " centrale kant.",
        ),
        (
            "year=2008",
            91,
            Movement(2008, 1),
            "1 of 91 active initiatives as of 2008 has moved since then.",
            "1 van de 91 actieve initiatieven in 2008 is sindsdien verschoven.",
        ),
        (
            "q=plot",
            2,
            Movement(2013, 2),
            "2 active initiatives, matching “plot”, have moved since 2013.",
            "2 actieve initiatieven, gezocht op “plot”, zijn sinds 2013 verschoven.",
        ),
        (
            "",
            1,
            Movement(2013, 1),
            "1 active initiative has moved since 2013.",
            "1 actief initiatief is sinds 2013 verschoven.",
        ),
        (
            "",
            1,
            Movement(2013, 0),
            "1 active initiative is not known to have moved since 2013.",
            "1 actief initiatief is voor zover bekend sinds 2013 niet verschoven.",
        ),
        (
            "",
            12,
            Movement(2013, 0),
            "None of 12 active initiatives is known to have moved since 2013.",
            "Van de 12 actieve initiatieven is voor zover bekend sinds 2013 geen enkel verschoven.",
        ),
        (
            "q=zzz",
            0,
            Movement(2013, 0),
            "Nothing matches: 0 active initiatives, matching “zzz”.",
            "Niets gevonden: 0 actieve initiatieven, gezocht op “zzz”.",
        ),
    ],
)
def test_the_page_of_what_moved_says_of_how_many(query, total, movement, english, dutch):
    assert moved_of_all(asked(query), total, movement) == english
    with translation.override("nl"):
        assert moved_of_all(asked(query), total, movement) == dutch


tallies = st.integers(0, 3000).flatmap(
    lambda total: st.tuples(st.just(total), st.one_of(st.just(total), st.integers(0, total)))
)


@given(
    st.tuples(tallies, tallies, tallies, tallies),
    st.integers(0, 3000),
    st.integers(0, 3000),
    st.sampled_from(["", "year=1995", "sector=food"]),
    st.sampled_from(["en", "nl"]),
)
def test_the_numbers_add_up(regions, middle, unplaced, query, language):
    matching = counted(*regions, middle, unplaced)
    if not matching.total:
        return

    clauses = said(matching, query, language=language).split("; ")
    numbers = [int(re.match(r"\d+", clause)[0]) for clause in clauses]

    assert len(clauses) == sum(1 for n in (*(r[0] for r in regions), middle, unplaced) if n)
    assert sum(numbers) == matching.total
    assert str(matching.total) in clauses[0]
    # The regions come by size, then the middle and what has no position.
    stood = sum(1 for total, _border in regions if total)
    assert numbers[:stood] == sorted((r[0] for r in regions if r[0]), reverse=True)
