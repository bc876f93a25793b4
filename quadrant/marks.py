"""The mark of each group of points: its shape, its class in the style sheet, its size.

One mark means the same region on the map, in lists, tags, the mix bar and thumbnails; where the map
is coloured by sector, one mark means the same group of sectors there and in its list. Colours are
the token layer's business (`static/css/site.css`): a mark carries the class that sets them.
"""

from dataclasses import dataclass
from typing import Final

from quadrant.domain.regions import MIX, Region, Standing

# More points than this are drawn smaller, and more than this smaller still.
MANY: Final = 90
CROWDED: Final = 400

# What a point gains in radius, in px, by how well it is known (prominence 1 to 3).
_PLUS: Final = {1: 0.0, 2: 0.6, 3: 1.6}


@dataclass(frozen=True, slots=True)
class Mark:
    """How a group of points is drawn.

    Attributes:
        css_class: sets the colours of the group (`--c`, `--ct`, `--cb`).
        icon: path for lists, tags and thumbnails, in a box of 10 by 10 around the origin.
        shape: path for the map, 10 px in radius as Plotly counts it, around the origin.
        symbol: Plotly's name for that shape.
        factor: what a radius is multiplied with, so that the shapes look equally large.
    """

    css_class: str
    icon: str
    shape: str
    symbol: str
    factor: float


_CIRCLE: Final = "M-10 0a10 10 0 1 0 20 0a10 10 0 1 0-20 0z"

MARKS: Final[dict[str, Mark]] = {
    Region.NETARCHICAL_CAPITALISM: Mark(
        css_class="net",
        icon="M-4.2-4.2h8.4v8.4h-8.4z",
        shape="M-10-10h20v20h-20z",
        symbol="square",
        factor=0.86,
    ),
    Region.GLOBAL_COMMONS: Mark(
        css_class="gc",
        icon="M-4.7 0a4.7 4.7 0 1 0 9.4 0a4.7 4.7 0 1 0-9.4 0z",
        shape=_CIRCLE,
        symbol="circle",
        factor=0.96,
    ),
    Region.DISTRIBUTED_CAPITALISM: Mark(
        css_class="dist",
        icon="M0-5.6 5.6 0 0 5.6-5.6 0z",
        shape="M0-13 13 0 0 13-13 0z",
        symbol="diamond",
        factor=1.08,
    ),
    Region.LOCAL_RESILIENCE: Mark(
        css_class="lr",
        icon="M0-5.2 5.4 4.4H-5.4z",
        shape="M-11.55 5h23.1L0-10z",
        symbol="triangle-up",
        factor=1.08,
    ),
    MIX: Mark(
        css_class="mixed",
        icon="M-4.4 0a4.4 4.4 0 1 0 8.8 0a4.4 4.4 0 1 0-8.8 0z",
        shape=_CIRCLE,
        symbol="circle",
        factor=0.96,
    ),
}

# Colour and shape of each group of sectors (`closed_lists.colour_groups`), in the order of the key.
SECTOR_MARKS: Final[dict[str, Mark]] = {
    "media": Mark(
        css_class="s-media",
        icon="M-4-4h8v8h-8z",
        shape="M-10-10h20v20h-20z",
        symbol="square",
        factor=0.86,
    ),
    "trade": Mark(
        css_class="s-trade",
        icon="M0-5 5 0 0 5-5 0z",
        shape="M0-13 13 0 0 13-13 0z",
        symbol="diamond",
        factor=1.08,
    ),
    "money": Mark(
        css_class="s-money",
        icon="M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
        shape=_CIRCLE,
        symbol="circle",
        factor=0.96,
    ),
    "mobility": Mark(
        css_class="s-mobility",
        icon="M0-5 5 4H-5z",
        shape="M-11.55 5h23.1L0-10z",
        symbol="triangle-up",
        factor=1.08,
    ),
    "stay": Mark(
        css_class="s-stay",
        icon="M0 5 5-4H-5z",
        shape="M-11.55-5h23.1L0 10z",
        symbol="triangle-down",
        factor=1.08,
    ),
    "food": Mark(
        css_class="s-food",
        icon="M0-5 5-1 3 5H-3L-5-1z",
        shape="M9.51-3.09 5.88 8.09H-5.88L-9.51-3.09 0-10z",
        symbol="pentagon",
        factor=1.08,
    ),
    "making": Mark(
        css_class="s-making",
        icon="M-1.7-5h3.4v3.3H5v3.4H1.7V5h-3.4V1.7H-5v-3.4h3.3z",
        shape="M12 4H4V12H-4V4H-12V-4H-4V-12H4V-4H12z",
        symbol="cross",
        factor=0.96,
    ),
    "know": Mark(
        css_class="s-know",
        icon="M0-5 1.4-1.6 5-1.5 2.2.7 3.1 4.3 0 2.3-3.1 4.3-2.2.7-5-1.5-1.4-1.6z",
        shape=(
            "M3.15-4.33H13.31L5.08 1.65 8.23 11.33 0 5.35-8.23 11.33-5.08 1.65-13.31-4.33H-3.15"
            "L0-14z"
        ),
        symbol="star",
        factor=1.08,
    ),
    "other": Mark(
        css_class="s-other",
        icon="M0-5 4.4-2.5V2.5L0 5-4.4 2.5V-2.5z",
        shape="M8.66-5V5L0 10-8.66 5V-5L0-10z",
        symbol="hexagon",
        factor=1.08,
    ),
}
_EVERY: Final = {**MARKS, **SECTOR_MARKS}


def mark_of(group: str) -> Mark:
    """Return the mark of a region, of "mix", or of a group of sectors."""
    return _EVERY[group]


def is_hollow(standing: str) -> bool:
    """Return whether a mark is an outline: on a border, or the ring of the middle."""
    return standing != Standing.CLEAR


def mark_classes(group: str, standing: str) -> str:
    """Return the classes of a mark, such as "net", "net open" or "s-media"."""
    css_class = mark_of(group).css_class
    return f"{css_class} open" if is_hollow(standing) else css_class


def point_radius(count: int, prominence: int, *, on_phone: bool) -> float:
    """Return the radius of a point on the map in px, before the factor of its shape.

    Args:
        count: how many points the map draws.
        prominence: 1 to 3.
        on_phone: whether the frame is that of a phone.
    """
    if count > CROWDED:
        base = 4.0
    elif count > MANY:
        base = 4.0 if on_phone else 5.5
    else:
        base = 5.5 if on_phone else 7.0
    return base + _PLUS[prominence]
