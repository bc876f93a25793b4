"""The columns of the catalogue as a table: one row an initiative, defined once for both ways.

A cell is text. A list stands in one cell, separated by semicolons; relations and assessments stand
in theirs as JSON. A text that a spreadsheet would take for a formula gets an apostrophe in front.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from initiatives.entry.schema import Entry, P2PTest

LANGUAGES = ("en", "nl")


class Kind(StrEnum):
    """What a cell holds."""

    LINE = "line"
    LINES = "lines"
    LIST = "list"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Column:
    """A column, and the place of its value in an entry: `summary_en` is `("summary", "en")`."""

    name: str
    path: tuple[str, ...]
    kind: Kind = Kind.LINE


def _columns() -> Iterator[Column]:
    for field in Entry.model_fields:
        match field:
            case "short_name" | "summary" | "p2p":
                yield from (Column(f"{field}_{lang}", (field, lang)) for lang in LANGUAGES)
            case "description":
                yield from (
                    Column(f"{field}_{lang}", (field, lang), Kind.LINES) for lang in LANGUAGES
                )
            case "p2p_test":
                yield from (Column(f"{field}_{key}", (field, key)) for key in P2PTest.model_fields)
            case "former_slugs" | "aliases" | "sectors" | "needs" | "tags":
                yield Column(field, (field,), Kind.LIST)
            case "relations" | "assessments":
                yield Column(field, (field,), Kind.JSON)
            case _:
                yield Column(field, (field,))


COLUMNS = tuple(_columns())

# What spreadsheets write where a formula failed, in English, Dutch, German and French.
FORMULA_ERRORS = frozenset(
    (
        *("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"),
        *("#DEEL/0!", "#N/B", "#NAAM?", "#LEEG!", "#GETAL!", "#VERW!", "#WAARDE!", "#OVERLOOP!"),
        *("#NV", "#BEZUG!", "#WERT!", "#ZAHL!", "#ÜBERLAUF!"),
        *("#NOM?", "#NUL!", "#NOMBRE!", "#VALEUR!"),
    )
)
_NEEDS_GUARD = re.compile(
    r"'*(?:[=+\-@\t\r\n＝＋－＠]|(?:" + "|".join(map(re.escape, FORMULA_ERRORS)) + r")\Z)"
)


def guarded(text: str) -> str:
    """Return `text` as a cell that no spreadsheet takes for a formula or a failed one."""
    return f"'{text}" if _NEEDS_GUARD.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text of a cell of `guarded`: exactly what went in."""
    return cell[1:] if cell.startswith("'") and _NEEDS_GUARD.match(cell) else cell


def cell_of(data: dict[str, Any], column: Column) -> str:
    """Return one cell of an entry, which is given as plain data."""
    value: Any = data
    for step in column.path:
        value = value.get(step) if value else None
    if not value:
        return ""
    match column.kind:
        case Kind.LIST:
            return guarded(_joined(value))
        case Kind.JSON:
            return json.dumps(value, ensure_ascii=False)
        case _:
            return guarded(str(value))


def _joined(items: list[str]) -> str:
    joined = "; ".join(items)
    if joined.startswith("[") or any(";" in item for item in items):
        return json.dumps(items, ensure_ascii=False)
    return joined


def listed_in(cell: str) -> list[Any]:
    """Return the items of a cell that holds a list."""
    if cell.startswith("["):
        try:
            items = json.loads(cell)
        except (ValueError, RecursionError):
            pass
        else:
            if isinstance(items, list):
                return items
    return [item.strip() for item in re.split(r"[;\n]", cell) if item.strip()]
