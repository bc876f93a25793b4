"""Who asked not to be listed: remembered, so that curators are warned before it is listed again."""

from datetime import date

from django.contrib.auth.models import User
from django.db.models import Q

from initiatives.models import DoNotList, Submission
from initiatives.names import fold, host_of


def remember(
    name: str,
    website: str,
    reason: str,
    *,
    by: User | None,
    submission: Submission | None = None,
) -> DoNotList:
    """Note that somebody does not want to be in the catalogue; once for the same wish."""
    known = wishes_against(name, website)
    if known:
        return known[0]
    return DoNotList.objects.create(
        name=name[:160],
        name_key=fold(name)[:240],
        website_host=host_of(website)[:255] if website else "",
        reason=reason[:600],
        asked_on=date.today(),
        noted_by=by,
        submission=submission,
    )


def wishes_against(name: str, website: str = "") -> list[DoNotList]:
    """Return the wishes that stand against listing what is called so, or is found there."""
    alike = Q(name_key=fold(name)[:240]) if name else Q(pk=None)
    if host := host_of(website):
        alike |= Q(website_host=host[:255])
    return list(DoNotList.objects.filter(alike, lifted_on=None).order_by("pk"))


class Wishes:
    """Every wish that stands, to hold many names against without asking each time."""

    def __init__(self) -> None:
        rows = DoNotList.objects.filter(lifted_on=None).order_by("-pk")
        self._by_name = {row.name_key: row for row in rows if row.name_key}
        self._by_host = {row.website_host: row for row in rows if row.website_host}

    def against(self, name: str, website: str) -> str:
        """Return what was asked, when it stands against listing this; empty where nothing does."""
        found = self._by_name.get(fold(name)[:240]) or self._by_host.get(host_of(website)[:255])
        return f"asked on {found.asked_on:%Y-%m-%d}: {found.reason}" if found else ""
