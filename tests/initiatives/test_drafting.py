"""What a curator prepares stays apart from what was sent, and is entered on accepting."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from initiatives import moderation
from initiatives.catalogue import write_entry
from initiatives.drafting import Overwritten, mark_of, save_draft
from initiatives.entry import dump, to_entry
from initiatives.models import Initiative, Origin, Submission
from initiatives.moderation import NotPossible
from initiatives.proposals import to_write
from tests.at_once import at_once, committed
from tests.recipes import make_entry, make_sent, submit, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(db: None) -> User:
    return User.objects.create_user("ann")


def prepare(submission: Submission, by: User, **changes: Any) -> None:
    current = Submission.objects.get(pk=submission.pk)
    save_draft(current, {**to_write(current), **changes}, by=by, seen=mark_of(current))


def test_what_was_prepared_is_entered_and_recorded_apart_from_what_was_sent(ann: User):
    plot = submit(data={"name": "Plot", "summary": {"en": "A plot"}})
    prepare(plot, ann, summary={"en": "Neighbours share a plot."}, sectors=["food"])

    moderation.accept(plot, by=ann, version=1)

    entry = to_entry(Initiative.objects.get())
    assert (entry.summary.en, entry.sectors) == ("Neighbours share a plot.", ["food"])
    plot.refresh_from_db()
    assert plot.data["summary"] == {"en": "A plot"}
    assert plot.decisions.get().edits == [
        ["sectors", [], ["food"]],
        ["summary.en", "A plot", "Neighbours share a plot."],
    ]


def test_what_was_accepted_as_sent_records_no_edits(ann: User):
    garden = write()
    moderation.accept(submit("change", garden, data={"place": "Bruges"}), by=ann, version=1)
    moderation.accept(submit(data={"name": "Plot", "founded": None}), by=ann, version=1)

    assert all(d.edits == [] for s in Submission.objects.all() for d in s.decisions.all())


def test_fields_that_are_left_out_stay_as_they_are(ann: User):
    garden = write()
    change = submit("change", garden, data={"place": "Bruges", "founded": 1990, "tags": ["x"]})

    moderation.accept(change, by=ann, version=1, left_out=["founded", "tags"])

    entry = to_entry(Initiative.objects.get())
    assert (entry.place, entry.founded, entry.tags) == ("Bruges", 2000, ["garden"])
    assert [edit[0] for edit in change.decisions.get().edits] == ["founded", "tags"]


def test_a_field_that_was_prepared_can_be_left_out_too(ann: User):
    change = submit("change", write(), data={"place": "Bruges", "founded": 1990})
    prepare(change, ann, place="Ypres")

    moderation.accept(change, by=ann, version=1, left_out=["place"])

    entry = to_entry(Initiative.objects.get())
    assert (entry.place, entry.founded) == ("Ghent", 1990)


def test_what_others_wrote_meanwhile_stays_beside_what_was_prepared(ann: User):
    garden = write()
    change = submit("change", garden, data={"place": "Bruges"})
    prepare(change, ann, place="Bruges-la-Morte")
    later = {**dump(to_entry(garden)), "founded": 1990}
    write_entry(make_entry(**later), reason="x", origin=Origin.CURATOR)

    moderation.accept(change, by=ann, version=1)

    entry = to_entry(Initiative.objects.get())
    assert (entry.place, entry.founded) == ("Bruges-la-Morte", 1990)


def test_what_the_sender_improves_meanwhile_comes_in_where_nothing_was_prepared(ann: User):
    plot = submit(data={"name": "Plot", "place": "Gent", "founded": 1990})
    prepare(plot, ann, place="Ghent")
    better = make_sent(data={"name": "Plot", "place": "Gentt", "founded": 1991})
    moderation.send_again(plot, better, "token")
    plot.refresh_from_db()

    moderation.accept(plot, by=ann, version=plot.version)

    entry = to_entry(Initiative.objects.get())
    assert (entry.place, entry.founded) == ("Ghent", 1991)


def test_an_objection_changes_what_a_curator_prepared(ann: User):
    objection = submit("objection", write(), statement="We moved.", contact_email="a@example.org")
    entry = dump(to_entry(Initiative.objects.get()))
    save_draft(objection, {**entry, "place": "Bruges"}, by=ann, seen=mark_of(objection))
    objection.refresh_from_db()

    moderation.accept(objection, by=ann, version=1)

    assert to_entry(Initiative.objects.get()).place == "Bruges"


def test_a_draft_that_another_curator_saved_is_not_lost_by_saving(ann: User):
    bob = User.objects.create_user("bob")
    plot = submit()
    seen = mark_of(plot)
    prepare(plot, bob, place="Ghent")

    with pytest.raises(Overwritten):
        save_draft(plot, {**to_write(plot), "place": "Bruges"}, by=ann, seen=seen)

    assert Submission.objects.get(pk=plot.pk).draft["place"] == "Ghent"


def test_what_is_decided_is_not_prepared_any_more(ann: User):
    plot = submit()
    moderation.refuse(plot, by=ann, version=1, note="No.")

    with pytest.raises(NotPossible):
        save_draft(plot, {"name": "Plot"}, by=ann, seen=mark_of(plot))


@committed
def test_of_two_drafts_at_once_one_is_kept_and_the_other_told():
    ann, bob = User.objects.create_user("ann"), User.objects.create_user("bob")
    plot = submit()
    seen, whole = mark_of(plot), to_write(plot)

    outcomes = at_once(
        lambda: save_draft(plot, {**whole, "place": "Ghent"}, by=ann, seen=seen),
        lambda: save_draft(plot, {**whole, "place": "Bruges"}, by=bob, seen=seen),
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType", "Overwritten"]
