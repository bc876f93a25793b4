"""What a submission proposes, before and after it is stored."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.catalogue import merge
from initiatives.entry import dump, to_entry
from initiatives.entry.schema import SHORT_NAME_LENGTH
from initiatives.models import Initiative, Kind, State, Submission
from initiatives.proposals import (
    answers_of,
    assessment_of,
    entry_now,
    placement_of,
    proposed,
    shortened,
    years_open,
)
from tests.recipes import at, opinion, submit, write
from tests.strategies import words

pytestmark = pytest.mark.django_db


def entry_of(submission: Submission) -> dict[str, Any]:
    """Return the entry that a submission proposes; a broken rule fails the test."""
    outcome = proposed(submission)
    assert outcome and outcome.entry, outcome and list(map(str, outcome.problems))
    return dump(outcome.entry)


def test_what_is_not_sent_yet_can_be_looked_at(django_assert_num_queries: Any):
    part = opinion(answers={"design": 1})
    unsent = Submission(
        kind=Kind.NEW,
        language="en",
        data={"name": "Plot", "website": "https://plot.example.org", "assessments": [part]},
    )

    assert entry_of(unsent)["assessments"][0]["purpose"] == -50
    assert not Submission.objects.exists()


def test_what_was_entered_proposes_nothing_any_more():
    submission = submit()
    submission.initiative = write()
    submission.state = State.ACCEPTED

    assert proposed(submission) is None


@pytest.mark.parametrize("kind", ["change", "objection", "second_opinion"])
def test_words_alone_propose_no_entry(kind: str):
    assert proposed(submit(kind, write(), statement="It moved.")) is None


def test_answers_without_a_position_are_read_and_place_nothing():
    part = opinion(decentralisation=None, purpose=None, answers={"design": -1})
    submission = submit(data={"name": "Plot", "assessments": [part]})

    assert answers_of(submission) == {"design": -1}
    assert placement_of(submission) is None
    assert assessment_of(submission) is None


@pytest.mark.parametrize(
    ("given", "titles"),
    [
        ({"sources": [{"title": "A book", "url": "https://b.example.org"}]}, ["A book"]),
        ({"first_hand": True}, ["First-hand knowledge of the sender"]),
        (
            {"first_hand": True, "language": "nl"},
            ["Kennis uit de eerste hand van de inzender"],
        ),
        (
            {"sources": [{"title": "A book", "url": "https://b.example.org"}], "first_hand": True},
            ["A book", "First-hand knowledge of the sender"],
        ),
        ({}, ["plot.example.org"]),
    ],
)
def test_a_position_rests_on_what_was_given_else_on_the_page_of_the_initiative(
    given: dict[str, Any], titles: list[str]
):
    data = {"name": "Plot", "website": "https://www.plot.example.org/", "assessments": [opinion()]}
    sources = entry_of(submit(data=data, **given))["assessments"][0]["sources"]

    assert [source["title"] for source in sources] == titles


def test_a_second_opinion_without_sources_rests_on_the_page_of_the_initiative():
    garden = write(website="https://garden.example.org/")
    submission = submit("second_opinion", garden, data={"assessments": [opinion()]})

    assert assessment_of(submission)["sources"][0]["url"] == "https://garden.example.org/"


def test_a_reason_that_was_given_is_kept_and_the_other_axis_gets_one():
    part = opinion(rationale_purpose={"nl": "Ze verkopen alles."})
    whole = assessment_of(submit(data={"name": "Plot", "assessments": [part]}))

    assert whole["rationale_purpose"] == {"nl": "Ze verkopen alles."}
    assert set(whole["rationale_decentralisation"]) == {"en", "nl"}


def test_a_position_describes_the_year_of_sending_or_the_last_one():
    this_year = submit(data={"name": "Plot", "assessments": [opinion()]})
    ended = submit(data={"name": "Plot", "ended": 2010, "assessments": [opinion()]})
    garden = write(founded=2000, ended=2012)
    of_garden = submit("second_opinion", garden, data={"assessments": [opinion()]})

    assert assessment_of(this_year)["as_of"] == this_year.sent_at.year
    assert assessment_of(ended)["as_of"] == 2010
    assert assessment_of(of_garden)["as_of"] == 2012
    assert years_open(of_garden) == (2000, 2012)


def test_what_was_merged_is_proposed_for_the_one_that_stayed():
    plot, garden = write(slug="plot"), write(slug="garden", place="Bruges")
    submission = submit("change", plot, data={"country": "NL"})
    merge(plot, into=garden, by=None, reason="The same.")
    submission = Submission.objects.get()

    assert entry_now(submission) == to_entry(Initiative.objects.get(pk=garden.pk))
    assert entry_of(submission)["slug"] == "garden"
    assert (entry_of(submission)["place"], entry_of(submission)["country"]) == ("Bruges", "NL")


def test_a_later_confirmation_is_not_undone_by_an_earlier_one():
    garden = write(checked_on="2026-01-01")
    submission = submit("still_right", garden)
    submission.sent_at = submission.sent_at.replace(year=2025)

    assert entry_of(submission)["checked_on"] == "2026-01-01"


def test_an_opinion_keeps_its_point_of_view_where_nobody_else_has_it():
    write(assessments=[at(2010)])
    garden = write(assessments=[at(2010), at(2020, voice="contributor")])
    part = opinion(as_of=2020, perspective={"nl": "Een gast"})
    entry = entry_of(submit("second_opinion", garden, data={"assessments": [part]}))

    assert [a["perspective"] for a in entry["assessments"]] == [None, None, {"nl": "Een gast"}]


@given(words(120, SHORT_NAME_LENGTH + 1) | st.text("ab -–,", min_size=25, max_size=60))
def test_a_shortened_name_fits_on_the_map_and_begins_like_the_whole(name: str):
    short = shortened(name)

    assert len(short) <= SHORT_NAME_LENGTH
    assert short.endswith("…")
    assert name.startswith(short[:-1])
