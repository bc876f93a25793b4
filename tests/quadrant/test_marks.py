"""Marks: one shape for each group, whatever the colours."""

import pytest

from quadrant.domain.closed_lists import colour_groups
from quadrant.domain.regions import GROUPS, MIX, Region, Standing
from quadrant.marks import MARKS, SECTOR_MARKS, mark_classes, point_radius


def test_every_group_has_its_own_mark():
    assert tuple(MARKS) == GROUPS
    assert len({mark.css_class for mark in MARKS.values()}) == len(GROUPS)


def test_the_four_regions_differ_by_shape_and_not_by_colour_alone():
    regions = [MARKS[region] for region in Region]

    assert len({mark.symbol for mark in regions}) == 4
    assert len({mark.icon for mark in regions}) == 4
    assert len({mark.shape for mark in regions}) == 4


def test_every_group_of_sectors_has_a_shape_of_its_own():
    assert list(SECTOR_MARKS) == [group.key for group in colour_groups()]
    for part in ("css_class", "symbol", "icon", "shape"):
        assert len({getattr(mark, part) for mark in SECTOR_MARKS.values()}) == len(SECTOR_MARKS)


def test_a_sector_on_a_border_is_hollow_too():
    assert mark_classes("media", Standing.BORDER) == "s-media open"


def test_a_point_on_a_border_is_hollow():
    assert mark_classes(Region.GLOBAL_COMMONS, Standing.BORDER) == "gc open"
    assert mark_classes(Region.GLOBAL_COMMONS, Standing.CLEAR) == "gc"


def test_the_middle_is_a_ring_without_a_region():
    assert mark_classes(MIX, Standing.MIDDLE) == "mixed open"


@pytest.mark.parametrize(
    ("count", "on_phone", "radius"),
    [
        (90, False, 7),
        (91, False, 5.5),
        (400, False, 5.5),
        (401, False, 4),
        (90, True, 5.5),
        (91, True, 4),
        (401, True, 4),
    ],
)
def test_marks_become_smaller_where_there_are_more_of_them(count, on_phone, radius):
    assert point_radius(count, 1, on_phone=on_phone) == radius


def test_what_is_better_known_is_larger():
    radii = [point_radius(50, prominence, on_phone=False) for prominence in (1, 2, 3)]

    assert radii == sorted(set(radii))
