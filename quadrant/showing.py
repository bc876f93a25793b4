"""How the map is shown, beside what it is filtered on: its colours, its doubt, what is selected."""

from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import urlencode

from django.http import QueryDict

from initiatives.filter_words import left_out

# What an address may ask for; nothing, and the first, is what it shows by itself.
COLOURS: Final = ("region", "sector")
UNCERTAINTY: Final = ("", "1")


@dataclass(frozen=True, slots=True)
class Showing:
    """What an address asks for beside the filter. Every link on the map page keeps it.

    Attributes:
        by_sector: marks have the colour and shape of their sector, not of their region.
        uncertainty: the doubt of every point is drawn.
        selected: the slug of the initiative that is asked for, or "".
        ignored: a sentence on each value that was left out, in the active language.
    """

    by_sector: bool = False
    uncertainty: bool = False
    selected: str = ""
    ignored: tuple[str, ...] = ()

    @classmethod
    def asked_by(cls, data: QueryDict) -> Self:
        """Read an address: unknown values are left out, no address is an error."""
        colour, uncertainty = data.get("colour", "").strip(), data.get("uncertainty", "").strip()
        return cls(
            by_sector=colour == "sector",
            uncertainty=uncertainty == "1",
            selected=data.get("i", "").strip(),
            ignored=tuple(
                left_out(name, value)
                for name, value, known in (
                    ("colour", colour, ("", *COLOURS)),
                    ("uncertainty", uncertainty, UNCERTAINTY),
                )
                if value not in known
            ),
        )

    @property
    def query(self) -> str:
        """What differs from how the map is shown by itself, as a query string; without `i`."""
        chosen = {"colour": "sector"} if self.by_sector else {}
        return urlencode(chosen | ({"uncertainty": "1"} if self.uncertainty else {}))

    def added_to(self, query: str) -> str:
        """Return the query string of a filter with how the map is shown."""
        return "&".join(part for part in (query, self.query) if part)
