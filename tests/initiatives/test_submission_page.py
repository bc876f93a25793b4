"""The page where a sender follows a submission."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client

from initiatives import moderation
from initiatives.models import Initiative, MailKind, Outbox, Submission
from initiatives.submitting import TOKEN_BYTES
from tests.recipes import write
from tests.senders import FOUR_ANSWERS, filled_in, hidden_in, post, send_new, sent_at, token_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unhurried(settings):
    """Let a test fill a form faster than people do."""
    settings.FORM_SECONDS = 0


@pytest.fixture
def curator() -> User:
    return User.objects.create_user("curator", is_staff=True)


@pytest.fixture
def address(client: Client) -> str:
    """The address of the page of a submission with contact data."""
    return address_of(send_new(client, contact_name="Ada", contact_email="ada@example.org"))


def address_of(answer) -> str:
    return f"/submissions/{token_in(answer)}/"


def text_of(client: Client, address: str) -> str:
    html = client.get(address).content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_the_link_is_secret_and_stored_as_a_hash(client: Client):
    answer = send_new(client)
    token = token_in(answer)

    assert len(token) * 6 >= TOKEN_BYTES * 8
    assert token not in str(list(Submission.objects.values()))
    assert token != sent_at(answer).links.get().token_hash
    assert client.get(f"/submissions/{token[:-1]}/").status_code == 404


@pytest.mark.parametrize("path", ["", "improve/"])
def test_it_stays_out_of_caches_search_engines_and_referrers(
    client: Client, address: str, path: str
):
    answer = client.get(address + path)

    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "og:url" not in answer.content.decode() or path


def test_it_shows_the_entry_as_it_will_look_with_its_place(client: Client):
    answer = send_new(client, **FOUR_ANSWERS)
    html = client.get(address_of(answer)).content.decode()

    assert "Members borrow tools." in html
    assert "Mainly Local resilience (66%)." in html
    assert 'aria-label="Tool library on the quadrant"' in html


def test_it_says_how_many_wait_before_it_and_how_long_others_waited(
    client: Client, address: str, curator: User
):
    assert "It is the next one. Nothing was decided here lately" in text_of(client, address)
    for hours in (2, 30, 100):
        other = sent_at(send_new(client, name=f"Another {hours}"))
        moderation.refuse(other, by=curator, version=1, note="Not peer-to-peer.")
        decided = other.decisions.get()
        Submission.objects.filter(pk=other.pk).update(
            sent_at=decided.made_at - timedelta(hours=hours)
        )
    latest = address_of(send_new(client, name="The latest"))

    assert "1 other waits before it. Of the last 3 decisions half came within 30 hours." in text_of(
        client, latest
    )


def test_a_question_is_shown_and_answered(client: Client, address: str, curator: User):
    sent = Submission.objects.get()
    moderation.ask_back(sent, by=curator, version=1, note="Who owns it?")
    assert "Who owns it?" in text_of(client, address)

    refused = post(client, address, deed="answer", answer=" ")
    assert refused.status_code == 422
    assert "Write something here." in refused.content.decode()
    assert post(client, address, deed="answer", answer="Its members.").status_code == 303

    sent.refresh_from_db()
    assert sent.state == "pending"
    assert "word added by you Its members." in text_of(client, address)


def test_acceptance_leads_to_the_entry(client: Client, address: str, curator: User):
    initiative = moderation.accept(Submission.objects.get(), by=curator, version=1, note="Thanks!")

    html = client.get(address).content.decode()
    assert initiative.get_absolute_url() in html
    assert "Thanks!" in html
    assert "improve/" not in html
    assert client.get(f"{address}improve/").status_code == 303


def test_refusal_says_why_and_can_be_improved(client: Client, address: str, curator: User):
    moderation.refuse(Submission.objects.get(), by=curator, version=1, note="Which town is it in?")
    assert "Which town is it in?" in text_of(client, address)
    form = client.get(f"{address}improve/")
    assert 'value="Tool library"' in form.content.decode()
    assert 'value="ada@example.org"' in form.content.decode()

    data = filled_in(place="Ghent", contact_email="ada@example.org")
    answer = client.post(f"{address}improve/", {**hidden_in(form), **data})

    sent = Submission.objects.get()
    assert (sent.state, sent.data["place"]) == ("pending", "Ghent")
    assert sent.decisions.last().before["data"]["name"] == "Tool library"
    for either in (address, address_of(answer)):
        assert "In review" in text_of(client, either)


def test_improving_twice_at_once_improves_once(client: Client, address: str):
    data = {**hidden_in(client.get(f"{address}improve/")), **filled_in(place="Ghent")}

    for _ in range(2):
        assert client.post(f"{address}improve/", data).status_code == 303

    assert Submission.objects.get().decisions.filter(move="send_again").count() == 1


@pytest.mark.parametrize("what", ["change", "second_opinion", "objection"])
def test_what_was_suggested_can_be_improved_too(client: Client, curator: User, what: str):
    write(slug="garden")
    words = {"statement": "It moved.", "grounds": "I live there.", "ground": "facts"}
    data = {**FOUR_ANSWERS, **words, "agreed": "on", "first_hand": "on", "contact_email": "a@b.be"}
    path = f"/initiatives/garden/suggest/?what={what}"
    form = client.get(path)
    shown = {f.html_name: f.value() or "" for f in form.context["form"]}
    answer = client.post(path.partition("?")[0], {**shown, **data, **hidden_in(form)})
    moderation.ask_back(sent_at(answer), by=curator, version=1, note="How do you know?")

    page = client.get(f"{address_of(answer)}improve/")
    html = page.content.decode()
    assert "How do you know?" in html
    shown = {f.html_name: f.value() or "" for f in page.context["form"]}
    assert shown.get("statement", "It moved.") == "It moved."
    assert shown.get("answer_design", "1") == "1"
    again = {**shown, **hidden_in(page), "agreed": "on", "grounds": "I live next door."}
    if what == "second_opinion":
        again["answer_exit"] = "2"

    assert client.post(f"{address_of(answer)}improve/", again).status_code == 303
    assert sent_at(answer).decisions.last().move == "send_again"


def test_it_can_be_withdrawn_for_good(client: Client, address: str, curator: User):
    assert post(client, address, deed="withdraw").status_code == 303

    assert "Withdrawn" in text_of(client, address)
    sent = Submission.objects.get()
    with pytest.raises(moderation.NotPossible):
        moderation.accept(sent, by=curator, version=sent.version)
    assert post(client, address, deed="withdraw").status_code == 303  # a double click
    assert not Initiative.objects.exists()


def test_contact_data_are_erased_when_asked(client: Client, address: str):
    assert "ada@example.org" in text_of(client, address)

    assert post(client, address, deed="erase").status_code == 303

    sent = Submission.objects.get()
    assert (sent.contact_name, sent.contact_email) == ("", "")
    assert "ada@example.org" not in client.get(address).content.decode()
    assert "it was erased on" in text_of(client, address)


def test_a_deed_of_nonsense_changes_nothing(client: Client, address: str):
    assert post(client, address, deed="accept").status_code == 422
    assert Submission.objects.get().state == "pending"


def test_what_is_decided_meanwhile_cannot_be_answered(client: Client, address: str, curator: User):
    moderation.accept(Submission.objects.get(), by=curator, version=1)

    answer = post(client, address, deed="answer", answer="Wait!")

    assert answer.status_code == 409
    assert "not possible any more" in answer.content.decode()


def test_it_is_there_in_both_languages(client: Client, address: str):
    assert "Wordt nagekeken" in client.get(f"/nl{address}").content.decode()


@pytest.mark.parametrize("asked", ["ada@example.org", "stranger@example.org"])
def test_asking_for_a_lost_link_does_not_tell_whether_an_address_is_known(
    client: Client, address: str, settings, asked: str
):
    settings.SENDS_MAIL = True

    answer = post(client, "/submissions/", email=asked)

    assert answer.status_code == 200
    assert "If something was sent with this address" in answer.content.decode()
    mail = Outbox.objects.get(kind=MailKind.LINKS)
    assert (mail.to, mail.submission) == (asked, None)


def test_links_are_not_asked_for_without_end(client: Client, settings):
    settings.SENDS_MAIL = True
    settings.SENT_PER_ADDRESS = 2
    statuses = [post(client, "/submissions/", email="a@example.org").status_code for _ in range(4)]

    assert statuses == [200, 200, 429, 429]
    assert Outbox.objects.count() == 2


def test_a_site_without_mail_says_so(client: Client):
    assert "sends no mails" in client.get("/submissions/").content.decode()


def test_it_costs_as_many_queries_however_much_happened(
    client: Client, address: str, curator: User, django_assert_max_num_queries
):
    sent = Submission.objects.get()
    for n in range(10):
        sent.refresh_from_db()
        moderation.ask_back(sent, by=curator, version=sent.version, note=f"Question {n}")
        moderation.answer(sent, note=f"Answer {n}")

    with django_assert_max_num_queries(12):
        client.get(address)


def test_its_forms_work_for_browsers_that_say_nothing_of_where_they_come_from(address: str):
    careful = Client(enforce_csrf_checks=True)

    answer = careful.post(address, {"deed": "withdraw"}, headers={"Origin": "null"})

    assert answer.status_code == 303
    assert "Set-Cookie" not in careful.get(address).headers


def test_a_word_sent_twice_is_stored_once(client: Client, address: str):
    for _ in range(2):
        assert post(client, address, deed="answer", answer="It is open.").status_code == 303

    assert Submission.objects.get().decisions.count() == 1


def test_words_are_not_added_without_end(client: Client, address: str, settings):
    settings.SENT_PER_ADDRESS = 2
    statuses = [
        post(client, address, deed="answer", answer=f"Word {n}").status_code for n in range(3)
    ]

    assert statuses == [303, 303, 429]


def test_thanks_are_said_until_something_happens(client: Client, curator: User):
    sent = send_new(client)
    page = sent.headers["Location"]
    assert "Thank you." in text_of(client, page)
    assert 'name="p2pmap-sent" content="submit"' in client.get(page).content.decode()

    moderation.refuse(sent_at(sent), by=curator, version=1, note="No.")

    assert "Thank you." not in text_of(client, page)
    assert "p2pmap-sent" not in client.get(page).content.decode()


def test_it_is_improved_in_the_language_that_it_was_sent_in(client: Client, address: str):
    assert client.get(f"/nl{address}improve/").headers["Location"] == f"{address}improve/"


@pytest.mark.parametrize("prefix", ["", "/nl"])
def test_a_wrong_link_says_nothing_of_it_to_others(client: Client, prefix: str):
    answer = client.get(f"{prefix}/submissions/nearly-the-token/")

    html = answer.content.decode()
    assert answer.status_code == 404
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]
    assert 'value="nearly' not in html
    assert f'href="{prefix}/submissions/"' in html


def test_an_address_that_is_left_later_is_confirmed(client: Client, settings):
    settings.SENDS_MAIL = True
    page = address_of(send_new(client))
    form = client.get(f"{page}improve/")
    data = filled_in(place="Ghent", contact_email="ada@example.org")

    client.post(f"{page}improve/", {**hidden_in(form), **data})

    assert Outbox.objects.get().kind == MailKind.RECEIVED
