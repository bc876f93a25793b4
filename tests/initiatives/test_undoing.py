"""Taking decisions back: exactly what was before, or a reason why not."""

import contextlib
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from initiatives import moderation
from initiatives.catalogue import Withdrawn, withdraw, write_entry
from initiatives.drafting import mark_of, save_draft
from initiatives.entry import dump, to_entry
from initiatives.models import (
    Decision,
    Initiative,
    MailKind,
    Move,
    Origin,
    Outbox,
    Revision,
    State,
    Submission,
)
from initiatives.moderation import MOVES, NotAnEntry, NotPossible
from initiatives.proposals import to_write
from initiatives.undoing import UNDO_DAYS, CannotUndo, undo, undo_batch
from tests.at_once import at_once, committed
from tests.recipes import make_entry, make_sent, opinion, submit, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(db: None) -> User:
    return User.objects.create_user("ann")


def accepted(submission: Submission, by: User) -> Decision:
    moderation.accept(submission, by=by, version=now(submission).version)
    return submission.decisions.last()


def refused(submission: Submission, by: User) -> Decision:
    moderation.refuse(submission, by=by, version=now(submission).version, note="No.")
    return submission.decisions.last()


def now(submission: Submission) -> Submission:
    return Submission.objects.select_related("initiative").get(pk=submission.pk)


def entry_now() -> dict[str, Any]:
    return dump(to_entry(Initiative.objects.get(slug="garden")))


def edit(**changes: Any) -> None:
    """Write to the entry as another curator would."""
    data = {**dump(to_entry(Initiative.objects.get(slug="garden"))), **changes}
    write_entry(make_entry(**data), reason="Seen on the site", origin=Origin.CURATOR)


def test_an_undone_change_restores_the_entry_and_waits_again(ann: User):
    garden = write()
    before = entry_now()
    change = submit("change", garden, data={"place": "Bruges", "summary": {"nl": "Anders."}})
    waited_since = change.waiting_since
    decision = accepted(change, ann)
    assert entry_now()["place"] == "Bruges"

    undo(decision, by=ann)

    assert entry_now() == before
    assert now(change).state == State.PENDING
    assert now(change).waiting_since == waited_since
    latest = garden.revisions.last()
    assert latest.entry == before
    assert latest.decision.undoes == decision
    assert [d.move for d in change.decisions.all()] == [Move.ACCEPT, Move.UNDO]


def test_an_undone_opinion_leaves_the_position_and_stays_readable(ann: User):
    garden = write()
    before = entry_now()
    part = opinion(as_of=2020, answers={"design": -2, "ownership": -2})
    voice = submit("second_opinion", garden, data={"assessments": [part]})

    undo(accepted(voice, ann), by=ann)

    assert entry_now() == before
    assert garden.assessments.filter(voice="contributor").get().superseded_at is not None


def test_what_was_listed_is_withdrawn_by_undoing_and_comes_back_at_the_same_address(ann: User):
    plot = submit()
    undo(accepted(plot, ann), by=ann)
    listed = Initiative.objects.get(slug="plot")
    assert listed.withdrawn_at is not None

    accepted(plot, ann)

    again = Initiative.objects.get(name="Plot")
    assert (again.pk, again.slug, again.withdrawn_at) == (listed.pk, "plot", None)
    assert again.withdrawn_reason == ""
    assert [r.entry is None for r in again.revisions.all()] == [False, True, False]


def test_other_fields_that_changed_since_then_stay(ann: User):
    garden = write()
    decision = accepted(submit("change", garden, data={"place": "Bruges"}), ann)
    edit(place="Bruges", founded=1999)

    undo(decision, by=ann)

    assert (entry_now()["place"], entry_now()["founded"]) == ("Ghent", 1999)


@pytest.mark.parametrize(
    ("data", "later", "named"),
    [
        ({"place": "Bruges"}, {"place": "Ypres"}, "Place"),
        (
            {"summary": {"en": "New."}},
            {"summary": {"en": "Newer.", "nl": "x"}},
            "Summary in English",
        ),
        ({"tags": ["a"]}, {"tags": ["a", "b"]}, "Tags"),
    ],
)
def test_what_was_changed_again_is_not_undone(
    ann: User, data: dict[str, Any], later: dict[str, Any], named: str
):
    garden = write()
    change = submit("change", garden, data=data)
    decision = accepted(change, ann)
    edit(**later)
    written = entry_now()

    with pytest.raises(CannotUndo, match=named):
        undo(decision, by=ann)

    assert entry_now() == written
    assert now(change).state == State.ACCEPTED
    assert not Decision.objects.filter(move=Move.UNDO).exists()


def test_an_opinion_that_somebody_corrected_since_then_is_not_undone(ann: User):
    garden = write()
    part = opinion(as_of=2020, answers={"design": -2, "ownership": -2})
    decision = accepted(submit("second_opinion", garden, data={"assessments": [part]}), ann)
    data = entry_now()
    data["assessments"][-1]["rationale_purpose"] = {"en": "Better said."}
    edit(**data)

    with pytest.raises(CannotUndo, match="2020"):
        undo(decision, by=ann)


def test_a_listing_that_others_worked_on_is_not_undone(ann: User):
    decision = accepted(submit(), ann)
    plot = Initiative.objects.get(slug="plot")
    write_entry(
        make_entry(**{**dump(to_entry(plot)), "founded": 2001}), reason="x", origin=Origin.CURATOR
    )

    with pytest.raises(CannotUndo, match="withdraw it"):
        undo(decision, by=ann)


def test_nothing_is_written_back_to_what_was_withdrawn(ann: User):
    garden = write()
    decision = accepted(submit("change", garden, data={"place": "Bruges"}), ann)
    withdraw(garden, by=ann, reason="Gone.")

    with pytest.raises(CannotUndo, match="withdrawn"):
        undo(decision, by=ann)


@pytest.mark.parametrize("move", ["refuse", "ask_back"])
def test_what_wrote_nothing_is_undone_by_waiting_again(ann: User, move: str):
    plot = submit()
    getattr(moderation, move)(plot, by=ann, version=1, note="Why?")

    undo(plot.decisions.get(), by=ann)

    assert now(plot).state == State.PENDING
    assert not Revision.objects.exists()


def test_after_a_week_a_decision_stands(ann: User):
    decision = refused(submit(), ann)
    too_old = timezone.now() - timedelta(days=UNDO_DAYS, seconds=1)
    Decision.objects.filter(pk=decision.pk).update(made_at=too_old)

    with pytest.raises(CannotUndo, match="7 days"):
        undo(Decision.objects.get(pk=decision.pk), by=ann)


def test_a_decision_is_undone_once(ann: User):
    decision = refused(submit(), ann)
    undo(decision, by=ann)

    with pytest.raises(CannotUndo, match="already"):
        undo(Decision.objects.get(pk=decision.pk), by=ann)


def test_what_the_sender_answered_is_not_undone(ann: User):
    plot = submit()
    moderation.ask_back(plot, by=ann, version=1, note="Where?")
    decision = plot.decisions.get()
    moderation.answer(plot, note="In Ghent.")

    with pytest.raises(CannotUndo, match="since"):
        undo(decision, by=ann)


def test_the_sender_is_told(ann: User, settings):
    settings.SENDS_MAIL = True
    plot = submit(contact_email="ada@example.org")
    undo(refused(plot, ann), by=ann)

    assert Outbox.objects.last().kind == MailKind.UNDONE


def test_what_was_refused_at_once_is_undone_at_once(ann: User):
    batch = uuid4()
    kept, moved = submit(data={"name": "A"}), submit(data={"name": "B"})
    for submission in (kept, moved):
        moderation.refuse(submission, by=ann, version=1, note="Spam.", batch=batch)
    moderation.send_again(moved, make_sent(data={"name": "B2"}), "token")

    outcomes = undo_batch(batch, by=ann)

    assert [(s.pk, bool(why)) for s, why in outcomes] == [(kept.pk, False), (moved.pk, True)]
    assert now(kept).state == State.PENDING


# --- any sequence ---------------------------------------------------------------------------------
STEPS = st.tuples(
    st.sampled_from(
        [
            "send new",
            "send change",
            "send opinion",
            "still right",
            "accept",
            "accept part",
            "prepare",
            "refuse",
            "ask",
            "answer",
            "again",
            "undo",
            "edit",
            "withdraw",
        ]
    ),
    st.integers(0, 5),
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(STEPS, min_size=5, max_size=25))
def test_the_catalogue_equals_its_latest_revisions_after_any_sequence(
    steps: list[tuple[str, int]], db: None
):
    with transaction.atomic():
        ann = User.objects.create_user("ann")
        garden = write()
        for number, (step, which) in enumerate(steps):
            # It does not start here, and changes nothing then.
            with contextlib.suppress(NotPossible, NotAnEntry, CannotUndo, Withdrawn):
                take(step, which, number, garden, ann)
            check_catalogue()
        transaction.set_rollback(True)


def take(step: str, which: int, number: int, garden: Initiative, ann: User) -> None:
    """Take one step, on one of the submissions or decisions that there are."""
    sent = list(Submission.objects.order_by("pk"))
    one = sent[which % len(sent)] if sent else None
    match step:
        case "send new":
            submit(data={"name": f"Plot {which}", "summary": {"en": f"No. {number}"}})
        case "send change":
            field = ("place", "tags", "summary")[which % 3]
            value = {"place": f"P{number}", "tags": [f"t{number}"], "summary": {"en": f"S{number}"}}
            submit("change", garden, data={field: value[field]})
        case "send opinion":
            part = opinion(as_of=2015 + which, answers={"design": -2, "ownership": -2})
            submit("second_opinion", garden, data={"assessments": [part]})
        case "still right":
            submit("still_right", garden)
        case "edit":
            data = {**dump(to_entry(garden)), "founded": 1900 + number}
            write_entry(make_entry(**data), reason="x", origin=Origin.CURATOR)
        case "withdraw" if which == 0:
            withdraw(Initiative.objects.get(pk=garden.pk), by=ann, reason="x")
        case "accept" if one:
            moderation.accept(one, by=ann, version=one.version)
        case "accept part" if one:
            left_out = ["tags", "place"][: which % 3]
            moderation.accept(one, by=ann, version=one.version, left_out=left_out)
        case "prepare" if one and (whole := to_write(one)):
            save_draft(one, {**whole, "founded": 1800 + number}, by=ann, seen=mark_of(one))
        case "refuse" if one:
            moderation.refuse(one, by=ann, version=one.version, note="No.")
        case "ask" if one:
            moderation.ask_back(one, by=ann, version=one.version, note="?")
        case "answer" if one:
            moderation.answer(one, note="!")
        case "again" if one:
            moderation.send_again(one, make_sent(one.kind, data=one.data), f"{number}")
        case "undo":
            decisions = list(Decision.objects.order_by("-pk")[:6])
            if decisions:
                undo(decisions[which % len(decisions)], by=ann)


def check_catalogue() -> None:
    for initiative in Initiative.objects.all():
        latest = initiative.revisions.last()
        if initiative.withdrawn_at is None:
            assert latest.entry == dump(to_entry(initiative))
        else:
            assert latest.entry is None
    for submission in Submission.objects.all():
        state = State.PENDING
        for decision in submission.decisions.all():
            starts, end = MOVES[Move(decision.move)]
            assert state in starts
            state = end
        assert submission.state == state


# --- at the same moment ---------------------------------------------------------------------------
@committed
def test_two_curators_who_undo_at_once_undo_once():
    ann, bob = User.objects.create_user("ann"), User.objects.create_user("bob")
    garden = write()
    decision = accepted(submit("change", garden, data={"place": "Bruges"}), ann)

    outcomes = at_once(
        lambda: undo(Decision.objects.get(pk=decision.pk), by=ann),
        lambda: undo(Decision.objects.get(pk=decision.pk), by=bob),
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["CannotUndo", "Submission"]
    assert entry_now()["place"] == "Ghent"
    assert garden.revisions.count() == 3


@committed
def test_an_undo_and_a_second_decision_at_once_leave_one_of_both():
    ann = User.objects.create_user("ann")
    plot = submit()
    decision = refused(plot, ann)

    undone, again = at_once(
        lambda: undo(Decision.objects.get(pk=decision.pk), by=ann),
        lambda: moderation.send_again(plot, make_sent(data={"name": "Plot 2"}), "token"),
    )

    moves = [d.move for d in plot.decisions.all()]
    assert moves in (["refuse", "undo", "send_again"], ["refuse", "send_again"])
    assert again is None
    assert isinstance(undone, CannotUndo) is ("undo" not in moves)
