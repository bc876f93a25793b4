"""The entry format: what is valid, and how a broken rule is said."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.utils import translation
from hypothesis import given

from initiatives.entry import Entry, differences, dump, entry_schema, validate
from tests.recipes import at, entry_data, make_entry
from tests.strategies import entries

STARTER = Path("fixtures/initiatives")
PUBLISHED_SCHEMA = Path("docs/entry.schema.json")


def starter_entries() -> list[dict[str, Any]]:
    files = sorted(STARTER.glob("*.json"))
    return [entry for file in files for entry in json.loads(file.read_text(encoding="utf-8"))]


def broken(**changes: Any) -> set[tuple[str, str]]:
    return {(problem.field, problem.rule) for problem in validate(entry_data(**changes)).problems}


def test_the_starter_catalogue_is_valid_and_in_the_one_written_form():
    given = starter_entries()

    assert len(given) == 168
    for data in given:
        outcome = validate(data)
        assert outcome.entry, (data["slug"], outcome.problems)
        assert dump(outcome.entry) == data


def test_the_published_schema_is_that_of_the_code_and_accepts_the_starter_catalogue():
    schema = json.loads(PUBLISHED_SCHEMA.read_text(encoding="utf-8"))
    assert schema == entry_schema()
    for data in starter_entries():
        jsonschema.validate(data, schema)


@given(entries())
def test_a_valid_entry_is_written_as_it_was_read(data: dict[str, Any]):
    outcome = validate(data)

    assert outcome.entry, outcome.problems
    assert validate(dump(outcome.entry)).entry == outcome.entry


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({"slug": "Not a slug"}, "slug", "string_pattern_mismatch"),
        ({"slug": "garden\n"}, "slug", "string_pattern_mismatch"),
        ({"name": " "}, "name", "string_too_short"),
        ({"name": "\u200b"}, "name", "string_too_short"),
        ({"tags": ["\u3164"]}, "tags[0]", "string_too_short"),
        ({"name": "a" + "\u20dd" * 4}, "name", "hidden_signs"),
        ({"name": "Garden\u202egnp"}, "name", "hidden_signs"),
        ({"name": "Gar\x00den"}, "name", "hidden_signs"),
        ({"name": "Gar\ud800den"}, "name", "string_unicode"),
        ({"name": "a" + "\u0301" * 9}, "name", "hidden_signs"),
        ({"name": "A name of more than 24 characters"}, "short_name", "needed_for_long_name"),
        ({"colour": "red"}, "colour", "extra_forbidden"),
        ({"website": "ftp://example.org"}, "website", "web_address"),
        ({"website": "https://me:secret@example.org"}, "website", "web_address"),
        ({"website": "https://[::1/"}, "website", "web_address"),
        ({"website": "http://127.0.0.1/"}, "website", "web_address"),
        ({"website": "http://intranet/"}, "website", "web_address"),
        ({"website": "javascript:alert(1)"}, "website", "web_address"),
        ({"founded": 2999}, "founded", "in_future"),
        ({"founded": 5}, "founded", "greater_than_equal"),
        ({"founded": True}, "founded", "int_type"),
        ({"founded": 2000, "ended": 1999}, "ended", "before_founded"),
        ({"country": "Belgium"}, "country", "country"),
        ({"country": "XX"}, "country", "country"),
        ({"sectors": ["food", "food"]}, "sectors", "repeated"),
        ({"sectors": ["magic"]}, "sectors", "unknown_key"),
        ({"needs": ["sleep"] * 1}, "needs", "unknown_key"),
        ({"reach": "galactic"}, "reach", "literal_error"),
        ({"summary": {"en": "x" * 201}}, "summary.en", "string_too_long"),
        ({"prominence": 4}, "prominence", "literal_error"),
        ({"checked_on": "2999-01-01"}, "checked_on", "in_future"),
        ({"checked_on": 20260131}, "checked_on", "date_type"),
        ({"relations": [{"kind": "part_of", "slug": "garden"}]}, "relations[0].slug", "own_slug"),
        ({"assessments": [at(1999)]}, "assessments[0].as_of", "outside_lifetime"),
        ({"assessments": [at(2010), at(2010)]}, "assessments[1]", "repeated"),
        (
            {"assessments": [at(2010, perspective={"en": "A host"})]},
            "assessments",
            "no_general_view",
        ),
        (
            {"assessments": [at(2010, decentralisation=101)]},
            "assessments[0].decentralisation",
            "less_than_equal",
        ),
        (
            {"assessments": [at(2010, purpose=float("nan"))]},
            "assessments[0].purpose",
            "int_type",
        ),
        ({"assessments": [at(2010, sources=[])]}, "assessments[0].sources", "too_short"),
        (
            {"assessments": [at(2010, answers={"magic": 1})]},
            "assessments[0].answers",
            "unknown_key",
        ),
        (
            {"assessments": [at(2010, rationale_purpose={})]},
            "assessments[0].rationale_purpose",
            "missing",
        ),
        (
            {
                "assessments": [
                    at(
                        2010,
                        purpose=46,
                        answers=dict.fromkeys(["ownership", "surplus", "mission"], 1),
                    )
                ]
            },
            "assessments[0].purpose",
            "too_close",
        ),
    ],
)
def test_a_broken_rule_names_its_field(changes: dict[str, Any], field: str, rule: str):
    assert (field, rule) in broken(**changes)


@pytest.mark.parametrize("data", [None, [], "garden", 3, {"slug": None}, {"name": {"a": []}}])
def test_what_is_no_entry_at_all_is_a_problem_and_no_crash(data: Any):
    assert validate(data).problems


def test_a_message_is_in_the_readers_language():
    with translation.override("nl"):
        dutch = validate(entry_data(founded=2999)).problems[0].message
    english = validate(entry_data(founded=2999)).problems[0].message

    assert english == "lies in the future"
    assert dutch == "ligt in de toekomst"


def test_a_name_is_enough_for_an_entry_without_position():
    entry = validate({"slug": "garden", "name": "Garden"}).entry

    assert isinstance(entry, Entry)
    assert entry.assessments == []


def test_differences_name_the_changed_fields_only():
    before = make_entry(assessments=[at(2010, purpose=20), at(2014)])
    after = make_entry(name="Allotment", assessments=[at(2010, purpose=60), at(2015)])

    assert [change.field for change in differences(before, after)] == [
        "name",
        "assessments[2010].purpose",
        "assessments[2014]",
        "assessments[2015]",
    ]
    assert differences(before, before) == []
