"""The closed lists of the catalogue: sectors, and what people want when they turn to one."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from quadrant.domain.texts import Text


@dataclass(frozen=True, slots=True)
class Sector:
    """A field that an initiative works in. Keys are permanent; the order is that of the form."""

    key: str
    label: Text
    short: Text
    description: Text
    colour_group: str


@dataclass(frozen=True, slots=True)
class ColourGroup:
    """Sectors that share a colour and a shape when the map is coloured by sector."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class Need:
    """What a person wants, such as sharing a car. Keys are permanent."""

    key: str
    label: Text
    question: Text


@cache
def sectors() -> tuple[Sector, ...]:
    """Return the sixteen sectors, in the order of the form."""
    return tuple(
        Sector(
            key=item["key"],
            label=Text.from_json(item["label"]),
            short=Text.from_json(item["short"]),
            description=Text.from_json(item["description"]),
            colour_group=item["colour_group"],
        )
        for item in _read("sectors.json")["sectors"]
    )


@cache
def colour_groups() -> tuple[ColourGroup, ...]:
    """Return the groups of sectors that share a colour; "other" is the last."""
    return tuple(
        ColourGroup(key=item["key"], label=Text.from_json(item["label"]))
        for item in _read("sectors.json")["colour_groups"]
    )


@cache
def needs() -> tuple[Need, ...]:
    """Return the needs, in the order of the form."""
    return tuple(
        Need(
            key=item["key"],
            label=Text.from_json(item["label"]),
            question=Text.from_json(item["question"]),
        )
        for item in _read("needs.json")["needs"]
    )


def _read(name: str) -> Any:
    return json.loads((files("quadrant.domain") / name).read_text(encoding="utf-8"))
