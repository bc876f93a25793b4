"""What a text in the catalogue may hold: readable signs, and nothing hidden."""

import re
import unicodedata

# Marks that reorder or hide what stands around them; never needed in English or Dutch.
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u180e\u200b\u2060\ufeff"))
MAX_STACKED_MARKS = 3
# Signs without ink: spaces, joiners, fillers, selectors, tags. A text of nothing else is empty.
_NOTHING_TO_SEE = re.compile(
    r"[\s\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f"
    r"\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff]*"
)
# Cyrillic letters that look like Latin ones.
_LOOK_LATIN = frozenset("аеорсухіјѕһӏԁԛԝѵ")
_ALPHABETS = ("LATIN ", "CYRILLIC ", "GREEK ")
# Where fewer letters beyond Latin stand together, no marks can be stacked.
_MAY_BE_STACKED = re.compile(rf"[\u0300-\U0010ffff]{{{MAX_STACKED_MARKS + 1}}}")


def tidy(text: str) -> str:
    """Return `text` composed (NFC), with Unix line ends, without invisible joints.

    What shows nothing at all is empty.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    tidied = composed.translate(_INVISIBLE).strip()
    return "" if _NOTHING_TO_SEE.fullmatch(tidied) else tidied


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
        category = unicodedata.category(sign)
        if sign in _REORDERING or category in ("Cc", "Cs", "Cn", "Co", "Zl", "Zp"):
            return True
        # Marks that enclose (Me) have no class of combining.
        stacked = stacked + 1 if category == "Me" or unicodedata.combining(sign) else 0
        if stacked > MAX_STACKED_MARKS:
            return True
    return False


def mixes_alphabets(text: str) -> bool:
    """Say whether a word is spelt with letters of several alphabets that look alike.

    “Wikipedia” with a Cyrillic “а” is a trick; a Greek word beside a Latin one is not.
    """
    return any(len(_alphabets(word)) > 1 for word in re.findall(r"[^\W\d_]+", text))


def _alphabets(word: str) -> set[str]:
    names = (unicodedata.name(letter, "") for letter in word)
    return {found for name in names for found in _ALPHABETS if name.startswith(found)}


def looks_like_another_host(host: str) -> bool:
    """Say whether a host is spelt to look like another one: in mixed or borrowed letters.

    “раураl” in Cyrillic letters that all look Latin is one, also where it is written as `xn--…`.
    """
    labels = [_decoded(label) for label in host.split(".")]
    return any(map(mixes_alphabets, labels)) or any(
        label and set(label) <= _LOOK_LATIN for label in labels
    )


def _decoded(label: str) -> str:
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label
