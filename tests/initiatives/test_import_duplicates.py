"""Rows that may be what is there already: slugs, hosts, names, and what a curator says."""

from pathlib import Path

import pytest
from django.core.management import CommandError

from initiatives.catalogue import merge, withdraw
from initiatives.models import Initiative
from tests.imports import Importer, rows
from tests.recipes import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(tmp_path: Path) -> Importer:
    return Importer(tmp_path)


def test_rows_without_a_slug_get_one_that_nobody_has(imported: Importer):
    write(slug="garden", name="Something else", website=None, former_slugs=["garden-2"])

    lines = rows(imported("name,slug\nGarden,\nPlot,garden-4\nGarden!,\n日本,\n", "--apply"))

    assert [line.split(":")[0] for line in lines] == [
        "row 2 garden-3",
        "row 3 garden-4",
        "row 4 garden-5",
        "row 5 initiative-c7b7cdcc",
    ]
    assert Initiative.objects.count() == 5


def test_rows_of_the_file_are_compared_with_each_other(imported: Importer):
    lines = rows(
        imported(
            "name,slug,website,aliases\n"
            "Garden,,https://garden.example.org,Tuin\n"
            "Plot,,http://www.garden.example.org/plot,\n"
            "tuin,,,\n"
            "Barn,garden,,\n"
        )
    )

    assert lines == [
        "row 2 garden: new",
        "row 3 plot: likely duplicate of garden (same host)",
        "row 4 tuin: likely duplicate of garden (same name)",
        "row 5 garden: wrong: slug: stands in row 2 too",
    ]


def test_a_dry_run_and_the_import_agree_on_rows_that_touch_each_other(imported: Importer):
    write(slug="garden", name="Garden", website="https://old.example.org", former_slugs=["hof"])
    content = [
        {
            "slug": "garden",
            "name": "Grove",
            "website": "https://new.example.org",
            "former_slugs": [],
        },
        {"name": "Barn", "website": "https://old.example.org"},
        {"name": "Garden"},
        {"name": "Shed", "website": "https://new.example.org"},
        {"slug": "hof", "name": "Hof"},
    ] + [{"name": f"Filler {number}"} for number in range(600)]
    content += [{"name": "Filler 3"}, {"name": "Grove"}]

    said = rows(imported(content))
    lines = rows(imported(content, "--apply"))

    assert lines == said
    assert said[:5] == [
        "line 1 garden: changed: former_slugs, name, website",
        "line 2 barn: new",
        "line 3 garden-2: new",
        "line 4 shed: likely duplicate of garden (same host)",
        "line 5 hof: new",
    ]
    assert said[-2:] == [
        "line 606 filler-3-2: likely duplicate of filler-3 (same name)",
        "line 607 grove: likely duplicate of garden (same name)",
    ]


def test_a_curator_can_say_that_rows_are_no_duplicates(imported: Importer):
    write(slug="garden", name="Garden", website=None)
    table = "name,place\nGarden,Ghent\nGarden,Ronse\n"

    lines = rows(imported(table, "--not-duplicates", "3", "--apply"))
    assert lines == [
        "row 2 garden-2: likely duplicate of garden (same name)",
        "row 3 garden-2: new: no duplicate of garden (same name), as you said",
    ]
    lines = rows(imported(table, "--not-duplicates", "all", "--apply"))
    assert [line.split(":")[0] for line in lines] == ["row 2 garden-3", "row 3 garden-4"]
    with pytest.raises(CommandError, match="the number of a row"):
        imported(table, "--not-duplicates", "some")


def test_addresses_of_others_are_wrong(imported: Importer):
    write(slug="garden", name="Garden", website=None, former_slugs=["hof"])
    lines = rows(
        imported(
            [
                {"slug": "hof", "name": "A"},
                {"slug": "barn", "name": "Barn", "former_slugs": ["hof"]},
                {"slug": "shed", "name": "Shed", "former_slugs": ["garden"]},
                {"slug": "plot", "name": "Plot", "former_slugs": ["field"]},
                {"slug": "field", "name": "Field"},
            ]
        )
    )

    assert [line.partition("wrong: ")[2] for line in lines] == [
        "slug: “hof” is a former address of garden",
        "former_slugs: “hof” is a former address of garden",
        "former_slugs: “garden” is another one's address",
        "",
        "slug: “field” is a former address of plot",
    ]


def test_what_was_withdrawn_or_merged_stays_so(imported: Importer):
    kept = write(slug="garden", name="Garden", website=None)
    withdraw(write(slug="plot", name="Plot", website=None), by=None, reason="Asked for.")
    merge(write(slug="tuin", name="Tuin", website=None), into=kept, by=None, reason="The same.")

    assert rows(imported("slug,name\nplot,Plot 2\ntuin,Tuin 2\n,Plot\n")) == [
        "row 2 plot: wrong: slug: was withdrawn; an import leaves it so",
        "row 3 tuin: wrong: slug: was merged into garden",
        "row 4 plot-2: likely duplicate of plot (same name)",
    ]
