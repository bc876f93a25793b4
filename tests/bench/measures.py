"""A line of the bench: what was measured, beside its limit or beside another page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One figure beside its limit; `at_least` says on which side the limit lies."""

    what: str
    figure: float
    limit: float
    unit: str = ""
    at_least: bool = False

    @property
    def is_kept(self) -> bool:
        return self.figure >= self.limit if self.at_least else self.figure <= self.limit

    def __str__(self) -> str:
        bound = "at least" if self.at_least else "at most"
        verdict = "" if self.is_kept else "   OVER"
        unit = f" {self.unit}" if self.unit else ""
        return f"{self.what:<58} {self.figure:>8g}{unit:<3} {bound} {self.limit:g}{unit}{verdict}"


@dataclass(frozen=True)
class Beside:
    """A figure of ours beside that of a plain page, and how many times it ours may be.

    `at_least` says on which side that limit lies.
    """

    what: str
    ours: float
    plain: float
    limit: float
    unit: str = ""
    at_least: bool = False

    @property
    def ratio(self) -> float:
        return self.ours / self.plain

    @property
    def is_kept(self) -> bool:
        return self.ratio >= self.limit if self.at_least else self.ratio <= self.limit

    def __str__(self) -> str:
        bound = "at least" if self.at_least else "at most"
        verdict = "" if self.is_kept else "   OVER"
        figure, plain = (f"{part:.4g}" for part in (self.ours, self.plain))
        return (
            f"{self.what:<58} {figure:>8} {self.unit:<3} plain {plain} {self.unit}: "
            f"{self.ratio:.2f} times, {bound} {self.limit:g}{verdict}"
        )
