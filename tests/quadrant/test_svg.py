"""The drawings: where things stand, what they say, and that no text becomes markup."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quadrant import svg
from quadrant.domain.axes import Placement
from quadrant.domain.regions import Region
from quadrant.placing import Point

FACEBOOK = Placement(-83, -75)
GARDEN = Placement(67, 75)
COUCHSURFING = Placement(-25, 15)
HOSTILE = '"><script>alert(1)</script>&'
SVG = "{http://www.w3.org/2000/svg}"


def parsed(drawing):
    """Read a drawing as strictly as an SVG file is read."""
    return ElementTree.fromstring(
        drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    )


def point(placement, name="Name", prominence=1):
    return Point(placement, name.lower(), name, f"{name}, somewhere", f"/{name}/", prominence)


def links(drawing):
    return parsed(drawing).findall(f"{SVG}a")


def every_drawing(text):
    yield svg.mini(GARDEN, label=text)
    yield svg.figure(
        [svg.Spot(GARDEN, title=text, href=f"/{text}")],
        label=text,
        names=dict.fromkeys(Region, text),
        halo=(30, 20.5),
        perspectives=[(FACEBOOK, GARDEN)],
        history=[(2008, FACEBOOK)],
        others=[COUCHSURFING],
    )
    yield svg.quadrant_map([Point(GARDEN, text, text, text, f"/{text}")], label=text)
    yield svg.mix_bar(GARDEN)
    yield svg.strip(20, -30)
    yield svg.mark(Region.GLOBAL_COMMONS, "clear")


@pytest.mark.parametrize("text", ["Repair Café", HOSTILE])
def test_drawings_are_well_formed_and_hold_neither_styles_nor_scripts(text):
    for drawing in every_drawing(text):
        elements = list(parsed(drawing).iter())

        assert not [element.tag for element in elements if "script" in element.tag]
        assert not [element for element in elements if "style" in element.attrib]
        assert not [name for element in elements for name in element.attrib if name[:2] == "on"]


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))))
def test_any_name_stays_text(name):
    drawing = svg.quadrant_map([Point(GARDEN, "slug", name, name, "/slug/")], label="Map")

    (link,) = links(drawing)
    assert link.attrib["data-name"] == name
    assert (link.find(f"{SVG}title").text or "") == name


def test_facebook_stands_top_left_and_a_garden_bottom_right():
    facebook, garden = links(svg.quadrant_map([point(GARDEN), point(FACEBOOK)], label="Map"))

    def place(link):
        drawn = link.find(f"{SVG}svg")
        return float(drawn.attrib["x"].rstrip("%")), float(drawn.attrib["y"].rstrip("%"))

    assert all(part < 50 for part in place(facebook))
    assert all(part > 50 for part in place(garden))


def test_every_point_of_the_map_is_a_link_with_a_title():
    drawing = svg.quadrant_map([point(FACEBOOK, "Facebook"), point(GARDEN, "Garden")], label="Map")

    assert {link.attrib["href"]: link.find(f"{SVG}title").text for link in links(drawing)} == {
        "/Facebook/": "Facebook, somewhere",
        "/Garden/": "Garden, somewhere",
    }


def test_the_best_known_are_drawn_last_so_that_they_lie_on_top():
    names = ["Best known", "Known", "Least known"]
    drawing = svg.quadrant_map([point(GARDEN, name) for name in names], label="Map")

    assert [link.attrib["data-name"] for link in links(drawing)] == names[::-1]


def test_the_map_draws_at_most_five_hundred():
    drawing = svg.quadrant_map([point(GARDEN)] * 501, label="Map")

    assert len(links(drawing)) == 500


def test_a_crowd_says_how_many_lie_beneath():
    drawing = svg.quadrant_map([point(GARDEN)] * 9, label="Map")

    assert "+2" in [text.text for text in parsed(drawing).iter(f"{SVG}text")]


def test_the_map_has_no_view_box_so_that_its_type_never_shrinks():
    assert "viewBox" not in parsed(svg.quadrant_map([point(GARDEN)], label="Map")).attrib


def test_a_name_is_drawn_once_for_each_size_of_the_map():
    (link,) = links(svg.quadrant_map([point(GARDEN, "Garden")], label="Map"))

    classes = [text.attrib["class"] for text in link.findall(f"{SVG}text")]
    assert classes == ["at-narrow", "at-middle", "at-wide"]


def test_a_point_on_a_border_is_hollow_and_a_clear_one_full():
    border, clear = links(svg.quadrant_map([point(FACEBOOK), point(COUCHSURFING)], label="Map"))

    assert "open" in border.attrib["class"].split()
    assert "open" not in clear.attrib["class"].split()


def test_an_empty_map_still_shows_its_regions():
    drawing = parsed(svg.quadrant_map([], label="Map"))

    assert len(drawing.findall(f"{SVG}rect")) == 6


def test_a_drawing_without_words_beside_it_says_what_it_shows():
    drawing = parsed(svg.mini(GARDEN, label="Local resilience"))

    assert (drawing.attrib["role"], drawing.attrib["aria-label"]) == ("img", "Local resilience")


def test_a_drawing_with_words_beside_it_keeps_silent():
    assert parsed(svg.mini(GARDEN)).attrib["aria-hidden"] == "true"


def test_the_mix_bar_is_full_and_leaves_out_what_is_nothing():
    widths = [int(rect.attrib["width"]) for rect in parsed(svg.mix_bar(Placement(-100, -100)))]

    assert widths == [100]
    assert sum(int(rect.attrib["width"]) for rect in parsed(svg.mix_bar(COUCHSURFING))) == 100


def test_a_strip_shows_the_suggestion_only_where_it_differs():
    assert "st-sug" in svg.strip(20, -30)
    assert "st-sug" not in svg.strip(20, 20)
    assert "st-sug" not in svg.strip(20)


def test_perspectives_are_numbered_and_linked_to_the_general_view_of_their_year():
    today, then = Placement(-42, -83), Placement(11, -75)
    drawing = svg.figure(
        [svg.Spot(today)],
        perspectives=[(Placement(20, -45), then), (Placement(11, -92), then)],
        history=[(2013, then)],
    )

    texts = [text.text for text in parsed(drawing).iter(f"{SVG}text")]
    assert texts == ["2013", "1", "2"]
    assert re.findall(r'class="q-link" d="([^"]*)"', drawing) == [
        "M-75 11L-45 20",
        "M-75 11L-92 11",
    ]


def test_the_way_it_went_ends_where_it_is_now():
    drawing = svg.figure(
        [svg.Spot(COUCHSURFING)], history=[(2008, Placement(-30, 50)), (2013, Placement(-45, 40))]
    )

    assert re.findall(r'class="q-trail gc" d="([^"]*)"', drawing) == [
        "M50 -30L40 -45",
        "M40 -45L15 -25",
    ]


def test_a_figure_of_nothing_is_an_empty_quadrant():
    assert len(parsed(svg.figure([])).findall(f"{SVG}path")) == 4


@pytest.mark.parametrize(
    ("value", "text"), [(1, "1"), (0.5, "0.5"), (-0.001, "0"), (1 / 3, "0.33"), (100, "100")]
)
def test_numbers_are_written_short(value, text):
    assert svg.number(value) == text


def test_the_marks_of_a_figure_are_links_for_the_pointer_and_no_stops_for_the_keyboard():
    drawing = parsed(svg.figure([svg.Spot(GARDEN, "Garden", "/garden/")], label="Gardens"))

    # An image may hold no links: a figure with links is a group.
    assert drawing.attrib["role"] == "group"
    (link,) = drawing.findall(f"{SVG}a")
    assert (link.attrib["href"], link.attrib["tabindex"]) == ("/garden/", "-1")


def test_a_figure_with_many_marks_draws_them_smaller():
    def size(count):
        drawing = parsed(svg.figure([svg.Spot(GARDEN)] * count))
        mark = next(path for path in drawing.iter(f"{SVG}path") if "transform" in path.attrib)
        return float(re.search(r"scale\((.*)\)", mark.attrib["transform"])[1])

    assert size(80) < size(8)
