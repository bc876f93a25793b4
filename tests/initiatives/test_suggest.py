"""From an initiative: a change, a second opinion, an objection, or that all is still right."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from initiatives import moderation
from initiatives.catalogue import withdraw
from initiatives.models import Initiative, Submission
from initiatives.proposals import placement_of
from quadrant.domain.axes import Placement
from tests.recipes import at, write
from tests.senders import FOUR_ANSWERS, hidden_in, messages_in, post, sent_at

pytestmark = pytest.mark.django_db

GARDEN = "/initiatives/garden/suggest/"
SENDER = {"first_hand": "on", "agreed": "on", "send": "1"}


@pytest.fixture(autouse=True)
def unhurried(settings):
    """Let a test fill a form faster than people do."""
    settings.FORM_SECONDS = 0


@pytest.fixture
def garden() -> Initiative:
    return write(slug="garden")


@pytest.fixture
def curator() -> User:
    return User.objects.create_user("curator", is_staff=True)


def shown(client: Client, what: str, path: str = GARDEN) -> dict[str, str]:
    """Return everything that a form shows, to be sent back as it is."""
    page = client.get(f"{path}?what={what}")
    fields = {
        name: value
        for name, value in ((f.html_name, f.value()) for f in page.context["form"])
        if value not in (None, "", False)
    }
    return {**fields, **hidden_in(page)}


def change(client: Client, path: str = GARDEN, **changes: str):
    return client.post(path, {**shown(client, "change", path), **SENDER, **changes})


@pytest.mark.parametrize("what", ["", "change", "second_opinion", "objection", "still_right"])
def test_the_four_choices_are_on_one_page(client: Client, garden: Initiative, what: str):
    html = client.get(f"{GARDEN}?what={what}").content.decode()

    for kind in ("change", "second_opinion", "objection", "still_right"):
        assert f'href="?what={kind}#' in html


def test_the_page_and_the_panel_lead_there(client: Client, garden: Initiative):
    page = client.get("/initiatives/garden/").content.decode()
    panel = client.get("/initiatives/garden/", headers={"HX-Request": "true"}).content.decode()

    assert f"{GARDEN}?what=still_right" in page
    assert f'href="{GARDEN}"' in panel


def test_only_what_was_changed_is_sent(client: Client, garden: Initiative):
    sent = sent_at(change(client, place="Bruges", summary="Neighbours grow roses."))

    assert sent.data == {
        "place": "Bruges",
        "summary": {"en": "Neighbours grow roses."},
    }
    assert sent.initiative == garden
    garden.refresh_from_db()
    assert garden.place == "Ghent"


def test_a_field_may_be_emptied(client: Client, garden: Initiative):
    sent = sent_at(change(client, founded="", tags="", description=""))

    assert sent.data == {
        "founded": None,
        "tags": [],
        "description": {"en": ""},
    }


def test_words_alone_will_do(client: Client, garden: Initiative):
    sent = sent_at(change(client, statement="It moved.", grounds="I live there.", first_hand=""))

    assert (sent.statement, sent.grounds, sent.data) == ("It moved.", "I live there.", {})


def test_a_change_of_nothing_is_refused_kindly(client: Client, garden: Initiative):
    page = change(client)

    assert page.status_code == 422
    assert messages_in(page) == [
        "Nothing is changed yet. Say what is wrong, or change one of the fields below."
    ]
    assert not Submission.objects.exists()


def test_a_change_says_how_the_sender_knows(client: Client, garden: Initiative):
    page = change(client, place="Bruges", first_hand="")

    assert messages_in(page) == ["Say how you know, in a few words or with a source below."]


def test_a_change_that_breaks_a_rule_is_said_beside_the_field(client: Client, garden: Initiative):
    page = change(client, ended="1990")

    assert page.status_code == 422
    assert 'id="id_ended_error"' in page.content.decode()


def test_in_dutch_the_dutch_texts_are_changed(client: Client):
    write(slug="garden", name="Tool library", name_nl="Gereedschapsbibliotheek")
    path = f"/nl{GARDEN}"

    sent = sent_at(change(client, path, name="Klusbib", summary="Buren telen rozen."))

    assert sent.data == {
        "name_nl": "Klusbib",
        "summary": {"nl": "Buren telen rozen."},
    }


def test_an_accepted_change_leaves_what_others_wrote_meanwhile(
    client: Client, garden: Initiative, curator: User
):
    sent = sent_at(change(client, place="Bruges"))
    write(slug="garden", tags=["roses"])

    moderation.accept(sent, by=curator, version=1)

    garden.refresh_from_db()
    assert (garden.place, garden.tags) == ("Bruges", ["roses"])


def test_a_form_that_was_open_meanwhile_undoes_nothing(client: Client, garden: Initiative):
    form = {**shown(client, "change"), **SENDER, "place": "Bruges"}
    write(slug="garden", tags=["roses"])

    assert sent_at(client.post(GARDEN, form)).data == {"place": "Bruges"}


def test_a_field_that_was_not_sent_is_not_emptied(client: Client, garden: Initiative):
    hidden = hidden_in(client.get(f"{GARDEN}?what=change"))
    data = {**hidden, **SENDER, "name": "Garden", "place": "Bruges"}

    assert sent_at(client.post(GARDEN, data)).data == {"place": "Bruges"}


def test_an_emptied_text_is_gone_once_accepted(client: Client, garden: Initiative, curator: User):
    moderation.accept(sent_at(change(client, description="")), by=curator, version=1)

    garden.refresh_from_db()
    assert (garden.description_en, garden.description_nl) == ("", "Ze delen een perceel.")


def test_a_second_opinion_stands_beside_the_curators_view(
    client: Client, garden: Initiative, curator: User
):
    answer = client.post(
        GARDEN,
        {
            **shown(client, "second_opinion"),
            **SENDER,
            **FOUR_ANSWERS,
            "what": "second_opinion",
            "point_of_view": "a neighbour without a plot",
            "as_of": "2015",
        },
    )
    sent = sent_at(answer)
    assert placement_of(sent) == Placement(50, 75)

    moderation.accept(sent, by=curator, version=1)

    garden.refresh_from_db()
    assert garden.placement == Placement(50, 50)
    html = client.get("/initiatives/garden/").content.decode()
    assert "a neighbour without a plot" in html
    assert "According to a contributor." in html


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"answer_design": "", "answer_exchange": ""}, "Answer at least one question"),
        ({"as_of": "1950"}, "lies outside the years of the initiative"),
        ({"as_of": "soon"}, "A year in figures"),
        ({"first_hand": ""}, "Give at least one source"),
    ],
)
def test_a_second_opinion_needs_a_place_a_year_and_a_source(
    client: Client, garden: Initiative, changes: dict[str, str], message: str
):
    data = {**shown(client, "second_opinion"), **SENDER, **FOUR_ANSWERS, **changes}
    page = client.post(GARDEN, {**data, "what": "second_opinion"})

    assert page.status_code == 422
    assert any(message in said for said in messages_in(page)), messages_in(page)


def test_what_has_no_place_can_get_its_first_one(client: Client, curator: User):
    garden = write(slug="garden", assessments=[])
    assert "I can say where it sits" in client.get(GARDEN).content.decode()
    data = {**shown(client, "second_opinion"), **SENDER, **FOUR_ANSWERS, "what": "second_opinion"}

    moderation.accept(sent_at(client.post(GARDEN, data)), by=curator, version=1)

    garden.refresh_from_db()
    assert garden.placement == Placement(50, 75)


def test_an_objection_needs_grounds_and_somebody_to_answer(client: Client, garden: Initiative):
    refused = post(client, f"{GARDEN}?what=objection", send="1")
    assert messages_in(refused) == [
        "Say what it is about.",
        "Say what should change.",
        "Say on which grounds.",
        "Without an address nobody can ask you back or answer you.",
    ]

    sent = sent_at(
        post(
            client,
            f"{GARDEN}?what=objection",
            ground="listing",
            statement="Take it off.",
            grounds="We never agreed.",
            contact_email="us@garden.example.org",
            involved="on",
        )
    )
    assert (sent.kind, sent.statement, sent.involved) == ("objection", "Take it off.", True)


def test_still_right_takes_two_clicks(client: Client, garden: Initiative, curator: User, settings):
    settings.FORM_SECONDS = 30  # quick as it is, it needs nothing typed

    sent = sent_at(post(client, f"{GARDEN}?what=still_right"))
    moderation.accept(sent, by=curator, version=1)

    garden.refresh_from_db()
    assert garden.checked_on == sent.sent_at.date()


def test_a_stale_form_keeps_what_was_typed(garden: Initiative):
    careful = Client(enforce_csrf_checks=True)
    page = careful.post(GARDEN, {"what": "objection", "statement": "Take it off."})

    assert page.status_code == 403
    assert "Take it off.</textarea>" in page.content.decode()


def test_a_former_address_leads_to_the_present_one(client: Client):
    write(slug="plot", former_slugs=["garden"])

    answer = client.get(f"{GARDEN}?what=change")

    assert answer.headers["Location"] == "/initiatives/plot/suggest/?what=change"


def test_what_was_withdrawn_has_no_such_page(client: Client, garden: Initiative):
    withdraw(garden, by=None, reason="gone")

    assert client.get(GARDEN).status_code == 404
    assert client.get("/initiatives/never/suggest/").status_code == 404


@pytest.mark.parametrize("what", ["", "new", "nonsense"])
def test_nonsense_shows_the_choices(client: Client, garden: Initiative, what: str):
    assert client.get(f"{GARDEN}?what={what}").status_code == 200
    assert client.post(GARDEN, {"what": what}).status_code == 422


def test_a_page_costs_as_many_queries_for_many_assessments(
    client: Client, django_assert_max_num_queries
):
    write(slug="garden", assessments=[at(year) for year in range(2001, 2021)])

    for what in ("", "change", "second_opinion", "objection", "still_right"):
        with django_assert_max_num_queries(12):
            client.get(f"{GARDEN}?what={what}")
