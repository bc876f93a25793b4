"""Every move of a submission: what it does, what it leaves alone, and what stands in its way."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User

from initiatives import moderation
from initiatives.catalogue import merge, withdraw
from initiatives.entry import to_entry
from initiatives.models import (
    CatalogueVersion,
    Decision,
    Initiative,
    Kind,
    MailKind,
    Move,
    Origin,
    Outbox,
    State,
    Submission,
)
from initiatives.moderation import MOVES, Improved, NotAnEntry, NotPossible, accept
from initiatives.undoing import undo
from tests.at_once import at_once, committed
from tests.recipes import at, make_sent, opinion, submit, write
from tests.sites import ROOT

pytestmark = pytest.mark.django_db
DOCUMENT = (ROOT / "docs" / "submissions.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \| `(\w+)` \|", re.MULTILINE)


@pytest.fixture
def ann(db: None) -> User:
    return User.objects.create_user("ann")


def now(submission: Submission) -> Submission:
    return Submission.objects.select_related("initiative").get(pk=submission.pk)


def make(move: Move, submission: Submission, by: User) -> None:
    """Make a move as somebody who sees the submission as it is."""
    seen = now(submission).version
    match move:
        case Move.ACCEPT:
            accept(submission, by=by, version=seen)
        case Move.ASK_BACK:
            moderation.ask_back(submission, by=by, version=seen, note="Where is it?")
        case Move.REFUSE:
            moderation.refuse(submission, by=by, version=seen, note="It is a shop.")
        case Move.ANSWER:
            moderation.answer(submission, note="In Ghent.")
        case Move.SEND_AGAIN:
            moderation.send_again(submission, make_sent(data={"name": "Allotment"}), f"t{seen}")
        case Move.WITHDRAW:
            moderation.withdraw(submission, note="Never mind.")
        case Move.UNDO:
            undo(submission.decisions.get(), by=by)


def bring(submission: Submission, state: State, by: User) -> None:
    """Bring a submission that waits to another state, by the moves there are."""
    first = {end: move for move, (starts, end) in MOVES.items() if State.PENDING in starts}
    if state != State.PENDING:
        make(first[state], submission, by)
    assert now(submission).state == state


# --- the table -----------------------------------------------------------------------------------
def test_the_document_has_the_moves_that_there_are():
    told = {
        Move(move): (frozenset(map(State, re.findall(r"`(\w+)`", starts))), State(end))
        for move, _who, starts, end in ROW.findall(DOCUMENT)
    }

    assert told == MOVES


def test_the_document_tells_the_moves_of_curators_and_senders_apart():
    told = {Move(move) for move, who, _from, _to in ROW.findall(DOCUMENT) if who == "a curator"}

    assert told == {move for move in Move if Decision(move=move).is_by_curator}


def test_the_document_describes_every_kind():
    rows = re.findall(r"^\| ([^|`]+) \| [^|]+ \| [^|]+ \|$", DOCUMENT, re.MULTILINE)

    assert {str(kind.label) for kind in Kind} <= {row.strip() for row in rows}


@pytest.mark.parametrize("move", [move for move in Move if move != Move.UNDO])
@pytest.mark.parametrize("state", State)
def test_a_move_is_possible_from_the_states_in_the_table_and_from_no_other(
    ann: User, move: Move, state: State
):
    submission = submit()
    bring(submission, state, ann)
    decided, written = Decision.objects.count(), CatalogueVersion.current()
    starts, end = MOVES[move]

    assert moderation.possible(now(submission), move) is (state in starts)
    if state in starts:
        make(move, submission, ann)
        latest = submission.decisions.last()
        assert now(submission).state == end
        assert (latest.move, latest.curator) == (move, ann if latest.is_by_curator else None)
        assert Decision.objects.count() == decided + 1
    else:
        with pytest.raises(NotPossible) as refused:
            make(move, submission, ann)
        assert refused.value.state == now(submission).state == state
        assert Decision.objects.count() == decided
        assert CatalogueVersion.current() == written


def test_what_is_answered_or_sent_again_while_it_waits_keeps_its_place(ann: User):
    submission = submit()
    sent_at = submission.waiting_since

    for move in (Move.ANSWER, Move.SEND_AGAIN):
        make(move, submission, ann)
        assert now(submission).waiting_since == sent_at
    make(Move.ASK_BACK, submission, ann)
    make(Move.ANSWER, submission, ann)
    assert now(submission).waiting_since > sent_at


# --- two at once ---------------------------------------------------------------------------------
@pytest.mark.parametrize("first", [Move.ACCEPT, Move.ASK_BACK, Move.REFUSE])
@pytest.mark.parametrize("second", [Move.ACCEPT, Move.ASK_BACK, Move.REFUSE])
def test_who_decides_on_what_another_curator_decided_meanwhile_is_told(
    ann: User, first: Move, second: Move
):
    submission = submit()
    deeds: dict[Move, Callable[..., Any]] = {
        Move.ACCEPT: accept,
        Move.ASK_BACK: moderation.ask_back,
        Move.REFUSE: moderation.refuse,
    }
    make(first, submission, ann)

    with pytest.raises(NotPossible):
        deeds[second](submission, by=ann, version=submission.version, note="Late.")
    assert submission.decisions.get().move == first


@pytest.mark.parametrize("move", [Move.ANSWER, Move.SEND_AGAIN])
def test_who_decides_on_what_the_sender_changed_meanwhile_is_told(ann: User, move: Move):
    submission = submit()
    make(move, submission, ann)

    with pytest.raises(Improved):
        accept(submission, by=ann, version=submission.version)
    assert not Initiative.objects.exists()
    accept(submission, by=ann, version=now(submission).version)
    assert now(submission).state == State.ACCEPTED


@committed
def test_of_curators_who_decide_at_the_same_moment_one_does():
    ann = User.objects.create_user("ann")
    submission = submit(contact_email="jo@example.org")
    seen = {"by": ann, "version": submission.version, "note": "So be it."}
    outcomes = at_once(
        *[lambda: accept(submission, **seen)] * 3,
        *[lambda: moderation.refuse(submission, **seen)] * 3,
        *[lambda: moderation.ask_back(submission, **seen)] * 2,
    )

    assert [type(outcome) for outcome in outcomes].count(NotPossible) == 7
    assert submission.decisions.count() == 1
    assert Initiative.objects.count() == (submission.decisions.get().move == Move.ACCEPT)


@committed
def test_new_ones_of_the_same_name_accepted_at_the_same_moment_stay_apart():
    ann = User.objects.create_user("ann")
    submissions = [submit(data={"name": "Plot", "founded": 2001 + n}) for n in range(6)]
    outcomes = at_once(
        *(lambda one=one: accept(one, by=ann, version=one.version) for one in submissions)
    )

    assert {outcome.slug for outcome in outcomes} == {"plot", *(f"plot-{n}" for n in range(2, 7))}
    assert [now(one).initiative.founded for one in submissions] == [2001 + n for n in range(6)]
    assert all(initiative.revisions.count() == 1 for initiative in Initiative.objects.all())


@committed
def test_changes_of_several_fields_accepted_at_the_same_moment_are_all_written():
    ann = User.objects.create_user("ann")
    garden = write()
    fields = {"place": "Bruges", "website": "https://new.example.org/", "country": "NL"}
    submissions = [submit("change", garden, data={key: fields[key]}) for key in fields]
    at_once(*(lambda one=one: accept(one, by=ann, version=one.version) for one in submissions))
    garden.refresh_from_db()

    assert {key: getattr(garden, key) for key in fields} == fields
    assert garden.revisions.count() == 4


# --- accept: a new initiative --------------------------------------------------------------------
def test_a_new_initiative_is_entered_with_the_decision_in_its_history(ann: User):
    submission = submit(
        data={
            "name": "Plot",
            "website": "https://plot.example.org/",
            "summary": {"nl": "Buren telen."},
            "assessments": [opinion(decentralisation=60, purpose=70, answers={"design": 2})],
        },
        language="nl",
    )
    plot = accept(submission, by=ann, version=1, note="Thank you, Jo.")
    part = to_entry(plot).assessments[0]
    revision = plot.revisions.get()

    assert now(submission).initiative == plot
    assert (plot.slug, plot.decentralisation, plot.purpose) == ("plot", 60, 70)
    assert (part.voice, part.perspective, part.answer_values) == ("editors", None, {"design": 2})
    assert part.sources[0].url == "https://plot.example.org/"
    assert part.rationale_purpose.nl == "Dit volgt uit de antwoorden op de vragen."
    assert plot.checked_on == submission.sent_at.date()
    assert (revision.actor, revision.origin) == (ann, Origin.SUBMISSION)
    assert revision.decision == submission.decisions.get()
    assert revision.reason == "Submission: new initiative"
    assert revision.decision.note == "Thank you, Jo."


def test_a_new_initiative_without_a_position_stays_unplaced(ann: User):
    answered = opinion(decentralisation=None, purpose=None, answers={"design": 2})
    plot = accept(submit(data={"name": "Plot", "assessments": [answered]}), by=ann, version=1)

    assert plot.placement is None
    assert not plot.assessments.exists()


def test_a_new_initiative_gets_an_address_that_nobody_has_or_had(ann: User):
    write(slug="plot")
    write(former_slugs=["plot-2"])

    assert accept(submit(), by=ann, version=1).slug == "plot-3"


def test_a_long_name_gets_a_short_one_in_both_languages(ann: User):
    name = "Foundation for Neighbours, Gardens and Bees"
    submission = submit(data={"name": name}, language="nl")
    plot = accept(submission, by=ann, version=1)

    assert plot.name == name
    assert plot.short_name == "Foundation for…"


def test_what_only_curators_decide_is_not_taken_from_a_submission(ann: User):
    garden = write(prominence=1)
    own = {"slug": "garden", "prominence": 3, "former_slugs": ["old"], "checked_on": "2001-01-01"}
    plot = accept(submit(data={"name": "Plot", **own}), by=ann, version=1)
    accept(submit("change", plot, data={"place": "Ghent", **own}), by=ann, version=1)

    assert (to_entry(garden).name, to_entry(garden).former_slugs) == ("Garden", [])
    plot.refresh_from_db()
    assert (plot.slug, plot.prominence, plot.place) == ("plot", 1, "Ghent")
    assert plot.checked_on.year > 2001


# --- accept: a change ----------------------------------------------------------------------------
def test_a_change_changes_what_was_sent_and_nothing_else(ann: User):
    garden = write(place="Ghent", country="BE")
    submission = submit("change", garden, data={"place": "Bruges"})
    write(place="Ghent", country="NL", summary={"en": "Rewritten.", "nl": "Herschreven."})
    before = to_entry(garden)
    accept(submission, by=ann, version=1)

    assert to_entry(garden) == before.model_copy(update={"place": "Bruges"})
    assert garden.revisions.last().decision == submission.decisions.get()


def test_a_text_that_is_changed_in_one_language_stays_in_the_other(ann: User):
    garden = write(summary={"en": "Neighbours grow food.", "nl": "Buren telen voedsel."})
    accept(submit("change", garden, data={"summary": {"nl": "Anders."}}), by=ann, version=1)
    summary = to_entry(garden).summary

    assert (summary.en, summary.nl) == ("Neighbours grow food.", "Anders.")


@pytest.mark.parametrize("kind", ["change", "objection"])
def test_what_is_said_in_words_only_writes_nothing(ann: User, kind: str):
    garden = write()
    submission = submit(kind, garden, statement="It moved.", grounds="I live there.")

    assert accept(submission, by=ann, version=1) == garden
    assert now(submission).state == State.ACCEPTED
    assert garden.revisions.count() == 1


# --- accept: a second opinion --------------------------------------------------------------------
@pytest.mark.parametrize(("involved", "voice"), [(False, "contributor"), (True, "initiative")])
def test_a_second_opinion_stands_beside_the_curators_view(ann: User, involved: bool, voice: str):
    garden = write(assessments=[at(2010, decentralisation=50, purpose=50)])
    part = opinion(decentralisation=-80, purpose=-80, as_of=2020, perspective={"en": "A guest"})
    accept(
        submit("second_opinion", garden, data={"assessments": [part]}, involved=involved),
        by=ann,
        version=1,
    )
    garden.refresh_from_db()
    own, second = to_entry(garden).assessments

    assert (garden.decentralisation, garden.purpose, garden.as_of) == (50, 50, 2010)
    assert (own.voice, second.voice, second.perspective.en) == ("editors", voice, "A guest")
    assert (second.as_of, second.decentralisation) == (2020, -80)


@pytest.mark.parametrize("perspective", [None, {"en": "A guest"}, {"en": "x" * 80, "nl": "Gast"}])
def test_opinions_of_the_same_year_and_point_of_view_all_stay(ann: User, perspective: Any):
    garden = write(assessments=[at(2010)])
    for score in (-80, -60, -40):
        part = opinion(decentralisation=score, as_of=2020, perspective=perspective)
        accept(submit("second_opinion", garden, data={"assessments": [part]}), by=ann, version=1)
    opinions = to_entry(garden).assessments[1:]

    assert [part.decentralisation for part in opinions] == [-80, -60, -40]
    assert len({part.key for part in opinions}) == 3
    assert garden.assessments.in_force().count() == 4


def test_a_second_opinion_on_what_has_no_position_becomes_its_first(ann: User):
    garden = write(assessments=[])
    part = opinion(decentralisation=-80, perspective={"en": "A guest"})
    accept(submit("second_opinion", garden, data={"assessments": [part]}), by=ann, version=1)
    garden.refresh_from_db()

    assert garden.decentralisation == -80
    assert to_entry(garden).assessments[0].perspective is None
    assert to_entry(garden).assessments[0].voice == "editors"


# --- accept: still right -------------------------------------------------------------------------
def test_still_right_says_when_it_was_last_confirmed(ann: User):
    garden = write(checked_on="2020-01-01")
    submission = submit("still_right", garden)
    accept(submission, by=ann, version=1)
    garden.refresh_from_db()

    assert garden.checked_on == submission.sent_at.date()


# --- what cannot be entered ----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("data", "rule"),
    [
        ({"name": ""}, "string_too_short"),
        ({"name": "Plot", "colour": "red"}, "extra_forbidden"),
        ({"name": "Plot", "assessments": [opinion()]}, "too_short"),  # rests on no source
    ],
)
def test_what_breaks_a_rule_changes_nothing(ann: User, data: dict[str, Any], rule: str):
    submission = submit(data=data, contact_email="jo@example.org")
    mails, written = Outbox.objects.count(), CatalogueVersion.current()

    with pytest.raises(NotAnEntry) as refused:
        accept(submission, by=ann, version=1)
    assert rule in {problem.rule for problem in refused.value.problems}
    assert now(submission).state == State.PENDING
    assert not Decision.objects.exists()
    assert (Outbox.objects.count(), CatalogueVersion.current()) == (mails, written)
    assert not Initiative.objects.exists()


def test_a_change_that_no_longer_fits_the_entry_changes_nothing(ann: User):
    garden = write(founded=2000, ended=None)
    submission = submit("change", garden, data={"ended": 2011})
    write(founded=2012, ended=None, assessments=[])

    with pytest.raises(NotAnEntry) as refused:
        accept(submission, by=ann, version=1)
    assert [problem.field for problem in refused.value.problems] == ["ended"]


def test_what_was_merged_meanwhile_is_changed_where_it_is_now(ann: User):
    plot, garden, farm = write(slug="plot"), write(slug="garden"), write(slug="farm")
    submission = submit("change", plot, data={"place": "Bruges"})
    merge(plot, into=garden, by=None, reason="The same.")
    merge(garden, into=farm, by=None, reason="The same.")
    accept(submission, by=ann, version=1)

    assert now(submission).initiative == farm
    assert [to_entry(one).place for one in (plot, garden, farm)] == ["Ghent", "Ghent", "Bruges"]


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("change", {"place": "Bruges"}),
        ("second_opinion", {"assessments": [opinion()]}),
        ("still_right", {}),
    ],
)
def test_what_was_withdrawn_meanwhile_is_not_written_to(ann: User, kind: str, data: Any):
    garden = write()
    submission = submit(kind, garden, data=data)
    withdraw(garden, by=ann, reason="It is gone.")

    with pytest.raises(NotAnEntry, match="no longer in the catalogue"):
        accept(submission, by=ann, version=1)
    assert now(submission).state == State.PENDING


def test_an_objection_is_accepted_after_the_initiative_was_withdrawn_for_it(ann: User):
    garden = write()
    submission = submit("objection", garden, statement="Take it off.")
    withdraw(garden, by=ann, reason="At its own request.")
    accept(submission, by=ann, version=1)

    assert now(submission).state == State.ACCEPTED


# --- what senders do -----------------------------------------------------------------------------
def test_an_improved_version_takes_the_place_of_the_one_before_which_stays(ann: User):
    submission = submit(statement="Look.", contact_name="Jo", contact_email="jo@example.org")
    better = make_sent(data={"name": "Allotment"}, involved=True, language="nl")
    moderation.send_again(submission, better, "token", note="With its real name.")
    after = now(submission)
    move = after.decisions.get()

    assert (after.name, after.name_key, after.involved) == ("Allotment", "allotment", True)
    assert after.language == "nl"
    assert move.before["data"]["name"] == "Plot"
    assert move.before["statement"] == "Look."
    assert "jo@example.org" not in str(move.before)
    assert "Jo" not in str(move.before)
    assert move.note == "With its real name."
    assert after.links.count() == 2


def test_an_improved_version_asks_for_what_was_asked_for(ann: User):
    submission = submit()
    moderation.send_again(submission, make_sent("still_right", data={"name": "Plot"}), "token")

    assert now(submission).kind == Kind.NEW


def test_an_improved_version_sent_twice_counts_once_also_after_a_decision(ann: User):
    submission = submit()
    better = make_sent(data={"name": "Allotment"})
    moderation.send_again(submission, better, "token")
    moderation.send_again(submission, better, "token")
    accept(submission, by=ann, version=now(submission).version)
    moderation.send_again(submission, better, "token")

    assert [decision.move for decision in submission.decisions.all()] == ["send_again", "accept"]


@committed
def test_an_improved_version_sent_by_eight_at_once_counts_once():
    submission = submit()
    better = make_sent(data={"name": "Allotment"})
    outcomes = at_once(*[lambda: moderation.send_again(submission, better, "token")] * 8)

    assert outcomes == [None] * 8
    assert submission.decisions.count() == 1


def test_a_sender_who_gives_an_address_again_is_reached_again(ann: User):
    submission = submit(contact_email="jo@example.org")
    moderation.refuse(submission, by=ann, version=1, note="Where?")
    Submission.objects.update(contact_email="", contact_erased_at=submission.sent_at)
    moderation.send_again(submission, make_sent(contact_email="jo@example.org"), "token")

    assert now(submission).contact_email == "jo@example.org"
    assert now(submission).contact_erased_at is None


# --- mails ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("move", "kind"),
    [
        (Move.ACCEPT, MailKind.ACCEPTED),
        (Move.ASK_BACK, MailKind.ASKED_BACK),
        (Move.REFUSE, MailKind.REFUSED),
    ],
)
def test_a_decision_is_told_to_a_sender_who_left_an_address(
    ann: User, settings: Any, move: Move, kind: MailKind
):
    settings.SENDS_MAIL = True
    told, silent = submit(contact_email="jo@example.org"), submit()
    Outbox.objects.all().delete()
    make(move, told, ann)
    make(move, silent, ann)
    mail = Outbox.objects.get()

    assert (mail.kind, mail.submission, mail.decision) == (kind, told, told.decisions.get())
    assert mail.to == ""


def test_the_listed_initiative_is_told_where_the_curator_gives_its_address(
    ann: User, settings: Any
):
    settings.SENDS_MAIL = True
    accept(submit(), by=ann, version=1, tell="info@plot.example.org")
    mail = Outbox.objects.get()

    assert (mail.kind, mail.to) == (MailKind.LISTED, "info@plot.example.org")


@pytest.mark.parametrize("move", [Move.ANSWER, Move.WITHDRAW, Move.SEND_AGAIN])
def test_moves_of_the_sender_are_told_to_nobody_by_mail(ann: User, settings: Any, move: Move):
    settings.SENDS_MAIL = True
    submission = submit(contact_email="jo@example.org")
    Outbox.objects.all().delete()
    make(move, submission, ann)

    assert not Outbox.objects.exists()
