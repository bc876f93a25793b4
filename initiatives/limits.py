"""How much may be sent in: from one address and from all in a day, and in the queue at a time.

Counted in the shared cache, so that all workers count together. An address is only kept as a
hash, salted anew each day.
"""

import hmac
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives.models import Submission
from p2pmap.proxies import client_address

_DAY = int(timedelta(days=1).total_seconds())


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something is not taken now, and in how many seconds it may be."""

    message: str
    retry_after: int


def refusal_of(request: HttpRequest) -> Refusal | None:
    """Count one more submission by who asks; return why it is one too many, or None."""
    if Submission.objects.waiting().count() >= settings.QUEUE_LIMIT:
        return Refusal(
            _(
                "So much waits for the curators that they cannot take more just now. What you "
                "typed is still here: please send it in a few days."
            ),
            _DAY,
        )
    if not _takes_place(f"sent:{_sender(request)}", settings.SENT_PER_ADDRESS):
        return Refusal(
            _(
                "More was sent from your network today than one may send in a day. What you "
                "typed is still here: please send it tomorrow."
            ),
            _seconds_left(),
        )
    if not _takes_place("sent", settings.SENT_PER_DAY):
        return Refusal(
            _(
                "More was sent in today than the curators can handle. What you typed is still "
                "here: please send it tomorrow."
            ),
            _seconds_left(),
        )
    return None


def may(deed: str, request: HttpRequest) -> bool:
    """Count one more deed by who asks; say whether it is within what one may do in a day."""
    return _takes_place(f"{deed}:{_sender(request)}", settings.SENT_PER_ADDRESS)


def _takes_place(what: str, places: int) -> bool:
    """Take one of the places that there are for something today; False when all are taken.

    Each place is an entry of its own: adding one either succeeds or somebody else has it, so that
    many at once do not take the same one, whatever the cache.
    """
    key = f"{timezone.now():%Y-%m-%d}:{what}"
    taken = cache.get(key, 0)
    for place in range(taken + 1, places + 1):
        if cache.add(f"{key}:{place}", True, timeout=2 * _DAY):
            cache.set(key, place, timeout=2 * _DAY)
            return True
    return False


def _sender(request: HttpRequest) -> str:
    """Return the address of who asks, as a hash that nobody can undo tomorrow."""
    address = client_address(request) or ""
    salt = hmac.digest(
        settings.SECRET_KEY.encode(), f"{timezone.now():%Y-%m-%d}".encode(), "sha256"
    )
    return hmac.digest(salt, address.encode(), "sha256").hex()[:32]


def _seconds_left() -> int:
    """Return how long the day still lasts."""
    now = timezone.now()
    tomorrow = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(60, int((tomorrow - now).total_seconds()))
