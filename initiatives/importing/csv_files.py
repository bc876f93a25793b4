"""Entries in a table: separated by commas, semicolons or tabs, with names above the columns."""

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TextIO

from initiatives.columns import COLUMNS, Column
from initiatives.importing.row import MAX_ROW, TOO_LONG, Row, row_of_cells, wrong_row
from initiatives.names import fold

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
# Titles and empty rows may stand above the names of the columns.
_ROWS_ABOVE = 10
_BY_NAME = {column.name: column for column in COLUMNS}
_LINE_ENDS = ("\n", "\r")
_QUOTES = "has a quotation mark without its counterpart, or out of its place"

csv.field_size_limit(MAX_ROW)


@dataclass(frozen=True, slots=True)
class Header:
    """What the names above the columns say."""

    separator: str
    row_number: int
    columns: tuple[Column | None, ...]
    unknown: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)


def header_of(beginning: str) -> Header:
    """Find the names of the columns, and what separates them, in the first lines of a file.

    Raises:
        ValueError: no row has a column `name` or `slug`.
    """
    found = [
        header for separator in SEPARATORS if (header := _header(beginning, separator)) is not None
    ]
    if not found:
        raise ValueError(
            "No column is called name or slug. The first row names the columns, "
            "as docs/import.md lists them."
        )
    return max(found, key=lambda header: sum(column is not None for column in header.columns))


def _header(beginning: str, separator: str) -> Header | None:
    records = _Records(iter(beginning.splitlines(keepends=True)), separator)
    for number, record in enumerate(records, start=1):
        if number > _ROWS_ABOVE:
            return None
        if isinstance(record, list):
            names = [_column_name(cell) for cell in record]
            if "name" in names or "slug" in names:
                return _as_header(separator, number, record, names)
    return None


def _as_header(separator: str, number: int, cells: list[str], names: list[str]) -> Header:
    while names and not names[-1]:
        del names[-1]
    columns = tuple(
        _BY_NAME.get(name) if name not in names[:place] else None
        for place, name in enumerate(names)
    )
    unknown = [
        cell.strip() or "(without a name)"
        for cell, name in zip(cells, names, strict=False)
        if name not in _BY_NAME
    ]
    repeated = [name for name in _BY_NAME if names.count(name) > 1]
    return Header(separator, number, columns, unknown, repeated)


def _column_name(cell: str) -> str:
    """Forgive case, spaces and signs: “Summary (NL)” is `summary_nl`."""
    return re.sub(r"[^a-z0-9]+", "_", fold(cell)).strip("_")


def rows_of_table(file: TextIO, header: Header) -> Iterator[Row]:
    """Yield each row under the header that says something."""
    lines = iter(lambda: file.readline(MAX_ROW + 1), "")
    for number, record in enumerate(_Records(lines, header.separator), start=1):
        if number <= header.row_number:
            continue
        if isinstance(record, str):
            yield wrong_row(number, "entry", record)
        elif not _is_remark(record):
            yield row_of_cells(number, header.columns, record)


def _is_remark(cells: list[str]) -> bool:
    """Say whether a row is empty, or a remark such as the line with the licence."""
    filled = [cell for cell in cells if cell.strip()]
    return not filled or (len(filled) == 1 and filled[0].startswith("# "))


class _TooLong(Exception):
    """A record goes on and on."""


class _Records:
    """The records of a table: the cells, or a word on what is wrong with a record.

    A quotation without an end would swallow all that follows: then its first line alone is
    wrong, and reading goes on at the next line.
    """

    def __init__(self, lines: Iterator[str], separator: str) -> None:
        self._lines = lines
        self._separator = separator
        self._again: deque[str] = deque()
        self._taken: list[str] = []
        self._size = 0

    def __iter__(self) -> Iterator[list[str] | str]:
        reader = self._reader()
        while True:
            self._taken, self._size = [], 0
            try:
                cells = next(reader)
            except StopIteration:
                return
            except (csv.Error, _TooLong):
                yield TOO_LONG if self._is_one_long_line() else _QUOTES
            else:
                yield cells
                continue
            self._again.extendleft(reversed(self._taken[1:]))
            reader = self._reader()

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(self._take(), delimiter=self._separator, strict=True)

    def _take(self) -> Iterator[str]:
        while line := self._again.popleft() if self._again else next(self._lines, ""):
            self._taken.append(line)
            self._size += len(line)
            if self._size > MAX_ROW:
                self._skip_rest_of_line()
                raise _TooLong
            yield line

    def _skip_rest_of_line(self) -> None:
        line = self._taken[-1]
        if not line.endswith(_LINE_ENDS):
            self._taken[-1] += "\n"
        while line and not line.endswith(_LINE_ENDS):
            line = next(self._lines, "")

    def _is_one_long_line(self) -> bool:
        return len(self._taken) == 1 and self._size > MAX_ROW
