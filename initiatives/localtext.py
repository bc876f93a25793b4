"""A text that may exist in one of the two languages only."""

from dataclasses import dataclass

from quadrant.vocabulary import language


@dataclass(frozen=True, slots=True)
class LocalText:
    """A text as a reader gets it, and the language it is in."""

    text: str
    lang: str
    is_fallback: bool

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


def local_text(en: str, nl: str) -> LocalText:
    """Return the text in the active language, or in the other one when it has none."""
    wanted = language()
    texts = {"en": en, "nl": nl}
    other = "en" if wanted == "nl" else "nl"
    if texts[wanted] or not texts[other]:
        return LocalText(texts[wanted], wanted, is_fallback=False)
    return LocalText(texts[other], other, is_fallback=True)
