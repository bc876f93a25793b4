"""The mark of each group of points: its shape, its class in the style sheet, its size.

One mark means the same region on the map, in lists, tags, the mix bar and thumbnails. Colours are
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


def is_hollow(standing: str) -> bool:
    """Return whether a mark is an outline: on a border, or the ring of the middle."""
    return standing != Standing.CLEAR


def mark_classes(group: str, standing: str) -> str:
    """Return the classes of a mark, such as "net" or "net open"."""
    css_class = MARKS[group].css_class
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
