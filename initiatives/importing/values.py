"""Values as people type them, turned into those of the entry format.

What a reader cannot make sense of stays as it is, for `validate` to name the rule it breaks. What
it read in a way that a person should see is added to the notes of the row.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from initiatives.importing.countries import country_code
from initiatives.names import fold, is_public_web_address
from quadrant.domain.closed_lists import needs, sectors
from quadrant.domain.scope import Scope
from quadrant.domain.wording import reach_name

Notes = list[str]
Reader = Callable[[Any, Notes], Any]

_WHOLE = re.compile(r"(\d{1,4})(?:[.,]0+)?")
_DAY = re.compile(r"(\d{4})-\d{2}-\d{2}(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d)")
_TEST_WORDS = {
    "yes": ("yes", "y", "true", "1", "ja", "j", "oui", "vrai", "wahr"),
    "partly": ("partly", "partially", "deels", "gedeeltelijk", "en partie", "teilweise"),
    "no": ("no", "n", "false", "0", "nee", "neen", "non", "nein", "faux", "falsch"),
}


def read_values(said: dict[tuple[str, ...], Any], notes: Notes) -> dict[tuple[str, ...], Any]:
    """Return what a row says with each value as the entry format wants it."""
    return {
        path: reader(value, notes) if (reader := _READERS.get(path)) else value
        for path, value in said.items()
    }


def _website(value: Any, notes: Notes) -> Any:
    if not isinstance(value, str) or not value.strip() or _SCHEME.match(value.strip()):
        return value
    address = f"https://{value.strip().removeprefix('//')}"
    if not is_public_web_address(address):
        return value
    notes.append(f"website read as {address}")
    return address


def _country(value: Any, notes: Notes) -> Any:
    if not isinstance(value, str) or (code := country_code(value)) is None:
        return value
    if value.strip().upper() != code:
        notes.append(f"country “{value.strip()}” read as {code}")
    return code


def _year(value: Any, notes: Notes) -> Any:
    if isinstance(value, str) and (day := _DAY.fullmatch(value.strip())):
        notes.append(f"year {day[1]} read from {value.strip()}")
        return int(day[1])
    return _whole(value, notes)


def _whole(value: Any, _notes: Notes) -> Any:
    """Spreadsheets and data frames write 2004 as 2004.0."""
    if isinstance(value, str) and (number := _WHOLE.fullmatch(value.strip())):
        return int(number[1])
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _day(value: Any, _notes: Notes) -> Any:
    """A number is no date: what it counts, and from when, differs from program to program."""
    if isinstance(value, str) and (not value.strip() or _DAY.fullmatch(value.strip())):
        return value.strip()[:10]
    return value if value is None else "no date"


def _one_of(words: Callable[[], dict[str, str]]) -> Reader:
    def read(value: Any, _notes: Notes) -> Any:
        if isinstance(value, bool):
            value = str(value)
        return words().get(fold(value), value) if isinstance(value, str) else value

    return read


def _each_of(words: Callable[[], dict[str, str]]) -> Reader:
    read_one = _one_of(words)

    def read(value: Any, notes: Notes) -> Any:
        return [read_one(item, notes) for item in value] if isinstance(value, list) else value

    return read


@cache
def _scopes() -> dict[str, str]:
    return _by_word(
        (scope.value, (scope.value, reach_name(scope, "en"), reach_name(scope, "nl")))
        for scope in Scope
    )


@cache
def _sectors() -> dict[str, str]:
    return _by_word(
        (item.key, (item.key, item.label.en, item.label.nl, item.short.en, item.short.nl))
        for item in sectors()
    )


@cache
def _needs() -> dict[str, str]:
    return _by_word((item.key, (item.key, item.label.en, item.label.nl)) for item in needs())


@cache
def _test_words() -> dict[str, str]:
    return _by_word(_TEST_WORDS.items())


def _by_word(keys: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    return {fold(word): key for key, words in keys for word in words}


_READERS: dict[tuple[str, ...], Reader] = {
    ("website",): _website,
    ("country",): _country,
    ("founded",): _year,
    ("ended",): _year,
    ("reach",): _one_of(_scopes),
    ("output",): _one_of(_scopes),
    ("sectors",): _each_of(_sectors),
    ("needs",): _each_of(_needs),
    ("prominence",): _whole,
    ("checked_on",): _day,
    ("p2p_test", "individual"): _one_of(_test_words),
    ("p2p_test", "no_return"): _one_of(_test_words),
    ("p2p_test", "peer_value"): _one_of(_test_words),
}
