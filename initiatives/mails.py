"""What each mail says: plain text, in the language of whom it is for.

The texts are in `templates/initiatives/mail/`. What strangers typed comes in as they typed it, but
for line breaks in a subject and in a name.
"""

import re
from dataclasses import dataclass
from email.charset import QP, Charset
from email.utils import formataddr, parseaddr
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Count
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.models import Decision, Kind, MailKind, Outbox, State, Submission
from initiatives.submitting import new_token

# Plain letters on the way, whatever alphabet the text is in: every server takes those.
ENCODING: Final = Charset("utf-8")
ENCODING.body_encoding = QP
_LONGEST_NAME = 80
_MOST_LINKS = 20


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says.

    Attributes:
        links: the secret of each link in it to what somebody sent, and where it is to lead: it
            leads nowhere yet.
    """

    subject: str
    text: str
    links: dict[str, Submission]


def write(row: Outbox) -> Mail | None:
    """Return what a mail says at this moment; None when there is nothing to tell any more."""
    with translation.override(row.language):
        match MailKind(row.kind):
            case MailKind.DIGEST:
                return _digest()
            case MailKind.LINKS:
                return _links(row.to)
            case MailKind.PASSWORD:
                return _password(row.to)
            case kind:
                assert row.submission is not None
                return _of_submission(kind, row.submission, row.decision)


def headers(row: Outbox) -> dict[str, str]:
    """Return what a mail says to machines: it is the same mail, however often it is tried."""
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    secret = salted_hmac("initiatives.mails", str(row.pk), algorithm="sha256").hexdigest()[:24]
    return {
        "Message-ID": f"<outbox-{row.pk}.{secret}@{address.rpartition('@')[2]}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": row.language,
    }


def sender() -> str:
    """Return whom mails come from: a name and an address."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name or _one_line(settings.ORGANISATION) or "p2pmap", address))


def reply_to() -> list[str]:
    """Return whom answers go to: those who run the site, where they gave an e-mail address."""
    try:
        validate_email(settings.CONTACT)
    except ValidationError:
        return []
    return [settings.CONTACT]


def _of_submission(kind: MailKind, submission: Submission, decision: Decision | None) -> Mail:
    """Tell something about one submission: its sender, or the initiative that it is about."""
    context = _about(submission)
    if decision is not None:
        context["note"] = _quoted(decision.note)
    links = {}
    if kind != MailKind.LISTED:
        token = new_token()
        links[token] = submission
        context["link"] = _address("submission", token)
    return _mail(kind, _subject(kind) % context, context, links)


def _links(address: str) -> Mail | None:
    """Give somebody the links to what was sent with their address, the latest first."""
    submissions = Submission.objects.select_related("initiative").order_by("-pk")
    alike = submissions.filter(contact_email__iexact=address)[:_MOST_LINKS]
    links = {new_token(): one for one in alike if _is_same(one.contact_email, address)}
    if not links:
        return None
    sent = [
        {
            "what": _about(submission)["what"],
            "state": State(submission.state).label,
            "link": _address("submission", token),
        }
        for token, submission in links.items()
    ]
    return _mail(MailKind.LINKS, _("The links to what you sent in"), {"sent": sent}, links)


def _password(address: str) -> Mail | None:
    """Give somebody the links with which each of their accounts gets a new password."""
    accounts = User.objects.filter(email__iexact=address, is_active=True, is_staff=True)
    links = [
        {
            "name": account.get_username(),
            "link": _address(
                "password_reset_confirm",
                urlsafe_base64_encode(str(account.pk).encode()),
                default_token_generator.make_token(account),
            ),
        }
        for account in accounts.order_by("pk")
        if account.has_usable_password() and _is_same(account.email, address)
    ]
    if not links:
        return None
    context = {"accounts": links, "hours": settings.PASSWORD_RESET_TIMEOUT // 3600}
    return _mail(MailKind.PASSWORD, _("A new password"), context)


def _is_same(address: str, other: str) -> bool:
    """Whether two addresses are one: small and capital letters count where they are no ASCII.

    What a database takes for the same letter there may be another person's address.
    """
    both_are_plain = address.isascii() and other.isascii()
    return address == other or (both_are_plain and address.lower() == other.lower())


def _about(submission: Submission) -> dict[str, Any]:
    """Return what mails may say of a submission, to its sender or the listed initiative."""
    name = _one_line(submission.name)
    context = {
        "kind": submission.kind,
        "name": name,
        "what": _what(Kind(submission.kind)) % {"name": name},
        "days": settings.CONTACT_DAYS,
    }
    if submission.initiative is not None:
        slug = submission.initiative.slug
        context["public"] = _address("initiative_detail", slug)
        context["suggest"] = _address("suggest", slug)
    return context


def _what(kind: Kind) -> str:
    match kind:
        case Kind.NEW:
            return _("your suggestion to list “%(name)s”")
        case Kind.CHANGE:
            return _("your change to “%(name)s”")
        case Kind.SECOND_OPINION:
            return _("your second opinion on “%(name)s”")
        case Kind.OBJECTION:
            return _("your objection to the entry of “%(name)s”")
        case Kind.STILL_RIGHT:
            return _("your word that “%(name)s” is still right")
        case Kind.POSITION:
            return _("the new position of “%(name)s”")


def _subject(kind: MailKind) -> str:
    subjects = {
        MailKind.RECEIVED: _("Received: %(what)s"),
        MailKind.ASKED_BACK: _("A question about %(what)s"),
        MailKind.ACCEPTED: _("Accepted: %(what)s"),
        MailKind.REFUSED: _("Not accepted: %(what)s"),
        MailKind.UNDONE: _("Looked at again: %(what)s"),
        MailKind.LISTED: _("What our catalogue says about %(name)s"),
    }
    return subjects[kind]


def _digest() -> Mail | None:
    waiting = Submission.objects.waiting()
    oldest = waiting.first()
    if oldest is None:
        return None
    counts = waiting.order_by("kind").values_list("kind").annotate(Count("pk"))
    number = sum(count for _kind, count in counts)
    context = {
        "counts": [(Kind(kind).label, count) for kind, count in counts],
        "number": number,
        "since": timezone.localtime(oldest.waiting_since),
        "queue": _address("curate"),
    }
    subject = ngettext(
        "%(number)d submission waits for a curator",
        "%(number)d submissions wait for a curator",
        number,
    )
    return _mail(MailKind.DIGEST, subject % context, context)


def _mail(
    kind: MailKind,
    subject: str,
    context: dict[str, Any],
    links: dict[str, Submission] | None = None,
) -> Mail:
    frame = {
        "organisation": _one_line(settings.ORGANISATION),
        "contact": _one_line(settings.CONTACT),
        "home": _address("map"),
        "privacy": _address("about") + "#privacy",
    }
    text = render_to_string(f"initiatives/mail/{kind}.txt", context | frame)
    tidy = re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
    return Mail(_one_line(subject, 200), tidy, links or {})


def _address(view: str, *args: str) -> str:
    return f"{settings.SITE_ADDRESS}{reverse(view, args=args)}"


def _one_line(text: str, longest: int = _LONGEST_NAME) -> str:
    """Return a text as one short line without control signs."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.strip().splitlines())
