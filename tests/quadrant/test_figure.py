"""The layout of the map for Plotly."""

import json

import pytest
from plotly.graph_objects import Layout
from plotly.offline import get_plotlyjs_version

from quadrant.domain.regions import GROUPS
from quadrant.figure import CONFIG, map_layout
from quadrant.marks import SECTOR_MARKS
from quadrant.placing import FRAMES, vertical_reach
from tests.vendor import vendored


@pytest.mark.parametrize("language", ["en", "nl"])
def test_plotly_accepts_the_layout(language):
    layout = map_layout(language)

    assert Layout(layout).to_plotly_json() == layout
    assert json.loads(json.dumps(layout)) == layout


def test_the_plotly_of_the_page_is_the_one_that_python_checks_for():
    version = next(file.version for file in vendored() if file.path.name == "plotly-basic.min.js")

    assert version == get_plotlyjs_version()


def test_the_layout_names_the_groups_in_its_language():
    names = {
        language: [group["name"] for group in map_layout(language)["meta"]["groups"].values()]
        for language in ("en", "nl")
    }

    assert names["en"][3] == "Local resilience"
    assert names["nl"][3] == "Lokale veerkracht"
    assert list(map_layout("en")["meta"]["groups"]) == list(GROUPS)


def test_top_is_centralised():
    bottom, top = map_layout("en")["yaxis"]["range"]

    assert top < 0 < bottom


def test_the_range_of_the_layout_is_the_largest_that_any_map_has():
    limit = map_layout("en")["yaxis"]["maxallowed"]

    assert limit == 140
    assert all(vertical_reach(frame.height, frame.names_height) <= limit for frame in FRAMES)


def test_each_ground_lies_on_the_side_of_its_region():
    grounds = {shape["name"]: shape for shape in map_layout("en")["shapes"]}

    assert (grounds["net-tint"]["x1"], grounds["net-tint"]["y1"]) == (-400, -400)
    assert (grounds["lr-tint"]["x1"], grounds["lr-tint"]["y1"]) == (400, 400)


def test_plotly_shows_no_mode_bar():
    assert CONFIG["displayModeBar"] is False


def test_the_layout_names_the_groups_of_sectors_too():
    colours = {language: map_layout(language)["meta"]["colours"] for language in ("en", "nl")}

    assert list(colours["en"]) == list(SECTOR_MARKS)
    assert colours["en"]["money"]["name"] == "Money"
    assert colours["nl"]["money"]["name"] == "Geld"
    assert colours["en"]["money"]["token"] == "s-money"
