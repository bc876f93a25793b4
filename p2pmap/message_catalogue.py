"""The Dutch interface: what is said in templates and code, its translation, and the compiled form.

    python -m p2pmap.message_catalogue update    writes new messages into the .po files
    python -m p2pmap.message_catalogue check     fails where a translation is missing or odd

Babel does it all in Python, so that no machine needs gettext.
"""

import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "p2pmap" / "locale"
FOLDERS = ("initiatives", "p2pmap", "quadrant", "templates")
METHODS = [
    ("**.py", "python"),
    ("**.html", f"{__name__}:extract_template"),
    ("**.txt", f"{__name__}:extract_template"),
]
KEYWORDS: dict[str, Any] = {
    name: shape
    for base, shape in (
        ("gettext", None),
        ("ngettext", (1, 2)),
        ("pgettext", ((1, "c"), 2)),
        ("npgettext", ((1, "c"), 2, 3)),
    )
    for name in (base, f"{base}_lazy")
} | {"_": None}
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plural_forms}\\n"
"Content-Type: text/plain; charset=utf-8\\n"

"""
INDENTATION = re.compile(r"^[ \t]+", flags=re.MULTILINE)
PLACEHOLDER = re.compile(r"%\([^)]+\)[a-z]|%[sd]|\{[^}]*\}")


def compile_messages() -> None:
    """Make each .mo file that is missing or older than its .po file."""
    for po in LOCALES.glob("*/LC_MESSAGES/django.po"):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns:
            continue
        compiled = io.BytesIO()
        write_mo(compiled, _read(po))
        draft = mo.with_suffix(f".mo.{os.getpid()}")  # several processes may do it at once
        draft.write_bytes(compiled.getvalue())
        draft.replace(mo)


def update() -> None:
    """Bring each .po file in step with code and templates; keep every translation still used."""
    said = _extract()
    for po in LOCALES.glob("*/LC_MESSAGES/django.po"):
        catalogue = _read(po)
        catalogue.update(said, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        _write(po, catalogue)


def problems() -> Iterator[str]:
    """Yield what is missing, stale or odd in the translations, one line each."""
    said = {(message.context, message.id) for message in _extract() if message.id}
    for po in sorted(LOCALES.glob("*/LC_MESSAGES/django.po")):
        translated = {(message.context, message.id): message for message in _read(po) if message.id}
        language = po.parent.parent.name
        for key in sorted(said - translated.keys(), key=str):
            yield f"{language}: not in the catalogue: {key[1]!r}"
        for key in sorted(translated.keys() - said, key=str):
            yield f"{language}: said nowhere any more: {key[1]!r}"
        for message in translated.values():
            if problem := _problem(message):
                yield f"{language}: {problem}: {message.id!r}"


def extract_template(
    file: IO[bytes], keywords: Any, comment_tags: Any, options: Any
) -> Iterator[Any]:
    """Have Babel read a Django template: as the Python code that Django makes of it."""
    code = templatize(file.read().decode(), origin=getattr(file, "name", None))
    code = INDENTATION.sub("", code)  # of the markup: as Python it may make no sense
    yield from extract_python(io.BytesIO(code.encode()), keywords, comment_tags, options)


def _extract() -> Catalog:
    said = Catalog()
    for folder in FOLDERS:
        found = extract_from_dir(ROOT / folder, METHODS, keywords=KEYWORDS)
        for _file, _line, message, _comments, context in found:
            said.add(message, context=context)
    return said


def _problem(message: Message) -> str | None:
    translations = [text or "" for text in _forms(message.string)]
    if not all(translations):
        return "not translated"
    if message.fuzzy:
        return "only guessed (fuzzy)"
    wanted = set(PLACEHOLDER.findall(_forms(message.id)[-1]))
    if set(PLACEHOLDER.findall(translations[-1])) != wanted:
        return "other placeholders than the original"
    if any(set(PLACEHOLDER.findall(text)) - wanted for text in translations):
        return "unknown placeholders"
    return None


def _forms(text: Any) -> list[str]:
    """The singular and plural of a message; a message without them as one."""
    return list(text) if isinstance(text, list | tuple) else [text]


def _read(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file, locale=po.parent.parent.name)


def _write(po: Path, catalogue: Catalog) -> None:
    """Write without line numbers and dates, so that a file changes only where its messages do."""
    messages = io.BytesIO()
    write_po(messages, catalogue, no_location=True, sort_output=True, omit_header=True)
    header = HEADER.format(language=catalogue.locale, plural_forms=catalogue.plural_forms)
    po.write_bytes(header.encode() + messages.getvalue())


def main() -> int:
    """Do what the command line asks; return the exit status."""
    match sys.argv[1:]:
        case ["update"]:
            update()
            return 0
        case ["check"]:
            found = list(problems())
            print("\n".join(found))
            return 1 if found else 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
