"""Who is asking, behind how many proxies of our own."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Return the address of the visitor: the one that the outermost of our proxies saw.

    Each proxy appends to X-Forwarded-For whom it saw, so with n of them it is the n-th from the
    right. What stands left of it the visitor may have made up. None when there is no address, as
    over a Unix socket.
    """
    seen = [request.META.get("REMOTE_ADDR", "")]
    if settings.TRUSTED_PROXIES:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        seen = forwarded[-settings.TRUSTED_PROXIES :][:1] + seen
    for candidate in seen:
        try:
            return str(ip_address(candidate.strip()))
        except ValueError:
            continue
    return None
