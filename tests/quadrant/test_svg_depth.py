"""Doubt, and what belongs to the selected point, in the server's drawing of the map."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from quadrant import svg_depth
from quadrant.domain.axes import Placement
from quadrant.domain.depth import Depth, OtherVoice, View
from quadrant.placing import FRAMES, Point
from quadrant.svg import place_in_frames, quadrant_map

NOW, THEN, BEFORE = Placement(-42, -83), Placement(11, -75), Placement(40, -60)
DEPTH = Depth(
    placement=NOW,
    year=2020,
    doubt=(20.0, 10.5),
    is_provisional=False,
    trail=((2008, BEFORE), (2013, THEN)),
    views=(
        View(1, Placement(20, -45), THEN, 2013),
        View(2, Placement(11, -92), THEN, 2013),
    ),
    voices=(OtherVoice("A", Placement(60, 70), "contributor", 2015),),
)


def parsed(drawing):
    return ElementTree.fromstring(f"<svg>{drawing}</svg>")


def point(slug, placement, colour_group="other"):
    return Point(placement, slug, slug, slug, f"/{slug}/", 1, colour_group)


def test_every_known_doubt_is_an_oval_in_the_colour_of_its_region():
    points = [point("airbnb", NOW), point("middle", Placement(0, 5)), point("unknown", THEN)]
    drawn = parsed(svg_depth.doubts(points, {"airbnb": (20, 10.8), "middle": (30, 30)}))

    groups = [group.attrib["class"] for group in drawn]
    assert set(groups) == {"doubt net", "doubt grey"}
    largest = next(group[0] for group in drawn if group.attrib["class"] == "doubt net").attrib
    # 10.8 of 216 scores across, 20 of 208 down.
    assert (largest["rx"], largest["ry"]) == ("5%", "9.62%")
    assert len(drawn.findall(".//ellipse")) == 2 * groups.count("doubt net")


def test_ovals_of_one_region_are_one_group_so_that_they_do_not_darken_each_other():
    points = [point("one", NOW), point("other", Placement(-45, -80))]
    drawn = parsed(svg_depth.doubts(points, {"one": (20, 20), "other": (20, 20)}))

    assert {len(group) for group in drawn} == {2}


def test_by_sector_ovals_have_no_colour_of_a_region():
    drawn = svg_depth.doubts([point("airbnb", NOW)], {"airbnb": (20, 10)}, by_sector=True)

    assert set(re.findall(r'class="([^"]*)"', drawn)) == {"doubt grey"}


def test_the_way_ends_where_it_is_now_thicker_and_more_opaque():
    lines = parsed(svg_depth.under(DEPTH, "airbnb")).findall(".//line[@class='way net']")

    for one, other in pairwise(lines):
        assert (one.attrib["x2"], one.attrib["y2"]) == (other.attrib["x1"], other.attrib["y1"])
        assert float(one.attrib["stroke-width"]) < float(other.attrib["stroke-width"])
        assert float(one.attrib["opacity"]) < float(other.attrib["opacity"])
    assert (lines[-1].attrib["x2"], lines[-1].attrib["y2"]) == ("11.57%", "29.81%")


def test_years_numbers_and_letters_are_those_of_the_panel():
    texts = [text.text for text in parsed(svg_depth.over(DEPTH, "airbnb")).iter("text")]

    assert texts == ["2008", "2013", "1", "2", "A"]


def test_a_view_is_tied_to_the_general_view_of_its_own_year_and_a_voice_to_the_point():
    ties = parsed(svg_depth.under(DEPTH, "airbnb")).findall(".//line[@class='tie']")
    starts = [(tie.attrib["x1"], tie.attrib["y1"]) for tie in ties]

    assert starts == [("15.28%", "55.29%")] * 2 + [("11.57%", "29.81%")]


def test_discs_at_one_place_stand_side_by_side():
    same = tuple(OtherVoice(letter, NOW, "contributor", 2015) for letter in "AB")
    depth = Depth(NOW, 2020, None, is_provisional=True, voices=same)

    moved = re.findall(r'transform="translate\(([-\d]+)\)"', svg_depth.over(depth, "airbnb"))
    assert moved == ["22", "44"]


def test_what_is_not_known_is_not_drawn():
    alone = Depth(NOW, 2020, None, is_provisional=True)
    unplaced = Depth(None, None, None, is_provisional=False, views=DEPTH.views)

    assert "ellipse" not in svg_depth.under(alone, "airbnb")
    assert "line" not in svg_depth.under(alone, "airbnb")
    assert svg_depth.under(unplaced, "airbnb") == svg_depth.over(unplaced, "airbnb") == ""
    assert svg_depth.obstacles(unplaced) == []
    assert svg_depth.doubts([point("airbnb", NOW)], {}) == ""


@pytest.mark.parametrize("slug", ["airbnb", '"><script>alert(1)</script>'])
def test_the_parts_are_well_formed_hold_no_style_and_say_whose_they_are(slug):
    drawing = parsed(svg_depth.under(DEPTH, slug) + svg_depth.over(DEPTH, slug))

    assert [part.attrib["data-of"] for part in drawing] == [slug, slug]
    assert not [element for element in drawing.iter() if "style" in element.attrib]


def test_no_name_covers_a_disc():
    """Without it, this name stands where the disc is."""
    named = point("there", Placement(60, 60))
    beside = Depth(NOW, 2020, None, False, voices=(OtherVoice("A", Placement(60, 70), "c", 2015),))
    frame = FRAMES[-1]

    (free,) = place_in_frames([named])[-1:]
    (placed,) = place_in_frames([named], svg_depth.obstacles(beside))[-1:]

    assert free.css_class == placed.css_class == frame.css_class
    assert free.names[0].side == 1
    assert placed.names[0].side == -1


def test_the_selected_point_stays_at_its_true_place():
    points = [point("one", NOW), point("other", NOW), point("third", NOW)]

    for frame in place_in_frames(points, selected="other"):
        assert frame.spread.offsets[1] == (0, 0)
        assert frame.spread.offsets[0] != (0, 0)


def test_by_sector_marks_have_the_shape_and_colour_of_their_sector():
    drawing = quadrant_map([point("airbnb", NOW, "stay")], label="Map", by_sector=True)

    assert "s-stay" in drawing
    assert 'd="M-11.55-5h23.1L0 10z"' in drawing
    assert "s-stay" not in quadrant_map([point("airbnb", NOW, "stay")], label="Map")


def test_what_lies_under_and_over_the_marks_is_drawn_there():
    drawing = quadrant_map(
        [point("airbnb", NOW)],
        label="Map",
        under=svg_depth.under(DEPTH, "airbnb"),
        over=svg_depth.over(DEPTH, "airbnb"),
    )

    order = [drawing.index(part) for part in ("map-gap", "doubt own", '<a class="pt', "sat")]
    assert order == sorted(order)
