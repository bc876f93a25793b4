"""The items of a JSON list of any length, one at a time, each with its own fate."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from initiatives.importing.row import MAX_ROW, TOO_LONG

_PIECE = 1 << 16
_INSIDE_STRING = re.compile(r'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
# A whole string, or one of the signs that structure a list. A quotation mark alone begins a
# string whose end is still to be read.
_TOKEN = re.compile(rf'"{_INSIDE_STRING.pattern}"|["\[\]{{}},]', re.DOTALL)
# An object with the list inside, as the export writes it: what comes before the list is flat.
_WRAPPER = re.compile(
    r'\s*+\{\s*+(?:"[^"\\]*+"\s*+:\s*+(?:"[^"\\]*+"|[-+.\w]++)\s*+,\s*+)*+"entries"\s*+:\s*+\['
)
_LIST = re.compile(r"\s*+\[")


@dataclass(frozen=True, slots=True)
class Broken:
    """What stands in the place of an item that cannot be read."""

    message: str


def is_wrapped(beginning: str) -> bool:
    """Say whether the list stands inside an object, beside the licence."""
    return _WRAPPER.match(beginning) is not None


class Items:
    """The text of each item of a list, of an object with the list in it, or of a lone object.

    Only brackets, commas and strings are looked at, so that an item that is not JSON does not
    hide the ones after it, and no more than one item is in memory.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text = file.read(_PIECE)
        self._is_wrapped = is_wrapped(self._text)
        opening = _WRAPPER.match(self._text) or _LIST.match(self._text)
        self._is_list = opening is not None
        self._start = self._position = opening.end() if opening else 0
        self._is_too_long = False

    def __iter__(self) -> Iterator[str | Broken]:
        depth = 0
        for sign in self._signs():
            if sign in "[{":
                depth += 1
            elif sign == "]" and depth == 0 and self._is_list:
                yield from self._item_before(self._position - 1)
                yield from self._after_the_list()
                return
            elif sign in "]}":
                depth = max(depth - 1, 0)
                if depth == 0:
                    yield from self._item_before(self._position)
            elif depth == 0:
                yield from self._item_before(self._position - 1)
        yield from self._item_before(len(self._text))
        if self._is_list:
            yield Broken("the list has no end: the file may have been cut off")

    def _signs(self) -> Iterator[str]:
        """Yield each bracket and comma outside strings; the position is then right after it."""
        is_in_string = False
        while True:
            if is_in_string:
                inside = _INSIDE_STRING.match(self._text, self._position)
                self._position = inside.end() if inside else self._position
                if self._text.startswith('"', self._position):
                    self._position += 1
                    is_in_string = False
                elif not self._read_on():
                    return
            elif token := _TOKEN.search(self._text, self._position):
                self._position = token.end()
                if token.group() == '"':
                    is_in_string = True
                elif token.end() - token.start() == 1:
                    yield token.group()
            else:
                self._position = len(self._text)
                if not self._read_on():
                    return

    def _read_on(self) -> bool:
        """Read a further piece and let go of earlier items; False when there is no more."""
        if self._position - self._start > MAX_ROW:
            self._is_too_long = True
            self._start = self._position
        piece = self._file.read(_PIECE)
        self._text = self._text[self._start :] + piece
        self._position -= self._start
        self._start = 0
        return bool(piece)

    def _item_before(self, end: int) -> Iterator[str | Broken]:
        text = self._text[self._start : end].strip()
        self._start = self._position
        if self._is_too_long or len(text) > MAX_ROW:
            yield Broken(TOO_LONG)
        elif text:
            yield text
        self._is_too_long = False

    def _after_the_list(self) -> Iterator[Broken]:
        rest = (self._text[self._position :] + self._file.read(_PIECE)).lstrip()
        if rest and not (self._is_wrapped and rest[0] in "},"):
            yield Broken("is not read: it stands after the end of the list")
