"""What the admin shows beside initiatives: assessments, revisions, sources, closed lists."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from initiatives.models import Initiative
from quadrant.vocabulary import NEED_KEYS, SECTOR_KEYS
from tests.recipes import at, write

pytestmark = pytest.mark.django_db
MODELS = ("assessment", "revision", "source", "sector", "need")


def listed(model: str) -> str:
    return reverse(f"admin:initiatives_{model}_changelist")


def opened(model: str, key: object) -> str:
    return reverse(f"admin:initiatives_{model}_change", args=[key])


@pytest.fixture
def garden() -> Initiative:
    source = {
        "title": "A book",
        "url": "https://example.org/book",
        "archived_url": "https://archive.example.org/1",
    }
    return write(assessments=[at(2010, answers={"coordination": -2}, sources=[source])])


@pytest.mark.parametrize("model", MODELS)
def test_nothing_here_is_added_or_changed(root: Client, garden: Initiative, model: str):
    key = {"sector": "food", "need": NEED_KEYS[0]}.get(model) or next(
        iter(garden._meta.apps.get_model("initiatives", model).objects.values_list("pk", flat=True))
    )

    assert root.get(listed(model)).status_code == 200
    assert root.get(opened(model, key)).status_code == 200
    assert root.post(opened(model, key), {"title": "X", "reason": "X"}).status_code == 403
    assert root.get(reverse(f"admin:initiatives_{model}_add")).status_code == 403
    assert root.post(reverse(f"admin:initiatives_{model}_add")).status_code == 403


@pytest.mark.parametrize("model", MODELS)
def test_staff_see_only_what_they_may(client: Client, garden: Initiative, model: str):
    client.force_login(User.objects.create_user("bob", is_staff=True))

    assert client.get(listed(model)).status_code == 403


@pytest.mark.parametrize("model", MODELS)
def test_a_list_costs_the_same_queries_for_many(root: Client, garden: Initiative, model: str):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert root.get(listed(model)).status_code == 200
        return len(captured)

    with_one = queries()
    for number in range(10):
        sources = [{"title": f"Page {number}", "url": f"https://example.org/{number}"}]
        write(slug=f"plot-{number}", assessments=[at(2010, sources=sources)])

    assert queries() == with_one


def test_an_assessment_is_read_in_words(root: Client, garden: Initiative):
    text = root.get(opened("assessment", garden.assessments.get().pk)).content.decode()

    for words in (
        "One company or organisation, from one central place.",
        "Members run it.",
        "Leden beheren het.",
        "A book",
        "1 of 12 questions answered",
    ):
        assert words in text


def test_superseded_assessments_are_found_by_name(root: Client, garden: Initiative):
    write(assessments=[at(2010, purpose=90)])
    write(slug="cafe", name="Café")
    rows = root.get(listed("assessment"), {"in_force": "no", "q": "GÁRDEN"}).context["cl"]

    assert [row.purpose for row in rows.result_list] == [50]


def test_a_revision_says_who_when_why_and_what(root: Client, garden: Initiative):
    write(place="Bruges", assessments=[])
    text = root.get(opened("revision", garden.revisions.last().pk)).content.decode()

    for words in ("Garden", "test", "Place", "Ghent", "Bruges", "Position of 2010"):
        assert words in text


def test_a_source_is_found_and_says_who_cites_it(root: Client, garden: Initiative):
    write(slug="other", assessments=[at(2010)])
    rows = root.get(listed("source"), {"q": "book"}).context["cl"].result_list
    text = root.get(opened("source", rows[0].pk)).content.decode()

    assert [row.title for row in rows] == ["A book"]
    assert "https://archive.example.org/1" in text
    assert opened("initiative", garden.pk) in text


@pytest.mark.parametrize(
    ("lang", "name"), [("", "Food and farming"), ("/nl", "Voeding en landbouw")]
)
def test_closed_lists_are_named_in_the_language_of_the_page(root: Client, lang: str, name: str):
    answer = root.get(f"{lang}{listed('sector')}")

    assert name in answer.content.decode()
    assert answer.context["cl"].result_count == len(SECTOR_KEYS)


@pytest.mark.parametrize("lang", ["", "/nl"])
def test_every_page_stands_in_its_language_without_inline_code(root: Client, garden, lang: str):
    other = {"": "/nl", "/nl": ""}[lang]
    for model in ("initiative", *MODELS):
        answer = root.get(f"{lang}{listed(model)}")
        text = answer.content.decode()
        assert f'<html lang="{lang.strip("/") or "en"}"' in text
        assert f'href="{other}{listed(model)}"' in text
        assert " style=" not in text
        assert " onclick=" not in text
    for name in ("change", "history", "assess", "withdraw", "merge"):
        text = root.get(
            f"{lang}{reverse(f'admin:initiatives_initiative_{name}', args=[garden.pk])}"
        ).content.decode()
        assert " style=" not in text
        assert "<script>" not in text


def test_accounts_that_wrote_something_are_kept(root: Client, garden: Initiative):
    ann = User.objects.create_user("ann")
    bob = User.objects.create_user("bob")
    garden.revisions.update(actor=ann)

    delete = reverse("admin:auth_user_delete", args=[ann.pk])
    assert root.post(delete, {"post": "yes"}).status_code == 403
    delete = reverse("admin:auth_user_delete", args=[bob.pk])
    assert root.post(delete, {"post": "yes"}).status_code == 302
    assert not User.objects.filter(pk=bob.pk).exists()
