"""Countries as people write them, in English, Dutch, French and German."""

import re
from functools import cache

from babel import Locale

from initiatives.entry.schema import COUNTRY_CODES
from initiatives.names import fold

LANGUAGES = ("en", "nl", "fr", "de")
# Names in use that Unicode's list of territories leaves out.
_ALSO = {
    "AE": "UAE",
    "BA": "Bosnia",
    "CD": "DR Congo, Democratic Republic of the Congo, DRC",
    "CG": "Congo, Republic of the Congo",
    "CI": "Ivory Coast, Ivoorkust",
    "CV": "Cabo Verde",
    "CZ": "Czech Republic, Tsjechische Republiek, République tchèque, Tschechische Republik",
    "GB": "UK, Great Britain, Britain, Groot-Brittannië, Grande-Bretagne, Großbritannien, "
    "England, Engeland, Angleterre, Scotland, Schotland, Wales, Northern Ireland, Noord-Ierland",
    "HK": "Hong Kong",
    "KP": "DPRK",
    "KR": "Korea, Republic of Korea",
    "MK": "Macedonia, Macedonië",
    "MM": "Burma, Birma",
    "MO": "Macau, Macao",
    "NL": "Holland",
    "PS": "Palestine, Palestina",
    "RU": "Russian Federation",
    "SZ": "Swaziland",
    "TR": "Turkey",
    "TW": "Taiwan",
    "US": "USA, U.S., U.S.A., United States of America, America, VS, V.S., Verenigde Staten van "
    "Amerika, Amerika, États-Unis d'Amérique, Vereinigte Staaten von Amerika",
    "VA": "Vatican, Vaticaan",
}


def country_code(text: str) -> str | None:
    """Return the code of the country that `text` names or is the code of; None for any other."""
    if (code := text.strip().upper()) in COUNTRY_CODES:
        return code
    return _codes_by_name().get(_key(text))


@cache
def _codes_by_name() -> dict[str, str]:
    names = {
        _key(name): code
        for language in LANGUAGES
        for code, name in Locale(language).territories.items()
        if code in COUNTRY_CODES
    }
    also = {_key(name): code for code, names in _ALSO.items() for name in names.split(",")}
    return names | also


def _key(name: str) -> str:
    words = re.sub(r"[^a-z0-9]+", " ", fold(name.replace(".", ""))).split()
    if len(words) > 1 and words[0] in {"the", "de", "het", "la", "le", "les", "l", "die", "der"}:
        del words[0]
    return " ".join(words)
