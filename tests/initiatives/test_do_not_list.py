"""Who asked not to be listed is remembered, and imports say so."""

from pathlib import Path

import pytest

from initiatives.do_not_list import remember, wishes_against
from initiatives.models import DoNotList, Initiative
from tests.imports import Importer, rows
from tests.recipes import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(tmp_path: Path) -> Importer:
    return Importer(tmp_path)


def test_a_wish_counts_for_the_name_and_for_the_host():
    wish = remember("Café Plot", "https://www.plot.example.org/", "They wrote.", by=None)

    assert wishes_against("CAFE PLOT") == [wish]
    assert wishes_against("Another", "http://plot.example.org/shop") == [wish]
    assert wishes_against("Another", "https://other.example.org") == []
    assert wishes_against("", "") == []


def test_the_same_wish_is_noted_once():
    first = remember("Plot", "", "They wrote.", by=None)

    assert remember("plot", "", "Again.", by=None) == first
    assert DoNotList.objects.count() == 1


def test_an_import_leaves_out_who_does_not_want_to_be_listed(imported: Importer):
    wish = remember("Plot", "https://plot.example.org", "They wrote to us.", by=None)
    day = wish.asked_on.isoformat()
    table = "name,website\nPlot,\nShop,https://plot.example.org/a\nBarn,\n"

    said = imported(table, "--apply")

    assert rows(said) == [
        f"row 2 plot: does not want to be listed: asked on {day}: They wrote to us.",
        f"row 3 shop: does not want to be listed: asked on {day}: They wrote to us.",
        "row 4 barn: new",
    ]
    assert said[-1] == "Left out: 2 does not want to be listed."
    assert [i.name for i in Initiative.objects.all()] == ["Barn"]


def test_an_import_lists_who_wants_to_be_now(imported: Importer):
    remember("Plot", "", "They wrote to us.", by=None)

    assert rows(imported("name\nPlot\n", "--wanted-now", "2", "--apply")) == ["row 2 plot: new"]


def test_what_is_listed_already_is_changed_as_before(imported: Importer):
    write(slug="garden", name="Garden")
    remember("Garden", "", "They wrote to us.", by=None)

    assert rows(imported("slug,place\ngarden,Bruges\n")) == ["row 2 garden: changed: place"]
