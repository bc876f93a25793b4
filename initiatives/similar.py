"""Which initiatives in the catalogue a new one may well be: the same host, or a name like it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process, utils

from initiatives.models import Alias, FormerSlug, Initiative, Revision
from initiatives.names import fold, host_of
from initiatives.slugs import slug_of

MOST_SHOWN = 5
# From here on, of 100, two names are spelt alike: “Couch surfing”, “Couchsurfng”.
_ALIKE = 84
# Two letters of three in common say nothing.
_SHORTEST = 4
# Longer names are alike or not by how they begin.
_LONGEST = 120
# So many names are held in memory to compare with, best known first.
_MOST_NAMES = 100_000


@dataclass(frozen=True, slots=True)
class Similar:
    """An initiative that may be meant, and in what it is alike."""

    initiative: Initiative
    why: str


def similar_to(name: str, website: str = "") -> list[Similar]:
    """Return up to five listed initiatives that may be what is named, the likeliest first.

    Args:
        name: as typed; accents, case and small slips do not matter.
        website: its web address, with or without "https://".
    """
    found: dict[int, str] = {}
    for pks, why in _likenesses(name, website):
        for pk in pks:
            found.setdefault(pk, why)
    rows = Initiative.objects.listed().in_bulk(list(found)[: 2 * MOST_SHOWN])
    likely = [Similar(rows[pk], why) for pk, why in found.items() if pk in rows]
    return likely[:MOST_SHOWN]


def _likenesses(name: str, website: str) -> Iterable[tuple[Iterable[int], str]]:
    key = fold(name.replace("\0", ""))[:_LONGEST]
    if key:
        yield _called(key), _("the same name")
    host = host_of(website if "://" in website else f"https://{website}") if website else ""
    if host:
        at_host = Initiative.objects.listed().filter(website_host=host[:255])
        at_host = at_host.order_by("-prominence", "pk")
        yield at_host.values_list("pk", flat=True)[:MOST_SHOWN], _("the same website")
    if key:
        former = FormerSlug.objects.filter(slug=slug_of(name))
        yield former.values_list("initiative", flat=True), _("a former name")
    if len(key) >= _SHORTEST:
        yield _spelt_like(key), _("a name like it")


def _called(key: str) -> Iterable[int]:
    listed = Initiative.objects.listed()
    yield from listed.filter(name_key=key).values_list("pk", flat=True)[:MOST_SHOWN]
    aliases = Alias.objects.filter(name_key=key, initiative__in=listed)
    yield from aliases.values_list("initiative", flat=True)[:MOST_SHOWN]


def _spelt_like(key: str) -> Iterable[int]:
    latest = Revision.objects.order_by("-pk").values_list("pk", "made_at").first()
    pks, names, squeezed = _names(latest)
    best: dict[int, float] = {}
    for query, among in ((key, names), (_squeeze(key), squeezed)):
        matches = process.extract(
            query, among, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=2 * MOST_SHOWN
        )
        for _name, score, place in matches:
            best[pks[place]] = max(score, best.get(pks[place], 0))
    return sorted(best, key=lambda pk: -best[pk])


@lru_cache(maxsize=1)
def _names(latest: tuple[int, datetime] | None) -> tuple[list[int], list[str], list[str]]:
    """Return every name to compare with, and whose it is, as of the latest write."""
    listed = Initiative.objects.listed()
    rows = list(listed.order_by("-prominence", "pk").values_list("pk", "name_key")[:_MOST_NAMES])
    rows += Alias.objects.filter(initiative__in=listed).values_list("initiative", "name_key")[
        :_MOST_NAMES
    ]
    return [pk for pk, _key in rows], [k for _pk, k in rows], [_squeeze(k) for _pk, k in rows]


def _squeeze(key: str) -> str:
    """Return a name without spaces and signs: “book crossing” is “bookcrossing”."""
    return utils.default_process(key).replace(" ", "")
