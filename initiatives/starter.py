"""The researched initiatives that come with the code, and that a new catalogue begins with."""

import json
from collections.abc import Iterator

from django.conf import settings
from django.db import transaction

from initiatives.catalogue import write_entry
from initiatives.entry import Entry, validate
from initiatives.models import CatalogueVersion, Origin

FOLDER = settings.BASE_DIR / "fixtures" / "initiatives"


@transaction.atomic
def load_starter() -> int:
    """Write the starter catalogue where nothing was ever written; return how many entries.

    So it comes once, and never again over what people changed, withdrew or began themselves.
    """
    if CatalogueVersion.current():
        return 0
    entries = list(starter_entries())
    for entry in entries:
        write_entry(entry, reason="", origin=Origin.STARTER)
    return len(entries)


def starter_entries() -> Iterator[Entry]:
    """Yield each entry of the starter catalogue.

    Raises:
        ValueError: one breaks a rule of the entry format.
    """
    for path in sorted(FOLDER.glob("*.json")):
        for data in json.loads(path.read_text(encoding="utf-8")):
            outcome = validate(data)
            if outcome.entry is None:
                raise ValueError(f"{path.name}, {data.get('slug')}: {outcome.problems}")
            yield outcome.entry
