"""Exports: what comes out, inert in spreadsheets, and the same when it is imported again."""

import csv
import io
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from initiatives.catalogue import withdraw
from initiatives.columns import COLUMNS, cell_of, guarded, unguarded
from initiatives.entry import Entry, dump, validate
from initiatives.exports import FORMATS, LICENCE, listed_entries
from initiatives.importing import entry_file
from initiatives.models import CatalogueVersion, Citation, Initiative, Revision
from initiatives.starter import load_starter
from tests.recipes import at, entry_data, make_entry, write
from tests.strategies import LETTERS, entries

SIGNS = "=+-@'\t\r\n ＝;[]\"a#N/A!"


def exported(kind: str) -> str:
    out = io.StringIO()
    call_command("export_initiatives", "--format", kind, stdout=out)
    return out.getvalue()


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def fates(path: Path) -> list[str]:
    out = io.StringIO()
    call_command("import_initiatives", str(path), "--apply", stdout=out, stderr=io.StringIO())
    lines = out.getvalue().splitlines()
    return [line.split(": ")[1] for line in lines if line.startswith(("row ", "line ", "entry "))]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", FORMATS)
def test_exporting_the_starter_catalogue_and_importing_it_changes_nothing(
    tmp_path: Path, kind: str
):
    load_starter()
    before = CatalogueVersion.current()
    path = tmp_path / f"all.{kind}"
    call_command("export_initiatives", "--output", str(path))

    assert fates(path) == ["unchanged"] * 168
    assert CatalogueVersion.current() == before


@pytest.mark.django_db
@pytest.mark.parametrize("kind", FORMATS)
def test_a_new_catalogue_can_be_filled_from_an_export(tmp_path: Path, kind: str):
    write(slug="garden", aliases=["Hof; tuin", "=1+1"], former_slugs=["plot"])
    write(slug="barn", name="'Barn", website=None, assessments=[], p2p_test={}, checked_on=None)
    path = tmp_path / "export"
    path.write_text(exported(kind), encoding="utf-8", newline="")
    before = list(listed_entries())
    empty_the_catalogue()

    assert fates(path) == ["new", "new"]
    assert list(listed_entries()) == before


def empty_the_catalogue() -> None:
    Revision.objects.all().delete()
    Citation.objects.all().delete()
    Initiative.objects.all().delete()


@settings(suppress_health_check=list(HealthCheck))
@given(st.lists(entries(), max_size=2), st.sampled_from(sorted(FORMATS)))
def test_random_entries_survive_every_format(tmp_path: Path, some: list[Any], kind: str):
    path = tmp_path / "export"
    valid = [validate(data).entry for data in some]
    given_data = [dump(entry) for entry in valid if entry]
    assert len(given_data) == len(some)
    path.write_text("".join(FORMATS[kind](iter(given_data))), encoding="utf-8", newline="")

    rows = list(entry_file(path).rows())

    assert [row.problems + row.notes for row in rows] == [[]] * len(some)
    assert [validate(row.applied_to({})).entry for row in rows] == valid


def test_every_field_of_an_entry_has_its_columns():
    assert {column.path[0] for column in COLUMNS} == set(Entry.model_fields)
    full = dump(make_entry(aliases=["Hof"], short_name={"en": "G", "nl": "T"}))
    assert {column.name: cell_of(full, column) for column in COLUMNS}["short_name_nl"] == "T"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", FORMATS)
def test_every_export_says_the_licence(kind: str):
    write()
    assert LICENCE in exported(kind)
    assert "CC BY-SA 4.0" in LICENCE


@pytest.mark.django_db
@pytest.mark.parametrize("kind", FORMATS)
def test_only_what_is_listed_is_exported(kind: str):
    write(slug="garden", name="Garden")
    withdraw(write(slug="secret-plot", name="Plot"), by=None, reason="Asked for.")

    assert "garden" in exported(kind)
    assert "secret-plot" not in exported(kind)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", FORMATS)
def test_an_empty_catalogue_is_an_export_too(tmp_path: Path, kind: str):
    path = tmp_path / "export"
    path.write_text(exported(kind), encoding="utf-8", newline="")

    assert fates(path) == []


@pytest.mark.django_db
def test_json_is_one_object_and_json_lines_an_object_a_line():
    write()
    assert json.loads(exported("json"))["entries"][0]["slug"] == "garden"
    lines = [json.loads(line) for line in exported("jsonl").splitlines()]
    assert [line.get("slug") for line in lines] == ["garden", None]


@pytest.mark.django_db
def test_a_table_holds_lists_and_objects_in_cells():
    write(aliases=["Hof", "Tuin"], sectors=["food", "housing"])
    row = table(exported("csv"))[0]

    assert (row["aliases"], row["sectors"]) == ("Hof; Tuin", "food; housing")
    assert row["summary_nl"] == "Buren telen voedsel."
    assert json.loads(row["assessments"])[0]["as_of"] == 2010


@pytest.mark.django_db
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝"])
def test_no_text_is_a_formula_in_a_spreadsheet(start: str):
    evil = f"{start}HYPERLINK(1)"
    write(
        name=evil,
        short_name={"en": evil},
        place=evil,
        aliases=[evil],
        tags=[evil, "b", evil + "2"],
        summary={"en": evil},
        description={"en": evil + "\nmore", "nl": "-"},
        p2p={"nl": evil},
        assessments=[at(2010, rationale_purpose={"en": evil})],
    )
    cells = [cell for row in table(exported("csv")) for cell in row.values() if cell]

    assert evil in "".join(cells)
    assert not [cell for cell in cells if cell[0] in "=+-@\t\r\n＝＋－＠"]


@settings(deadline=None)
@given(st.text(alphabet=SIGNS + LETTERS, max_size=8) | st.sampled_from(["#N/A", "'#N/A", "''=x"]))
def test_the_guard_comes_off_as_it_went_on(text: str):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_an_apostrophe_of_its_own_needs_no_guard():
    assert guarded("'t Hof") == "'t Hof"
    assert guarded("'=1") == "''=1"


@pytest.mark.django_db
def test_many_initiatives_cost_no_more_queries_than_one(django_assert_num_queries):
    write(slug="first")
    with django_assert_num_queries(10):
        list(listed_entries())
    for number in range(20):
        write(slug=f"g{number}")
    with django_assert_num_queries(10):
        assert len(list(listed_entries())) == 21


@pytest.mark.django_db
def test_a_file_is_named_for_its_format_and_is_there_whole_or_not_at_all(
    tmp_path: Path, monkeypatch
):
    write()
    path = tmp_path / "all.CSV"
    call_command("export_initiatives", "--output", str(path))
    assert path.read_text(encoding="utf-8").startswith("\ufeffslug,")
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o644

    def broken() -> Any:
        yield entry_data()
        raise OSError("disk full")

    monkeypatch.setattr("initiatives.management.commands.export_initiatives.listed_entries", broken)
    other = tmp_path / "other.json"
    with pytest.raises(CommandError, match="disk full"):
        call_command("export_initiatives", "--output", str(other))
    assert os.listdir(tmp_path) == ["all.CSV"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", [".", "missing/all.csv"])
def test_where_no_file_can_be_made_one_sentence_says_so(tmp_path: Path, name: str):
    with pytest.raises(CommandError):
        call_command("export_initiatives", "--output", str(tmp_path / name))
