"""Catalogues of any size: made up, but with names as long and places as uneven as real ones."""

import random
from collections.abc import Iterator
from typing import Any

from tests.recipes import at, entry_data

# What the answers of the rubric average to.
STEPS = (-100, -92, -83, -75, -67, -58, -50, -42, -33, -25, -17, -8)
# Signs of (decentralisation, purpose), as uneven as in the real catalogue.
CORNERS = ((1, 1),) * 8 + ((-1, -1),) * 4 + ((1, -1),) * 2 + ((-1, 1),) * 2
KINDS = (
    "Repair Café",
    "Garden of",
    "Co-op",
    "LETS",
    "Library",
    "Commons",
    "Open",
    "Wiki",
    "Time bank",
    "Share",
    "Peer",
    "Makerspace",
    "Net",
    "Solar",
)
PLACES = (
    "Aalst",
    "Brugge",
    "Deurne",
    "Gent",
    "Heule",
    "Ieper",
    "Kontich",
    "Luik",
    "Mol",
    "Namen",
    "Olen",
    "Pelt",
    "Rome",
    "Schelle",
    "Temse",
    "Ukkel",
    "Wervik",
    "Zwalm",
)


def entries(count: int, parts: dict[str, int]) -> Iterator[dict[str, Any]]:
    """Yield so many valid entries, the same ones each time.

    Args:
        count: how many.
        parts: how many of them lie in each of these sectors, so that a filter makes a smaller map
            with the same spread; the others lie in "trade".
    """
    chance = random.Random(5)
    sectors = [sector for sector, size in parts.items() for _ in range(size)]
    for number in range(count):
        down, across = chance.choice(CORNERS)
        words = [chance.choice(KINDS), chance.choice(PLACES), str(number)]
        name = " ".join(words[chance.choice((0, 0, 1)) :])
        yield entry_data(
            slug=f"made-up-{number}",
            name=name,
            website=f"https://made-up-{number}.example.org/",
            sectors=[sectors[number] if number < len(sectors) else "trade"],
            prominence=chance.choice((1, 1, 2, 2, 3)),
            assessments=[
                at(
                    2010,
                    decentralisation=down * -chance.choice(STEPS),
                    purpose=across * -chance.choice(STEPS),
                )
            ],
        )
