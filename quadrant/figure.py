"""The map as a Plotly figure: its layout, made and checked by Python's plotly.

Light or dark is the browser's matter, so the layout names colours and the script resolves them:
the `name` of each shape, and `token` of each group, is a custom property of the style sheet without
its two dashes. Points are not in it: they come as columns, and the script draws them.
"""

from functools import lru_cache
from typing import Any, Final

from django.utils import translation
from plotly.graph_objects import Layout

from quadrant import vocabulary
from quadrant.domain.axes import Placement
from quadrant.domain.depth import Depth, Doubt
from quadrant.domain.regions import GROUPS, group_of
from quadrant.marks import CROWDED, MANY, MARKS, SECTOR_MARKS, Mark
from quadrant.placing import LEAST_PART, REACH_ACROSS, REACH_DOWN

# The grounds reach far beyond the scores, so that they fill any zoom.
_FAR: Final = 400
# The axes are gaps of so many px in the colour of the paper, not rules.
_GAP: Final = 4

# No mode bar: it opens a dialog of another company and writes inline styles.
CONFIG: Final[dict[str, Any]] = {
    "displayModeBar": False,
    "doubleClick": False,
    "responsive": False,
    "scrollZoom": False,
    "showTips": False,
}


@lru_cache
def map_layout(language: str) -> dict[str, Any]:
    """Return the layout of the map, as JSON data, with names in this language.

    The vertical axis runs downwards: top is centralised. Its range is that of the lowest map; the
    script narrows it by the height that it finds, as `placing.vertical_reach` does.

    `meta` says how each group is drawn and named, by region and by sector, and the sizes at which
    points become smaller.
    """
    tallest = round(REACH_DOWN / LEAST_PART)
    layout = Layout(
        autosize=True,
        dragmode="pan",
        hovermode=False,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        meta=_meta(language),
        shapes=[*_grounds(), *_gaps()],
        showlegend=False,
        xaxis=_axis([-REACH_ACROSS, REACH_ACROSS]),
        yaxis=_axis([tallest, -tallest]),
    )
    return layout.to_plotly_json()  # type: ignore[no-any-return]


def depth_data(depth: Depth) -> dict[str, Any]:
    """Return what belongs to the selected point as JSON data, scores as decentralisation, purpose.

    `place` and `halo` are pairs or null; `trail` has year and scores; `views` number, scores, those
    of the general view of the year, the class of the region, year; `voices` letter, scores, the
    class of the region, on whose word, year.
    """
    return {
        "place": _scores(depth.placement) if depth.placement else None,
        "describes": depth.year,
        "halo": rounded(depth.doubt),
        "provisional": depth.is_provisional,
        "trail": [[year, *_scores(place)] for year, place in depth.trail],
        "views": [
            [
                view.number,
                *_scores(view.placement),
                *_scores(view.general),
                MARKS[group_of(view.placement)].css_class,
                view.year,
            ]
            for view in depth.views
        ],
        "voices": [
            [
                voice.letter,
                *_scores(voice.placement),
                MARKS[group_of(voice.placement)].css_class,
                voice.voice,
                voice.year,
            ]
            for voice in depth.voices
        ],
    }


def rounded(doubt: Doubt | None) -> list[float] | None:
    """Return a doubt as data: to a tenth of a point."""
    return [round(width, 1) for width in doubt] if doubt else None


def _scores(placement: Placement) -> list[int]:
    return [placement.decentralisation, placement.purpose]


def _axis(ends: list[int]) -> dict[str, Any]:
    return {
        "fixedrange": False,
        "maxallowed": max(ends),
        "minallowed": min(ends),
        "range": ends,
        "showgrid": False,
        "showticklabels": False,
        "ticks": "",
        "zeroline": False,
    }


def _grounds() -> list[dict[str, Any]]:
    corners = {"net": (-1, -1), "gc": (1, -1), "dist": (-1, 1), "lr": (1, 1)}
    return [
        {
            "layer": "below",
            "line": {"width": 0},
            "name": f"{token}-tint",
            "type": "rect",
            "x0": 0,
            "x1": across * _FAR,
            "y0": 0,
            "y1": down * _FAR,
        }
        for token, (across, down) in corners.items()
    ]


def _gaps() -> list[dict[str, Any]]:
    lines = [(0, 0, -_FAR, _FAR), (-_FAR, _FAR, 0, 0)]
    return [
        {
            "layer": "below",
            "line": {"width": _GAP},
            "name": "paper",
            "type": "line",
            "x0": x0,
            "x1": x1,
            "y0": y0,
            "y1": y1,
        }
        for x0, x1, y0, y1 in lines
    ]


def _meta(language: str) -> dict[str, Any]:
    with translation.override(language):
        regions = {group: vocabulary.region_name(group) for group in GROUPS}
        sectors = {group: vocabulary.colour_group_name(group) for group in SECTOR_MARKS}
    return {
        "colours": {group: _drawn_as(mark, sectors[group]) for group, mark in SECTOR_MARKS.items()},
        "crowded": CROWDED,
        "down": REACH_DOWN,
        "groups": {group: _drawn_as(mark, regions[group]) for group, mark in MARKS.items()},
        "many": MANY,
    }


def _drawn_as(mark: Mark, name: str) -> dict[str, Any]:
    return {
        "css_class": mark.css_class,
        "factor": mark.factor,
        "icon": mark.icon,
        "name": name,
        "shape": mark.shape,
        "symbol": mark.symbol,
        "token": "ink" if mark.css_class == "mixed" else mark.css_class,
    }
