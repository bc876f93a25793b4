"""Addresses for initiatives that come without one: from the name, free, and permanent."""

import re
from collections.abc import Iterable
from itertools import count
from zlib import crc32

from initiatives.models import FormerSlug, Initiative
from initiatives.names import fold

# A slug holds at most 80 signs; this leaves room for a number.
_LONGEST = 72
_SPOKEN = str.maketrans({"&": " and ", "@": " at "})
_APOSTROPHES = re.compile(r"['’‘ʼ`]")
_OTHER_SIGNS = re.compile(r"[^a-z0-9]+")


def slug_of(name: str) -> str:
    """Return the slug that a name asks for: “Up & Go” gives `up-and-go`, “Dégage” `degage`."""
    spoken = fold(_APOSTROPHES.sub("", name.translate(_SPOKEN)))
    slug = _OTHER_SIGNS.sub("-", spoken).strip("-")
    if len(slug) > _LONGEST:
        slug = slug[: _LONGEST + 1].rpartition("-")[0] or slug[:_LONGEST]
    # Nothing is left of a name in another script, such as “日本”: a checksum tells them apart.
    return slug or f"initiative-{crc32(spoken.encode(errors='replace')):08x}"


class FreeSlugs:
    """Finds slugs that no initiative has or had; the second `garden` becomes `garden-2`."""

    def __init__(self) -> None:
        self._is_free: dict[str, bool] = {}

    def look_up(self, names: Iterable[str]) -> None:
        """Ask the catalogue about many names in one step, before `for_name` is called for each."""
        self._ask({slug_of(name) for name in names})

    def for_name(self, name: str) -> str:
        """Return a free slug for `name`. It stays free until it is taken."""
        slug = slug_of(name)
        if self._free(slug):
            return slug
        return next(other for number in count(2) if self._free(other := f"{slug}-{number}"))

    def take(self, slug: str) -> None:
        """Note that `slug` is in use from now on."""
        self._is_free[slug] = False

    def _free(self, slug: str) -> bool:
        self._ask({slug})
        return self._is_free[slug]

    def _ask(self, slugs: set[str]) -> None:
        unknown = slugs - self._is_free.keys()
        if not unknown:
            return
        taken = set(Initiative.objects.filter(slug__in=unknown).values_list("slug", flat=True))
        taken |= set(FormerSlug.objects.filter(slug__in=unknown).values_list("slug", flat=True))
        self._is_free |= {slug: slug not in taken for slug in unknown}
