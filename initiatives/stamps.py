"""The stamp of a form: a secret of its own, and proof of when it was handed out."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing

LONGEST = timedelta(days=7)
_SIGNER = signing.TimestampSigner(salt="initiatives.stamps")


class Invalid(Exception):
    """It is not a stamp of this site, or too old."""


class TooQuick(Exception):
    """Nobody fills a form in that time."""


def new_stamp() -> str:
    """Return a stamp for a form that is handed out now."""
    return _SIGNER.sign(secrets.token_urlsafe(16))


def nonce_of(stamp: str) -> str:
    """Return the secret in a stamp, whatever its age.

    Raises:
        Invalid: as named.
    """
    try:
        return str(_SIGNER.unsign(stamp, max_age=LONGEST))
    except signing.BadSignature as error:
        raise Invalid from error


def check_pace(stamp: str) -> None:
    """Refuse what was sent too soon after its form was handed out.

    Raises:
        Invalid, TooQuick: as named.
    """
    nonce_of(stamp)
    try:
        _SIGNER.unsign(stamp, max_age=settings.FORM_SECONDS)
    except signing.SignatureExpired:
        return
    if settings.FORM_SECONDS > 0:
        raise TooQuick
