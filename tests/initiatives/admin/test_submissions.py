"""Deciding on submissions in the admin."""

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
from tests.reading import text_of
from tests.recipes import make_sent, opinion, submit, write

pytestmark = pytest.mark.django_db
LIST = reverse("admin:initiatives_submission_changelist")
MAILS = reverse("admin:initiatives_outbox_changelist")
DECISIONS = reverse("admin:initiatives_decision_changelist")


def page(submission: Submission) -> str:
    return reverse("curate_case", args=[submission.pk])


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


def decide(desk: Client, submission: Submission, move: str, **typed: Any) -> Any:
    """Press the button of a panel, with what was typed in it."""
    version = Submission.objects.get(pk=submission.pk).version
    return desk.post(page(submission), {"move": move, "version": version, **typed})


def state_of(submission: Submission) -> str:
    return Submission.objects.get(pk=submission.pk).state


# --- who may -------------------------------------------------------------------------------------
def test_searching_takes_a_permission_and_leads_to_the_case(ann: User, desk: Client):
    submission = submit()
    row = reverse("admin:initiatives_submission_change", args=[submission.pk])
    assert desk.get(row).headers["Location"] == page(submission)

    ann.user_permissions.clear()
    assert desk.get(LIST).status_code == desk.get(row).status_code == 403


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
        "Known first-hand",
        "The sender takes part in it",
        "nobody who left a name",
    ):
        assert words in text
    assert 'lang="nl"' in answer.content.decode()


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

    assert "It stands beside the curators’ view" in text
    assert "Mainly Local resilience" in text
    assert "Describes 2020." in text


def test_likely_duplicates_are_named_with_what_is_alike(desk: Client):
    write(name="Plot", website="https://other.example.org")
    answer = desk.get(page(submit()))

    assert "Perhaps in the catalogue already: Plot" in text_of(answer).replace("Plot (", "Plot (")
    assert "the same name" in text_of(answer)


def test_every_move_and_earlier_version_is_there_with_who_and_when(ann: User, desk: Client):
    submission = submit(data={"name": "Plott"}, statement="First try.")
    moderation.ask_back(submission, by=ann, version=1, note="Is that its name?")
    moderation.answer(submission, note="I think so.")
    moderation.send_again(submission, make_sent(data={"name": "Plot"}), "token")
    text = text_of(desk.get(page(submission)))

    for words in ("asked back, ann", "Is that its name?", "by the sender", "I think so."):
        assert words in text
    for words in ("improved and sent again", "As it was before the sender", "Plott", "First try."):
        assert words in text


def test_contact_data_that_were_erased_are_said_to_be(desk: Client):
    submission = submit(contact_name="Jo")
    erase_contact(submission)

    assert "Name and address were erased on" in text_of(desk.get(page(submission)))


@pytest.mark.parametrize("number", ["0", "-1", "9" * 30, "%00", "abc"])
def test_no_number_breaks_the_page(root: Client, number: str):
    for end in ("change", "history", "delete"):
        address = f"{LIST}{number}/{end}/"
        assert root.get(address).status_code in (302, 400, 403, 404)
        assert root.post(address).status_code in (302, 400, 403, 404)


def test_accepting_what_writes_nothing_says_so(desk: Client):
    submission = submit("objection", write(), statement="It is wrong.")

    assert "Accepted, it writes nothing by itself" in text_of(desk.get(page(submission)))
    decide(desk, submission, "accept")
    assert "Nothing was written" in text_of(desk.get("/curate/"))


def test_what_was_merged_or_withdrawn_meanwhile_is_said(desk: Client):
    plot, garden = write(slug="plot", name="Plot"), write(name="Garden")
    merged = submit("still_right", plot)
    change = submit("change", plot, data={"place": "Bruges"})
    write(name="Garden", place="Ostend")
    merge(plot, into=garden, by=None, reason="The same.")

    assert "Place Ostend Bruges" in text_of(desk.get(page(change)))
    assert "was merged into this one" in text_of(desk.get(page(merged)))
    withdraw(garden, by=None, reason="Gone.")
    assert "It is no longer in the catalogue" in text_of(desk.get(page(merged)))
    assert decide(desk, merged, "accept").status_code == 422


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
