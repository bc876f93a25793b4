"""Made-up initiatives that start, move and end over the years: JSON Lines on stdout."""

import json
import os
import random
import sys
from typing import Any

import django

DESCRIBED_UNTIL = 2024
# Which part of them ends.
ENDED = 0.15


def main(count: int) -> None:
    """Write so many of them, the same ones each time."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "p2pmap.settings")
    django.setup()
    from tests.many import entries  # after django.setup()

    for entry in entries(count, {}):
        print(json.dumps(_with_a_life(entry)))


def _with_a_life(entry: dict[str, Any]) -> dict[str, Any]:
    from tests.many import STEPS
    from tests.recipes import at

    chance = random.Random(entry["slug"])
    founded = chance.randint(1992, 2016)
    last = founded + chance.randint(4, 20)
    ended = last if last <= DESCRIBED_UNTIL and chance.random() < ENDED else None
    (first,) = entry["assessments"]
    place = {axis: first[axis] for axis in ("decentralisation", "purpose")}
    assessments = []
    year = founded + chance.randint(0, 3)
    while year <= (ended or DESCRIBED_UNTIL):
        assessments.append(at(year, **place))
        year += chance.randint(4, 9)
        place[chance.choice(list(place))] = chance.choice((1, -1)) * chance.choice(STEPS)
    return {**entry, "founded": founded, "ended": ended, "assessments": assessments}


if __name__ == "__main__":
    main(int(sys.argv[1]))
