"""Entries in JSON Lines, and in JSON lists, read one at a time."""

from collections.abc import Iterator
from typing import TextIO

from initiatives.importing.json_list import Broken, Items, is_wrapped
from initiatives.importing.json_text import parsed
from initiatives.importing.row import MAX_ROW, TOO_LONG, Row, row_of_value, wrong_row


def is_json(beginning: str) -> bool:
    """Say whether a file that begins like this holds JSON rather than a table."""
    return beginning.lstrip()[:1] in ("{", "[")


def is_json_lines(beginning: str) -> bool:
    """Say whether a JSON file that begins like this has an entry on each line."""
    first_line = beginning.lstrip().partition("\n")[0].rstrip()
    return not (
        first_line.startswith("[") or first_line.endswith(("{", "[", ",")) or is_wrapped(beginning)
    )


def rows_of_lines(file: TextIO) -> Iterator[Row]:
    """Yield the entry of each line that holds one."""
    number = 0
    while line := file.readline(MAX_ROW + 1):
        number += 1
        if len(line) > MAX_ROW:
            while line and not line.endswith("\n"):
                line = file.readline(MAX_ROW)
            yield wrong_row(number, "entry", TOO_LONG)
        elif line.strip():
            yield from _row(number, line)


def rows_of_list(file: TextIO) -> Iterator[Row]:
    """Yield each entry of a list, of an object that holds the list, or a lone entry."""
    for number, item in enumerate(Items(file), start=1):
        if isinstance(item, Broken):
            yield wrong_row(number, "entry", item.message)
        else:
            yield from _row(number, item)


def _row(number: int, text: str) -> Iterator[Row]:
    try:
        value = parsed(text)
    except ValueError as error:
        yield wrong_row(number, "entry", str(error))
        return
    if isinstance(value, dict) and value.keys() == {"licence"}:
        return  # the last line of an export
    yield row_of_value(number, value, size=len(text))
