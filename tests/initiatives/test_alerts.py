"""What curators are warned of: what is odd, and nothing else."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from initiatives import moderation
from initiatives.alerts import alerts_of, mixed_words
from initiatives.do_not_list import remember
from initiatives.models import Submission
from tests.recipes import opinion, submit, write

pytestmark = pytest.mark.django_db
SOURCES = [
    {"title": "News", "url": "https://news.example.org/"},
    {"title": "Report", "url": "https://report.example.org/"},
]


def new(**changes: Any) -> Submission:
    data = {"name": "Plot", "website": "https://plot.example.org/"}
    return submit(data={**data, **changes.pop("data", {})}, **changes)


def test_a_clean_submission_raises_nothing():
    part = opinion(decentralisation=-50, purpose=-50, answers={"design": -1, "ownership": -1})
    submission = new(data={"assessments": [part]}, sources=SOURCES)

    assert alerts_of(submission) == []
    assert alerts_of(submit("change", write(), data={"place": "Bruges"})) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Рaypal and Uber", ["Рaypal"]),  # the first letter is Cyrillic
        ("Αirbnb", ["Αirbnb"]),  # Greek
        ("Москва and Paris, Αθήνα", []),
        ("日本 with カタカナ", []),
        ("naïve café–Ωmega", ["café–Ωmega"]),
        ("", []),
    ],
)
def test_letters_of_several_alphabets_in_one_word_are_found(text: str, words: list[str]):
    assert mixed_words(iter([text])) == words


def test_mixed_letters_are_looked_for_in_every_text():
    change = submit("change", write(), data={"summary": {"nl": "Een Рaypal"}})

    assert "Рaypal" in alerts_of(change)[0]
    assert "Рaypal" in alerts_of(submit("objection", write(slug="b"), statement="Рaypal!"))[0]


@pytest.mark.parametrize(
    ("sources", "first_hand", "said"),
    [([], False, "No source"), (SOURCES[:1], False, "one source"), ([], True, "one source")],
)
def test_a_position_that_rests_on_one_source_is_named(
    sources: list[dict[str, str]], first_hand: bool, said: str
):
    part = opinion(answers={"design": -1, "ownership": -1})
    submission = new(data={"assessments": [part]}, sources=sources, first_hand=first_hand)

    assert any(said in alert for alert in alerts_of(submission))


def test_a_position_far_from_its_answers_is_named_and_so_is_a_missing_reason():
    part = opinion(decentralisation=80, purpose=-50, answers={"design": -1, "ownership": -1})
    without = alerts_of(new(data={"assessments": [part]}, sources=SOURCES))
    part = {**part, "rationale_decentralisation": {"en": "Members voted."}}
    reasoned = alerts_of(new(data={"assessments": [part]}, sources=SOURCES))

    assert [("25 points" in a, "without a reason" in a) for a in without] == [
        (True, False),
        (False, True),
    ]
    assert ["25 points" in a for a in reasoned] == [True]


def test_what_was_refused_before_is_named_by_name_and_by_website():
    ann = User.objects.create_user("ann")
    for name, site in (("PLOT", "https://a.example.org"), ("Other", "https://plot.example.org/x")):
        refused = submit(data={"name": name, "website": site})
        moderation.refuse(refused, by=ann, version=1, note="No.")

    assert any("2 times" in alert for alert in alerts_of(new()))
    assert alerts_of(submit(data={"name": "Fresh", "website": "https://fresh.example.org"})) == []


def test_who_asked_not_to_be_listed_is_named():
    remember("Plot", "", "They wrote to us.", by=None)

    assert "They wrote to us." in alerts_of(new())[0]


def test_a_wish_that_was_lifted_is_not_named():
    wish = remember("Plot", "", "They wrote to us.", by=None)
    wish.lifted_on = wish.asked_on
    wish.save()

    assert alerts_of(new()) == []


def test_answers_that_say_it_is_no_peer_to_peer_system_are_named():
    submission = new(data={"p2p_test": {"peer_value": "no"}})

    assert "peer-to-peer" in alerts_of(submission)[0]


def test_a_sender_who_takes_part_is_named():
    assert "takes part" in alerts_of(new(involved=True))[0]
