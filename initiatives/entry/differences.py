"""What changed between two states of an entry, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from initiatives.entry.schema import Entry, dump


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
    return list(
        _changes("", _comparable(before) if before else {}, _comparable(after) if after else {})
    )


def _comparable(entry: Entry) -> dict[str, Any]:
    data = dump(entry)
    assessments = data.pop("assessments")
    for part, assessment in zip(entry.assessments, assessments, strict=True):
        data[f"assessments[{_assessment_name(part.key)}]"] = assessment
    return data


def _assessment_name(key: tuple[int, str, str, str]) -> str:
    year, label_en, label_nl, voice = key
    words = [str(year), label_en or label_nl, voice if voice != "editors" else ""]
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
