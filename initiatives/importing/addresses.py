"""Which addresses are taken: by the catalogue, and by earlier rows of a file."""

from initiatives.entry import Entry, Problem
from initiatives.models import FormerSlug, Initiative


class Addresses:
    """Knows whose the present and former slugs are; one look-up serves a whole batch."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}
        self._former_in_file: dict[str, str] = {}
        self._former: dict[str, str] = {}
        self._present: set[str] = set()

    def look_up(self, entries: list[Entry]) -> None:
        """Ask the catalogue about the slugs of a batch."""
        former = {slug for entry in entries for slug in entry.former_slugs}
        slugs = former | {entry.slug for entry in entries}
        owned = FormerSlug.objects.filter(slug__in=slugs)
        self._former = dict(owned.values_list("slug", "initiative__slug"))
        self._present = set(
            Initiative.objects.filter(slug__in=former).values_list("slug", flat=True)
        )

    def problem(self, entry: Entry) -> Problem | None:
        """Return why an entry cannot have its addresses, or None."""
        if entry.slug in self._rows:
            return Problem("slug", "repeated", f"stands in row {self._rows[entry.slug]} too")
        for slug in (entry.slug, *entry.former_slugs):
            owner = self._former_owner(slug)
            if owner not in (None, entry.slug):
                word = f"“{slug}” is a former address of {owner}"
                return Problem("slug" if slug == entry.slug else "former_slugs", "taken", word)
        for slug in entry.former_slugs:
            if slug in self._present or slug in self._rows:
                return Problem("former_slugs", "taken", f"“{slug}” is another one's address")
        return None

    def take(self, entry: Entry, number: int) -> None:
        """Note the addresses of a row that is no longer to be decided."""
        self._rows[entry.slug] = number
        for slug in entry.former_slugs:
            self._former_in_file[slug] = entry.slug

    def _former_owner(self, slug: str) -> str | None:
        owner = self._former.get(slug)
        # What the file said of an initiative counts from there on, not what the catalogue has.
        known = owner if owner not in self._rows else None
        return self._former_in_file.get(slug, known)
