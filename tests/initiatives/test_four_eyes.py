"""Nobody judges what is their own."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User

from initiatives import four_eyes, moderation
from initiatives.catalogue import merge
from initiatives.curating import latest_revision, place
from initiatives.drafting import mark_of, save_draft
from initiatives.entry import dump, to_entry
from initiatives.four_eyes import NotYours, hindrance, open_to
from initiatives.models import Initiative, Interest, InterestKind, Kind, Move, State, Submission
from initiatives.proposals import to_write
from initiatives.roles import GROUPS, make_groups
from initiatives.submitting import send
from initiatives.undoing import CannotUndo, undo
from tests.recipes import at, make_entry, make_sent, opinion, submit, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def curators(db: None) -> tuple[User, User]:
    """Two curators, Ann and Bob: from two on, two pairs of eyes decide."""
    make_groups()
    return make_curator("ann"), make_curator("bob")


def make_curator(name: str) -> User:
    user = User.objects.create_user(name, f"{name}@example.org", is_staff=True)
    user.groups.add(Group.objects.get(name=GROUPS["curator"]))
    return user


def declare(curator: User, **about: Any) -> Interest:
    today = date.today()
    later = {"declared_on": today, "expires_on": today + timedelta(days=365)}
    return Interest.objects.create(curator=curator, kind=InterestKind.WORK, **{**later, **about})


def by_account(user: User, **changes: Any) -> Submission:
    return send(make_sent(**changes), f"token {user.pk}", by=user)


# --- when ---------------------------------------------------------------------------------------
def test_one_curator_decides_alone_and_two_do_not():
    make_groups()
    ann = make_curator("ann")
    own = by_account(ann)
    assert not four_eyes.is_on()
    assert hindrance(ann, own) == ""

    bob = make_curator("bob")
    assert four_eyes.is_on()
    assert "yourself" in hindrance(ann, own)

    User.objects.filter(pk=bob.pk).update(is_active=False)
    assert not four_eyes.is_on()


@pytest.mark.parametrize("wanted", [True, False])
def test_the_setting_decides_over_the_number_of_curators(settings: Any, wanted: bool):
    settings.FOUR_EYES = wanted

    assert four_eyes.is_on() is wanted


# --- own submissions ----------------------------------------------------------------------------
@pytest.mark.parametrize("move", [Move.ACCEPT, Move.REFUSE, Move.ASK_BACK])
def test_nobody_decides_on_what_they_sent(curators: tuple[User, User], move: Move):
    ann, bob = curators
    own = by_account(ann)
    deed = getattr(moderation, move.value)
    words = {} if move == Move.ACCEPT else {"note": "Why?"}

    with pytest.raises(NotYours):
        deed(own, by=ann, version=1, **words)
    assert Submission.objects.get(pk=own.pk).state == State.PENDING

    deed(own, by=bob, version=1, **words)
    assert Submission.objects.get(pk=own.pk).state != State.PENDING


def test_an_address_of_the_account_counts_as_its_own(curators: tuple[User, User]):
    ann, bob = curators
    own = submit(contact_email="Ann@Example.org")

    assert hindrance(ann, own)
    assert not hindrance(bob, own)


def test_who_has_no_address_is_not_taken_for_those_who_left_none(curators: tuple[User, User]):
    ann, _bob = curators
    User.objects.filter(pk=ann.pk).update(email="")
    ann.refresh_from_db()
    submission = submit()

    assert not hindrance(ann, submission)
    assert submission in open_to(Submission.objects.all(), ann)


def test_nobody_undoes_a_decision_on_their_own(curators: tuple[User, User]):
    ann, bob = curators
    own = by_account(ann)
    moderation.refuse(own, by=bob, version=1, note="No.")

    with pytest.raises(CannotUndo, match="yourself"):
        undo(own.decisions.get(), by=ann)


# --- own positions ------------------------------------------------------------------------------
def test_nobody_accepts_a_position_that_they_changed_themselves(curators: tuple[User, User]):
    ann, bob = curators
    part = opinion(answers={"design": -2, "ownership": -2})
    plot = submit(data={"name": "Plot", "website": "https://p.example.org", "assessments": [part]})
    whole = to_write(plot)
    moved = {**whole["assessments"][0], "purpose": 80, "decentralisation": 80}
    save_draft(plot, {**whole, "assessments": [moved]}, by=ann, seen=mark_of(plot))

    with pytest.raises(NotYours, match="position"):
        moderation.accept(plot, by=ann, version=1)
    assert not Initiative.objects.exists()

    moderation.accept(plot, by=bob, version=1)
    assert Initiative.objects.get().purpose == 80


def test_whoever_prepares_only_words_accepts_them(curators: tuple[User, User]):
    ann, _bob = curators
    plot = submit()
    save_draft(plot, {**to_write(plot), "place": "Ghent"}, by=ann, seen=mark_of(plot))

    moderation.accept(plot, by=ann, version=1)

    assert Initiative.objects.get().place == "Ghent"


def test_words_by_another_do_not_take_the_position_off_who_moved_it(curators: tuple[User, User]):
    ann, bob = curators
    part = opinion(answers={"design": -2, "ownership": -2})
    plot = submit(data={"name": "Plot", "website": "https://p.example.org", "assessments": [part]})
    whole = to_write(plot)
    moved = [{**whole["assessments"][0], "purpose": 80}]
    save_draft(plot, {**whole, "assessments": moved}, by=ann, seen=mark_of(plot))
    plot.refresh_from_db()
    save_draft(plot, {**to_write(plot), "place": "Ghent"}, by=bob, seen=mark_of(plot))
    plot.refresh_from_db()

    assert hindrance(ann, plot, Move.ACCEPT)
    assert not hindrance(bob, plot, Move.ACCEPT)


def test_a_position_by_a_curator_waits_for_another_one(curators: tuple[User, User]):
    ann, bob = curators
    garden = write(assessments=[at(2010)])
    entry = make_entry(assessments=[at(2010), at(2020, purpose=90)])
    seen = latest_revision(garden).pk

    proposed = place(garden, entry, entry.assessments[1], by=ann, reason="It grew.", seen=seen)

    garden.refresh_from_db()
    assert garden.purpose == 50
    assert (proposed.kind, proposed.sent_by) == (Kind.POSITION, ann)
    with pytest.raises(NotYours):
        moderation.accept(proposed, by=ann, version=1)
    moderation.accept(proposed, by=bob, version=1)
    garden.refresh_from_db()
    assert (garden.purpose, garden.as_of) == (90, 2020)


def test_a_correction_takes_the_place_of_the_one_that_it_corrects(curators: tuple[User, User]):
    ann, bob = curators
    garden = write(assessments=[at(2010)])
    entry = make_entry(assessments=[at(2010, purpose=90, nature="correction")])
    seen = latest_revision(garden).pk
    proposed = place(garden, entry, entry.assessments[0], by=ann, reason="x", seen=seen)

    moderation.accept(proposed, by=bob, version=1)

    assert [part.purpose for part in to_entry(garden).assessments] == [90]
    assert dump(to_entry(garden))["assessments"][0]["nature"] == "correction"


def test_alone_a_curator_writes_it_at_once(settings: Any):
    settings.FOUR_EYES = False
    ann = User.objects.create_user("ann")
    garden = write(assessments=[at(2010)])
    entry = make_entry(assessments=[at(2010), at(2020, purpose=90)])
    seen = latest_revision(garden).pk

    assert place(garden, entry, entry.assessments[1], by=ann, reason="x", seen=seen) is None
    garden.refresh_from_db()
    assert garden.purpose == 90


# --- interests ----------------------------------------------------------------------------------
def test_a_declared_interest_hands_the_cases_to_others(curators: tuple[User, User]):
    ann, bob = curators
    garden = write()
    change = submit("change", garden, data={"place": "Bruges"})
    declare(ann, initiative=garden)

    with pytest.raises(NotYours, match="interest"):
        moderation.accept(change, by=ann, version=1)
    assert change not in open_to(Submission.objects.all(), ann)
    assert change in open_to(Submission.objects.all(), bob)
    moderation.accept(change, by=bob, version=1)


def test_an_interest_counts_also_for_a_curator_alone(settings: Any):
    settings.FOUR_EYES = False
    ann = User.objects.create_user("ann")
    garden = write()
    declare(ann, initiative=garden)
    entry = make_entry(assessments=[at(2010, purpose=90)])

    assert hindrance(ann, submit("change", garden, data={"place": "Bruges"}))
    with pytest.raises(NotYours):
        place(garden, entry, entry.assessments[0], by=ann, reason="x", seen=None)


@pytest.mark.parametrize(
    "over",
    [{"ended_on": date.today()}, {"expires_on": date.today(), "declared_on": date(2020, 1, 1)}],
    ids=["ended", "expired"],
)
def test_an_interest_that_is_over_hinders_nobody(curators: tuple[User, User], over: dict[str, Any]):
    ann, _bob = curators
    garden = write()
    declare(ann, initiative=garden, **over)

    assert not hindrance(ann, submit("change", garden, data={"place": "Bruges"}))


def test_an_interest_in_what_is_sent_in_goes_on_once_it_is_listed(curators: tuple[User, User]):
    ann, bob = curators
    plot = submit()
    declare(ann, submission=plot)
    assert hindrance(ann, plot)

    moderation.accept(plot, by=bob, version=1)

    listed = Initiative.objects.get()
    assert hindrance(ann, submit("change", listed, data={"place": "Bruges"}))


def test_an_interest_follows_what_is_merged(curators: tuple[User, User]):
    ann, _bob = curators
    garden, plot = write(slug="garden"), write(slug="plot", name="Plot")
    change = submit("change", garden, data={"place": "Bruges"})
    declare(ann, initiative=plot)
    merge(garden, into=plot, by=None, reason="The same.")

    assert hindrance(ann, Submission.objects.get(pk=change.pk))
