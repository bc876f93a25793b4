"""Doubt on the map, and what belongs to the selected point, as parts of the server's drawing.

As in the rest of that drawing places are per cent of its box, and sizes are px.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from quadrant.domain.axes import Placement
from quadrant.domain.depth import Depth, Doubt
from quadrant.domain.regions import MIX, group_of
from quadrant.marks import MARKS
from quadrant.placing import REACH_ACROSS, REACH_DOWN, Obstacle, Point, across, down
from quadrant.svg import number

# A soft edge without a gradient: ovals on each other, at these parts of the half-widths.
_RINGS: Final = (1, 0.82, 0.62, 0.4)
# Radius of a view's disc, and of the lighter one of another voice.
_DISC: Final = 10
_LIGHT_DISC: Final = 8.5
# Discs nearer to each other than so many scores, or to the point, stand side by side.
_SAME_PLACE: Final = 4
_ASIDE: Final = 22
# Nearer to the sides than this, words turn inwards.
_RIM: Final = 90


@dataclass(frozen=True, slots=True)
class _Disc:
    """A disc with its sign, drawn so many px beside its true place."""

    sign: str
    placement: Placement
    aside: int
    is_light: bool


def doubts(
    points: Sequence[Point], widths: Mapping[str, Doubt], *, by_sector: bool = False
) -> SafeString:
    """Draw how firm the points are, as soft ovals in the colour of their region.

    By sector they are grey, and those in the middle always.
    Ovals of one region do not darken each other. What is not in `widths`, by slug, has none.
    """
    regions: dict[str, list[tuple[Placement, Doubt]]] = defaultdict(list)
    for point in points:
        if point.slug in widths:
            group = group_of(point.placement)
            colour = "grey" if by_sector or group == MIX else MARKS[group].css_class
            regions[colour].append((point.placement, widths[point.slug]))
    return _joined(_ovals(f"doubt {colour}", places) for colour, places in regions.items())


def under(depth: Depth, slug: str) -> SafeString:
    """Draw what lies below the marks: the halo of the point `slug`, its way here, its ties.

    Nothing while it has no position.
    """
    here = depth.placement
    if here is None:
        return SafeString()
    colour = _colour(here)
    return _group(
        [
            _ovals(f"doubt own {colour}", [(here, depth.doubt)] if depth.doubt else []),
            _trail([*(place for _, place in depth.trail), here], colour),
            *(_tie(view.general, view.placement) for view in depth.views),
            *(_tie(here, voice.placement, "1 3") for voice in depth.voices),
        ],
        slug,
    )


def over(depth: Depth, slug: str) -> SafeString:
    """Draw what lies above the marks: the years of its way, and other views of it as discs."""
    here = depth.placement
    if here is None:
        return SafeString()
    years = (_year(year, place, _colour(here)) for year, place in depth.trail)
    return _group([*years, *(_drawn(disc) for disc in _discs(depth))], slug)


def obstacles(depth: Depth) -> list[Obstacle]:
    """Return what no name may cover: the discs, and the years of the way."""
    half = _DISC + 2
    discs = [
        Obstacle(disc.placement, (disc.aside - half, -half, disc.aside + half, half))
        for disc in _discs(depth)
    ]
    return discs + [Obstacle(place, (-16, -6, 16, 19)) for _, place in depth.trail]


def _discs(depth: Depth) -> Iterator[_Disc]:
    if depth.placement is None:
        return
    taken = [depth.placement]
    signs = [
        *((str(view.number), view.placement, False) for view in depth.views),
        *((voice.letter, voice.placement, True) for voice in depth.voices),
    ]
    for sign, placement, is_light in signs:
        there = sum(_is_same_place(placement, other) for other in taken)
        taken.append(placement)
        aside = -_ASIDE if placement.purpose > _RIM else _ASIDE
        yield _Disc(sign, placement, there * aside, is_light)


def _is_same_place(one: Placement, other: Placement) -> bool:
    return (
        abs(one.purpose - other.purpose) < _SAME_PLACE
        and abs(one.decentralisation - other.decentralisation) < _SAME_PLACE
    )


def _drawn(disc: _Disc) -> SafeString:
    x, y = _place(disc.placement)
    return format_html(
        '<g class="{}"{}><circle class="q-old sat" cx="{}" cy="{}" r="{}"/>'
        '<text x="{}" y="{}" dy="4">{}</text></g>',
        "grey" if disc.is_light else _colour(disc.placement),
        format_html(' transform="translate({})"', disc.aside) if disc.aside else "",
        x,
        y,
        _LIGHT_DISC if disc.is_light else _DISC,
        x,
        y,
        disc.sign,
    )


def _year(year: int, placement: Placement, colour: str) -> SafeString:
    x, y = _place(placement)
    side = -1 if placement.purpose > _RIM else 1 if placement.purpose < -_RIM else 0
    return format_html(
        '<circle class="dot {}" cx="{}" cy="{}" r="4.5"/>'
        '<text class="sat" x="{}" y="{}" dx="{}" dy="17">{}</text>',
        colour,
        x,
        y,
        x,
        y,
        10 * side,
        year,
    )


def _trail(places: list[Placement], colour: str) -> SafeString:
    """Draw the way, thicker and more opaque towards now."""
    steps = len(places) - 1
    return _joined(
        format_html(
            '<line class="way {}" {} stroke-width="{}" opacity="{}"/>',
            colour,
            _between(one, other),
            1 + n,
            number(0.25 + 0.6 * n / steps),
        )
        for n, (one, other) in enumerate(pairwise(places), start=1)
    )


def _tie(one: Placement, other: Placement, dashes: str = "3 3") -> SafeString:
    return format_html('<line class="tie" {} stroke-dasharray="{}"/>', _between(one, other), dashes)


def _ovals(css_class: str, places: list[tuple[Placement, Doubt]]) -> SafeString:
    return _joined(
        format_html(
            '<g class="{}">{}</g>',
            css_class,
            format_html_join(
                "",
                '<ellipse cx="{}" cy="{}" rx="{}%" ry="{}%"/>',
                (
                    (
                        *_place(placement),
                        number(50 * part * purpose / REACH_ACROSS),
                        number(50 * part * decentralisation / REACH_DOWN),
                    )
                    for placement, (decentralisation, purpose) in places
                ),
            ),
        )
        for part in _RINGS
    )


def _between(one: Placement, other: Placement) -> SafeString:
    return format_html('x1="{}" y1="{}" x2="{}" y2="{}"', *_place(one), *_place(other))


def _place(placement: Placement) -> tuple[str, str]:
    x, y = 100 * across(placement.purpose), 100 * down(placement.decentralisation)
    return f"{number(x)}%", f"{number(y)}%"


def _group(parts: Sequence[SafeString], slug: str) -> SafeString:
    # The panel beside the map says it in words; the pointer goes through to the points.
    return format_html(
        '<g class="depth" data-of="{}" aria-hidden="true" pointer-events="none">{}</g>',
        slug,
        _joined(parts),
    )


def _colour(placement: Placement) -> str:
    return MARKS[group_of(placement)].css_class


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(parts))  # each part is markup made here
