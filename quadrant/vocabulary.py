"""Names of the theory in the active language, for templates, filters and forms.

Every function falls back to the key itself for a key it does not know, so that a stray value in
an address or an old row is shown as it is and never breaks a page.
"""

from functools import cache
from typing import Final

from babel import Locale
from django.utils.translation import get_language

from quadrant.domain import wording
from quadrant.domain.closed_lists import ColourGroup, Need, Sector, colour_groups, needs, sectors
from quadrant.domain.regions import GROUPS
from quadrant.domain.scope import Scope
from quadrant.domain.texts import Lang

SECTOR_KEYS: Final = tuple(sector.key for sector in sectors())
NEED_KEYS: Final = tuple(need.key for need in needs())
REACHES: Final = tuple(scope.value for scope in Scope)

_SECTORS: Final[dict[str, Sector]] = {sector.key: sector for sector in sectors()}
_COLOUR_GROUPS: Final[dict[str, ColourGroup]] = {group.key: group for group in colour_groups()}
# The colour group of what is in no sector too.
OTHER: Final = colour_groups()[-1].key
_NEEDS: Final[dict[str, Need]] = {need.key: need for need in needs()}


def language() -> Lang:
    """Return the active language; English where none or another one is active."""
    return "nl" if (get_language() or "").startswith("nl") else "en"


def sector_label(key: str) -> str:
    """Return the full name of a sector."""
    return _SECTORS[key].label.in_(language()) if key in _SECTORS else key


def sector_short(key: str) -> str:
    """Return the short name of a sector, for rows and tags."""
    return _SECTORS[key].short.in_(language()) if key in _SECTORS else key


def sector_colour_group(key: str | None) -> str:
    """Return the key of the colour group that a sector belongs to; "other" where none is known."""
    return _SECTORS[key].colour_group if key in _SECTORS else OTHER


def colour_group_name(key: str) -> str:
    """Return the name of a colour group, such as "Goods and trade"."""
    return _COLOUR_GROUPS[key].label.in_(language()) if key in _COLOUR_GROUPS else key


def need_label(key: str) -> str:
    """Return the name of a need, such as "Share a car"."""
    return _NEEDS[key].label.in_(language()) if key in _NEEDS else key


def need_question(key: str) -> str:
    """Return a need as a person would say it, such as "I want to share a car."."""
    return _NEEDS[key].question.in_(language()) if key in _NEEDS else key


def region_name(key: str) -> str:
    """Return the name of a region as on the map; "In the middle" for "mix"."""
    return wording.region_name(key, language()) if key in GROUPS else key


def region_line(key: str, reach: str | None = None) -> str:
    """Return the second line under a region's name, for an initiative with this reach."""
    return wording.region_line(key, reach, language()) if key in GROUPS else key


def reach_label(key: str) -> str:
    """Return the name of a reach, such as "National"."""
    return wording.reach_name(key, language()) if key in REACHES else key


def reach_words(key: str) -> str:
    """Return who can take part, such as "people nearby"."""
    return wording.reach_words(key, language()) if key in REACHES else key


def output_label(key: str) -> str:
    """Return where the result lands, such as "Lands locally"."""
    if key not in REACHES:
        return key
    words = wording.output_words(key, language())
    return words[:1].upper() + words[1:]


def country_name(code: str) -> str:
    """Return the name of a country from its ISO 3166-1 alpha-2 code."""
    return _territories(language()).get(code, code)


@cache
def _territories(lang: Lang) -> dict[str, str]:
    return dict(Locale(lang).territories)
