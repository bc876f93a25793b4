"""Guesses on the quadrant, each tied to the place where the curators put the same initiative.

A guess is a ring, a position the mark of its region. Words are written beside them where they
cover no mark, no other word and no name of a region.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import hypot
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from quadrant import svg
from quadrant.domain.axes import Placement
from quadrant.domain.regions import Region, corner
from quadrant.placing import Box, text_width

# All in scores, as figures are drawn.
RING: Final = 9.0
_SCALE: Final = 1.3
_MARK: Final = 7.0
_GAP: Final = 3.0
_EDGE: Final = 108.0
# As the style sheet writes words on a figure, and the names in its corners.
_SIZE: Final = 8.0
_NAME_SIZE: Final = 8.5
_WEIGHT: Final = 650
_UP, _DOWN = 6.0, 2.0  # of a line of words, from its base
_CORNER: Final = (104.0, 90.0)  # where a name in a corner ends, and how far it reaches inwards


@dataclass(frozen=True, slots=True)
class Pair:
    """A guess and a position.

    Attributes:
        guess: where it was guessed.
        placement: where the curators put it.
        title: what it is called.
        guess_words: what is written beside the guess; "" for nothing.
        words: what is written beside the position.
    """

    guess: Placement
    placement: Placement
    title: str
    guess_words: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """Words beside a mark: where their base begins, ends or has its middle, and what they cover."""

    text: str
    x: float
    y: float
    anchor: str
    box: Box


def drawing(pairs: Sequence[Pair], names: dict[Region, str], *, label: str) -> SafeString:
    """Draw the quadrant with pairs, each tied by a line.

    Args:
        pairs: the first lies on top.
        names: the names of the regions, to write in their corners.
        label: what the figure shows.
    """
    return format_html(
        '<svg class="mini" viewBox="-110 -110 220 220" role="img" aria-label="{}">{}{}{}{}</svg>',
        label,
        svg.GROUNDS,
        mark_safe("".join(_pair(pair) for pair in reversed(pairs))),  # markup made here
        svg.corner_names(names),
        format_html_join(
            "",
            '<text class="q-txt" transform="translate({} {}) scale(.5)" text-anchor="{}">{}</text>',
            (
                (svg.number(word.x), svg.number(word.y), word.anchor, word.text)
                for word in place_words(pairs, names)
            ),
        ),
    )


def place_words(pairs: Sequence[Pair], names: dict[Region, str]) -> list[Word]:
    """Place what is written beside guesses and positions, where it covers least.

    Of places that are equally good, the nearest on the side away from the other end comes first.
    """
    taken = _corner_boxes(names)
    for pair in pairs:
        taken += [_around(pair.guess, RING), _around(pair.placement, _MARK)]
    placed: list[Word] = []
    for pair in pairs:
        sides = [
            _sides(text, at, other, radius, taken)
            for at, other, radius, text in (
                (pair.guess, pair.placement, RING, pair.guess_words),
                (pair.placement, pair.guess, _MARK, pair.words),
            )
            if text
        ]
        best = min(product(*sides), key=_together)
        placed += [side.word for side in best]
        taken += [side.word.box for side in best]
    return placed


@dataclass(frozen=True, slots=True)
class _Side:
    """A place for words: how much they would cover there, and how many places come before it."""

    word: Word
    cost: float
    rank: int


def _sides(
    text: str, at: Placement, other: Placement, radius: float, taken: Iterable[Box]
) -> list[_Side]:
    own = _around(at, radius)
    others = [box for box in taken if box != own]
    return [
        _Side(word, _cost(word.box, others), rank)
        for rank, word in enumerate(_beside(text, at, other, radius))
    ]


def _together(sides: tuple[_Side, ...]) -> tuple[float, int]:
    covered = sum(_shared(one.word.box, two.word.box) for one, two in combinations(sides, 2))
    return covered + sum(side.cost for side in sides), sum(side.rank for side in sides)


def _pair(pair: Pair) -> SafeString:
    return format_html(
        '<g><title>{}</title>{}{}<circle class="q-guess" cx="{}" cy="{}" r="{}"/></g>',
        pair.title,
        _line(pair),
        svg.dot(pair.placement, scale=_SCALE),
        pair.guess.purpose,
        pair.guess.decentralisation,
        svg.number(RING),
    )


def _line(pair: Pair) -> SafeString:
    """Draw the way from the ring to the mark, where the mark is not in the ring."""
    across = pair.placement.purpose - pair.guess.purpose
    down = pair.placement.decentralisation - pair.guess.decentralisation
    length = hypot(across, down)
    if length <= RING:
        return mark_safe("")
    return format_html(
        '<path class="q-pair" d="M{} {}L{} {}"/>',
        svg.number(pair.guess.purpose + across * RING / length),
        svg.number(pair.guess.decentralisation + down * RING / length),
        pair.placement.purpose,
        pair.placement.decentralisation,
    )


def _beside(text: str, at: Placement, other: Placement, radius: float) -> list[Word]:
    """Return words on every side of a mark: nearest first, and first the side away from `other`."""
    x, y = float(at.purpose), float(at.decentralisation)
    width = text_width(text, _SIZE, _WEIGHT)
    across, down = x - other.purpose, y - other.decentralisation
    found = []
    for lines in range(3):
        out = radius + _GAP + lines * (_UP + _DOWN)
        level = y + (_UP - _DOWN) / 2
        above, below = y - out - _DOWN, y + out + _UP
        sideways = [
            _word(text, x + out, level, "start", width),
            _word(text, x - out, level, "end", width),
        ]
        upright = [
            [
                _word(text, x, line, "middle", width),
                _word(text, x - radius, line, "start", width),
                _word(text, x + radius, line, "end", width),
            ]
            for line in (below, above)
        ]
        (beside, opposite), (after, before) = (
            sideways if across >= 0 else sideways[::-1],
            upright if down >= 0 else upright[::-1],
        )
        if abs(across) >= abs(down):
            found += [beside, *after, *before, opposite]
        else:
            found += [*after, beside, opposite, *before]
    return found


def _word(text: str, x: float, y: float, anchor: str, width: float) -> Word:
    left = x - width * {"start": 0, "middle": 0.5, "end": 1}[anchor]
    return Word(text, x, y, anchor, (left, y - _UP, left + width, y + _DOWN))


def _cost(box: Box, others: Iterable[Box]) -> float:
    """Return how much of a box lies on others, and twice what lies beyond the edge."""
    left, top, right, bottom = box
    inside = _shared(box, (-_EDGE, -_EDGE, _EDGE, _EDGE))
    beyond = (right - left) * (bottom - top) - inside
    return round(2 * beyond + sum(_shared(box, other) for other in others), 6)


def _shared(one: Box, other: Box) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0.0) * max(height, 0.0)


def _around(placement: Placement, radius: float) -> Box:
    x, y = placement.purpose, placement.decentralisation
    return (x - radius, y - radius, x + radius, y + radius)


def _corner_boxes(names: dict[Region, str]) -> list[Box]:
    outer, inner = _CORNER
    boxes = []
    for region, name in names.items():
        width = text_width(name, _NAME_SIZE, _WEIGHT)
        vertical, horizontal = corner(region)
        left = -outer if horizontal == "left" else outer - width
        top = -_EDGE if vertical == "top" else inner
        boxes.append((left, top, left + width, top + _EDGE - inner))
    return boxes
