"""Export the listed initiatives: see docs/import.md."""

import os
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from initiatives.exports import FORMATS, LICENCE, listed_entries
from initiatives.management.plain import drop_output, plain_line


class Command(BaseCommand):
    help = f"Write the listed initiatives as JSON, JSON Lines or CSV. Licence: {LICENCE}"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--format",
            choices=FORMATS,
            help="default: what the name of the file ends in, else json",
        )
        parser.add_argument("--output", type=Path, help="the file to make (default: print)")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path | None = options["output"]
        named = path.suffix.lower().removeprefix(".") if path else ""
        chosen = options["format"] or (named if named in FORMATS else "json")
        pieces = FORMATS[chosen](listed_entries())
        try:
            if path:
                _write_whole(path, pieces)
            else:
                self._print(pieces)
        except BrokenPipeError:
            drop_output()  # whoever reads has read enough
        except (OSError, DatabaseError) as error:
            where = f"{path}: " if path else ""
            raise CommandError(plain_line(f"{where}{error}", self.stderr)) from error

    def _print(self, pieces: Iterator[str]) -> None:
        if reconfigure := getattr(self.stdout, "reconfigure", None):
            reconfigure(encoding="utf-8", newline="")  # whatever the terminal speaks
        for piece in pieces:
            self.stdout.write(piece, ending="")


def _write_whole(path: Path, pieces: Iterator[str]) -> None:
    """Write a file that is there whole or not at all."""
    if path.exists() and not path.is_file():
        raise OSError("This is no file.")
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        os.chmod(unfinished, 0o644)
        os.replace(unfinished, path)
    except BaseException:
        os.unlink(unfinished)
        raise
