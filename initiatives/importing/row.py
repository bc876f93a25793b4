"""A row of a file: what it says of one initiative, before anything is decided on it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from initiatives.columns import FORMULA_ERRORS, Column, Kind, listed_in, unguarded
from initiatives.entry import Problem, validate
from initiatives.importing.json_text import parsed
from initiatives.importing.values import read_values

# A row that is longer is refused: so no file fills the memory, and an opening quotation mark
# without an end does not swallow the rest of a table.
MAX_ROW = 1_000_000
TOO_LONG = f"is longer than {MAX_ROW:,} characters"
_BREAKS = re.compile(r"[\r\n\t]")


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says: values by their path in the entry. What it does not say stays as it is."""

    number: int
    said: dict[tuple[str, ...], Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    size: int = 0

    @property
    def slug(self) -> Any:
        return self.said.get(("slug",))

    @property
    def name(self) -> Any:
        return self.said.get(("name",))

    def applied_to(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return an entry's data as it is after this row."""
        result = dict(data)
        for (field_name, *inner), value in self.said.items():
            if inner:
                result[field_name] = {**result.get(field_name, {}), inner[0]: value}
            else:
                result[field_name] = value
        return result


def wrong_row(number: int, field_name: str, message: str) -> Row:
    """Return a row that cannot be read, and why."""
    return Row(number, problems=[Problem(field_name, "unreadable", message)])


def row_of_value(number: int, value: Any, size: int) -> Row:
    """Return the row that a JSON value is. A field that it has not stays as it is."""
    if not isinstance(value, dict):
        return Row(number, problems=validate(value).problems)
    notes: list[str] = []
    said = read_values({(name,): content for name, content in value.items()}, notes)
    return Row(number, said, notes=notes, size=size)


def row_of_cells(number: int, columns: Sequence[Column | None], cells: list[str]) -> Row:
    """Return the row that the cells of a table make. An empty cell leaves a field as it is.

    Args:
        columns: the column of each cell; None where there is none of that name.
    """
    said: dict[tuple[str, ...], Any] = {}
    problems: list[Problem] = []
    notes: list[str] = []
    for column, cell in zip(columns, cells, strict=False):
        if column is None or not cell.strip():
            continue
        try:
            said[column.path] = _content(column, cell.strip())
        except ValueError as error:
            problems.append(Problem(column.name, "unreadable", str(error)))
    if any(cell.strip() for cell in cells[len(columns) :]):
        problems.append(
            Problem("entry", "too_many_cells", "has more cells than the table has columns")
        )
    if len(cells) < len(columns):
        notes.append(f"cells missing at the end: {len(columns) - len(cells)}")
    return Row(number, read_values(said, notes), problems, notes, sum(map(len, cells)))


def _content(column: Column, cell: str) -> Any:
    if cell in FORMULA_ERRORS:
        raise ValueError(f"holds a formula that failed: {cell}")
    text = unguarded(cell)
    match column.kind:
        case Kind.LIST:
            return listed_in(text)
        case Kind.JSON:
            return parsed(text)
        case Kind.LINE:
            return " ".join(text.split()) if _BREAKS.search(text) else text
        case Kind.LINES:
            return text
