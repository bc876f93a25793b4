"""Which initiative a new one may well be: by the host of its website, or by one of its names."""

from collections import defaultdict

from initiatives.entry import Entry
from initiatives.models import Alias, Initiative
from initiatives.names import fold, host_of


class Likeness:
    """Knows hosts and names in the catalogue and in earlier rows of a file."""

    def __init__(self) -> None:
        self._by_host: dict[str, str] = {}
        self._by_name: dict[str, str] = {}
        self._told: set[str] = set()
        self._known_by_host: dict[str, list[str]] = {}
        self._known_by_name: dict[str, list[str]] = {}

    def look_up(self, entries: list[Entry]) -> None:
        """Ask the catalogue about the hosts and names of a batch of new entries."""
        hosts = {host for entry in entries if (host := _host(entry))}
        names = {name for entry in entries for name in _names(entry)}
        initiatives = Initiative.objects.order_by("pk")
        self._known_by_host, self._known_by_name = defaultdict(list), defaultdict(list)
        for host, slug in initiatives.filter(website_host__in=hosts).values_list(
            "website_host", "slug"
        ):
            self._known_by_host[host].append(slug)
        for name, slug in initiatives.filter(name_key__in=names).values_list("name_key", "slug"):
            self._known_by_name[name].append(slug)
        for name, slug in (
            Alias.objects.filter(name_key__in=names)
            .order_by("initiative_id")
            .values_list("name_key", "initiative__slug")
        ):
            self._known_by_name[name].append(slug)

    def of(self, entry: Entry) -> str | None:
        """Return the slug of what an entry is like, and in what; None when it is like nothing."""
        host = _host(entry)
        if host and (slug := self._first(host, self._by_host, self._known_by_host)):
            return f"{slug} (same host)"
        for name in _names(entry):
            if slug := self._first(name, self._by_name, self._known_by_name):
                return f"{slug} (same name)"
        return None

    def take(self, entry: Entry) -> None:
        """Note what a row told: from there on that counts, not what the catalogue has."""
        self._told.add(entry.slug)
        if host := _host(entry):
            self._by_host.setdefault(host, entry.slug)
        for name in _names(entry):
            self._by_name.setdefault(name, entry.slug)

    def _first(
        self, key: str, in_file: dict[str, str], in_catalogue: dict[str, list[str]]
    ) -> str | None:
        known = (slug for slug in in_catalogue.get(key, []) if slug not in self._told)
        return next(known, None) or in_file.get(key)


def _host(entry: Entry) -> str:
    return host_of(entry.website or "")[:255]


def _names(entry: Entry) -> list[str]:
    """Return the folded names as the tables keep them; no key for a name of signs only."""
    keys = (fold(name)[:240] for name in (entry.name, *entry.aliases))
    return [key for key in keys if key]
