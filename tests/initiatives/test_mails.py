"""What the mails say: to whom, in which language, with which links."""

import re

import pytest
from django.conf import Settings
from django.contrib.auth.models import User
from django.utils import translation

from initiatives import moderation, notifications
from initiatives.digests import write_digests
from initiatives.models import Kind, Outbox, Submission
from initiatives.outbox import send_due
from initiatives.submitting import find
from tests.recipes import submit, write
from tests.smtp import MailServer, Received

pytestmark = pytest.mark.django_db
SITE = "https://map.example.org"
LANGUAGES = ("en", "nl")


@pytest.fixture(autouse=True)
def site_settings(settings: Settings) -> None:
    settings.SITE_ADDRESS = SITE
    settings.ORGANISATION = "Example Commons"
    settings.CONTACT = "people@example.org"
    settings.DEFAULT_FROM_EMAIL = "map@example.org"


@pytest.fixture
def curator() -> User:
    return User.objects.create_superuser("ada", email="ada@example.org")


def sent_in(kind: str = "new", **changes: str) -> Submission:
    """A submission with an address of its sender; about the garden unless it is new."""
    about = None if kind == "new" else write()
    return submit(kind, about, **{"contact_email": "bob@example.net", **changes})


def the_mail(post: MailServer) -> Received:
    """Send what is due, and return the last mail."""
    send_due()
    mail = post.received[-1]
    assert_complete(mail)
    return mail


def assert_complete(mail: Received) -> None:
    """Nothing of a template shows, every link is whole, and it says who sends it."""
    shown = f"{mail.message['Subject']}\n{mail.text}"
    assert not re.search(r"\{\{|\{%|%\(|&(?:amp|lt|gt|quot|#)|None", shown), shown
    links = re.findall(r"https?://\S+", mail.text)
    assert links and all(link.startswith(f"{SITE}/") for link in links)
    assert "Example Commons" in mail.text
    assert "people@example.org" in mail.text
    assert "\n\n\n" not in mail.text


def prefix(language: str) -> str:
    return SITE if language == "en" else f"{SITE}/{language}"


def submission_behind(mail: Received, language: str) -> Submission | None:
    """What the link in a mail leads to."""
    found = re.search(rf"^{prefix(language)}/submissions/([\w-]+)/$", mail.text, re.MULTILINE)
    assert found, mail.text
    return find(found[1])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind.values)
def test_what_came_in_is_confirmed_with_its_link(post: MailServer, kind: str, language: str):
    submission = sent_in(kind, language=language)

    mail = the_mail(post)

    assert mail.recipient == "bob@example.net"
    assert submission_behind(mail, language) == submission
    assert submission.name in mail.message["Subject"]
    assert "90" in mail.text
    assert f"{prefix(language)}/about/#privacy" in mail.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind.values)
def test_a_question_brings_the_question_and_the_link_to_answer(
    post: MailServer, curator: User, kind: str, language: str
):
    submission = sent_in(kind, language=language)
    moderation.ask_back(submission, by=curator, version=1, note="Which street?\nSince when?")

    mail = the_mail(post)

    assert "> Which street?\n> Since when?" in mail.text
    assert submission_behind(mail, language) == submission


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind.values)
def test_a_refusal_brings_the_reason_and_a_way_on(
    post: MailServer, curator: User, kind: str, language: str
):
    submission = sent_in(kind, language=language)
    moderation.refuse(submission, by=curator, version=1, note="It is a shop, I'd say <3")

    mail = the_mail(post)

    assert "> It is a shop, I'd say <3" in mail.text
    assert submission_behind(mail, language) == submission
    suggest = f"{prefix(language)}/initiatives/garden/suggest/"
    assert (suggest in mail.text) == (kind == Kind.STILL_RIGHT)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("note", ["", "A fine find."])
@pytest.mark.parametrize("kind", Kind.values)
def test_an_acceptance_brings_the_public_page(
    post: MailServer, curator: User, kind: str, note: str, language: str
):
    submission = sent_in(kind, language=language)
    submission.initiative = submission.initiative or write()
    submission.state = "accepted"
    submission.save()
    decision = submission.decisions.create(move="accept", note=note, curator=curator)
    notifications.tell_of(decision)

    mail = the_mail(post)

    assert f"\n{prefix(language)}/initiatives/garden/\n" in mail.text
    assert submission_behind(mail, language) == submission
    assert ("> A fine find." in mail.text) == bool(note)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lost_link_comes_again(post: MailServer, language: str):
    submission = sent_in(language="en")
    send_due()
    with translation.override(language):
        notifications.send_links("bob@example.net")

    mail = the_mail(post)

    assert mail.recipient == "bob@example.net"
    assert submission_behind(mail, language) == submission


def test_lost_links_are_those_of_everything_sent_with_the_address(post: MailServer):
    sent = {sent_in("change", contact_email="Bob@Example.net"), sent_in()}
    sent_in(contact_email="eve@example.net")
    send_due()
    notifications.send_links("bob@example.net")

    links = re.findall(r"/submissions/([\w-]+)/", the_mail(post).text)

    assert len(links) == 2
    assert {find(link) for link in links} == sent


@pytest.mark.parametrize(
    "address", ["nobody@example.net", "bob@example.ne", "BO\u0299@example.net"]
)
def test_who_sent_nothing_gets_no_links(post: MailServer, address: str):
    sent_in()
    send_due()
    notifications.send_links(address)

    assert send_due() == "Mails: 1 no longer needed"
    assert post.recipients() == ["bob@example.net"]
    assert Outbox.objects.exclude(to="").count() == 0


def test_a_letter_that_only_looks_the_same_gets_no_links_of_others(post: MailServer):
    sent_in(contact_email="kim@example.net")
    send_due()
    notifications.send_links("\u212aim@example.net")  # the sign for kelvin

    send_due()

    assert post.recipients() == ["kim@example.net"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["new", "change"])
def test_the_listed_initiative_gets_its_page_and_a_way_to_object_but_no_secret(
    post: MailServer, curator: User, kind: str, language: str
):
    submission = sent_in(kind, language=language, contact_email="")
    submission.initiative = submission.initiative or write()
    submission.state = "accepted"
    submission.save()
    decision = submission.decisions.create(move="accept", note="For Bob alone", curator=curator)
    notifications.tell_listed(decision, "garden@example.com")

    mail = the_mail(post)

    assert mail.recipient == "garden@example.com"
    assert f"\n{prefix(language)}/initiatives/garden/\n" in mail.text
    assert f"\n{prefix(language)}/initiatives/garden/suggest/\n" in mail.text
    assert "/submissions/" not in mail.text
    assert "For Bob alone" not in mail.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_digest_counts_what_waits(
    post: MailServer, curator: User, settings: Settings, language: str
):
    settings.LANGUAGE_CODE = language
    sent_in("change", contact_email="")
    for number in range(2):
        submit(data={"name": f"Plot {number}"})
    write_digests()

    mail = the_mail(post)

    assert mail.recipient == "ada@example.org"
    assert "3" in mail.message["Subject"]
    assert sorted(re.findall(r"^- .*: (\d+)$", mail.text, re.MULTILINE)) == ["1", "2"]
    assert f"{prefix(language)}/curate/" in mail.text


def test_a_mail_is_proper_on_the_way(post: MailServer):
    submit(data={"name": "Zürich 花园"}, contact_email="bob@example.net")

    mail = the_mail(post)
    message = mail.message

    assert message["Subject"] == "Received: your suggestion to list “Zürich 花园”"
    assert "Zürich 花园" in mail.text
    assert message["From"] == "Example Commons <map@example.org>"
    assert message["Reply-To"] == "people@example.org"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime.year > 2000
    assert message.get_content_type() == "text/plain"
    assert re.fullmatch(r"<outbox-\d+\.[0-9a-f]{24}@example\.org>", message["Message-ID"])
    assert mail.content.isascii()
    assert max(map(len, mail.content.splitlines())) <= 78


def test_a_contact_that_is_a_page_gets_no_answers_by_mail(post: MailServer, settings: Settings):
    settings.CONTACT = f"{SITE}/people@example.org"
    sent_in()

    assert "Reply-To" not in the_mail(post).message


HOSTILE_NAMES = [
    "Plot\r\nBcc: victim@example.com",
    "Plot\nBcc: victim@example.com\n\nBuy this",
    "Plot\rBcc: victim@example.com",
    "Plot\x0bBcc: victim@example.com",
    "Plot\x85Bcc: victim@example.com\u2028Bcc: victim@example.com",
    "Plot\r\n.\r\nMAIL FROM:<a@example.com>",
    "Plot =?utf-8?q?=0D=0ABcc=3A_victim=40example=2Ecom?=",
    "Plot " * 400,
]


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=range(len(HOSTILE_NAMES)))
def test_a_name_cannot_add_headers_recipients_or_mails(post: MailServer, name: str):
    submit(data={"name": name}, contact_email="bob@example.net")

    mail = the_mail(post)

    assert post.recipients() == ["bob@example.net"]
    assert set(mail.message.keys()) == {
        "Content-Type",
        "MIME-Version",
        "Content-Transfer-Encoding",
        "Subject",
        "From",
        "To",
        "Reply-To",
        "Date",
        "Message-ID",
        "Auto-Submitted",
        "Content-Language",
    }
    assert len(mail.message["Subject"]) < 200
    assert "\n" not in mail.message["Subject"]


def test_a_note_with_lonely_dots_arrives_whole(post: MailServer, curator: User):
    submission = sent_in()
    moderation.ask_back(submission, by=curator, version=1, note="One\n.\n..two\r\n.\r\nQUIT")

    assert "> One\n> .\n> ..two\n> .\n> QUIT" in the_mail(post).text


def test_every_mail_to_a_sender_has_a_link_of_its_own(post: MailServer):
    submission = sent_in()
    notifications.send_links("bob@example.net")
    send_due()

    links = [re.search(r"/submissions/([\w-]+)/", mail.text)[1] for mail in post.received]
    assert len(set(links)) == 2
    assert {find(link) for link in links} == {submission}
