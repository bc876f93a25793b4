"""`import_initiatives`: what it says of each row, and what it writes."""

import csv
import io
import json
import re
import textwrap
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from initiatives.columns import COLUMNS
from initiatives.entry import dump, to_entry
from initiatives.importing import steps
from initiatives.models import CatalogueVersion, Initiative, Origin, Revision
from tests.imports import FILE, Importer, entry_of, rows
from tests.recipes import at, entry_data, write

pytestmark = pytest.mark.django_db
DOCS = Path("docs/import.md")


@pytest.fixture
def imported(tmp_path: Path) -> Importer:
    return Importer(tmp_path)


def test_each_row_gets_its_fate_and_a_dry_run_writes_nothing(imported: Importer):
    write(slug="garden", name="Garden", website="https://garden.example.org/")
    write(slug="plot", name="Plot", website=None, founded=2000)
    before = CatalogueVersion.current()
    table = (
        "slug,name,website,founded,country\n"
        "garden,Garden,,,\n"
        "plot,,,1999,NL\n"
        "barn,Barn,www.barn.example.org,2004.0,Belgium\n"
        ",Hofke,http://www.garden.example.org/about,,\n"
        ",Plöt,,,\n"
        "shed,Shed,not an address,long ago,\n"
    )

    lines = imported(table)

    assert rows(lines) == [
        "row 2 garden: unchanged",
        "row 3 plot: changed: founded, country",
        "row 4 barn: new (website read as https://www.barn.example.org; "
        "country “Belgium” read as BE)",
        "row 5 hofke: likely duplicate of garden (same host)",
        "row 6 plot-2: likely duplicate of plot (same name)",
        "row 7 shed: wrong: website: must be a public address that starts with http:// or "
        "https://; founded: must be a whole number",
    ]
    assert lines[-3:] == [
        "6 rows. 1 unchanged.",
        "A dry run: nothing was written. --apply writes 1 new, 1 changed.",
        "Left out: 1 wrong, 2 likely duplicate.",
    ]
    assert CatalogueVersion.current() == before


def test_apply_writes_what_is_new_or_changed_and_says_what_it_left_out(imported: Importer):
    write(slug="garden", name="Garden", website="https://garden.example.org/")
    content = [
        {"slug": "garden", "founded": 2001},
        {"name": "Barn"},
        {"name": "GARDEN"},
        {"name": "Shed", "founded": 99},
    ]

    said = rows(imported(content))
    lines = imported(content, "--apply")

    assert rows(lines) == said
    assert lines[-2:] == ["Written: 1 new, 1 changed.", "Left out: 1 wrong, 1 likely duplicate."]
    assert set(Initiative.objects.values_list("slug", "founded")) == {
        ("garden", 2001),
        ("barn", None),
    }
    revision = Revision.objects.get(initiative__slug="barn")
    assert (revision.origin, revision.reason) == (Origin.IMPORT, f"Import of {FILE}")
    assert Revision.objects.filter(origin=Origin.IMPORT).count() == 2


def test_a_second_import_of_the_same_file_changes_nothing(imported: Importer):
    content = [entry_data(slug=f"g{n}", name=f"G {n}", website=None) for n in range(3)]
    imported(content, "--apply")

    assert [line.split(": ")[1] for line in rows(imported(content, "--apply"))] == ["unchanged"] * 3
    assert Revision.objects.count() == 3


def test_nothing_is_written_where_the_database_refuses_one_row(imported: Importer, monkeypatch):
    writer = steps.write_entry

    def refusing(entry: Any, **options: Any) -> Any:
        if entry.slug == "plot":
            raise IntegrityError("no room")
        return writer(entry, **options)

    monkeypatch.setattr(steps, "write_entry", refusing)
    with pytest.raises(CommandError, match="Nothing was written: no room"):
        imported("name\nGarden\nPlot\n", "--apply")
    assert not Initiative.objects.exists()


def test_fields_that_a_row_leaves_out_or_empty_keep_what_they_have(imported: Importer):
    write(slug="garden", website="https://garden.example.org/")
    before = entry_of("garden")

    imported("slug,name,summary_nl,place,tags\ngarden,Hof,Nieuw.,,\n", "--apply")

    assert entry_of("garden") == before | {
        "name": "Hof",
        "summary": {"en": "Neighbours grow food.", "nl": "Nieuw."},
    }


def test_json_empties_a_field_that_it_says_is_null(imported: Importer):
    write(slug="garden")
    imported([{"slug": "garden", "founded": None, "tags": [], "summary": None}], "--apply")

    after = entry_of("garden")
    assert (after["founded"], after["tags"], after["summary"]) == (None, [], {})
    assert after["place"] == "Ghent"


def test_a_table_brings_relations_and_assessments_as_json(imported: Importer):
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["name", "relations", "assessments"])
    relations = [{"kind": "part_of", "slug": "other"}]
    table.writerow(["Garden", json.dumps(relations), json.dumps([at(2010)])])
    table.writerow(["Barn", "part of other", '[{"as_of": 2010'])

    lines = rows(imported(out.getvalue(), "--apply"))

    assert lines[0] == "row 2 garden: new"
    assert "wrong: relations: is not JSON" in lines[1]
    assert "assessments: is not JSON" in lines[1]
    assert entry_of("garden")["relations"] == relations
    assert Initiative.objects.get().as_of == 2010


def test_unchanged_rows_cost_no_queries_of_their_own(imported: Importer):
    for number in range(12):
        write(slug=f"g{number}", name=f"G {number}", website=f"https://g{number}.example.org")
    content = [entry_data(slug=f"n{n}", name=f"N {n}", website=None) for n in range(12)]
    content += [dump(to_entry(initiative)) for initiative in Initiative.objects.order_by("pk")]
    counts = []
    for some in (content[:1] + content[-1:], content):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            imported(some)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 20


def test_hostile_text_cannot_steer_the_terminal(imported: Importer):
    lines = imported([{"name": "\x1b[2J\u202eevil", "slug": "\udfffx\n" + "y" * 5000}])

    assert len(rows(lines)) == 1
    assert all(line.isprintable() and len(line) <= 600 for line in lines)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing.csv", "No such file"),
        (".", "This is no file"),
        ("x\0y", "null byte"),
        ("é" * 300, "too long"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path, name: str, message: str):
    with pytest.raises(CommandError, match=message):
        call_command("import_initiatives", str(tmp_path / name), stdout=io.StringIO())


def test_progress_on_a_long_file_goes_to_the_other_stream(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("initiatives.management.commands.import_initiatives._PROGRESS_EVERY", 100)
    path = tmp_path / FILE
    path.write_text("name\n" + "".join(f"Garden {number}\n" for number in range(250)))
    out, progress = io.StringIO(), io.StringIO()
    call_command("import_initiatives", str(path), stdout=out, stderr=progress)

    assert progress.getvalue().splitlines() == ["100 rows read …", "200 rows read …"]
    assert "rows read" not in out.getvalue()


_json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["garden", "https://[::1/", "\udfff", "\0", "2004.0", "=1+1"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["en", "nl", "as_of", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.dictionaries(st.sampled_from([*entry_data(), "aliases", "relations"]), _json_values)
        | st.fixed_dictionaries(
            {"slug": st.just("garden")},
            optional={key: _json_values for key in entry_data() if key != "slug"},
        ),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_a_file_says_no_row_crashes(imported: Importer, data: list[Any]):
    if not Initiative.objects.exists():
        write(slug="garden")

    assert len(rows(imported(data, "--apply"))) == len(data)


def indented_after(heading: str) -> list[str]:
    """Return the blocks of indented lines in a section of the docs."""
    section = DOCS.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    blocks = re.findall(r"(?:^    .*\n)+", section, re.MULTILINE)
    return [textwrap.dedent(block) for block in blocks]


def test_the_example_in_the_docs_is_answered_as_they_say(imported: Importer):
    table, answer = indented_after("An example")

    assert "\n".join(imported(table)) + "\n" == answer


def test_the_docs_name_every_column():
    text = DOCS.read_text(encoding="utf-8")

    assert [column.name for column in COLUMNS if f"`{column.name}`" not in text] == []
