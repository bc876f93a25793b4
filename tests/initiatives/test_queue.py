"""The start page of curators: what waits, who has it, and refusing several at once."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from initiatives import moderation
from initiatives.claiming import CLAIM_HOURS, claim, claim_next, leave, release
from initiatives.models import Decision, Interest, State, Submission
from initiatives.queue import Choice, Pile, alarm, tallies, waiting
from initiatives.undoing import undo
from tests.at_once import at_once, committed
from tests.reading import queries_of, text_of
from tests.recipes import opinion, submit, write

pytestmark = pytest.mark.django_db
PART = opinion(answers={"design": -2, "ownership": -2})


@pytest.fixture
def ann(db: None) -> User:
    return User.objects.create_superuser("ann")


@pytest.fixture
def desk(ann: User) -> Client:
    client = Client()
    client.force_login(ann)
    return client


def since(submission: Submission, days: int) -> Submission:
    """Let a submission wait for some days."""
    moment = timezone.now() - timedelta(days=days, minutes=1)
    Submission.objects.filter(pk=submission.pk).update(waiting_since=moment, sent_at=moment)
    return Submission.objects.get(pk=submission.pk)


def answered(by: User, **changes: Any) -> Submission:
    """Something that its sender was asked about, and answered."""
    submission = submit(**changes)
    moderation.ask_back(submission, by=by, version=1, note="Where?")
    moderation.answer(submission, note="Here.")
    return Submission.objects.get(pk=submission.pk)


# --- the piles -----------------------------------------------------------------------------------
def test_each_thing_is_in_one_pile_the_riskiest_first_and_the_oldest_first_in_it(ann: User):
    garden = write()
    still = submit("still_right", garden)
    voice = submit("second_opinion", garden, data={"assessments": [PART]})
    change = submit("change", garden, data={"place": "Bruges"})
    position = submit("position", garden, data={"assessments": [PART]})
    young, old = submit(), since(submit(data={"name": "Old"}), 9)
    asked = answered(ann, data={"name": "Asked"})
    late, soon = submit("objection", garden), submit("objection", garden)
    Submission.objects.filter(pk=soon.pk).update(due_on=date.today())
    moderation.refuse(submit(data={"name": "Spam"}), by=ann, version=1, note="No.")

    assert [s.pk for s in waiting(Choice())] == [
        s.pk for s in (soon, late, asked, old, young, change, position, voice, still)
    ]
    assert {t.pile: t.count for t in tallies(Choice())} == {
        Pile.OBJECTIONS: 2,
        Pile.ANSWERED: 1,
        Pile.NEW: 2,
        Pile.CHANGES: 2,
        Pile.OPINIONS: 1,
        Pile.STILL_RIGHT: 1,
    }


def test_a_pile_says_how_long_its_oldest_waits(desk: Client):
    since(submit(), 3)
    since(submit(data={"name": "B"}), 12)

    assert "New initiatives 2 oldest: 12 days" in text_of(desk.get("/curate/"))


def test_an_undone_question_is_no_answered_one(ann: User):
    submission = submit()
    moderation.ask_back(submission, by=ann, version=1, note="Where?")
    undo(submission.decisions.get(), by=ann)

    assert [s.pile for s in waiting(Choice())] == [Pile.NEW]


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        ({"pile": "new"}, ["Plot", "Stal"]),
        ({"language": "nl"}, ["Stal"]),
        ({"sector": "food"}, ["Garden", "Plot"]),
        ({"sector": "care"}, ["Garden", "Stal"]),
        ({"country": "BE"}, ["Garden", "Stal"]),
        ({"country": "FR"}, ["Plot"]),
        ({"country": "BE", "pile": "changes"}, ["Garden"]),
    ],
)
def test_it_is_narrowed_by_pile_language_sector_and_country(choice: dict[str, str], names: list):
    submit("change", write(sectors=["food", "care"]), data={"place": "Bruges"})
    submit(data={"name": "Plot", "sectors": ["making", "food"], "country": "FR"})
    submit(language="nl", data={"name": "Stal", "sectors": ["care"], "country": "BE"})

    assert sorted(s.name for s in waiting(Choice(**choice))) == names


@pytest.mark.parametrize("query", ["pile=whim", "language=xx", "page=99999999999999"])
def test_no_odd_filter_breaks_it(desk: Client, query: str):
    submit()

    answer = desk.get(f"/curate/?{query}")

    assert answer.status_code == 200
    assert "Plot" in text_of(answer)


@pytest.mark.parametrize("kind", ["new", "change", "objection", "second_opinion", "still_right"])
def test_every_pile_costs_the_same_queries_for_many(desk: Client, kind: str):
    def send(number: int) -> None:
        slug = f"garden-{number}"
        data = {"name": slug} if kind == "new" else {"place": "X"} if kind == "change" else {}
        about = None if kind == "new" else write(slug=slug, name=slug)
        since(submit(kind, about, data=data), number)

    send(0)
    few = queries_of(desk, "/curate/")
    for number in range(1, 30):
        send(number)

    assert queries_of(desk, "/curate/") == few <= 12


# --- the alarm -----------------------------------------------------------------------------------
def test_the_alarm_says_how_many_wait_longer_than_senders_are_told(ann: User, desk: Client):
    decided = since(submit(), 4)
    moderation.refuse(decided, by=ann, version=1, note="No.")
    since(submit(data={"name": "Young"}), 2)
    assert alarm().late == 0

    since(submit(data={"name": "Late"}), 6)

    assert "1 submission waits longer than senders are told (5 days)" in text_of(
        desk.get("/curate/")
    )
    assert "Young" not in text_of(desk.get("/curate/?late=on"))


def test_a_promise_to_an_objection_that_ran_out_is_an_alarm(desk: Client):
    objection = submit("objection", write())
    Submission.objects.filter(pk=objection.pk).update(due_on=date.today())
    assert not alarm().broken_promises
    Submission.objects.filter(pk=objection.pk).update(due_on=date.today() - timedelta(days=1))

    assert "1 objection waits longer than was promised" in text_of(desk.get("/curate/"))


# --- who has what --------------------------------------------------------------------------------
def test_the_next_case_is_the_first_that_is_free(ann: User, desk: Client):
    bob = User.objects.create_user("bob")
    taken, left, own, mine = (since(submit(data={"name": n}), 9 - i) for i, n in enumerate("abcd"))
    claim(taken, bob)
    leave(left, ann)
    Interest.objects.create(
        curator=ann,
        submission=own,
        kind="own",
        declared_on=date.today(),
        expires_on=date.today() + timedelta(days=365),
    )

    answer = desk.post("/curate/next/")

    assert answer.headers["Location"] == f"/curate/cases/{mine.pk}/"
    mine.refresh_from_db()
    assert mine.claimed_by == ann
    assert (
        desk.post("/curate/next/", follow=True).request["PATH_INFO"] == f"/curate/cases/{mine.pk}/"
    )


def test_the_next_case_keeps_to_the_filters_and_says_when_nothing_is_left(desk: Client):
    submit()
    answer = desk.post("/curate/next/", {"pile": "changes"}, follow=True)

    assert "Nothing is left for you here." in text_of(answer)
    assert desk.get("/curate/next/").status_code == 405


def test_who_works_on_one_pile_stays_in_it(desk: Client):
    submit("objection", write())
    plot = submit()

    there = desk.post("/curate/next/", {"pile": "new", "language": "en"}).headers["Location"]
    assert there == f"/curate/cases/{plot.pk}/?pile=new&language=en"
    page = desk.get(there).content.decode()
    assert 'name="pile" value="new"' in page
    back = desk.post(there, {"move": "refuse", "version": 1, "note": "No."}).headers["Location"]
    assert back == "/curate/?pile=new&language=en"


def test_a_claim_runs_out(ann: User):
    bob = User.objects.create_user("bob")
    submission = submit()
    assert claim(submission, bob)
    assert not claim(submission, ann)

    long_ago = timezone.now() - timedelta(hours=CLAIM_HOURS, minutes=1)
    Submission.objects.filter(pk=submission.pk).update(claimed_at=long_ago)
    assert claim(submission, ann)


def test_nobody_releases_what_another_has(ann: User):
    bob = User.objects.create_user("bob")
    submission = submit()
    claim(submission, bob)

    release(submission, ann)

    submission.refresh_from_db()
    assert submission.claimed_by == bob


@pytest.mark.parametrize("deed", ["claim", "release", "leave", "whim", ""])
def test_claiming_releasing_and_leaving_work_by_button(ann: User, desk: Client, deed: str):
    submission = submit()

    answer = desk.post(f"/curate/cases/{submission.pk}/claim/", {"do": deed})

    assert answer.status_code == 302
    submission.refresh_from_db()
    assert submission.claimed_by == (ann if deed == "claim" else None)
    assert list(submission.left_by.all()) == ([ann] if deed == "leave" else [])


def test_a_decision_ends_the_claim(ann: User):
    submission = submit()
    claim(submission, ann)

    moderation.refuse(submission, by=ann, version=1, note="No.")

    submission.refresh_from_db()
    assert (submission.claimed_by, submission.claimed_at) == (None, None)


@committed
def test_two_who_ask_for_the_next_case_at_once_get_different_ones():
    ann, bob = User.objects.create_user("ann"), User.objects.create_user("bob")
    for name in "abc":
        submit(data={"name": name})

    got = at_once(
        lambda: claim_next(waiting(Choice()), ann), lambda: claim_next(waiting(Choice()), bob)
    )

    assert all(isinstance(one, Submission) for one in got)
    assert len({one.pk for one in got}) == 2


# --- several at once -----------------------------------------------------------------------------
def chosen(*submissions: Submission) -> list[str]:
    return [f"{s.pk}:{s.version}" for s in submissions]


def test_several_are_refused_with_one_reason_and_come_back_with_one_button(desk: Client):
    spam = [submit(data={"name": n}, language=lang) for n, lang in (("A", "en"), ("B", "nl"))]
    other = submit(data={"name": "C"})
    asked = desk.post("/curate/refuse/", {"chosen": chosen(*spam)})
    assert "Refuse 2 submissions" in text_of(asked)

    answer = desk.post(
        "/curate/refuse/",
        {"chosen": chosen(*spam), "refuse": "1", "reason_key": "spam"},
        follow=True,
    )

    assert "2 submissions are refused." in text_of(answer)
    notes = [s.decisions.get().note for s in spam]
    assert notes[0].startswith("This looks like")
    assert notes[1].startswith("Dit lijkt")
    assert Submission.objects.get(pk=other.pk).state == State.PENDING
    undo = re.search(r'action="(/curate/batches/[^"]+)"', answer.content.decode())[1]

    assert "2 refusals are undone." in text_of(desk.post(undo, follow=True))
    assert {s.state for s in Submission.objects.all()} == {State.PENDING}
    assert "nothing of it left" in text_of(desk.post(undo, follow=True))


def test_several_need_a_reason(desk: Client):
    submission = submit()

    answer = desk.post("/curate/refuse/", {"chosen": chosen(submission), "refuse": "1"})

    assert answer.status_code == 422
    assert "Choose a reason, or write one." in text_of(answer)
    assert not Decision.objects.exists()


def test_what_moved_meanwhile_or_is_for_another_is_named_and_left_alone(
    settings: Any, ann: User, desk: Client
):
    settings.FOUR_EYES = True
    moved, own, plain = (submit(data={"name": n}) for n in ("Moved", "Own", "Plain"))
    seen = chosen(moved, own, plain)
    moderation.answer(moved, note="One more thing.")
    Submission.objects.filter(pk=own.pk).update(sent_by=ann)

    answer = desk.post(
        "/curate/refuse/", {"chosen": seen, "refuse": "1", "note": "Spam."}, follow=True
    )

    said = text_of(answer)
    assert "1 submission is refused." in said
    assert "Moved: The sender changed it meanwhile" in said
    assert "Own: You sent this in yourself" in said
    assert [s.state for s in Submission.objects.order_by("pk")] == ["pending", "pending", "refused"]


@pytest.mark.parametrize(
    "odd", [[], ["x"], ["1"], ["0:0"], ["99999999999999999999:1"], ["-1:1"], ["１:1"], ["\x00:1"]]
)
def test_no_odd_choice_breaks_it(desk: Client, odd: list[str]):
    submit()

    answer = desk.post("/curate/refuse/", {"chosen": odd, "refuse": "1", "note": "No."})

    assert answer.status_code in (302, 400)
    assert not Decision.objects.exists()


def test_undoing_says_why_not(desk: Client, ann: User):
    submission = submit()
    moderation.ask_back(submission, by=ann, version=1, note="Where?")
    moderation.answer(submission, note="Here.")

    answer = desk.post(f"/curate/decisions/{submission.decisions.first().pk}/undo/", follow=True)

    assert "Something happened with it since" in text_of(answer)
    assert desk.post("/curate/decisions/999/undo/").status_code == 404


# --- a curator’s own page -------------------------------------------------------------------------
def test_a_curator_chooses_a_public_name_and_a_language(ann: User, desk: Client):
    assert desk.post("/curate/me/", {"public_name": "Ann P.", "language": "nl"}).status_code == 302

    assert (ann.curator_profile.public_name, ann.curator_profile.language) == ("Ann P.", "nl")
    assert desk.post("/curate/me/", {"public_name": "x" * 81, "language": "nl"}).status_code == 422
    assert desk.post("/curate/me/", {"language": "fr"}).status_code == 422


def test_an_interest_is_declared_for_a_year_and_ended(ann: User, desk: Client):
    garden = write()
    change = submit("change", garden, data={"place": "Bruges"})

    desk.post("/curate/interests/", {"kind": "work", "submission": change.pk})

    interest = Interest.objects.get()
    assert (interest.curator, interest.initiative, interest.submission) == (ann, garden, None)
    assert 364 < (interest.expires_on - date.today()).days < 367
    assert "another curator decides" in text_of(desk.get(f"/curate/cases/{change.pk}/"))
    desk.post("/curate/interests/", {"end": interest.pk})
    assert "another curator decides" not in text_of(desk.get(f"/curate/cases/{change.pk}/"))


def test_an_interest_declared_twice_is_one(desk: Client):
    garden = write()
    for kind in ("work", "money"):
        desk.post("/curate/interests/", {"kind": kind, "initiative": garden.slug})

    assert Interest.objects.get().kind == "money"


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"kind": "whim", "initiative": "garden"},
        {"kind": "work", "initiative": "nowhere"},
        {"kind": "work", "submission": "x"},
        {"kind": "work", "submission": 999},
        {"end": "x"},
        {"end": "99999999999999999999"},
    ],
)
def test_no_odd_interest_is_declared(desk: Client, posted: dict[str, Any]):
    write()

    assert desk.post("/curate/interests/", posted).status_code in (302, 404)
    assert not Interest.objects.exists()
