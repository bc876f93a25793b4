"""What changed between two states of an entry, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from initiatives.entry.schema import Entry, dump

_ASSESSMENT = "assessments["


@dataclass(frozen=True, slots=True)
class Difference:
    """One changed field. `None` stands for what was or is absent."""

    field: str
    before: Any
    after: Any


def differences(before: Entry | None, after: Entry | None) -> list[Difference]:
    """Return what changed, in the order of the format; empty when nothing did.

    Assessments are compared by year, perspective and voice: `assessments[2013].purpose`.
    """
    return data_differences(dump(before) if before else {}, dump(after) if after else {})


def data_differences(before: dict[str, Any], after: dict[str, Any]) -> list[Difference]:
    """Return what changed between two entries as data, be they valid or not."""
    return list(_changes("", flat(before), flat(after)))


def overlap(path: str, other: str) -> bool:
    """Whether two paths of fields are the same, or one is a part of the other."""
    shorter, longer = sorted((path, other), key=len)
    return longer == shorter or longer.startswith(f"{shorter}.")


def flat(data: dict[str, Any]) -> dict[str, Any]:
    """Return an entry as data with each assessment under a name of its own."""
    named = {key: value for key, value in data.items() if key != "assessments"}
    for part in data.get("assessments", []):
        name = _name_of(part)
        while f"{_ASSESSMENT}{name}]" in named:  # the same label, in another language
            name += " *"
        named[f"{_ASSESSMENT}{name}]"] = part
    return named


def unflat(named: dict[str, Any]) -> dict[str, Any]:
    """Return what `flat` makes as an entry again, its assessments in the order of their names."""
    data = {key: value for key, value in named.items() if not key.startswith(_ASSESSMENT)}
    parts = [value for key, value in named.items() if key.startswith(_ASSESSMENT)]
    return {**data, "assessments": parts}


def combine(base: dict[str, Any], typed: dict[str, Any], current: dict[str, Any]) -> dict[str, Any]:
    """Return what is current, with what was typed where that differs from what was seen.

    Args:
        base: the entry as data that somebody saw.
        typed: that entry as they left it.
        current: the entry as others have made it since.
    """
    return unflat(_combined(flat(base), flat(typed), flat(current)))


def _combined(
    base: dict[str, Any], typed: dict[str, Any], current: dict[str, Any]
) -> dict[str, Any]:
    combined: dict[str, Any] = {}
    for key in [*current, *(key for key in typed if key not in current)]:
        was, mine, now = base.get(key), typed.get(key), current.get(key)
        if isinstance(mine, dict) and isinstance(was, dict) and isinstance(now, dict):
            combined[key] = _combined(was, mine, now)
        else:
            combined[key] = now if mine == was else mine
    return {key: value for key, value in combined.items() if value is not None}


def _name_of(part: dict[str, Any]) -> str:
    label = part.get("perspective") or {}
    voice = part.get("voice", "editors")
    words = [
        str(part.get("as_of")),
        label.get("en") or label.get("nl") or "",
        voice if voice != "editors" else "",
    ]
    return ", ".join(word for word in words if word)


def _changes(path: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Difference]:
    for key in [*before, *(key for key in after if key not in before)]:
        was, now = before.get(key), after.get(key)
        if was == now:
            continue
        name = f"{path}.{key}" if path else key
        if isinstance(was, dict) and isinstance(now, dict):
            yield from _changes(name, was, now)
        else:
            yield Difference(name, was, now)
