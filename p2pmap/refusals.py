"""What the site refuses to start with, and the sentence that says what to set instead."""

from collections.abc import Sequence
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
ENGINES = ("django.db.backends.sqlite3", "django.db.backends.postgresql")
MAIL_SCHEMES = ("smtp://", "submission://")
KEY_LENGTH = 50
KEY_SIGNS = 5
HOW_TO_MAKE_A_KEY = 'python3 -c "import secrets; print(secrets.token_urlsafe(50))"'


def refuse_unsafe(
    *,
    debug: bool,
    port: int,
    public_url: str,
    other_hosts: Sequence[str],
    proxies: int,
    secret_key: str,
    engine: str,
) -> None:
    """Refuse settings that would endanger a site or its visitors.

    Raises:
        ImproperlyConfigured: one sentence with the setting and what to set.
    """
    hosts = [*other_hosts, *([host_name(public_url)] if public_url else [])]
    public_hosts = [host for host in hosts if host not in LOOPBACK]
    _refuse_first(
        (
            not 0 < port < 65536,
            f"PORT is {port}: set it to a number from 1 to 65535.",
        ),
        (
            engine not in ENGINES,
            "DATABASE_URL names another engine: begin it with postgresql:// or sqlite://.",
        ),
        (
            any("*" in host or host.startswith(".") for host in other_hosts),
            "ALLOWED_HOSTS lets any name through: list each host name by itself, without * and "
            "without a leading dot.",
        ),
        (
            bool(public_url) and not _is_address(public_url),
            "P2PMAP_URL is not the address of a site: set it to one such as "
            "https://map.example.org, without a path.",
        ),
        (
            bool(public_hosts) and debug,
            f"DEBUG shows code and settings to visitors of {_first(public_hosts)}: unset DEBUG.",
        ),
        (
            bool(public_hosts) and not public_url,
            f"ALLOWED_HOSTS names {_first(public_hosts)}, beyond this machine: set P2PMAP_URL to "
            "the address that people use, such as https://map.example.org.",
        ),
        (
            bool(public_hosts) and not public_url.startswith("https://"),
            f"Without TLS, passwords travel readable to {_first(public_hosts)}: put a proxy with "
            "TLS before the site and set P2PMAP_URL to its https:// address.",
        ),
        (
            proxies < 0,
            "P2PMAP_PROXIES counts the proxies before the site: set it to 0 or more.",
        ),
        (
            public_url.startswith("https://") and proxies < 1,
            "P2PMAP_URL begins with https://, which a proxy has to provide: set P2PMAP_PROXIES "
            "to how many there are before the site, 1 or more.",
        ),
        (
            bool(public_hosts) and not secret_key,
            f"A site at {_first(public_hosts)} needs a key of its own: set SECRET_KEY to what "
            f"this prints: {HOW_TO_MAKE_A_KEY}",
        ),
        (
            bool(secret_key) and _is_weak(secret_key),
            f"SECRET_KEY can be guessed: set it to what this prints: {HOW_TO_MAKE_A_KEY}",
        ),
    )


def refuse_limits(*, form_seconds: int, **limits: int) -> None:
    """Refuse limits that would let nobody send anything, or nothing be kept.

    Raises:
        ImproperlyConfigured: one sentence with the setting and what to set.
    """
    _refuse_first(
        *(
            (limit < 1, f"{name} is {limit}: set it to 1 or more.")
            for name, limit in limits.items()
        ),
        (form_seconds < 0, f"P2PMAP_FORM_SECONDS is {form_seconds}: set it to 0 or more."),
    )


def refuse_mail(*, url: str, mail_from: str) -> None:
    """Refuse what no mail can be sent with.

    Raises:
        ImproperlyConfigured: one sentence with the setting and what to set.
    """
    _refuse_first(
        (
            bool(url) and not (url.startswith(MAIL_SCHEMES) and host_name(url)),
            "EMAIL_URL is not the address of a mail server: set it to one such as "
            "submission://user:password@mail.example.org, or unset it to send no mail.",
        ),
        (
            bool(mail_from) and not _is_sender(mail_from),
            "P2PMAP_MAIL_FROM is not an e-mail address: set it to one such as map@example.org.",
        ),
    )


def refuse_readable_password(*, host: str, password: str | None, is_protected: bool) -> None:
    """Refuse to send the password of the mail server over a network where others may read it.

    Raises:
        ImproperlyConfigured: one sentence with the setting and what to set.
    """
    _refuse_first(
        (
            bool(password) and not is_protected and host not in (*LOOPBACK, "::1"),
            f"EMAIL_URL sends a password readable to {host}: add ?tls=True or ?ssl=True to it.",
        )
    )


def _refuse_first(*refusals: tuple[bool, str]) -> None:
    for refused, sentence in refusals:
        if refused:
            raise ImproperlyConfigured(sentence)


def host_name(url: str) -> str:
    """The host name in an address, as ALLOWED_HOSTS wants it; "" where there is none."""
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return f"[{name}]" if ":" in name else name


def _is_address(url: str) -> bool:
    """Whether this is scheme, host and perhaps port, and nothing else."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 (raises for a port out of range)
    except ValueError:
        return False
    rest = parts.path or parts.query or parts.fragment or parts.username or parts.password
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not rest


def _is_sender(text: str) -> bool:
    """Whether this is an e-mail address, or a name and one: `A map <map@example.org>`."""
    try:
        validate_email(parseaddr(text)[1])
    except ValidationError:
        return False
    return text.isprintable()


def _is_weak(key: str) -> bool:
    """The rule of `check --deploy`."""
    return len(key) < KEY_LENGTH or len(set(key)) < KEY_SIGNS or key.startswith("django-insecure-")


def _first(hosts: Sequence[str]) -> str:
    return hosts[0] if hosts else ""
