"""Importing some content as a person would, and reading what was said of it."""

import io
import json
from pathlib import Path
from typing import Any

from django.core.management import call_command

from initiatives.entry import dump, to_entry
from initiatives.models import Initiative

FILE = "entries"


class Importer:
    """Imports content from a file in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def __call__(self, content: Any, *options: str) -> list[str]:
        """Import a text, bytes, or a list as JSON Lines; return the lines that were said."""
        if isinstance(content, list):
            content = "".join(json.dumps(item) + "\n" for item in content)
        self.path.write_bytes(content.encode() if isinstance(content, str) else content)
        out = io.StringIO()
        call_command(
            "import_initiatives", str(self.path), *options, stdout=out, stderr=io.StringIO()
        )
        return out.getvalue().splitlines()


def rows(lines: list[str]) -> list[str]:
    """Keep the lines that say the fate of a row."""
    return [line for line in lines if line.startswith(("row ", "line ", "entry "))]


def entry_of(slug: str) -> dict[str, Any]:
    """Return the entry of an initiative as plain data."""
    return dump(to_entry(Initiative.objects.get(slug=slug)))
