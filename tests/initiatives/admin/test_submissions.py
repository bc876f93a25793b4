"""Deciding on submissions in the admin."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from initiatives import moderation
from initiatives.catalogue import merge, withdraw
from initiatives.models import Decision, Initiative, Kind, MailKind, Outbox, State, Submission
from initiatives.submitting import erase_contact
from tests.initiatives.admin.pages import filled_in
from tests.recipes import make_sent, opinion, submit, write

pytestmark = pytest.mark.django_db
LIST = reverse("admin:initiatives_submission_changelist")
MAILS = reverse("admin:initiatives_outbox_changelist")
DECISIONS = reverse("admin:initiatives_decision_changelist")


def page(submission: Submission) -> str:
    return reverse("admin:initiatives_submission_change", args=[submission.pk])


@pytest.fixture
def ann(db: None) -> User:
    """Staff who may read and decide on submissions, and nothing else."""
    user = User.objects.create_user("ann", is_staff=True)
    codenames = ["view_submission", "change_submission"]
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


@pytest.fixture
def desk(ann: User) -> Client:
    client = Client()
    client.force_login(ann)
    return client


def text_of(answer: Any) -> str:
    """Return what a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def decide(desk: Client, submission: Submission, move: str, **typed: Any) -> Any:
    """Open a submission, type something, and press a button."""
    form = desk.get(page(submission)).context["form"]
    untouched = {name: value for name, value in filled_in(form).items() if name != "move"}
    return desk.post(page(submission), {**untouched, **typed, "move": move})


def state_of(submission: Submission) -> str:
    return Submission.objects.get(pk=submission.pk).state


# --- who may -------------------------------------------------------------------------------------
def test_reading_and_deciding_take_a_permission_each(ann: User, desk: Client):
    submission = submit(contact_name="Jo Jansen")
    ann.user_permissions.set(Permission.objects.filter(codename="view_submission"))
    answer = desk.get(page(submission))

    assert "Jo Jansen" in text_of(answer)
    assert "<button" not in answer.content.decode().partition('id="content-main"')[2]
    assert desk.post(page(submission), {"move": "accept", "version": 1}).status_code == 403
    refusing = {"action": "refuse_several", "_selected_action": submission.pk, "index": "0"}
    desk.post(LIST, refusing)
    desk.post(LIST, {**refusing, "seen": f"{submission.pk}:1", "note": "No."})
    assert state_of(submission) == State.PENDING

    ann.user_permissions.clear()
    assert desk.get(LIST).status_code == desk.get(page(submission)).status_code == 403


def test_nothing_is_added_deleted_or_edited_by_hand(root: Client):
    submission = submit()

    assert root.get(reverse("admin:initiatives_submission_add")).status_code == 403
    assert root.post(reverse("admin:initiatives_submission_add")).status_code == 403
    delete = reverse("admin:initiatives_submission_delete", args=[submission.pk])
    assert root.post(delete, {"post": "yes"}).status_code == 403
    decide(root, submission, "ask_back", note="Where?", state="accepted", kind="objection")
    assert Submission.objects.get().kind == Kind.NEW
    assert state_of(submission) == State.ASKED_BACK


# --- the list ------------------------------------------------------------------------------------
def listed(desk: Client, **query: str) -> list[Submission]:
    return list(desk.get(LIST, query).context["cl"].result_list)


def test_the_list_shows_what_waits_oldest_first(ann: User, desk: Client):
    first, second, refused = submit(), submit(), submit()
    moderation.refuse(refused, by=ann, version=1, note="No.")
    Submission.objects.filter(pk=first.pk).update(
        waiting_since=first.waiting_since + timedelta(days=1)
    )

    assert listed(desk) == [second, first]
    assert listed(desk, state="refused") == [refused]
    assert set(listed(desk, state="all")) == {first, second, refused}
    assert set(listed(desk, state="nonsense")) == {first, second}


def test_the_list_is_narrowed_by_kind_and_language_and_searched_by_name(desk: Client):
    plot = submit(data={"name": "Café Plot"}, language="nl")
    about = submit("objection", write(name="Garden"))

    assert listed(desk, kind="objection") == [about]
    assert listed(desk, lang="nl") == [plot]
    assert listed(desk, q="CAFE") == [plot]
    assert listed(desk, q="gärden") == [about]
    assert listed(desk, q="nothing") == []


def test_contact_data_stand_on_the_page_of_a_submission_and_nowhere_else(
    root: Client, settings: Any
):
    settings.SENDS_MAIL = True
    submission = submit(contact_name="Jo Jansen", contact_email="jo@example.org")
    decide(root, submission, "accept")
    Outbox.objects.create(kind=MailKind.LINKS, to="jo@example.org", due_at=timezone.now())
    elsewhere = [
        LIST + "?state=all",
        MAILS,
        DECISIONS,
        reverse("admin:initiatives_revision_changelist"),
        reverse("admin:initiatives_initiative_change", args=[Initiative.objects.get().pk]),
        *(reverse("admin:initiatives_outbox_change", args=[m.pk]) for m in Outbox.objects.all()),
        reverse("admin:initiatives_decision_change", args=[Decision.objects.get().pk]),
        reverse("admin:index"),
    ]

    for address in elsewhere:
        text = root.get(address).content.decode()
        assert "Jansen" not in text, address
        assert "jo@example.org" not in text, address
    text = text_of(root.get(page(submission)))
    assert "Jo Jansen" in text
    assert "jo@example.org" in text


@pytest.mark.parametrize("address", [LIST, LIST + "?state=all", MAILS, DECISIONS])
def test_a_list_costs_the_same_queries_for_many(root: Client, settings: Any, address: str):
    settings.SENDS_MAIL = True
    user = User.objects.get(username="root")

    def fill(number: int) -> None:
        about = write(slug=f"plot-{number}")
        for kind, initiative in (("new", None), ("change", about)):
            one = submit(kind, initiative, contact_email="jo@example.org")
            moderation.ask_back(one, by=user, version=1, note="Where?")
            moderation.answer(one, note="Here.")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert root.get(address).status_code == 200
        return len(captured)

    fill(0)
    with_few = queries()
    for number in range(1, 8):
        fill(number)

    assert queries() == with_few


# --- the page of one -----------------------------------------------------------------------------
def test_a_new_initiative_is_read_in_words(desk: Client):
    submission = submit(
        data={
            "name": "Plot",
            "website": "https://plot.example.org/",
            "summary": {"nl": "Buren telen."},
            "sectors": ["food"],
            "assessments": [opinion(decentralisation=60, answers={"coordination": -2})],
        },
        sources=[{"title": "A book", "url": "https://b.example.org/"}],
        first_hand=True,
        involved=True,
        language="nl",
    )
    answer = desk.get(page(submission))
    text = text_of(answer)

    for words in (
        "Buren telen.",
        "Food and farming",
        "Mainly Distributed capitalism",
        "One company or organisation, from one central place.",
        "A book",
        "The sender knows it first-hand",
        "The sender takes part in it",
        "No name and no address given.",
    ):
        assert words in text
    assert '<dd lang="nl">' in answer.content.decode()


def test_a_change_is_shown_against_the_entry_as_it_is_now(desk: Client):
    garden = write(place="Ghent", country="BE")
    submission = submit("change", garden, data={"place": "Bruges"}, statement="It moved.")
    write(place="Ostend", country="NL")
    text = text_of(desk.get(page(submission)))

    assert "It moved." in text
    assert "Place Ostend Bruges" in text
    assert "Country" not in text


def test_a_second_opinion_stands_beside_the_position_that_it_differs_from(desk: Client):
    submission = submit("second_opinion", write(), data={"assessments": [opinion(as_of=2020)]})
    text = text_of(desk.get(page(submission)))

    assert "Proposed A mix of Netarchical capitalism" in text or "Mainly Netarchical" in text
    assert "Mainly Local resilience" in text
    assert "Describes the year 2020" in text


def test_likely_duplicates_are_named_with_what_is_alike(desk: Client):
    garden = write(name="Plot", website="https://other.example.org")
    answer = desk.get(page(submit()))

    assert reverse("admin:initiatives_initiative_change", args=[garden.pk]) in (
        answer.content.decode()
    )
    assert "the same name" in text_of(answer)


def test_every_move_and_earlier_version_is_there_with_who_and_when(ann: User, desk: Client):
    submission = submit(data={"name": "Plott"}, statement="First try.")
    moderation.ask_back(submission, by=ann, version=1, note="Is that its name?")
    moderation.answer(submission, note="I think so.")
    moderation.send_again(submission, make_sent(data={"name": "Plot"}), "token")
    text = text_of(desk.get(page(submission)))

    for words in ("Asked back", "ann", "Is that its name?", "the sender", "I think so."):
        assert words in text
    for words in ("Improved and sent again", "What it said until", "Plott", "First try."):
        assert words in text


def test_contact_data_that_were_erased_are_said_to_be(desk: Client):
    submission = submit(contact_name="Jo")
    erase_contact(submission)

    assert "Name and address were erased on" in text_of(desk.get(page(submission)))


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("lang", ["", "/nl"])
def test_the_page_of_every_kind_runs_and_styles_nothing_inline(root: Client, kind: Kind, lang: str):
    data = {
        Kind.NEW: {"name": "Garden"},
        Kind.CHANGE: {"place": "Bruges"},
        Kind.SECOND_OPINION: {"assessments": [opinion()]},
    }.get(kind, {})
    submission = submit(kind, None if kind == Kind.NEW else write(), data=data)
    answer = root.get(lang + page(submission))
    text = answer.content.decode()

    assert answer.status_code == 200
    assert " style=" not in text
    assert " onclick=" not in text
    assert "<script>" not in text


@pytest.mark.parametrize("number", ["0", "-1", "9" * 30, "%00", "abc"])
def test_no_number_breaks_the_page(root: Client, number: str):
    for end in ("change", "history", "delete"):
        address = f"{LIST}{number}/{end}/"
        assert root.get(address).status_code in (302, 400, 403, 404)
        assert root.post(address).status_code in (302, 400, 403, 404)


# --- deciding ------------------------------------------------------------------------------------
def test_accepting_enters_it_and_says_so(ann: User, desk: Client):
    submission = submit()
    answer = decide(desk, submission, "accept", note="Welcome.")
    plot = Initiative.objects.get()

    assert answer.status_code == 302
    assert plot.revisions.get().actor == ann
    assert submission.decisions.get().note == "Welcome."
    text = desk.get(LIST).content.decode()
    assert "It is accepted, and in the catalogue" in text
    assert reverse("admin:initiatives_initiative_change", args=[plot.pk]) in text


def test_accepting_what_writes_nothing_says_so(desk: Client):
    submission = submit("objection", write(), statement="It is wrong.")

    assert "Accepting this writes nothing" in text_of(desk.get(page(submission)))
    decide(desk, submission, "accept")
    assert "Nothing was written" in text_of(desk.get(LIST))


@pytest.mark.parametrize(
    ("move", "state"), [("ask_back", State.ASKED_BACK), ("refuse", State.REFUSED)]
)
def test_asking_back_and_refusing_take_a_note(desk: Client, move: str, state: State):
    submission = submit()
    answer = decide(desk, submission, move, note=" \u200b ")

    assert answer.status_code == 422
    assert answer.context["form"].errors["note"]
    assert state_of(submission) == State.PENDING
    assert decide(desk, submission, move, note="First line.\r\nSecond.").status_code == 302
    assert state_of(submission) == state
    assert submission.decisions.get().note == "First line.\nSecond."


@pytest.mark.parametrize("changes", [{"move": "withdraw"}, {"move": ""}, {"version": "x"}])
def test_what_no_button_sends_does_nothing(desk: Client, changes: dict[str, str]):
    submission = submit()
    sent = {"move": "refuse", "version": "1", "note": "What I typed.", **changes}
    answer = desk.post(page(submission), sent)

    assert answer.status_code == 422
    assert "What I typed." in answer.content.decode()
    assert state_of(submission) == State.PENDING


def test_a_decision_on_what_another_curator_decided_is_refused_and_keeps_what_was_typed(
    ann: User, desk: Client
):
    submission = submit()
    moderation.refuse(submission, by=ann, version=1, note="No.")
    sent = {"move": "accept", "version": "1", "note": "What I typed."}
    answer = desk.post(page(submission), sent)

    assert answer.status_code == 409
    assert "It is refused already." in text_of(answer)
    assert "What I typed." in answer.content.decode()
    assert not Initiative.objects.exists()


def test_a_decision_on_what_its_sender_improved_is_possible_after_looking_again(desk: Client):
    submission = submit()
    moderation.send_again(submission, make_sent(data={"name": "Allotment"}), "token")
    sent = {"move": "accept", "version": "1", "note": "What I typed."}
    answer = desk.post(page(submission), sent)

    assert answer.status_code == 409
    assert "The sender changed it meanwhile" in text_of(answer)
    assert "Allotment" in text_of(answer)
    again = {**filled_in(answer.context["form"]), "move": "accept"}
    assert again["note"] == "What I typed."
    assert desk.post(page(submission), again).status_code == 302
    assert Initiative.objects.get().name == "Allotment"


def test_what_cannot_be_entered_names_the_rules(desk: Client):
    submission = submit(data={"name": "Plot", "assessments": [opinion()]})
    answer = decide(desk, submission, "accept", note="What I typed.")

    assert answer.status_code == 422
    assert "It cannot be entered as it is." in text_of(answer)
    assert "“sources of the position” needs at least 1 item." in text_of(answer)
    assert "What I typed." in answer.content.decode()
    assert state_of(submission) == State.PENDING


def test_what_was_merged_or_withdrawn_meanwhile_is_said(desk: Client):
    plot, garden = write(slug="plot", name="Plot"), write(name="Garden")
    merged = submit("still_right", plot)
    change = submit("change", plot, data={"place": "Bruges"})
    write(name="Garden", place="Ostend")
    merge(plot, into=garden, by=None, reason="The same.")

    assert "Place Ostend Bruges" in text_of(desk.get(page(change)))
    assert "this is about Garden now" in text_of(desk.get(page(merged)))
    withdraw(garden, by=None, reason="Gone.")
    assert "Garden is no longer in the catalogue" in text_of(desk.get(page(merged)))
    assert decide(desk, merged, "accept").status_code == 422


def test_the_initiative_is_told_only_on_accepting_and_where_mail_is_sent(
    desk: Client, settings: Any
):
    settings.SENDS_MAIL = False
    assert "tell" not in desk.get(page(submit())).context["form"].fields
    settings.SENDS_MAIL = True
    refused, accepted = submit(), submit()
    assert "tell" not in desk.get(page(submit("objection", write()))).context["form"].fields
    decide(desk, refused, "refuse", note="No.", tell="info@plot.example.org")
    assert decide(desk, accepted, "accept", tell="not an address").status_code == 422
    decide(desk, accepted, "accept", tell="info@plot.example.org")

    assert [mail.to for mail in Outbox.objects.all()] == ["info@plot.example.org"]


# --- refusing several ----------------------------------------------------------------------------
def refuse_several(desk: Client, *chosen: Submission) -> Any:
    numbers = [submission.pk for submission in chosen]
    action = {"action": "refuse_several", "_selected_action": numbers, "index": "0"}
    return desk.post(LIST, action)


def sent_from(answer: Any, note: str) -> dict[str, Any]:
    """Return what the page that asks for the reason sends."""
    hidden = re.findall(r'name="(\w+)"\s+value="([\w:]+)"', answer.content.decode())
    data: dict[str, Any] = {"note": note}
    for name, value in hidden:
        data.setdefault(name, []).append(value)
    return data


def test_several_are_refused_with_one_reason_and_a_decision_each(ann: User, desk: Client):
    one, other, kept = submit(), submit(data={"name": "Advert"}), submit()
    answer = refuse_several(desk, one, other)

    assert "Advert" in text_of(answer)
    assert state_of(one) == State.PENDING
    assert desk.post(LIST, sent_from(answer, "")).status_code == 422
    assert desk.post(LIST, sent_from(answer, "It is an advert.")).status_code == 302
    assert [state_of(each) for each in (one, other, kept)] == ["refused", "refused", "pending"]
    decisions = Decision.objects.all()
    assert [(d.note, d.curator) for d in decisions] == [("It is an advert.", ann)] * 2
    assert "2 submissions are refused." in text_of(desk.get(LIST))


def test_those_that_moved_meanwhile_are_named_and_left_alone(ann: User, desk: Client):
    still, improved, decided = (
        submit(data={"name": name}) for name in ("Advert", "Plot", "Allotment")
    )
    answer = refuse_several(desk, still, improved, decided)
    moderation.send_again(improved, make_sent(data={"name": "Better plot"}), "token")
    moderation.accept(decided, by=ann, version=1)
    desk.post(LIST, sent_from(answer, "It is an advert."))
    text = text_of(desk.get(LIST))

    assert [state_of(each) for each in (still, improved, decided)] == [
        "refused",
        "pending",
        "accepted",
    ]
    assert "1 submission is refused." in text
    assert re.search(r"Better plot\s*: The sender changed it meanwhile", text)
    assert re.search(r"Allotment\s*: It is accepted already", text)


@pytest.mark.parametrize("seen", ["", "x", "1", "1:", ":1", "9" * 30 + ":1", "0:0", "\x00:1"])
def test_no_odd_choice_breaks_the_refusal_of_several(root: Client, seen: str):
    submission = submit()
    data = {"action": "refuse_several", "_selected_action": submission.pk, "note": "No."}

    assert root.post(LIST, {**data, "seen": seen}).status_code in (200, 302, 400)
    assert state_of(submission) == State.PENDING


# --- decisions and mails -------------------------------------------------------------------------
@pytest.mark.parametrize("model", ["decision", "outbox"])
def test_decisions_and_mails_are_only_read(root: Client, settings: Any, model: str):
    settings.SENDS_MAIL = True
    decide(root, submit(contact_email="jo@example.org"), "refuse", note="It is a shop.")
    row = {"decision": Decision, "outbox": Outbox}[model].objects.last()
    opened = reverse(f"admin:initiatives_{model}_change", args=[row.pk])

    assert root.get(reverse(f"admin:initiatives_{model}_changelist")).status_code == 200
    assert root.get(opened).status_code == 200
    assert root.post(opened, {"note": "X", "to": "x@example.org"}).status_code == 403
    assert root.get(reverse(f"admin:initiatives_{model}_add")).status_code == 403
    delete = reverse(f"admin:initiatives_{model}_delete", args=[row.pk])
    assert root.post(delete, {"post": "yes"}).status_code == 403


def mail(**changes: Any) -> Outbox:
    values = {"kind": MailKind.LISTED, "language": "en", "due_at": timezone.now()}
    return Outbox.objects.create(**{**values, "to": "info@plot.example.org", **changes})


def test_mails_are_told_apart_by_how_they_stand(root: Client):
    now = timezone.now()
    made = {
        "waiting": mail(),
        "unclear": mail(handed_over_at=now),
        "given_up": mail(given_up_at=now),
        "sent": mail(handed_over_at=now, sent_at=now),
    }
    for state, one in made.items():
        assert list(root.get(MAILS, {"state": state}).context["cl"].result_list) == [one]


def test_a_mail_is_sent_again_only_where_that_makes_sense(root: Client):
    now, before = timezone.now(), timezone.now() - timedelta(hours=1)
    due = mail(due_at=now + timedelta(days=1), tries=3)
    again = [mail(given_up_at=before, tries=11, last_error="550"), mail(handed_over_at=before)]
    left = [
        due,
        mail(handed_over_at=now),  # perhaps on its way just now
        mail(handed_over_at=before, sent_at=before),
        mail(given_up_at=before, to=""),
        mail(given_up_at=before, to="", submission=submit(), kind=MailKind.REFUSED),
    ]
    untouched = list(Outbox.objects.filter(pk__in=[one.pk for one in left]).values())
    numbers = list(Outbox.objects.values_list("pk", flat=True))
    data = {"action": "send_again", "_selected_action": numbers, "index": "0"}
    text = text_of(root.post(MAILS, data, follow=True))

    assert "2 mails are sent again." in text
    assert "only where an address is still known" in text
    assert list(Outbox.objects.filter(pk__in=[one.pk for one in left]).values()) == untouched
    for one in Outbox.objects.filter(pk__in=[one.pk for one in again]):
        assert (one.given_up_at, one.handed_over_at, one.tries) == (None, None, 0)
        assert one.due_at <= timezone.now()


def test_who_may_only_look_at_mails_sends_none_again(ann: User, desk: Client):
    ann.user_permissions.set(Permission.objects.filter(codename="view_outbox"))
    one = mail(given_up_at=timezone.now())
    data = {"action": "send_again", "_selected_action": one.pk, "index": "0"}
    desk.post(MAILS, data)

    assert Outbox.objects.get().given_up_at is not None


def test_the_history_of_an_entry_leads_to_the_decision(root: Client):
    submission = submit()
    decide(root, submission, "accept", note="Thank you, Jo.")
    plot = Initiative.objects.get()
    decision = reverse("admin:initiatives_decision_change", args=[Decision.objects.get().pk])
    listed = root.get(reverse("admin:initiatives_revision_changelist")).content.decode()

    assert page(submission) in listed
    for name in ("change", "history"):
        address = reverse(f"admin:initiatives_initiative_{name}", args=[plot.pk])
        assert decision in root.get(address).content.decode()
    assert "Thank you, Jo." not in listed


def test_accounts_that_decided_something_are_kept(root: Client, ann: User):
    moderation.refuse(submit(), by=ann, version=1, note="No.")
    delete = reverse("admin:auth_user_delete", args=[ann.pk])

    assert root.post(delete, {"post": "yes"}).status_code == 403
