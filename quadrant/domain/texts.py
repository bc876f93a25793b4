"""Texts that the theory carries in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Lang: TypeAlias = Literal["en", "nl"]


@dataclass(frozen=True, slots=True)
class Text:
    """One text in English and in Dutch."""

    en: str
    nl: str

    def in_(self, lang: Lang) -> str:
        """Return the text in one language."""
        return self.nl if lang == "nl" else self.en

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Text":
        """Take the two languages from an object of the data files.

        Raises:
            KeyError: a language is missing.
        """
        return cls(en=data["en"], nl=data["nl"])
