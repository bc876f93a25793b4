"""What a text in the catalogue may hold: readable signs, and nothing hidden."""

import re
import unicodedata

# Marks that reorder or hide what stands around them; never needed in English or Dutch.
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u180e\u200b\u2060\ufeff"))
MAX_STACKED_MARKS = 3
# Where fewer letters beyond Latin stand together, no marks can be stacked.
_MAY_BE_STACKED = re.compile(rf"[\u0300-\U0010ffff]{{{MAX_STACKED_MARKS + 1}}}")


def tidy(text: str) -> str:
    """Return `text` composed (NFC), with Unix line ends, without invisible joints at its edges."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return composed.translate(_INVISIBLE).strip()


def has_hidden_signs(text: str, *, lines: bool = False) -> bool:
    """Say whether a text holds control signs, reordering marks, half characters or stacked marks.

    Args:
        lines: line ends and tabs are allowed.
    """
    line = text.replace("\n", "").replace("\t", "") if lines else text
    if line.isprintable() and not _MAY_BE_STACKED.search(line):
        return False  # nearly every text, judged without a loop
    stacked = 0
    for sign in text:
        if lines and sign in "\n\t":
            continue
        if sign in _REORDERING or unicodedata.category(sign) in (
            "Cc",
            "Cs",
            "Cn",
            "Co",
            "Zl",
            "Zp",
        ):
            return True
        stacked = stacked + 1 if unicodedata.combining(sign) else 0
        if stacked > MAX_STACKED_MARKS:
            return True
    return False
