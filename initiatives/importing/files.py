"""Files of entries: what they are, and how to read them row by row.

A file is judged by what stands in it, not by its name.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from initiatives.importing.csv_files import SEPARATORS, header_of, rows_of_table
from initiatives.importing.encodings import Encoding, encoding_of
from initiatives.importing.json_files import (
    is_json,
    is_json_lines,
    rows_of_lines,
    rows_of_list,
)
from initiatives.importing.row import Row

_BEGINNING = 1 << 16
_OTHER_FILES = {
    b"PK\x03\x04": "a workbook or a zip archive",
    b"\xd0\xcf\x11\xe0": "an Excel workbook",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "compressed",
}


class Unusable(ValueError):
    """A file that cannot be read as entries; the message says why."""


@dataclass(frozen=True, slots=True)
class EntryFile:
    """A file of entries.

    Attributes:
        row_word: what a row is called in such a file.
        remarks: what a person should know about the file as a whole.
    """

    path: Path
    encoding: Encoding
    row_word: str
    remarks: list[str]
    newline: str | None
    read: Callable[[TextIO], Iterator[Row]] = field(repr=False)

    def rows(self) -> Iterator[Row]:
        """Yield each row that says something.

        Raises:
            OSError: the file cannot be read any more.
        """
        with self.encoding.open(self.path, newline=self.newline) as file:
            yield from self.read(file)


def entry_file(path: Path) -> EntryFile:
    """Look at a file and say how to read it.

    Raises:
        Unusable: it is missing, or no file of entries.
    """
    try:
        return _entry_file(path)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Unusable(f"{path}: {reason}") from error


def _entry_file(path: Path) -> EntryFile:
    if path.exists() and not path.is_file():
        raise ValueError("This is no file.")
    with path.open("rb") as file:
        first_bytes = file.read(8)
    for signature, kind in _OTHER_FILES.items():
        if first_bytes.startswith(signature):
            raise ValueError(f"This is {kind}. Save it as CSV, or as JSON, and import that.")
    encoding = encoding_of(path)
    with encoding.open(path, newline="") as text_file:
        beginning = text_file.read(_BEGINNING)
    if not beginning.strip():
        raise ValueError("The file is empty.")
    if not is_json(beginning):
        return _table(path, encoding, beginning)
    if is_json_lines(beginning):
        remarks = [f"JSON Lines, {encoding.label}"]
        return EntryFile(path, encoding, "line", remarks, None, rows_of_lines)
    remarks = [f"JSON, {encoding.label}"]
    return EntryFile(path, encoding, "entry", remarks, None, rows_of_list)


def _table(path: Path, encoding: Encoding, beginning: str) -> EntryFile:
    header = header_of(beginning)
    remarks = [f"Table separated by {SEPARATORS[header.separator]}, {encoding.label}"]
    if header.unknown:
        remarks.append(f"Columns that are no fields, left out: {', '.join(header.unknown)}")
    if header.repeated:
        remarks.append(
            f"Columns that stand twice, of which the first counts: {', '.join(header.repeated)}"
        )
    return EntryFile(path, encoding, "row", remarks, "", lambda file: rows_of_table(file, header))
