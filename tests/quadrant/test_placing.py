"""Where marks and names go: nothing is covered by half, no name touches another."""

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quadrant.domain.axes import Placement
from quadrant.marks import point_radius
from quadrant.placing import (
    FRAMES,
    MIDDLE,
    NARROW,
    RING,
    WIDE,
    Point,
    name_font,
    place_names,
    spread_out,
    text_width,
    vertical_reach,
)


def point(decentralisation, purpose, *, name="Name", prominence=1):
    placement = Placement(decentralisation, purpose)
    return Point(placement, name.lower(), name, name, f"/{name}/", prominence)


def drawn_at(points, i, spread, frame):
    x, y = frame.place(points[i].placement)
    dx, dy = spread.offsets[i]
    return x + dx, y + dy


def name_box(points, i, name, frame):
    size, weight = name_font(points[i], name.is_first, len(points), frame)
    width = text_width(points[i].name, size, weight)
    x, y = frame.place(points[i].placement)
    start = x + name.gap[0]
    left = start if name.side > 0 else start - width
    baseline = y + name.gap[1]
    return left, baseline - 0.75 * size, left + width, baseline + 0.2 * size


scores = st.integers(-100, 100)
catalogues = st.lists(
    st.builds(
        point,
        scores,
        scores,
        name=st.sampled_from(["eBay", "Wikipedia", "Neighbourhood garden", "Žižkov 市"]),
        prominence=st.integers(1, 3),
    ),
    max_size=120,
).map(lambda points: sorted(points, key=lambda each: -each.prominence))


@pytest.mark.parametrize("frame", FRAMES)
def test_a_point_alone_stands_at_its_true_place(frame):
    points = [point(-83, -75), point(50, 50)]

    assert spread_out(points, frame).offsets == [(0, 0), (0, 0)]


def test_two_points_at_one_place_stand_side_by_side():
    points = [point(50, 50, prominence=3), point(50, 50)]
    spread = spread_out(points, WIDE)

    (left, upper), (right, lower) = spread.offsets
    assert left < 0 < right
    assert upper == pytest.approx(lower)


@given(count=st.integers(2, RING))
def test_points_at_one_place_touch_and_do_not_cover(count):
    points = [point(50, 50)] * count
    spread = spread_out(points, WIDE)
    radius = point_radius(count, 1, on_phone=False)
    places = [drawn_at(points, i, spread, WIDE) for i in range(count)]

    apart = [math.dist(one, other) for one, other in combinations(places, 2)]
    assert min(apart) >= 1.99 * radius
    assert all(
        min(math.dist(one, other) for other in places if other != one) < 2.9 * radius
        for one in places
    )


@pytest.mark.parametrize("count", [5, 6, 7])
def test_of_five_to_seven_the_best_known_keeps_its_place(count):
    points = [point(50, 50, prominence=3)] + [point(50, 50)] * (count - 1)

    assert spread_out(points, WIDE).offsets[0] == (0, 0)


def test_what_is_more_than_seven_is_counted():
    points = [point(50, 50)] * 10

    assert spread_out(points, WIDE).hidden == {0: 3}


@given(points=catalogues, frame=st.sampled_from(FRAMES))
@settings(deadline=None)
def test_no_mark_moves_far(points, frame):
    spread = spread_out(points, frame)
    largest = point_radius(len(points), 3, on_phone=frame.on_phone)

    assert all(math.hypot(*offset) <= 3.2 * largest for offset in spread.offsets)


@given(points=catalogues, frame=st.sampled_from(FRAMES))
@settings(deadline=None)
def test_no_name_touches_another_or_leaves_the_map(points, frame):
    names = place_names(points, spread_out(points, frame), frame)
    boxes = [name_box(points, i, name, frame) for i, name in names.items()]

    for left, top, right, bottom in boxes:
        assert left >= 0
        assert right <= frame.width
        assert top >= 0
        assert bottom <= frame.inner_height
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@given(points=catalogues, frame=st.sampled_from(FRAMES))
@settings(deadline=None)
def test_no_name_covers_the_mark_of_another(points, frame):
    spread = spread_out(points, frame)
    names = place_names(points, spread, frame)

    for i, name in names.items():
        left, top, right, bottom = name_box(points, i, name, frame)
        for other in range(len(points)):
            x, y = drawn_at(points, other, spread, frame)
            # In the middle of a mark, however it is shaped.
            half = 0.5 * point_radius(
                len(points), points[other].prominence, on_phone=frame.on_phone
            )
            is_beside = (
                right <= x - half or x + half <= left or bottom <= y - half or y + half <= top
            )
            assert other == i or is_beside


def test_a_name_stands_to_the_right_of_its_mark_else_to_the_left():
    points = [point(0, 0, name="Middle"), point(0, 100, name="Far right")]
    names = place_names(points, spread_out(points, NARROW), NARROW)

    assert {points[i].name: name.side for i, name in names.items()} == {
        "Middle": 1,
        "Far right": -1,
    }


def test_the_best_known_are_written_large():
    points = [point(-50, -50, prominence=3), point(50, 50)]
    names = place_names(points, spread_out(points, WIDE), WIDE)

    assert [names[i].is_first for i in (0, 1)] == [True, False]


def test_every_region_gets_names_before_any_gets_more():
    crowd = [point(-90 + 5 * i, -60, name="Crowd") for i in range(17)]
    points = [*crowd, point(60, 60, name="Alone")]
    names = place_names(points, spread_out(points, WIDE), WIDE)

    assert len(points) - 1 in names


@pytest.mark.parametrize("frame", FRAMES)
def test_the_scores_keep_most_of_a_low_map(frame):
    assert vertical_reach(frame.height, frame.names_height) <= 140
    assert vertical_reach(50, frame.names_height) == pytest.approx(140)


def test_the_bands_hold_the_names_of_the_regions():
    assert WIDE.band == pytest.approx(WIDE.names_height + 3)
    assert MIDDLE.band == pytest.approx(MIDDLE.names_height + 3)


def test_a_wide_letter_is_wider_than_a_narrow_one():
    assert text_width("W", 13, 500) > text_width("i", 13, 500)
    assert text_width("Wikipedia", 13, 650) > text_width("Wikipedia", 13, 500)


def test_a_letter_that_the_font_lacks_gets_an_average_width():
    assert 4 < text_width("市", 13, 500) < 10
