"""Who may do what, whichever way they try: by address, by form, by an action of the admin."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import Client

from initiatives import moderation
from initiatives.do_not_list import remember
from initiatives.mails import write as write_mail
from initiatives.models import (
    DoNotList,
    Initiative,
    MailKind,
    Outbox,
    ReasonTemplate,
    Role,
    Submission,
)
from initiatives.roles import GROUPS, PERMISSIONS, give, make_groups, role_of
from tests.recipes import submit, write
from tests.sites import ROOT

pytestmark = pytest.mark.django_db
PASSWORD = "a quiet path through the garden"
PEOPLE = ("nobody", "staff", "curator", "chief", "root")
DOCUMENT = (ROOT / "docs" / "curating.md").read_text(encoding="utf-8")


@pytest.fixture
def people(db: None) -> dict[str, Client]:
    """A client for each kind of person, logged in a moment ago."""
    make_groups()
    return {name: _client(name) for name in PEOPLE}


def _client(name: str) -> Client:
    client = Client()
    if name == "nobody":
        return client
    user = User.objects.create_user(
        name, f"{name}@example.org", PASSWORD, is_staff=True, is_superuser=name == "root"
    )
    if name in ("curator", "chief"):
        give(user, Role(name))
    client.force_login(user)
    return client


def account(name: str) -> User:
    return User.objects.get(username=name)


# --- the table: deed, how it is tried, and from whom it works -------------------------------------
def decide(client: Client) -> bool:
    plot = submit()
    client.post(f"/curate/cases/{plot.pk}/", {"move": "refuse", "version": 1, "note": "No."})
    return Submission.objects.get(pk=plot.pk).state == "refused"


def refuse_several(client: Client) -> bool:
    plot = submit()
    data = {"chosen": f"{plot.pk}:1", "refuse": "1", "note": "No."}
    client.post("/curate/refuse/", data)
    return Submission.objects.get(pk=plot.pk).state == "refused"


def undo(client: Client) -> bool:
    plot = submit()
    moderation.refuse(plot, by=account("chief"), version=1, note="No.")
    client.post(f"/curate/decisions/{plot.decisions.get().pk}/undo/")
    return Submission.objects.get(pk=plot.pk).state == "pending"


def edit(client: Client) -> bool:
    garden = write()
    page = client.get(f"/admin/initiatives/initiative/{garden.pk}/change/")
    if page.status_code != 200 or not page.context.get("form"):
        client.post(f"/admin/initiatives/initiative/{garden.pk}/change/", {"name": "Garten"})
        return Initiative.objects.filter(name="Garten").exists()
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields}
    data = {k: "\n".join(v) if isinstance(v, list) else v for k, v in data.items() if v}
    client.post(
        f"/admin/initiatives/initiative/{garden.pk}/change/",
        {**data, "place": "Bruges", "reason": "Seen."},
    )
    return Initiative.objects.get(pk=garden.pk).place == "Bruges"


def place(client: Client) -> bool:
    write()
    return client.get("/curate/initiatives/garden/position/").status_code == 200


def withdraw(client: Client) -> bool:
    garden = write()
    seen = garden.revisions.last().pk
    address = f"/admin/initiatives/initiative/{garden.pk}/withdraw/"
    client.post(address, {"reason": "Gone.", "revision": seen})
    return Initiative.objects.get(pk=garden.pk).withdrawn_at is not None


def merge(client: Client) -> bool:
    garden, other = write(), write(slug="plot", name="Plot")
    seen = garden.revisions.last().pk
    address = f"/admin/initiatives/initiative/{garden.pk}/merge/"
    data = {"into": "plot", "reason": "The same.", "revision": seen, "confirmed": other.pk}
    client.post(address, {**data, "confirm": "1", "_confirm": "1"})
    return client.get(address).status_code == 200


def erase(client: Client) -> bool:
    plot = submit(contact_name="Jo", contact_email="jo@example.org")
    client.post(f"/curate/cases/{plot.pk}/erase/")
    return not Submission.objects.get(pk=plot.pk).has_contact


def add_account(client: Client) -> bool:
    data = {
        "username": "new",
        "usable_password": "true",
        "password1": PASSWORD + "x",
        "password2": PASSWORD + "x",
    }
    client.post("/admin/auth/user/add/", data)
    return User.objects.filter(username="new").exists()


def give_role(client: Client) -> bool:
    user = User.objects.create_user("eve")
    _save_account(client, user, role="curator", is_active="on", is_staff="on")
    return role_of(User.objects.get(pk=user.pk)) == Role.CURATOR


def make_root(client: Client) -> bool:
    user = User.objects.create_user("eve", is_staff=True)
    _save_account(client, user, is_superuser="on", is_active="on", is_staff="on")
    return User.objects.get(pk=user.pk).is_superuser


def give_permissions(client: Client) -> bool:
    user = User.objects.create_user("eve", is_staff=True)
    group = Group.objects.create(name="all powers")
    permission = "1"
    _save_account(
        client,
        user,
        groups=group.pk,
        user_permissions=permission,
        is_active="on",
        is_staff="on",
        role="",
    )
    user.refresh_from_db()
    return user.groups.filter(pk=group.pk).exists() or user.user_permissions.exists()


def lock_out_root(client: Client) -> bool:
    root = User.objects.create_superuser("other-root", password=PASSWORD)
    _save_account(client, root, is_staff="", role="")
    root.refresh_from_db()
    return not root.is_active


def take_over_root(client: Client) -> bool:
    root = User.objects.create_superuser("other-root", password=PASSWORD)
    data = {
        "usable_password": "true",
        "password1": "taken over by me",
        "password2": "taken over by me",
    }
    client.post(f"/admin/auth/user/{root.pk}/password/", data)
    root.refresh_from_db()
    return root.check_password("taken over by me")


def delete_account(client: Client) -> bool:
    user = User.objects.create_user("eve")
    client.post(f"/admin/auth/user/{user.pk}/delete/", {"post": "yes"})
    return not User.objects.filter(pk=user.pk).exists()


def change_groups(client: Client) -> bool:
    group = Group.objects.get(name=GROUPS[Role.CURATOR])
    client.post(f"/admin/auth/group/{group.pk}/change/", {"name": "mine", "permissions": []})
    return Group.objects.filter(name="mine").exists()


def change_reasons(client: Client) -> bool:
    reason = ReasonTemplate.objects.get(key="spam")
    data = {
        "title_en": "mine",
        "title_nl": "van mij",
        "text_en": "x",
        "text_nl": "x",
        "position": "1",
        "is_offered": "on",
    }
    client.post(f"/admin/initiatives/reasontemplate/{reason.pk}/change/", data)
    reason.refresh_from_db()
    return reason.title_en == "mine"


def lift_wish(client: Client) -> bool:
    wish = remember("Garden", "", "They asked.", by=None)
    client.post(f"/admin/initiatives/donotlist/{wish.pk}/change/", {"is_lifted": "on"})
    return DoNotList.objects.get(pk=wish.pk).lifted_on is not None


def delete_decision(client: Client) -> bool:
    plot = submit()
    moderation.refuse(plot, by=account("chief"), version=1, note="No.")
    number = plot.decisions.get().pk
    client.post(f"/admin/initiatives/decision/{number}/delete/", {"post": "yes"})
    client.post(
        "/admin/initiatives/decision/",
        {"action": "delete_selected", "_selected_action": number, "post": "yes"},
    )
    return not plot.decisions.exists()


def delete_initiative(client: Client) -> bool:
    garden = write()
    client.post(f"/admin/initiatives/initiative/{garden.pk}/delete/", {"post": "yes"})
    client.post(
        "/admin/initiatives/initiative/",
        {"action": "delete_selected", "_selected_action": garden.pk, "post": "yes"},
    )
    return not Initiative.objects.filter(pk=garden.pk).exists()


def _save_account(client: Client, user: User, **data: Any) -> None:
    known = {"username": user.username, "date_joined_0": "2026-01-01", "date_joined_1": "00:00:00"}
    client.post(f"/admin/auth/user/{user.pk}/change/", {**known, **data})


CURATORS = {"curator", "chief", "root"}
CHIEFS = {"chief", "root"}
ROOT_ALONE = {"root"}
DEEDS: list[tuple[Callable[[Client], bool], set[str]]] = [
    (decide, CURATORS),
    (refuse_several, CURATORS),
    (undo, CURATORS),
    (edit, CURATORS),
    (place, CURATORS),
    (withdraw, CHIEFS),
    (merge, CHIEFS),
    (erase, CHIEFS),
    (add_account, CHIEFS),
    (give_role, CHIEFS),
    (change_reasons, CHIEFS),
    (lift_wish, CHIEFS),
    (make_root, ROOT_ALONE),
    (give_permissions, ROOT_ALONE),
    (lock_out_root, ROOT_ALONE),
    (take_over_root, ROOT_ALONE),
    (delete_account, ROOT_ALONE),
    (change_groups, ROOT_ALONE),
    (delete_decision, set()),
    (delete_initiative, set()),
]


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize(("deed", "allowed"), DEEDS, ids=[deed.__name__ for deed, _who in DEEDS])
def test_no_role_does_more_than_the_table_says(
    people: dict[str, Client],
    settings: Any,
    deed: Callable[[Client], bool],
    allowed: set[str],
    person: str,
):
    settings.FOUR_EYES = False
    if person == "root" and deed is give_role:
        return  # superusers have the stock form, with groups in place of the role

    assert deed(people[person]) is (person in allowed)


def test_an_editor_in_chief_changes_nothing_of_their_own_role(people: dict[str, Client]):
    chief = account("chief")

    _save_account(people["chief"], chief, first_name="Ann", role="", is_active="")

    chief.refresh_from_db()
    assert (chief.first_name, chief.is_active, role_of(chief)) == ("Ann", True, Role.CHIEF)


def test_taking_a_role_away_works_at_once(people: dict[str, Client]):
    curator = account("curator")
    assert people["curator"].get("/curate/").status_code == 200

    _save_account(people["chief"], curator, role="", is_active="on")
    assert people["curator"].get("/curate/").status_code in (302, 403)

    _save_account(people["chief"], account("staff"), role="curator", is_active="")
    assert people["staff"].get("/curate/").status_code == 302  # logged out


def test_the_command_makes_the_groups_and_gives_roles(capsys: pytest.CaptureFixture[str]):
    ann = User.objects.create_user("ann")
    bob = User.objects.create_user("bob")

    call_command("make_roles", "--curator", "ann", "--editor-in-chief", "bob")
    call_command("make_roles")

    assert "ann is one of the curators." in capsys.readouterr().out
    ann, bob = User.objects.get(pk=ann.pk), User.objects.get(pk=bob.pk)
    assert (role_of(ann), role_of(bob)) == (Role.CURATOR, Role.CHIEF)
    assert ann.is_staff
    for role, name in GROUPS.items():
        found = Group.objects.get(name=name).permissions.select_related("content_type")
        assert {f"{p.content_type.app_label}.{p.codename}" for p in found} == PERMISSIONS[role]
    with pytest.raises(CommandError, match="no account “carol”"):
        call_command("make_roles", "--curator", "carol")


def test_the_document_has_the_table():
    rows = re.findall(
        r"^\| ([^|]+) \| (yes|no) \| (yes|no) \| (yes|no) \|$", DOCUMENT, re.MULTILINE
    )
    told = {tuple(column == "yes" for column in row[1:]) for row in rows}

    assert told == {
        tuple(who in allowed for who in ("curator", "chief", "root")) for _deed, allowed in DEEDS
    }


# --- is it still you? -----------------------------------------------------------------------------
def grow_old(client: Client) -> None:
    """Let the login of a client be an hour ago."""
    session = client.session
    session["confirmed_at"] = time.time() - 3600
    session.save()


def test_a_dangerous_deed_is_held_until_the_password_is_typed(people: dict[str, Client]):
    chief = people["chief"]
    garden = write()
    grow_old(chief)
    address = f"/admin/initiatives/initiative/{garden.pk}/withdraw/"
    sent = {"reason": "It closed <its> doors.", "revision": garden.revisions.last().pk}

    held = chief.post(address, sent)
    assert held.status_code == 403
    assert "It closed &lt;its&gt; doors." in held.content.decode()
    wrong = chief.post(address, {**sent, "confirm_password": "guess"})
    assert "That is not your password." in wrong.content.decode()
    assert Initiative.objects.get().withdrawn_at is None

    chief.post(address, {**sent, "confirm_password": PASSWORD})
    assert Initiative.objects.get().withdrawn_reason == "It closed <its> doors."


@pytest.mark.parametrize(
    "deed", [withdraw, erase, add_account, give_role], ids=lambda deed: deed.__name__
)
def test_every_dangerous_deed_asks(people: dict[str, Client], deed: Callable[[Client], bool]):
    grow_old(people["chief"])

    assert not deed(people["chief"])


def test_everyday_deeds_do_not_ask(people: dict[str, Client]):
    grow_old(people["curator"])

    assert decide(people["curator"])
    assert edit(people["curator"])


def test_who_guesses_is_locked_out(people: dict[str, Client]):
    chief = people["chief"]
    garden = write()
    grow_old(chief)
    address = f"/admin/initiatives/initiative/{garden.pk}/withdraw/"
    sent = {"reason": "Gone.", "revision": garden.revisions.last().pk}

    for number in range(5):
        answer = chief.post(address, {**sent, "confirm_password": f"guess {number}"})
    assert answer.status_code == 429
    assert chief.post(address, {**sent, "confirm_password": PASSWORD}).status_code == 429
    assert Initiative.objects.get().withdrawn_at is None


# --- a new password -------------------------------------------------------------------------------
def ask(client: Client, address: str) -> Any:
    return client.post("/admin/password_reset/", {"email": address})


def test_asking_tells_nobody_who_has_an_account(people: dict[str, Client], settings: Any):
    settings.SENDS_MAIL = True
    answers = [ask(Client(), address) for address in ("curator@example.org", "who@example.org")]

    assert [a.status_code for a in answers] == [302, 302]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    rows = list(Outbox.objects.filter(kind=MailKind.PASSWORD).order_by("pk"))
    assert [row.to for row in rows] == ["curator@example.org", "who@example.org"]
    known, unknown = map(write_mail, rows)
    assert "/admin/reset/" in known.text
    assert unknown is None


def test_the_link_gives_a_new_password_once_and_ends_the_other_sessions(
    people: dict[str, Client], settings: Any
):
    settings.SENDS_MAIL = True
    ask(Client(), "Curator@example.org")
    text = write_mail(Outbox.objects.get(kind=MailKind.PASSWORD)).text
    path = re.search(r"(/admin/reset/\S+)", text)[1]
    visitor = Client()
    first = visitor.get(path)
    assert first.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in first.headers["Cache-Control"]

    choose = visitor.get(path, follow=True)
    new = "another quiet path entirely"
    form = {"new_password1": new, "new_password2": new}
    visitor.post(choose.request["PATH_INFO"], form)

    log_in = {"username": "curator", "password": new}
    assert Client().post("/admin/login/?next=/curate/", log_in).status_code == 302
    assert people["curator"].get("/curate/").status_code == 302
    again = Client().get(path, follow=True)
    assert again.context["validlink"] is False


@pytest.mark.parametrize("name", ["inactive", "no-password", "no-staff"])
def test_accounts_that_cannot_log_in_get_no_link(settings: Any, name: str):
    settings.SENDS_MAIL = True
    user = User.objects.create_user(name, "x@example.org", PASSWORD, is_staff=name != "no-staff")
    if name == "no-password":
        user.set_unusable_password()
    user.is_active = name != "inactive"
    user.save()
    ask(Client(), "x@example.org")

    assert write_mail(Outbox.objects.get()) is None


@pytest.mark.parametrize(
    "address", ["", "x", "a@b", "x" * 300 + "@example.org", "a@b.example\u202e"]
)
def test_no_odd_address_is_taken(settings: Any, address: str):
    settings.SENDS_MAIL = True

    assert ask(Client(), address).status_code == 422
    assert not Outbox.objects.exists()


def test_asking_too_often_is_told(settings: Any):
    settings.SENDS_MAIL, settings.SENT_PER_ADDRESS = True, 2
    answers = [ask(Client(), f"{n}@example.org").status_code for n in range(3)]

    assert answers == [302, 302, 422]


def test_where_no_mail_is_sent_it_says_whom_to_ask(settings: Any):
    settings.SENDS_MAIL, settings.CONTACT = False, "us@example.org"

    assert "us@example.org" in Client().get("/admin/password_reset/").content.decode()
    assert ask(Client(), "curator@example.org").status_code == 422
    assert "/admin/password_reset/" in Client().get("/admin/login/").content.decode()


# --- sessions -------------------------------------------------------------------------------------
def test_a_login_ends_with_the_browser_and_after_half_a_day(
    people: dict[str, Client], settings: Any
):
    client = Client()
    answer = client.post("/admin/login/", {"username": "curator", "password": PASSWORD})

    assert answer.cookies["sessionid"]["max-age"] == ""
    assert client.session.get_expiry_age() <= 12 * 3600


def test_who_is_made_inactive_is_out_at_once(people: dict[str, Client]):
    User.objects.filter(username="curator").update(is_active=False)

    assert people["curator"].get("/curate/").status_code == 302


def test_logging_out_takes_a_form(people: dict[str, Client]):
    assert people["curator"].get("/admin/logout/").status_code == 405
    people["curator"].post("/admin/logout/")

    assert people["curator"].get("/curate/").status_code == 302
