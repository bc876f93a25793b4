"""What the map counts and draws for a filter."""

import pytest
from django.http import QueryDict
from django.utils import translation

from initiatives.filters import InitiativeFilter
from initiatives.models import Initiative
from quadrant import points
from quadrant.domain.axes import Placement
from tests.recipes import at, write

pytestmark = pytest.mark.django_db


def asked(query: str = "") -> InitiativeFilter:
    return InitiativeFilter(QueryDict(query), Initiative.objects.listed())


def write_five():
    """One clear, one on a border, one in the middle, one in another region, one unplaced."""
    places = {"clear": (50, 50), "border": (50, 5), "middle": (5, 5), "other": (-50, -50)}
    for slug, (decentralisation, purpose) in places.items():
        assessment = at(2010, decentralisation=decentralisation, purpose=purpose)
        write(slug=slug, name=slug.title(), assessments=[assessment])
    write(slug="nowhere", name="Nowhere", assessments=[])


def test_the_border_and_the_middle_are_counted_apart():
    write_five()

    matching = points.count(asked())

    local = matching.groups["local_resilience"]
    assert (local.total, local.on_border) == (2, 1)
    assert matching.groups["mix"].total == 1
    assert (matching.total, matching.placed, matching.unplaced) == (5, 4, 1)


def test_a_region_says_what_it_would_add_while_another_is_chosen():
    write_five()

    matching = points.count(asked("region=netarchical_capitalism"))

    assert matching.chosen == ("netarchical_capitalism",)
    assert (matching.total, matching.placed, matching.unplaced) == (1, 1, 0)
    assert matching.groups["local_resilience"].total == 2


def test_what_has_no_position_is_never_drawn():
    write_five()
    everything = list(asked().qs)

    drawn = points.points_of(everything, year=None)
    columns = points.columns_of(everything)

    assert len(everything) == 5
    assert {point.slug for point in drawn} == {"clear", "border", "middle", "other"}
    assert sorted(columns["slug"]) == sorted(point.slug for point in drawn)
    assert {len(column) for column in columns.values()} == {4}


def test_the_best_known_come_first_and_no_more_than_asked_for():
    write(slug="known", name="Known", prominence=3)
    write(slug="less", name="Less", prominence=1)
    write(slug="some", name="Some", prominence=2)

    drawn = points.best_known(asked("sort=name"), 2)

    assert [initiative.slug for initiative in drawn] == ["known", "some"]


def test_the_selected_one_is_drawn_whatever_the_filter():
    write(slug="known", name="Known", prominence=3)
    write(slug="garden", name="Garden")
    selected = points.selected_by("garden", None)

    drawn = points.best_known(asked("q=known"), 500, also=selected)
    once = points.best_known(asked(), 500, also=selected)

    assert [initiative.slug for initiative in drawn] == ["known", "garden"]
    assert [initiative.slug for initiative in once] == ["known", "garden"]


def test_a_selected_one_without_a_position_is_not():
    write(slug="nowhere", name="Nowhere", assessments=[])

    assert points.best_known(asked(), 500, also=points.selected_by("nowhere", None)) == []


def test_points_stand_where_they_stood_in_the_year_asked_for():
    write(slug="moved", assessments=[at(2005, purpose=90), at(2015, purpose=-90)])
    found = asked("year=2006")

    (point,) = points.points_of(points.best_known(found, 10), found.year)

    assert point.placement == Placement(50, 90)
    assert point.href == "/initiatives/moved/?year=2006"
    assert points.columns_of(points.best_known(found, 10))["describes"] == [2005]


def test_titles_and_notes_say_where_a_point_stands():
    write_five()
    drawn = points.best_known(asked("sort=name"), 10)

    titles = {point.slug: point.title for point in points.points_of(drawn, year=None)}
    notes = dict(zip(*(points.columns_of(drawn)[key] for key in ("slug", "note")), strict=True))

    assert titles["clear"] == "Clear, Local resilience"
    assert titles["border"] == "Border, Local resilience, on the border with Distributed capitalism"
    assert titles["middle"] == "Middle, in the middle: a mix of all four"
    assert notes["clear"] is None
    assert notes["border"] == "on the border with Distributed capitalism"


def test_names_and_texts_are_in_the_language_of_the_reader():
    write(
        slug="kind",
        name="Neighbourhood garden",
        name_nl="Samentuin in de buurt",
        short_name={"en": "Garden", "nl": "Samentuin"},
    )

    with translation.override("nl"):
        columns = points.columns_of(points.best_known(asked(), 10))

    assert columns["name"] == ["Samentuin in de buurt"]
    assert columns["label"] == ["Samentuin"]
    assert columns["summary"] == ["Buren telen voedsel."]


@pytest.mark.parametrize("query", ["", "year=2012", "q=garden&sector=food&need=grow-food"])
def test_counting_and_drawing_take_as_many_queries_for_many_as_for_one(
    query: str, django_assert_num_queries
):
    write()

    def all_of_it():
        found = asked(query)
        points.count(found)
        return points.columns_of(points.best_known(found, 500)), list(points.rows(found, 500))

    with django_assert_num_queries(3):
        all_of_it()
    for n in range(6):
        write(slug=f"garden-{n}", name=f"Garden {n}")
    with django_assert_num_queries(3):
        columns, rows = all_of_it()
    assert len(columns["slug"]) == len(rows) == 7
