"""The listed initiatives as files that anyone may use, and that can be imported again."""

import csv
import json
from collections.abc import Callable, Iterator
from typing import Any

from initiatives.columns import COLUMNS, cell_of
from initiatives.entry import dump, for_entries, to_entry
from initiatives.models import Initiative

LICENCE = "CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/"
BATCH = 200


def listed_entries() -> Iterator[dict[str, Any]]:
    """Yield each listed initiative in the entry format, oldest in the catalogue first."""
    listed = for_entries(Initiative.objects.listed().order_by("pk"))
    for initiative in listed.iterator(chunk_size=BATCH):
        yield dump(to_entry(initiative))


def as_json(entries: Iterator[dict[str, Any]]) -> Iterator[str]:
    """Yield the pieces of one JSON object: the licence, and the list of entries."""
    yield f'{{"licence": {_json(LICENCE)},\n"entries": ['
    separator = "\n"
    for entry in entries:
        yield separator + _json(entry)
        separator = ",\n"
    yield "\n]}\n"


def as_json_lines(entries: Iterator[dict[str, Any]]) -> Iterator[str]:
    """Yield a line for each entry, and a last one with the licence."""
    for entry in entries:
        yield _json(entry) + "\n"
    yield _json({"licence": LICENCE}) + "\n"


def as_csv(entries: Iterator[dict[str, Any]]) -> Iterator[str]:
    """Yield the lines of a table that spreadsheets open, and a last one with the licence.

    It begins with a byte-order mark, without which Excel takes the letters for another alphabet's.
    """
    table = csv.writer(_Echo())
    yield "\ufeff" + table.writerow(column.name for column in COLUMNS)
    for entry in entries:
        yield table.writerow(cell_of(entry, column) for column in COLUMNS)
    yield table.writerow([f"# Licence: {LICENCE}"])


FORMATS: dict[str, Callable[[Iterator[dict[str, Any]]], Iterator[str]]] = {
    "json": as_json,
    "jsonl": as_json_lines,
    "csv": as_csv,
}


class _Echo:
    """A file for the CSV writer that hands each line back."""

    def write(self, line: str) -> str:
        return line


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
