"""Values in tables and in JSON, as people and programs write them."""

from pathlib import Path
from typing import Any

import pytest

from initiatives.models import Initiative
from tests.imports import Importer, entry_of, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(tmp_path: Path) -> Importer:
    return Importer(tmp_path)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("be", "BE"),
        ("BELGIË", "BE"),
        ("Belgique", "BE"),
        ("belgien", "BE"),
        ("the Netherlands", "NL"),
        ("Holland", "NL"),
        ("Cote d’Ivoire", "CI"),
        ("U.S.A.", "US"),
        ("UK", "GB"),
        ("Zuid Korea", "KR"),
        ("Czech Republic", "CZ"),
    ],
)
def test_a_country_may_be_named_in_four_languages(imported: Importer, typed: str, code: str):
    imported(f"name,country\nGarden,{typed}\n", "--apply")

    assert Initiative.objects.get().country == code


def test_a_country_that_nobody_knows_is_wrong(imported: Importer):
    lines = rows(imported("name,country\nGarden,Atlantis\n"))

    assert lines == ["row 2 Garden: wrong: country: must be a two-letter country code such as BE"]


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("founded", "2004", 2004),
        ("founded", "2004.0", 2004),
        ("founded", "2004,00", 2004),
        ("founded", "2004-05-31", 2004),
        ("checked_on", "2026-01-31 00:00:00", "2026-01-31"),
        ("prominence", "2.0", 2),
        ("reach", "Lokaal", "local"),
        ("output", "GLOBAL", "global"),
        ("sectors", "Food; Mobiliteit", ["food", "mobility"]),
        ("needs", "grow-food;Share a car", ["grow-food", "share-a-car"]),
        ("tags", " a ; b;;", ["a", "b"]),
        ("website", "example.org:8080/x", "https://example.org:8080/x"),
        ("website", "HTTP://Example.org", "HTTP://Example.org"),
    ],
)
def test_values_are_read_as_people_type_them(
    imported: Importer, column: str, cell: str, value: Any
):
    lines = rows(imported(f"name\t{column}\nGarden\t{cell}\n", "--apply"))

    assert lines[0].startswith("row 2 garden: new")
    assert entry_of("garden")[column] == value


@pytest.mark.parametrize(
    ("cell", "answer"),
    [("yes", "yes"), ("JA", "yes"), ("TRUE", "yes"), ("deels", "partly"), ("0", "no")],
)
def test_yes_partly_and_no_are_understood(imported: Importer, cell: str, answer: str):
    imported(f"name,p2p_test_no_return\nGarden,{cell}\n", "--apply")

    assert Initiative.objects.get().test_no_return == answer


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("website", "ftp://example.org"),
        ("website", "info@example.org"),
        ("website", "http//example.org"),
        ("website", "https://[::1/"),
        ("website", "www.a.example.org www.b.example.org"),
        ("website", "javascript:alert(1)"),
        ("founded", "around 2004"),
        ("founded", "31/05/2004"),
        ("checked_on", "45747"),
        ("checked_on", "31/01/2026"),
        ("prominence", "9"),
        ("reach", "galactic"),
        ("sectors", "magic"),
        ("p2p_test_individual", "maybe"),
        ("founded", "#VALUE!"),
        ("slug", "Not a slug"),
        ("slug", "x\0y"),
        ("name", "Gar\u202eden"),
    ],
)
def test_what_cannot_be_read_is_wrong_in_that_field(imported: Importer, column: str, cell: str):
    table = f"{column},place\n{cell},x\n" if column == "name" else f"name,{column}\nG,{cell}\n"
    lines = rows(imported(table))

    field = column.replace("p2p_test_", "p2p_test.")
    assert len(lines) == 1
    assert f"wrong: {field}: " in lines[0]


def test_numbers_in_json_may_be_those_of_a_data_frame(imported: Importer):
    imported('{"name": "Garden", "founded": 2004.0, "country": "Belgium"}', "--apply")

    assert (entry_of("garden")["founded"], entry_of("garden")["country"]) == (2004, "BE")


def test_a_date_in_json_is_no_number(imported: Importer):
    lines = rows(imported([{"name": "Garden", "checked_on": 0}]))

    assert "wrong: checked_on: must be a date" in lines[0]
