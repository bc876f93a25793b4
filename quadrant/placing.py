"""Where marks and names go on the map: places in px for a frame of a given size.

Stored positions are never moved: what this module returns are offsets and sides for drawing.

The vertical geometry is that of Plotly's drawing as well, so that nothing jumps when it takes
over: above the top score and below the bottom one lies a band for the names of the regions.
"""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

from quadrant.domain.axes import Placement
from quadrant.domain.regions import group_of
from quadrant.marks import MANY, mark_of, point_radius

# Scores from the middle to the left and right edge, and to the inner edges of the bands: points
# lie within 100, and their marks need room.
REACH_ACROSS: Final = 108
REACH_DOWN: Final = 104
# However low the map, scores keep this part of its height: the bands take at most the rest.
LEAST_PART: Final = REACH_DOWN / 140

# Points whose centres are nearer than this part of both radii would cover each other by half.
_COVERING: Final = 0.5
# That many are drawn touching; what is more is counted.
RING: Final = 7

# So many of each group are named before any other is.
FIRST: Final = 8

# How far a shape of radius 1 reaches to the side, up and down, where that is not 1.
_REACH: Final = {
    "cross": (1.2, 1.2, 1.2),
    "diamond": (1.3, 1.3, 1.3),
    "star": (1.33, 1.4, 1.14),
    "triangle-down": (1.16, 0.5, 1),
    "triangle-up": (1.16, 1, 0.5),
}

Box: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Point:
    """One initiative as the map draws it.

    Attributes:
        placement: where it lies.
        slug: its key.
        name: what is written beside it.
        title: what it is called in full, and where it stands.
        href: its page.
        prominence: how well it is known, 1 to 3.
        colour_group: the group of its sector, in whose colours it may be drawn.
    """

    placement: Placement
    slug: str
    name: str
    title: str
    href: str
    prominence: int = 1
    colour_group: str = "other"


@dataclass(frozen=True, slots=True)
class Frame:
    """A size of the map, in px, for which marks and names are placed.

    Attributes:
        css_class: shows what is placed for this frame, and hides it in the others.
        width: of the whole map.
        height: of the whole map.
        names_height: of the names of the regions in the corners.
        axis_words: room that the ends of the horizontal axis take beside the middle.
        on_phone: whether marks and names are those of a phone.
    """

    css_class: str
    width: float
    height: float
    names_height: float
    axis_words: float
    on_phone: bool

    @property
    def band(self) -> float:
        """Height of the bands above the top and below the bottom score, in px."""
        return self.height * (1 - REACH_DOWN / vertical_reach(self.height, self.names_height)) / 2

    @property
    def inner_height(self) -> float:
        """Height between the bands, in px."""
        return self.height - 2 * self.band

    def place(self, placement: Placement) -> tuple[float, float]:
        """Return the place of a position in px, from the left and from the upper band."""
        return (
            self.width * across(placement.purpose),
            self.inner_height * down(placement.decentralisation),
        )


# The smallest map for which each arrangement is shown, so that nothing touches on a larger
# one: on phones, from 40rem, and from 86rem, as the style sheet has it.
NARROW: Final = Frame("at-narrow", 277, 380, names_height=55, axis_words=0, on_phone=True)
MIDDLE: Final = Frame("at-middle", 605, 480, names_height=51, axis_words=115, on_phone=False)
WIDE: Final = Frame("at-wide", 944, 510, names_height=34, axis_words=115, on_phone=False)
FRAMES: Final = (NARROW, MIDDLE, WIDE)


def across(purpose: float) -> float:
    """Return how far a score lies from the left edge, as a part of the width."""
    return (purpose + REACH_ACROSS) / (2 * REACH_ACROSS)


def down(decentralisation: float) -> float:
    """Return how far a score lies from the upper band, as a part of the height between both."""
    return (decentralisation + REACH_DOWN) / (2 * REACH_DOWN)


def vertical_reach(height: float, names_height: float) -> float:
    """Return the scores from the middle to the top of the whole map: Plotly's range.

    Args:
        height: of the map in px.
        names_height: of the names of the regions in px; the band is 3 px higher.
    """
    part = 1 - 2 * (names_height + 3) / height
    return REACH_DOWN / max(part, LEAST_PART)


@dataclass(frozen=True, slots=True)
class Name:
    """How a point is named in a frame.

    Attributes:
        side: 1 to the right of the mark, -1 to the left.
        gap: px from the middle of the point's true place, across and down, to the text.
        is_first: whether it is written large, as one of the best known of its group.
    """

    side: int
    gap: tuple[float, float]
    is_first: bool


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something at a place of the map that no name may cover: a box in px around that place."""

    placement: Placement
    box: Box

    def on(self, frame: Frame) -> Box:
        """Return its box on a frame."""
        x, y = frame.place(self.placement)
        left, top, right, bottom = self.box
        return (x + left, y + top, x + right, y + bottom)


@dataclass(frozen=True, slots=True)
class Spread:
    """Where points are drawn beside their true places, so that none covers another by half.

    Attributes:
        offsets: px across and down, for each point.
        hidden: for the best known of a crowd of more than seven, how many lie hidden beneath it.
        below: px from its place down to where that number is written.
    """

    offsets: list[tuple[float, float]]
    hidden: dict[int, int]
    below: float


def spread_out(points: Sequence[Point], frame: Frame, *, selected: str = "") -> Spread:
    """Draw points that would cover each other by half touching, around the best known one's place.

    Two stand side by side, three and four on a ring, five to seven around the best known.

    Args:
        points: best known first.
        frame: the size of the map.
        selected: the slug of the point that stays at its true place.

    Returns:
        Offsets in px in the order of the points; those of a crowd beyond the seventh lie hidden
        under its best known one.
    """
    radii = [_radius(points, point, frame) for point in points]
    places = [frame.place(point.placement) for point in points]
    offsets = [(0.0, 0.0)] * len(points)
    hidden: dict[int, int] = {}
    others = [i for i, point in enumerate(points) if point.slug != selected]
    for crowd in _crowds(others, places, radii):
        middle = places[crowd[0]]
        ring = _ring(len(crowd), 2.02 * max(radii[i] for i in crowd))
        if len(crowd) > RING:
            hidden[crowd[0]] = len(crowd) - RING
        for order, i in enumerate(crowd):
            x, y = ring[order] if order < RING else (0.0, 0.0)
            offsets[i] = (middle[0] - places[i][0] + x, middle[1] - places[i][1] + y)
    return Spread(offsets, hidden, below=3 * max(radii, default=0) + 12)


def _crowds(
    points: list[int], places: list[tuple[float, float]], radii: list[float]
) -> list[list[int]]:
    """Group the points that would cover each other by half, each with the first that it covers."""
    if not points:
        return []
    cell = 2 * _COVERING * max(radii)
    leaders: dict[tuple[int, int], list[list[int]]] = defaultdict(list)
    crowds: list[list[int]] = []
    for i in points:
        x, y = places[i]
        column, row = int(x // cell), int(y // cell)
        near = [
            crowd
            for c in (column - 1, column, column + 1)
            for r in (row - 1, row, row + 1)
            for crowd in leaders[c, r]
            if math.dist(places[crowd[0]], (x, y)) < _COVERING * (radii[crowd[0]] + radii[i])
        ]
        if near:
            min(near).append(i)
        else:
            crowd = [i]
            leaders[column, row].append(crowd)
            crowds.append(crowd)
    return [crowd for crowd in crowds if len(crowd) > 1]


def _ring(count: int, diameter: float) -> list[tuple[float, float]]:
    """Return offsets for up to seven marks that touch each other, the best known one's first."""
    count = min(count, RING)
    if count < 5:
        start = {2: math.pi, 3: -math.pi / 2, 4: -0.75 * math.pi}[count]
        radius = diameter / 2 / math.sin(math.pi / count)
        return list(_around(count, start, radius))
    return [(0.0, 0.0), *_around(count - 1, -math.pi / 2, diameter)]


def _around(count: int, start: float, radius: float) -> Iterator[tuple[float, float]]:
    for step in range(count):
        angle = start + step * 2 * math.pi / count
        yield radius * math.cos(angle), radius * math.sin(angle)


def place_names(
    points: Sequence[Point], spread: Spread, frame: Frame, obstacles: Iterable[Obstacle] = ()
) -> dict[int, Name]:
    """Choose which points are named, and on which side: no name touches another, or another's mark.

    Names stand to the right of their mark, else to its left, else nowhere: a list beside the map
    names every point. Each group gets up to eight in turn, down its own order, then come others by
    prominence. A script finds room for more.

    Args:
        points: best known first.
        spread: where they are drawn.
        frame: the size of the map.
        obstacles: what stands on it beside points and corner names.
    """
    ranks = _ranks(points)
    marks = [_mark_box(points, i, spread, frame) for i in range(len(points))]
    counts = [_count_box(points[i], spread, frame) for i in spread.hidden]
    others = [obstacle.on(frame) for obstacle in obstacles]
    fixed = [*marks, *counts, *_obstacles(frame), *others]
    names: dict[int, Name] = {}

    def try_to_name(i: int, air: float) -> bool:
        for box, name in _candidates(points, i, ranks[i], spread, frame):
            room = (box[0] - air, box[1] - air / 2, box[2] + air, box[3] + air / 2)
            if _is_inside(box, frame) and not _touches(room, fixed, but=marks[i]):
                names[i] = name
                fixed.append(box)
                return True
        return False

    named: Counter[str] = Counter()
    for i in _by_turn(ranks):
        group = group_of(points[i].placement)
        if named[group] < FIRST and try_to_name(i, air=0):
            named[group] += 1
    # Where many are drawn, the names after the first need some air.
    for i in _others(points, frame):
        if i not in names:
            try_to_name(i, air=5 if len(points) > MANY else 0)
    return names


def _candidates(
    points: Sequence[Point], i: int, rank: int, spread: Spread, frame: Frame
) -> Iterator[tuple[Box, Name]]:
    point = points[i]
    is_first = point.prominence == 3 and rank < FIRST
    size, weight = name_font(point, is_first, len(points), frame)
    width = text_width(point.name, size, weight)
    x, y = frame.place(point.placement)
    dx, dy = spread.offsets[i]
    away = _radius(points, point, frame) + 4
    for side in (1, -1):
        start = x + dx + side * away
        left = start if side > 0 else start - width
        box = (left - 2, y + dy - 0.56 * size, left + width + 2, y + dy + 0.56 * size)
        yield box, Name(side, (dx + side * away, dy + 0.34 * size), is_first)


def name_font(point: Point, is_first: bool, count: int, frame: Frame) -> tuple[float, int]:
    """Return size in px and weight of a point's name, as `static/css/site.css` writes it."""
    if is_first:
        return (13, 650) if frame.on_phone and count > MANY else (15.5, 650)
    size = 12.5 if point.prominence == 1 else 13.5
    return (size - 1 if frame.on_phone else size), 500


def text_width(text: str, size: float, weight: int) -> float:
    """Return the width of a text in px, in the font of the site at 500 or 650."""
    letters = _glyphs()[str(weight)]
    average = sum(letters.values()) / len(letters)
    return sum(letters.get(letter, average) for letter in text) * size / 1000


@cache
def _glyphs() -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = json.loads(
        Path(__file__).with_name("glyphs.json").read_text(encoding="utf-8")
    )
    return table


def _radius(points: Sequence[Point], point: Point, frame: Frame) -> float:
    return point_radius(len(points), point.prominence, on_phone=frame.on_phone)


def _ranks(points: Iterable[Point]) -> list[int]:
    """Return for each point how many of its own group come before it."""
    seen: dict[str, int] = defaultdict(int)
    ranks = []
    for point in points:
        group = group_of(point.placement)
        ranks.append(seen[group])
        seen[group] += 1
    return ranks


def _by_turn(ranks: list[int]) -> list[int]:
    """Return the points in the order of turns: the first of each group, then the second, …"""
    return sorted(range(len(ranks)), key=lambda i: ranks[i])


def _others(points: Sequence[Point], frame: Frame) -> list[int]:
    """Return the points that may be named where every group has had its turn, best known first."""
    every = sorted(range(len(points)), key=lambda i: -points[i].prominence)
    if len(points) <= MANY:
        return every
    return [] if frame.on_phone else [i for i in every if points[i].prominence > 1]


def _mark_box(points: Sequence[Point], i: int, spread: Spread, frame: Frame) -> Box:
    x, y = frame.place(points[i].placement)
    dx, dy = spread.offsets[i]
    radius = _radius(points, points[i], frame)
    # Its shape is that of its region, or of its sector.
    marks = [mark_of(key) for key in (group_of(points[i].placement), points[i].colour_group)]
    side, up, down = (
        1 + radius * max(mark.factor * _REACH.get(mark.symbol, (1, 1, 1))[way] for mark in marks)
        for way in range(3)
    )
    return (x + dx - side, y + dy - up, x + dx + side, y + dy + down)


def _count_box(point: Point, spread: Spread, frame: Frame) -> Box:
    x, y = frame.place(point.placement)
    return (x - 12, y + spread.below - 10, x + 12, y + spread.below + 3)


def _obstacles(frame: Frame) -> list[Box]:
    """Return what else stands on the map: axis words, and corner names higher than their band.

    Only those at the bottom are: their second lines are the long ones, and wrap on phones.
    """
    middle = frame.inner_height / 2
    below = max(frame.names_height + 3 - frame.band, 0)
    corner = 0.46 * frame.width
    return [
        (0, middle - 12, frame.axis_words, middle + 12),
        (frame.width - frame.axis_words, middle - 12, frame.width, middle + 12),
        (0, frame.inner_height - below, corner, frame.inner_height),
        (frame.width - corner, frame.inner_height - below, frame.width, frame.inner_height),
    ]


def _is_inside(box: Box, frame: Frame) -> bool:
    return (
        box[0] >= 3 and box[1] >= 0 and box[2] <= frame.width - 3 and box[3] <= frame.inner_height
    )


def _touches(box: Box, others: Iterable[Box], *, but: Box) -> bool:
    """Return whether another box touches this one, but for its own mark."""
    return any(
        box[0] < other[2] and box[2] > other[0] and box[1] < other[3] and box[3] > other[1]
        for other in others
        if other is not but
    )
