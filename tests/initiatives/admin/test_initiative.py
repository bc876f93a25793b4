"""The admin of initiatives: list, entry, history, adding and changing."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from initiatives.catalogue import withdraw, write_entry
from initiatives.entry import dump, to_entry
from initiatives.models import FormerSlug, Initiative, Origin, Revision
from initiatives.starter import starter_entries
from tests.initiatives.admin.pages import change, filled_in, form_on, page
from tests.recipes import at, write

pytestmark = pytest.mark.django_db


def slugs(answer):
    return [initiative.slug for initiative in answer.context["cl"].result_list]


# --- who may come in ---------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["change", "history", "assess", "withdraw", "merge"])
def test_strangers_are_sent_to_the_login(client: Client, name: str):
    answer = client.get(page(name, write().pk))

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("admin:login"))


@pytest.mark.parametrize("name", ["change", "history", "assess", "withdraw", "merge"])
def test_staff_without_permission_are_refused(client: Client, name: str):
    client.force_login(User.objects.create_user("bob", is_staff=True))
    garden = write()

    assert client.get(page(name, garden.pk)).status_code == 403
    assert client.post(page(name, garden.pk)).status_code == 403


def test_who_may_only_look_reads_the_entry_and_cannot_write(client: Client, curator: User):
    curator.user_permissions.set(
        curator.user_permissions.filter(codename="view_initiative").values_list("pk", flat=True)
    )
    client.force_login(curator)
    garden = write()
    answer = client.get(page("change", garden.pk))

    assert "Neighbours grow food." in answer.content.decode()
    assert answer.context["form"] is None
    assert client.post(page("change", garden.pk), {"name": "X"}).status_code == 403
    assert client.get(page("assess", garden.pk)).status_code == 403
    assert client.get(page("add")).status_code == 403


# --- the list ----------------------------------------------------------------------------------
def test_search_forgives_accents_and_case_in_all_names(desk: Client):
    write(slug="degage", name="Dégage")
    write(slug="garden", aliases=["Moestuin"])

    assert slugs(desk.get(page("changelist"), {"q": "DEGAGE"})) == ["degage"]
    assert slugs(desk.get(page("changelist"), {"q": "moestuin"})) == ["garden"]


def test_a_search_that_is_too_long_finds_nothing_and_says_so(desk: Client):
    write()
    answer = desk.get(page("changelist"), {"q": "a " * 3000})

    assert slugs(answer) == []
    assert "at most" in answer.content.decode()


@pytest.fixture
def four() -> None:
    write(slug="plain", name="A")
    write(slug="unplaced", name="B", assessments=[], country="NL", sectors=["energy"], prominence=3)
    write(
        slug="border",
        name="C",
        assessments=[at(2010, decentralisation=0, purpose=-50)],
        checked_on="2026-01-31",
    )
    gone = write(slug="gone", name="D", assessments=[at(2010, decentralisation=0, purpose=0)])
    withdraw(gone, by=None, reason="It never was.")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "plain unplaced border gone"),
        ("state=listed", "plain unplaced border"),
        ("state=withdrawn", "gone"),
        ("state=merged", ""),
        ("region=local_resilience", "plain"),
        ("region=mix", "gone"),
        ("standing=border", "border"),
        ("standing=clear", "plain"),
        ("placed=no", "unplaced"),
        ("placed=yes", "plain border gone"),
        ("checked=yes", "border"),
        ("checked=no", "plain unplaced gone"),
        ("prominence=3", "unplaced"),
        ("sector=energy", "unplaced"),
        ("country=NL", "unplaced"),
        ("country=NL&state=withdrawn", ""),
        ("state=nonsense", "plain unplaced border gone"),
        ("o=-0", "gone border unplaced plain"),
    ],
)
def test_the_list_is_filtered_and_sorted(desk: Client, four: None, query: str, found: str):
    assert slugs(desk.get(f"{page('changelist')}?{query}")) == found.split()


def test_the_list_says_positions_in_words_and_leads_to_the_public_page(desk: Client, four: None):
    text = desk.get(page("changelist")).content.decode()

    assert "Distributed capitalism, on the border" in text
    assert "no position yet" in text
    assert 'href="/initiatives/plain/"' in text


def queries_for(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_list_costs_the_same_queries_for_many(desk: Client):
    write()
    with_one = queries_for(desk, page("changelist"))
    for number in range(20):
        write(slug=f"garden-{number}", sectors=["energy"], country="NL")

    assert queries_for(desk, page("changelist")) == with_one


# --- the page of one ---------------------------------------------------------------------------
def test_the_page_shows_every_assessment_with_its_answers_and_sources_in_words(desk: Client):
    answers = {"coordination": {"value": -2, "note": {"en": "From Ghent."}}}
    source = {"title": "A book", "url": "https://example.org/book", "stance": "against"}
    write(assessments=[at(2010, answers=answers, sources=[source])])
    garden = write(assessments=[at(2010, rationale_purpose={"en": "Better."})])
    text = desk.get(page("change", garden.pk)).content.decode()

    for words in (
        "Assessments in force",
        "Superseded assessments",
        "Who keeps it running from day to day?",
        "One company or organisation, from one central place.",
        "From Ghent.",
        "https://example.org/book",
        "speaks against",
        "Mainly Local resilience",
        'href="/initiatives/garden/"',
    ):
        assert words in text


def test_the_page_costs_the_same_queries_for_many_assessments(desk: Client):
    answers = {"coordination": 1, "design": 2}
    garden = write(assessments=[at(2001, answers=answers)])
    with_one = queries_for(desk, page("change", garden.pk))
    write(assessments=[at(year, answers=answers) for year in range(2001, 2020)])

    assert queries_for(desk, page("change", garden.pk)) == with_one


def test_an_untouched_form_changes_nothing(desk: Client):
    for entry in list(starter_entries())[::12]:
        initiative = write_entry(entry, reason="", origin=Origin.STARTER)
        answer = change(desk, initiative)

        assert answer.status_code == 302
        assert dump(to_entry(initiative)) == dump(entry)
        assert initiative.revisions.count() == 1


def test_what_is_saved_is_written_with_who_and_why(desk: Client, curator: User):
    garden = write()
    answer = change(
        desk,
        garden,
        name="Allotment",
        aliases="Plot\r\nHof",
        sector_2="energy",
        summary_nl="Buren\r\ntelen samen.",
        p2p_test_no_return="partly",
        ended="2020",
        checked_on="2026-01-31",
    )
    garden = Initiative.objects.get()
    entry = to_entry(garden)

    assert answer.status_code == 302
    assert (entry.name, entry.aliases, entry.ended) == ("Allotment", ["Plot", "Hof"], 2020)
    assert (entry.sectors, entry.p2p_test.no_return) == (["food", "energy"], "partly")
    assert entry.summary.nl == "Buren telen samen."
    last = garden.revisions.last()
    assert (last.actor, last.origin, last.reason) == (curator, "curator", "I looked it up.")
    # Nothing derived is left behind.
    assert garden.name_key == "allotment"
    assert Initiative.objects.matching("plot").exists()
    assert garden.assessments.get().last_year == 2020


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "This field is required."),
        ("name", "x" * 121, "“Name” is longer than 120 characters."),
        ("name", "A garden with a long long name", "short_name_en:“Short name” is needed"),
        ("name", "a\x00b", "Null characters are not allowed."),
        ("name", "a\u202eb", "“Name” holds signs that cannot be seen"),
        ("founded", "3000", "“Founded in” lies in the future."),
        ("founded", "soon", "Enter a whole number."),
        ("founded", "9" * 400, "“Founded in” must be at most 9999."),
        ("founded", "NaN", "Enter a whole number."),
        ("ended", "1990", "“Ended in” lies before the year of founding."),
        ("website", "ftp://example.org", "“Website” must be a public address"),
        ("country", "XX", "Select a valid choice."),
        ("sector_2", "food", "sector_1:“Main sector” names the same thing twice."),
        ("tags", "a\n" + "b" * 41, "…” is longer than 40 characters."),
        ("summary_en", "x" * 201, "“Summary in English” is longer than 200 characters."),
        ("checked_on", "2999-01-01", "“Last confirmed on” lies in the future."),
        ("checked_on", "31/02/20", "Enter a valid date."),
        ("prominence", "4", "Select a valid choice."),
        ("reason", "", "This field is required."),
        ("reason", "x" * 601, "at most 600 characters"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(desk: Client, field: str, value: str, words: str):
    garden = write()
    answer = change(desk, garden, **{field: value})
    beside, _, said = words.rpartition(":") if words.count(":") else (field, "", words)

    assert answer.status_code == 422
    assert said in " ".join(answer.context["form"].errors[beside])
    assert answer.context["form"][field].value() == value
    assert garden.revisions.count() == 1


def test_a_year_that_leaves_an_assessment_outside_names_it(desk: Client):
    answer = change(desk, write(), founded="2012")

    assert "the assessment of 2010" in answer.context["form"].non_field_errors()[0]


def test_messages_come_in_dutch(desk: Client):
    garden = write()
    address = f"/nl{page('change', garden.pk)}"
    data = {**form_on(desk, address), "founded": "3000", "reason": "Nagekeken."}
    answer = desk.post(address, data)

    assert "ligt in de toekomst" in answer.content.decode()
    assert "Beoordeling" in answer.content.decode()


def test_hostile_text_stays_text(desk: Client):
    garden = write()
    change(desk, garden, name="<script>x</script>", aliases="{{ 7 }}</title>")
    for name in ("change", "history"):
        text = desk.get(page(name, garden.pk)).content.decode()
        assert "<script>x" not in text
        assert "&lt;script&gt;x" in text


# --- two curators at once ----------------------------------------------------------------------
def test_an_entry_that_changed_meanwhile_is_not_overwritten(desk: Client):
    garden = write()
    address = page("change", garden.pk)
    seen = form_on(desk, address)
    write(name="Allotment", tags=["new"])
    answer = desk.post(address, {**seen, "place": "Bruges", "tags": "old", "reason": "Moved."})

    assert answer.status_code == 409
    assert "changed after you opened it" in answer.content.decode()
    assert "Allotment" in answer.content.decode()
    assert Initiative.objects.get().place == "Ghent"

    # What was typed stands on top of what the other one wrote, to be looked through and saved.
    form = answer.context["form"]
    assert (form["place"].value(), form["tags"].value()) == ("Bruges", "old")
    assert (form["name"].value(), form["reason"].value()) == ("Allotment", "Moved.")
    assert desk.post(address, filled_in(form)).status_code == 302
    garden = Initiative.objects.get()
    assert (garden.name, garden.place, garden.tags) == ("Allotment", "Bruges", ["old"])


@pytest.mark.parametrize("revision", [None, "", "abc", "-1", "9" * 30])
def test_a_form_that_does_not_say_what_was_seen_is_not_written(desk: Client, revision):
    garden = write()
    address = page("change", garden.pk)
    data = {**form_on(desk, address), "name": "Mine", "reason": "x"}
    data = {**data, "revision": revision} if revision is not None else data
    if revision is None:
        del data["revision"]

    assert desk.post(address, data).status_code in (409, 422)
    assert Initiative.objects.get().name == "Garden"


def test_what_is_withdrawn_can_only_be_read(desk: Client):
    garden = write()
    data = form_on(desk, page("change", garden.pk))
    withdraw(garden, by=None, reason="It never was.")

    assert "It never was." in desk.get(page("change", garden.pk)).content.decode()
    for name in ("change", "assess", "withdraw", "merge"):
        assert desk.post(page(name, garden.pk), {**data, "reason": "x"}).status_code == 403


# --- adding ------------------------------------------------------------------------------------
def add(client: Client, **said: str):
    address = page("add")
    return client.post(address, {**form_on(client, address), "reason": "New here.", **said})


def test_an_initiative_is_added_with_an_address_from_its_name(desk: Client, curator: User):
    answer = add(desk, name="Dégage!", summary_en="Cars, shared.")
    made = Initiative.objects.get()

    assert answer.url == page("change", made.pk)
    assert (made.slug, made.placement, made.summary_en) == ("degage", None, "Cars, shared.")
    assert made.revisions.get().actor == curator


def test_a_second_one_of_that_name_gets_another_address(desk: Client):
    add(desk, name="Garden")
    add(desk, name="Garden", summary_en="Another one.")

    assert set(Initiative.objects.values_list("slug", flat=True)) == {"garden", "garden-2"}


@pytest.mark.parametrize("slug", ["garden", "old-garden"])
def test_an_address_that_is_or_was_taken_is_refused(desk: Client, slug: str):
    garden = write(former_slugs=["old-garden"])
    answer = add(desk, name="Another", slug=slug)

    assert answer.status_code == 422
    assert "Another initiative has the address" in answer.context["form"].errors["slug"][0]
    assert garden.revisions.count() == 1
    assert FormerSlug.objects.count() == 1


def test_an_impossible_address_is_refused(desk: Client):
    answer = add(desk, name="Another", slug="Not An Address")

    assert "a–z, 0–9" in answer.context["form"].errors["slug"][0]


# --- history -----------------------------------------------------------------------------------
def test_history_says_who_changed_what_and_why(desk: Client):
    garden = write()
    change(desk, garden, place="Bruges")
    text = desk.get(page("history", garden.pk)).content.decode()

    for words in ("ann", "I looked it up.", "Place", "Ghent", "Bruges", "Listed."):
        assert words in text


def test_history_in_pages_compares_each_with_the_one_before(desk: Client):
    garden = write(summary={"en": "0"})
    for number in range(1, 30):
        write(summary={"en": str(number)})
    answer = desk.get(page("history", garden.pk), {"p": "2"})

    assert len(answer.context["changes"]) == 5
    assert answer.context["changes"][-1].kind == "listed"
    first = desk.get(page("history", garden.pk), {"p": "nonsense"}).context["changes"][-1]
    assert [(c.name, c.before, c.after) for c in first.changes] == [
        ("Summary in English", "4", "5")
    ]


# --- nothing else ------------------------------------------------------------------------------
def test_nothing_is_deleted_here_not_even_by_those_who_may_everything(root: Client):
    garden = write()
    for address in (
        reverse("admin:initiatives_initiative_delete", args=[garden.pk]),
        reverse("admin:initiatives_revision_delete", args=[garden.revisions.get().pk]),
        reverse("admin:initiatives_assessment_delete", args=[garden.assessments.get().pk]),
    ):
        assert root.get(address).status_code == 403
        assert root.post(address, {"post": "yes"}).status_code == 403
    for model in ("initiative", "revision", "assessment", "source", "sector", "need"):
        address = reverse(f"admin:initiatives_{model}_changelist")
        root.post(
            address, {"action": "delete_selected", "_selected_action": [garden.pk], "post": 1}
        )
    assert Initiative.objects.count() == Revision.objects.count() == 1
