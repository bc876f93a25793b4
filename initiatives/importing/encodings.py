"""In which encoding a text file is written, and how to read it without ever failing.

Bytes that are no UTF-8 are read as Windows-1252, which holds Latin-1's letters: so a file is
read well that is wholly in one of the two, and one that was pasted together from both.
"""

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

_PIECE = 1 << 20
_SAMPLE = 4096


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec, what it does with bytes that do not belong to it, and its name for people."""

    codec: str
    errors: str
    label: str

    def open(self, path: Path, *, newline: str | None) -> TextIO:
        """Open a file for reading.

        Raises:
            OSError: it cannot be opened.
        """
        return path.open(encoding=self.codec, errors=self.errors, newline=newline)


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    broken = error.object[error.start : error.end]
    # Five bytes mean nothing in Windows-1252 either: control signs, which no entry may hold.
    return "".join(_WINDOWS_1252.get(byte, chr(byte)) for byte in broken), error.end


def _as_half_character(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return "\udfff", error.end  # which no entry may hold


_WINDOWS_1252 = {
    byte: sign
    for byte in range(256)
    if (sign := bytes([byte]).decode("cp1252", errors="ignore")) != ""
}
codecs.register_error("p2pmap.windows-1252", _as_windows_1252)
codecs.register_error("p2pmap.half-character", _as_half_character)

UTF_8 = Encoding("utf-8-sig", "p2pmap.windows-1252", "UTF-8")
MIXED = Encoding("utf-8-sig", "p2pmap.windows-1252", "UTF-8, with some signs in Windows-1252")
WINDOWS_1252 = Encoding("cp1252", "p2pmap.windows-1252", "Windows-1252")
UTF_16 = Encoding("utf-16", "p2pmap.half-character", "UTF-16")
UTF_16_LE = Encoding("utf-16-le", "p2pmap.half-character", "UTF-16")
UTF_16_BE = Encoding("utf-16-be", "p2pmap.half-character", "UTF-16")
UTF_32 = Encoding("utf-32", "p2pmap.half-character", "UTF-32")


def encoding_of(path: Path) -> Encoding:
    """Return how to read a file.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    if sample.startswith(codecs.BOM_UTF8):
        return UTF_8
    if sample.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return UTF_32
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return UTF_16
    # Half of the bytes of a text in Latin letters are null in UTF-16, at one side of each pair.
    if sample[1::2].count(0) > len(sample) // 4:
        return UTF_16_LE
    if sample[::2].count(0) > len(sample) // 4:
        return UTF_16_BE
    return _utf_8_or_windows_1252(path)


def _utf_8_or_windows_1252(path: Path) -> Encoding:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        while True:
            before = file.tell() - len(decoder.getstate()[0])
            piece = file.read(_PIECE)
            try:
                decoder.decode(piece, final=not piece)
            except UnicodeDecodeError:
                file.seek(before)
                return _by_majority(file.read(_PIECE))
            if not piece:
                return UTF_8


def _by_majority(piece: bytes) -> Encoding:
    """Judge a piece that is not wholly UTF-8 by what stands in it more often."""
    text = piece.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    beyond_ascii = sum(not sign.isascii() for sign in text)
    return WINDOWS_1252 if broken > beyond_ascii - broken else MIXED
