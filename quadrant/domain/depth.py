"""What belongs to one point of the map beside its place: its past, its doubt, other views of it."""

from dataclasses import dataclass
from typing import TypeAlias

from quadrant.domain.axes import Placement

# How firm a place is: half-widths in scores on (decentralisation, purpose).
Doubt: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class View:
    """How it looks to a user with one intention.

    Attributes:
        number: as in the words beside the map, from 1.
        placement: where that puts it.
        general: the general view of the same year.
        year: which year it describes.
    """

    number: int
    placement: Placement
    general: Placement
    year: int


@dataclass(frozen=True, slots=True)
class OtherVoice:
    """Where somebody else puts it; never averaged with the curators' position.

    Attributes:
        letter: as in the words beside the map, from "A".
        placement: where that is.
        voice: on whose word: "contributor" or "initiative".
        year: which year it describes.
    """

    letter: str
    placement: Placement
    voice: str
    year: int


@dataclass(frozen=True, slots=True)
class Depth:
    """What belongs to one point.

    Attributes:
        placement: where it stands in the year that is told; None while it has no position then.
        year: which year that position describes.
        doubt: how firm that is; None where that is unknown.
        is_provisional: too few questions are answered for a firm place.
        trail: the years and places that it moved through before, oldest first.
        views: by a user's intention.
        voices: of others.
    """

    placement: Placement | None
    year: int | None
    doubt: Doubt | None
    is_provisional: bool
    trail: tuple[tuple[int, Placement], ...] = ()
    views: tuple[View, ...] = ()
    voices: tuple[OtherVoice, ...] = ()
