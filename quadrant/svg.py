"""The quadrant as SVG: the map, small and large figures, the mix bar, an axis as a strip.

Everything here draws the values it is given. The drawings carry classes and presentation
attributes only, never a style, so that a strict content security policy holds; the style sheet
gives them their colours. Top is centralised, right is purpose-driven.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from quadrant.domain.axes import Placement
from quadrant.domain.regions import Region, group_of, percentages, standing_of
from quadrant.marks import CROWDED, MANY, MARKS, is_hollow, mark_classes, mark_of
from quadrant.placing import (
    FRAMES,
    Name,
    Obstacle,
    Point,
    Spread,
    across,
    down,
    place_names,
    spread_out,
)

# So many points the map draws at most: the best known.
MOST_DRAWN = 500

# Figures are drawn in scores: 10 more than the range on every side, so that marks at the rim fit.
_EDGE = 110
# How large the marks of a figure are, when it has few or more than that.
_FEW, _LARGE, _SMALL = 24, 1.3, 0.8
GROUNDS = mark_safe(  # constant markup
    f'<path class="q-net" d="M-{_EDGE}-{_EDGE}H-1.5V-1.5H-{_EDGE}z"/>'
    f'<path class="q-gc" d="M1.5-{_EDGE}H{_EDGE}V-1.5H1.5z"/>'
    f'<path class="q-dist" d="M-{_EDGE} 1.5H-1.5V{_EDGE}H-{_EDGE}z"/>'
    f'<path class="q-lr" d="M1.5 1.5H{_EDGE}V{_EDGE}H1.5z"/>'
)
_BRAND = mark_safe(  # constant markup
    '<svg viewBox="-110 -110 220 220" aria-hidden="true">'
    '<path class="dot net" d="M-100-100H-8V-8H-100z"/><path class="dot gc" d="M8-100H100V-8H8z"/>'
    '<path class="dot dist" d="M-100 8H-8V100H-100z"/><path class="dot lr" d="M8 8H100V100H8z"/>'
    "</svg>"
)
_MAP_GROUNDS = mark_safe(  # constant markup; half a map above and below, to fill the bands
    '<rect class="q-net" y="-50%" width="50%" height="100%"/>'
    '<rect class="q-gc" x="50%" y="-50%" width="50%" height="100%"/>'
    '<rect class="q-dist" y="50%" width="50%" height="100%"/>'
    '<rect class="q-lr" x="50%" y="50%" width="50%" height="100%"/>'
    '<rect class="map-gap" x="50%" y="-50%" width="4" height="200%" transform="translate(-2)"/>'
    '<rect class="map-gap" y="50%" width="100%" height="4" transform="translate(0 -2)"/>'
)
_HIDDEN = mark_safe('aria-hidden="true"')
_AT_ITS_END = mark_safe(' text-anchor="end"')
_NOTHING = mark_safe("")


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of a figure: where it is, what it is called, and its page."""

    placement: Placement
    title: str = ""
    href: str = ""


def number(value: float) -> str:
    """Return a number for an attribute: at most two decimals and no trailing zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def mark(group: str, standing: str) -> SafeString:
    """Draw the small mark of a region or of a group of sectors, for beside its name."""
    return format_html(
        '<svg class="mark {}" viewBox="-5 -5 10 10" aria-hidden="true"><path d="{}"/></svg>',
        mark_classes(group, standing),
        mark_of(group).icon,
    )


def brand() -> SafeString:
    """Draw the site's own mark: the four regions as four squares."""
    return _BRAND


def mini(placement: Placement | None, *, label: str = "") -> SafeString:
    """Draw a thumbnail of the quadrant with one point.

    Args:
        placement: the point; None draws the quadrant alone.
        label: what it shows, where no words beside it say so.
    """
    return _figure(dot(placement, scale=4) if placement else _NOTHING, label)


def figure(
    spots: Sequence[Spot],
    *,
    label: str = "",
    names: dict[Region, str] | None = None,
    halo: tuple[float, float] | None = None,
    perspectives: Sequence[tuple[Placement, Placement]] = (),
    history: Sequence[tuple[int, Placement]] = (),
    others: Iterable[Placement] = (),
) -> SafeString:
    """Draw a larger quadrant: points, and what belongs to the first of them.

    Args:
        spots: the points, best known first; linked where they have an address. Their links are
            for the pointer alone: a list beside the figure serves the keyboard.
        label: what the figure shows, where no words beside it say so.
        names: the names of the regions, to write in their corners.
        halo: how firm the first point is: half-widths in scores on (decentralisation, purpose).
        perspectives: each with the general view of its own year; numbered in this order.
        history: earlier positions of the first point with their years, oldest first.
        others: the rest of the catalogue, as small dots.
    """
    group = MARKS[group_of(spots[0].placement)].css_class if spots else ""
    now = [spots[0].placement] if spots else []
    scale = _SMALL if len(spots) > _FEW else _LARGE
    parts = [
        _halo(now[0], halo, group) if now and halo else _NOTHING,
        format_html_join(
            "",
            '<circle class="q-other" cx="{}" cy="{}" r="1.5"/>',
            ((other.purpose, other.decentralisation) for other in others),
        ),
        _trail([placement for _, placement in history] + now, group),
        _joined(_link(*pair) for pair in perspectives),
        _joined(_earlier(*step, group) for step in history),
        _joined(_spot(spot, scale) for spot in reversed(spots)),
        # On top, and let through by the pointer: where many stand in a corner, its name is read.
        corner_names(names) if names else _NOTHING,
        _joined(_satellite(n, pair[0]) for n, pair in enumerate(perspectives, start=1)),
    ]
    is_linked = any(spot.href for spot in spots)
    return _figure(_joined(parts), label, role="group" if is_linked else "img")


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the marks and names of a map stand in a frame of one size.

    Attributes:
        css_class: shows what is placed for this frame, and hides it in the others.
        spread: where the marks are drawn.
        names: the points that are named, by their place in the order.
    """

    css_class: str
    spread: Spread
    names: dict[int, Name]


def place_in_frames(
    points: Sequence[Point], obstacles: Sequence[Obstacle] = (), *, selected: str = ""
) -> list[Placed]:
    """Place the marks and names of a map in each of its frames; the first 500 points, as drawn.

    Args:
        points: best known first.
        obstacles: what no name may cover.
        selected: the slug of the point that stays at its true place.
    """
    drawn = points[:MOST_DRAWN]
    placed = []
    for frame in FRAMES:
        spread = spread_out(drawn, frame, selected=selected)
        placed.append(Placed(frame.css_class, spread, place_names(drawn, spread, frame, obstacles)))
    return placed


def quadrant_map(
    points: Sequence[Point],
    *,
    label: str,
    placed: Sequence[Placed] | None = None,
    selected: str = "",
    by_sector: bool = False,
    under: SafeString = _NOTHING,
    over: SafeString = _NOTHING,
) -> SafeString:
    """Draw the map: every point a link with its title, the best known with their names.

    The drawing has no view box: places are parts of its box, marks and names are px, so that type
    never shrinks. Its box lies between the bands for the names of the regions (`.map` in the style
    sheet) and it overflows into them. Marks and names are placed for frames of three
    sizes; where those differ all are drawn, and the style sheet shows one.

    Each point is `a.pt[data-slug][data-name]`, holding an `svg` at its true place with the mark in
    it, moved by the `transform` of its `g` where it would cover another, and the `text` of its
    name. Least known first, so that the best known lie on top.

    Args:
        points: best known first; the first 500 are drawn.
        label: what the map shows.
        placed: as `place_in_frames` returns for these points, where that is known already.
        selected: the slug of the point that stands out; the others fade.
        by_sector: whether marks have the colour and shape of their sector, not of their region.
        under: what is drawn below the marks, above the grounds.
        over: what is drawn above the marks.
    """
    drawn = points[:MOST_DRAWN]
    frames = place_in_frames(drawn, selected=selected) if placed is None else placed
    crowd = " many crowded" if len(drawn) > CROWDED else " many" if len(drawn) > MANY else ""
    # Best known on top, and the selected one above all.
    order = sorted(range(len(drawn)), key=lambda i: (drawn[i].slug == selected, -i))
    return format_html(
        '<svg class="map{}" role="group" aria-label="{}">{}{}{}{}</svg>',
        crowd,
        label,
        _MAP_GROUNDS,
        under,
        _joined(_point(drawn[i], i, frames, selected, by_sector) for i in order),
        over,
    )


def _point(
    point: Point, i: int, placed: Sequence[Placed], selected: str, by_sector: bool
) -> SafeString:
    group, standing = group_of(point.placement), standing_of(point.placement)
    classes = mark_classes(group, standing)
    if by_sector:
        # The class of its region stays: names come in turn by region.
        classes = f"{classes} {mark_of(point.colour_group).css_class}"
    x = number(100 * across(point.placement.purpose))
    y = number(100 * down(point.placement.decentralisation))
    shape = format_html(
        '<path class="dot{}" d="{}"/>',
        " open" if is_hollow(standing) else "",
        mark_of(point.colour_group if by_sector else group).shape,
    )
    offsets = [frame.spread.offsets[i] for frame in placed]
    if len(set(offsets)) == 1:
        marks = _moved(shape, offsets[0])
    else:
        marks = _joined(_moved(shape, frame.spread.offsets[i], frame.css_class) for frame in placed)
    counts = _joined(
        format_html(
            '<text class="{} count" x="{}%" y="{}%" dy="{}">+{}</text>',
            frame.css_class,
            x,
            y,
            number(frame.spread.below),
            frame.spread.hidden[i],
        )
        for frame in placed
        if i in frame.spread.hidden
    )
    return format_html(
        '<a class="pt {} known-{}{}" href="{}" data-slug="{}" data-name="{}"><title>{}</title>'
        '<svg x="{}%" y="{}%">{}</svg>{}{}</a>',
        classes,
        point.prominence,
        " selected" if selected and point.slug == selected else "",
        point.href,
        point.slug,
        point.name,
        point.title,
        x,
        y,
        marks,
        _joined(
            _name(point.name, frame.names[i], frame.css_class, x, y)
            for frame in placed
            if i in frame.names
        ),
        counts,
    )


def _moved(shape: SafeString, offset: tuple[float, float], css_class: str = "") -> SafeString:
    if offset == (0, 0) and not css_class:
        return shape
    return format_html(
        '<g{} transform="translate({} {})">{}</g>',
        format_html(' class="{}"', css_class) if css_class else _NOTHING,
        number(offset[0]),
        number(offset[1]),
        shape,
    )


def _name(text: str, name: Name, css_class: str, x: str, y: str) -> SafeString:
    return format_html(
        '<text class="{}{}" x="{}%" y="{}%" dx="{}" dy="{}"{}>{}</text>',
        css_class,
        " first" if name.is_first else "",
        x,
        y,
        number(name.gap[0]),
        number(name.gap[1]),
        _NOTHING if name.side > 0 else _AT_ITS_END,
        text,
    )


def mix_bar(placement: Placement) -> SafeString:
    """Draw the shares of the four regions as one bar; the key beside it says them in words."""
    rects, start = [], 0
    for region, share in percentages(placement).items():
        if share:
            rects.append((MARKS[region].css_class, start, share))
        start += share
    return format_html(
        '<svg class="mix" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">'
        "{}</svg>",
        format_html_join("", '<rect class="{}" x="{}" width="{}" height="14"/>', rects),
    )


def strip(position: int, suggestion: int | None = None) -> SafeString:
    """Draw one axis from end to end: the position solid, the suggestion dashed where it differs."""
    differs = suggestion is not None and suggestion != position
    moved = (
        format_html(
            '<path class="st-move" d="M{} 0H{}"/><circle class="st-sug" cx="{}" r="5"/>',
            suggestion,
            position,
            suggestion,
        )
        if differs
        else _NOTHING
    )
    return format_html(
        '<svg viewBox="-104 -9 208 18" aria-hidden="true"><path class="st-line" '
        'd="M-100 0H100M0-5V5"/>{}<circle class="st-pos" cx="{}" r="5"/></svg>',
        moved,
        position,
    )


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(parts))  # each part is markup made here


def _figure(content: SafeString, label: str, *, role: str = "img") -> SafeString:
    meaning = format_html('role="{}" aria-label="{}"', role, label) if label else _HIDDEN
    return format_html(
        '<svg class="mini" viewBox="-110 -110 220 220" {}>{}{}</svg>', meaning, GROUNDS, content
    )


def dot(placement: Placement, *, scale: float) -> SafeString:
    """Draw a point at its place, with the mark of its group."""
    group = group_of(placement)
    return format_html(
        '<path class="dot {}" transform="translate({} {}) scale({})" d="{}"/>',
        mark_classes(group, standing_of(placement)),
        placement.purpose,
        placement.decentralisation,
        number(scale),
        MARKS[group].icon,
    )


def _spot(spot: Spot, scale: float) -> SafeString:
    title = format_html("<title>{}</title>", spot.title) if spot.title else _NOTHING
    drawn = format_html("<g>{}{}</g>", title, dot(spot.placement, scale=scale))
    return (
        format_html('<a href="{}" tabindex="-1">{}</a>', spot.href, drawn) if spot.href else drawn
    )


def corner_names(names: dict[Region, str]) -> SafeString:
    """Write the names of the regions in their corners."""
    corners = {
        Region.NETARCHICAL_CAPITALISM: (-208, -194, "start"),
        Region.GLOBAL_COMMONS: (208, -194, "end"),
        Region.DISTRIBUTED_CAPITALISM: (-208, 206, "start"),
        Region.LOCAL_RESILIENCE: (208, 206, "end"),
    }
    return format_html(
        '<g class="words" transform="scale(.5)">{}</g>',
        format_html_join(
            "",
            '<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>',
            ((MARKS[region].css_class, *corners[region], name) for region, name in names.items()),
        ),
    )


def _halo(placement: Placement, halo: tuple[float, float], css_class: str) -> SafeString:
    return format_html(
        '<ellipse class="q-halo {}" cx="{}" cy="{}" rx="{}" ry="{}"/>',
        css_class,
        placement.purpose,
        placement.decentralisation,
        number(halo[1]),
        number(halo[0]),
    )


def _trail(placements: Sequence[Placement], css_class: str) -> SafeString:
    return format_html_join(
        "",
        '<path class="q-trail {}" d="M{} {}L{} {}"/>',
        (
            (css_class, a.purpose, a.decentralisation, b.purpose, b.decentralisation)
            for a, b in pairwise(placements)
        ),
    )


def _link(perspective: Placement, general: Placement) -> SafeString:
    return format_html(
        '<path class="q-link" d="M{} {}L{} {}"/>',
        general.purpose,
        general.decentralisation,
        perspective.purpose,
        perspective.decentralisation,
    )


def _earlier(year: int, placement: Placement, css_class: str) -> SafeString:
    # At the right rim there is no room for the year beside its dot.
    is_at_rim = placement.purpose > _EDGE - 30
    return format_html(
        '<g transform="translate({} {})"><circle class="q-old {}" r="2.5"/>'
        '<text class="q-txt" transform="scale(.5)" x="{}" y="5"{}>{}</text></g>',
        placement.purpose,
        placement.decentralisation,
        css_class,
        -9 if is_at_rim else 9,
        _AT_ITS_END if is_at_rim else _NOTHING,
        year,
    )


def _satellite(order: int, placement: Placement) -> SafeString:
    return format_html(
        '<g transform="translate({} {})"><circle class="q-old {}" r="6"/>'
        '<text class="q-txt" transform="scale(.5)" y="5" text-anchor="middle">{}</text></g>',
        placement.purpose,
        placement.decentralisation,
        MARKS[group_of(placement)].css_class,
        order,
    )
