"""Assessing, correcting, withdrawing and merging in the admin."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from initiatives.catalogue import withdraw
from initiatives.entry import to_entry
from initiatives.models import Initiative
from quadrant.domain.rubric import load_rubric
from tests.initiatives.admin.pages import assessment, filled_in, form_on, page
from tests.recipes import at, write

pytestmark = pytest.mark.django_db


def errors(answer, field):
    return " ".join(answer.context["form"].errors.get(field, []))


# --- assess ------------------------------------------------------------------------------------
def test_every_question_comes_with_its_answers_in_full_and_unanswered(desk: Client):
    answer = desk.get(page("assess", write().pk))
    text = answer.content.decode()

    for indicator in load_rubric().indicators:
        assert answer.context["form"][f"answer_{indicator.key}"].value() in (None, "")
        for choice in indicator.answers.values():
            assert choice.en.replace("'", "&#x27;") in text
    assert text.count(" checked") == len(load_rubric().indicators)


def test_a_change_adds_an_assessment_for_its_year(desk: Client, curator: User):
    garden = write(assessments=[at(2010)])
    address = page("assess", garden.pk)
    answer = desk.post(address, assessment(desk, address))
    garden = Initiative.objects.get()

    assert answer.status_code == 302
    assert (garden.decentralisation, garden.purpose, garden.as_of) == (60, -40, 2015)
    assert list(garden.assessments.in_force().values_list("as_of", "last_year")) == [
        (2010, 2014),
        (2015, 9999),
    ]
    assert garden.revisions.last().actor == curator
    assert garden.revisions.last().reason == "It changed hands."


def test_answers_notes_perspective_voice_and_sources_are_written_as_given(desk: Client):
    garden = write()
    address = page("assess", garden.pk)
    answer = desk.post(
        address,
        assessment(
            desk,
            address,
            answer_coordination="2",
            note_coordination_nl="Met\r\nzijn allen.",
            answer_design="-1",
            voice="initiative",
            perspective_en="A neighbour",
            **{
                "sources-1-title": "A critic",
                "sources-1-url": "https://example.org/critic",
                "sources-1-archived_url": "https://archive.example.org/1",
                "sources-1-read_on": "2026-01-31",
                "sources-1-stance": "against",
            },
        ),
    )
    assert answer.status_code == 302
    part = to_entry(Initiative.objects.get()).assessments[-1]

    assert (part.voice, part.perspective.en, part.nature) == ("initiative", "A neighbour", "change")
    assert part.answer_values == {"coordination": 2, "design": -1}
    assert part.answers["coordination"].note.nl == "Met zijn allen."
    assert [source.stance for source in part.sources] == ["supports", "against"]
    assert str(part.sources[1].read_on) == "2026-01-31"


def test_an_empty_position_is_what_the_answers_suggest(desk: Client):
    garden = write()
    address = page("assess", garden.pk)
    answers = {"coordination": "2", "design": "1", "data": "1", "ownership": "-2"}
    data = assessment(
        desk,
        address,
        decentralisation="",
        purpose="",
        **{f"answer_{key}": value for key, value in answers.items()},
    )
    assert desk.post(address, data).status_code == 302
    garden.refresh_from_db()

    assert (garden.decentralisation, garden.purpose) == (67, -100)


def test_without_answers_a_position_must_be_given(desk: Client):
    address = page("assess", write().pk)
    answer = desk.post(address, assessment(desk, address, purpose=""))

    assert answer.status_code == 422
    assert "give the position yourself" in errors(answer, "purpose")
    assert not errors(answer, "decentralisation")


THREE = {"answer_coordination": "1", "answer_design": "1", "answer_data": "1"}


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({**THREE, "decentralisation": 55}, "decentralisation", "by less than one answer step"),
        ({"decentralisation": 101}, "decentralisation", "must be at most 100"),
        ({"decentralisation": "NaN"}, "decentralisation", "Enter a whole number"),
        ({"decentralisation": "9" * 5000}, "decentralisation", "Enter a whole number"),
        ({"decentralisation": "1e3"}, "decentralisation", "Enter a whole number"),
        ({"as_of": 2010}, "as_of", "has the same year, perspective and voice"),
        ({"as_of": 1999}, "as_of", "lies outside the years"),
        ({"as_of": 2999}, "as_of", "lies outside the years"),
        ({"as_of": ""}, "as_of", "This field is required"),
        ({"voice": "nobody"}, "voice", "Select a valid choice"),
        ({"answer_design": "7"}, "answer_design", "Select a valid choice"),
        ({"note_design_en": "Why?"}, "note_design_en", "belongs to an answer"),
        (
            {"answer_design": "1", "note_design_en": "x" * 401},
            "note_design_en",
            "longer than 400 characters",
        ),
        ({"rationale_purpose_en": ""}, "rationale_purpose_en", "is missing"),
        ({"rationale_purpose_nl": "x" * 601}, "rationale_purpose_nl", "longer than 600"),
        ({"perspective_nl": "x" * 81}, "perspective_nl", "longer than 80"),
        ({"sources-0-title": "", "sources-0-url": ""}, "__all__", "needs at least 1 item"),
        ({"reason": " "}, "reason", "This field is required"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(desk: Client, changes, field: str, words: str):
    garden = write()
    address = page("assess", garden.pk)
    answer = desk.post(address, assessment(desk, address, **changes))

    assert answer.status_code == 422
    assert words in errors(answer, field)
    assert garden.revisions.count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"sources-0-url": "javascript:alert(1)"}, "url", "must be a public address"),
        ({"sources-0-title": ""}, "title", "is empty"),
        ({"sources-0-title": "x" * 301}, "title", "longer than 300"),
        ({"sources-0-archived_url": "http://127.0.0.1/"}, "archived_url", "public address"),
        ({"sources-0-read_on": "2999-01-01"}, "read_on", "lies in the future"),
        ({"sources-0-read_on": "yesterday"}, "read_on", "Enter a valid date"),
        ({"sources-0-stance": "neither"}, "stance", "Select a valid choice"),
    ],
)
def test_what_is_wrong_in_a_source_is_said_in_its_row(desk: Client, changes, field, words):
    address = page("assess", write().pk)
    answer = desk.post(address, assessment(desk, address, **changes))

    assert answer.status_code == 422
    assert words in answer.context["form"].sources.forms[0].errors[field][0]
    assert words in answer.content.decode()


def test_looking_at_the_suggestion_writes_nothing_and_keeps_what_was_typed(desk: Client):
    garden = write()
    address = page("assess", garden.pk)
    answer = desk.post(address, assessment(desk, address, _look="1", decentralisation="", **THREE))
    text = answer.content.decode()

    assert answer.status_code == 200
    assert "The answers suggest 50, largely decentralised." in text
    assert "so nothing is suggested" in text
    assert "The members run it." in text
    assert len(answer.context["form"].sources.forms) == 4
    assert garden.revisions.count() == 1

    data = {**filled_in(answer.context["form"]), **THREE}
    assert desk.post(address, data).status_code == 302
    assert Initiative.objects.get().decentralisation == 50


# --- correct -----------------------------------------------------------------------------------
def test_an_untouched_correction_carries_everything_over(desk: Client):
    answers = {key: {"value": 1, "note": {"en": "n"}} for key in ("coordination", "design", "data")}
    source = {
        "title": "Book",
        "url": "https://example.org/book",
        "read_on": "2020-02-02",
        "stance": "against",
        "indicators": ["design"],
    }
    garden = write(
        assessments=[
            at(2010),
            at(2012, perspective={"nl": "Een buur"}, answers=answers, sources=[source]),
        ]
    )
    before = to_entry(garden)
    row = garden.assessments.get(as_of=2012)
    address = page("correct", garden.pk, row.pk)
    data = {**form_on(desk, address), "purpose": "80", "reason": "We know better."}
    assert desk.post(address, data).status_code == 302
    after = to_entry(garden)
    expected = before.assessments[1].model_copy(update={"purpose": 80, "nature": "correction"})

    assert after.assessments == [before.assessments[0], expected]
    new = garden.assessments.in_force().get(as_of=2012)
    assert new.supersedes == row
    assert "Een buur" in desk.get(page("change", garden.pk)).content.decode()


def test_a_source_that_is_emptied_is_taken_away(desk: Client):
    sources = [{"title": t, "url": f"https://example.org/{t}"} for t in ("one", "two")]
    garden = write(assessments=[at(2010, sources=sources)])
    address = page("correct", garden.pk, garden.assessments.get().pk)
    cleared = {"sources-0-title": "", "sources-0-url": ""}
    desk.post(address, {**form_on(desk, address), **cleared, "reason": "Not a source."})

    assert [source.title for source in to_entry(garden).assessments[0].sources] == ["two"]


def test_what_is_superseded_or_of_another_cannot_be_corrected(desk: Client):
    garden = write(assessments=[at(2010)])
    old = garden.assessments.get()
    write(assessments=[at(2010, purpose=90)])
    other = write(slug="other").assessments.get()

    for number in (old.pk, other.pk, 10**30):
        address = page("correct", garden.pk, number)
        assert desk.get(address).status_code == 404
        assert desk.post(address).status_code == 404


def test_an_assessment_on_an_entry_that_changed_meanwhile_is_asked_again(desk: Client):
    garden = write()
    address = page("assess", garden.pk)
    data = assessment(desk, address)
    write(name="Allotment")
    answer = desk.post(address, data)

    assert answer.status_code == 409
    assert "changed after you opened it" in answer.content.decode()
    assert garden.assessments.count() == 1

    data = filled_in(answer.context["form"])
    assert data["rationale_purpose_en"] == "It pays them."
    assert desk.post(address, data).status_code == 302
    garden.refresh_from_db()
    assert (garden.name, garden.as_of) == ("Allotment", 2015)


@pytest.mark.parametrize(
    "broken",
    [
        {"sources-TOTAL_FORMS": ""},
        {"sources-TOTAL_FORMS": "-5"},
        {"sources-TOTAL_FORMS": "9" * 30},
        {"sources-TOTAL_FORMS": "NaN", "_look": "1"},
        {"sources-INITIAL_FORMS": "99"},
        {"sources-0-indicators": "nonsense \x00"},
        {"sources-0-indicators": "nonsense"},
        {"sources-0-title": "a\x00b"},
    ],
)
def test_a_tampered_form_is_an_error_in_the_form(desk: Client, broken):
    address = page("assess", write().pk)
    status = desk.post(address, assessment(desk, address, **broken)).status_code

    assert status in (200, 302, 422)
    assert desk.post(address, broken).status_code in (200, 422)


# --- withdraw ----------------------------------------------------------------------------------
def test_withdrawing_takes_a_reason_and_is_told(desk: Client, curator: User):
    garden = write()
    address = page("withdraw", garden.pk)
    data = form_on(desk, address)

    assert desk.post(address, data).status_code == 422
    assert desk.post(address, {**data, "reason": "It never\r\nexisted."}).status_code == 302
    garden.refresh_from_db()
    assert garden.withdrawn_at is not None
    assert garden.withdrawn_reason == "It never existed."
    assert garden.revisions.last().actor == curator


def test_withdrawing_what_changed_meanwhile_is_asked_again(desk: Client):
    garden = write()
    address = page("withdraw", garden.pk)
    data = {**form_on(desk, address), "reason": "Gone."}
    write(name="Allotment")
    answer = desk.post(address, data)

    assert answer.status_code == 422
    assert "changed this initiative meanwhile" in answer.content.decode()
    assert not Initiative.objects.exclude(withdrawn_at=None).exists()
    assert desk.post(address, filled_in(answer.context["form"])).status_code == 302


# --- merge -------------------------------------------------------------------------------------
def test_merging_shows_the_other_one_before_it_happens(desk: Client, curator: User):
    plot, garden = write(slug="plot", name="Plot"), write()
    address = page("merge", plot.pk)
    data = {**form_on(desk, address), "into": "garden", "reason": "The same thing."}
    answer = desk.post(address, data)

    assert answer.status_code == 200
    assert page("change", garden.pk) in answer.content.decode()
    plot.refresh_from_db()
    assert plot.withdrawn_at is None

    answer = desk.post(address, {**data, "confirmed": "garden"})
    plot.refresh_from_db()
    assert answer.url == page("change", garden.pk)
    assert plot.merged_into == garden
    assert list(garden.aliases.values_list("name", flat=True)) == ["Plot"]
    assert plot.revisions.last().actor == curator


def test_another_address_than_the_one_that_was_shown_is_shown_first(desk: Client):
    plot, _garden, _farm = write(slug="plot"), write(slug="garden"), write(slug="farm")
    address = page("merge", plot.pk)
    data = {**form_on(desk, address), "into": "farm", "confirmed": "garden", "reason": "Same."}

    assert desk.post(address, data).status_code == 200
    assert not Initiative.objects.exclude(withdrawn_at=None).exists()


@pytest.mark.parametrize(
    ("into", "words"),
    [
        ("", "required"),
        ("nowhere", "no initiative with this address"),
        ("plot", "the initiative itself"),
        ("gone", "withdrawn itself"),
        ("a\x00b", "Null characters"),
        ("x" * 10_000, "no initiative with this address"),
    ],
)
def test_an_impossible_merge_is_said_beside_the_field(desk: Client, into: str, words: str):
    plot = write(slug="plot")
    withdraw(write(slug="gone"), by=None, reason="Gone.")
    address = page("merge", plot.pk)
    data = {**form_on(desk, address), "into": into, "confirmed": into, "reason": "Same."}
    answer = desk.post(address, data)

    assert answer.status_code == 422
    assert words in errors(answer, "into")


def test_a_merge_with_more_names_than_an_entry_holds_is_refused(desk: Client):
    plot = write(slug="plot", name="Plot")
    garden = write(aliases=[f"Name {number}" for number in range(30)])
    address = page("merge", plot.pk)
    data = {
        **form_on(desk, address),
        "into": "garden",
        "confirmed": "garden",
        "reason": "The same thing.",
    }
    answer = desk.post(address, data)

    assert answer.status_code == 422
    assert "more than 30" in errors(answer, "into")
    assert len(to_entry(garden).aliases) == 30
