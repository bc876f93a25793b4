"""Reading files of entries: whatever stands in them, each row gets its fate."""

import codecs
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from initiatives.importing import Unusable, entry_file
from initiatives.importing.json_list import Items
from initiatives.importing.row import MAX_ROW, Row

TABLE = "name;place\nCafé Zoë;Gent\nHof;Ronse\n"


def rows_in(folder: Path, content: str | bytes) -> list[Row]:
    path = folder / "file"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(entry_file(path).rows())


def said(row: Row) -> dict[str, Any]:
    return {"_".join(path): value for path, value in row.said.items()}


def problems(row: Row) -> str:
    return "; ".join(str(problem) for problem in row.problems)


def refusal(path: Path) -> str:
    with pytest.raises(Unusable) as refused:
        entry_file(path)
    return str(refused.value)


@pytest.mark.parametrize(
    ("encoded", "label"),
    [
        (TABLE.encode(), "UTF-8"),
        (TABLE.encode("utf-8-sig"), "UTF-8"),
        (TABLE.encode("latin-1"), "Windows-1252"),
        (TABLE.replace("Hof", "“Hof”").encode("cp1252"), "Windows-1252"),
        (TABLE.encode("utf-16"), "UTF-16"),
        (TABLE.encode("utf-16-le"), "UTF-16"),
        (TABLE.encode("utf-16-be"), "UTF-16"),
        (codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"), "UTF-16"),
        (TABLE.encode("utf-32"), "UTF-32"),
    ],
)
def test_a_table_is_read_in_the_encoding_it_was_saved_in(
    tmp_path: Path, encoded: bytes, label: str
):
    rows = rows_in(tmp_path, encoded)

    assert [row.name for row in rows][:1] == ["Café Zoë"]
    assert rows[1].name in ("Hof", "“Hof”")
    assert entry_file(tmp_path / "file").remarks[0].endswith(f", {label}")


def test_a_file_pasted_together_from_two_encodings_is_read_in_both(tmp_path: Path):
    content = "name\nCafé\nZoë\nÎle\n".encode() + "Dégage\n".encode("latin-1")

    assert [row.name for row in rows_in(tmp_path, content)] == ["Café", "Zoë", "Île", "Dégage"]


def test_half_a_character_is_kept_as_what_no_entry_may_hold(tmp_path: Path):
    row = rows_in(tmp_path, "name\nGarden".encode("utf-16") + b"\x00")[0]

    assert row.name == "Garden\udfff"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path: Path, separator: str):
    table = f"name{separator}place\nGarden{separator}Ghent\n"

    assert said(rows_in(tmp_path, table)[0]) == {"name": "Garden", "place": "Ghent"}


def test_the_names_of_columns_are_forgiven_case_spaces_and_signs(tmp_path: Path):
    table = "Name , Summary (EN),summary.nl,P2P-test individual\nGarden,A,B,yes\n"

    assert said(rows_in(tmp_path, table)[0]) == {
        "name": "Garden",
        "summary_en": "A",
        "summary_nl": "B",
        "p2p_test_individual": "yes",
    }


def test_unknown_and_repeated_columns_are_named_once_and_left_out(tmp_path: Path):
    rows = rows_in(tmp_path, "name,colour,,name\nGarden,red,x,Plot\nHof,blue,,\n")

    assert [said(row) for row in rows] == [{"name": "Garden"}, {"name": "Hof"}]
    assert entry_file(tmp_path / "file").remarks[1:] == [
        "Columns that are no fields, left out: colour, (without a name)",
        "Columns that stand twice, of which the first counts: name",
    ]


def test_titles_and_empty_rows_may_stand_above_the_columns(tmp_path: Path):
    rows = rows_in(tmp_path, "sep=;\nOur list;;\n;;\nname;place\nGarden;Ghent\n")

    assert [(row.number, row.name) for row in rows] == [(5, "Garden")]


def test_rows_are_numbered_as_in_a_spreadsheet(tmp_path: Path):
    table = 'name,description_en\nA,"two\nlines"\n\n,\n# a remark,\nB,"x"\n'

    assert [(row.number, row.name) for row in rows_in(tmp_path, table)] == [(2, "A"), (6, "B")]


def test_line_breaks_stay_in_texts_of_several_lines_only(tmp_path: Path):
    table = 'name,description_en,tags\n"Gar\r\nden","two\r\nlines","a\nb; c"\n'
    row = rows_in(tmp_path, table)[0]

    assert row.name == "Gar den"
    assert row.said["description", "en"].splitlines() == ["two", "lines"]
    assert row.said["tags",] == ["a", "b", "c"]


def test_lines_may_end_as_on_any_machine(tmp_path: Path):
    for end in ("\n", "\r\n", "\r"):
        rows = rows_in(tmp_path, f"name{end}A{end}B")
        assert [row.name for row in rows] == ["A", "B"]


def test_cells_beyond_the_columns_are_wrong_unless_empty(tmp_path: Path):
    rows = rows_in(tmp_path, "name,place\nA,Ghent,,\nB,Ghent,Ronse\nC\n")

    assert [problems(row) for row in rows] == [
        "",
        "entry: has more cells than the table has columns",
        "",
    ]
    assert rows[2].notes == ["cells missing at the end: 1"]


def test_a_formula_that_failed_is_wrong(tmp_path: Path):
    rows = rows_in(tmp_path, "name,founded\nA,#REF!\nB,#N/B\n")

    assert [problems(row) for row in rows] == [
        "founded: holds a formula that failed: #REF!",
        "founded: holds a formula that failed: #N/B",
    ]


@pytest.mark.parametrize("after", ["", "C,x\n", 'C,"x"\n'])
def test_a_quotation_without_end_spoils_its_own_row_only(tmp_path: Path, after: str):
    rows = rows_in(tmp_path, f'name,place\nA,x\nQ,"no end\nB,x\n{after}')

    assert [(row.name, problems(row)) for row in rows][:3] == [
        ("A", ""),
        (None, "entry: has a quotation mark without its counterpart, or out of its place"),
        ("B", ""),
    ]
    assert len(rows) == (4 if after else 3)


def test_a_quotation_without_end_does_not_swallow_a_long_table(tmp_path: Path):
    many = f"B,{'x' * 998}\n" * (MAX_ROW // 900)
    rows = rows_in(tmp_path, f'name,place\nQ,"no end\n{many}')

    assert "quotation mark" in problems(rows[0])
    assert [row.name for row in rows[1:]] == ["B"] * (MAX_ROW // 900)


def test_a_row_that_is_too_long_spoils_itself_only(tmp_path: Path):
    long = "x" * (2 * MAX_ROW)
    quoted = f'"{long}'
    for content in (
        f"name,place\nA,x\nQ,{long}\nB,x\n",
        f'name,place\nA,x\nQ,"a\n{quoted}\nB,x\n',
        f'{{"name": "A"}}\n{{"name": "{long}"}}\n{{"name": "B"}}\n',
        f'[{{"name": "A"}},\n{{"name": "{long}"}},\n{{"name": "B"}}]',
    ):
        rows = rows_in(tmp_path, content)
        assert [row.name for row in rows if not row.problems] == ["A", "B"]
        assert any("is longer than 1,000,000" in problems(row) for row in rows)


def test_a_null_byte_stays_for_the_rules_to_refuse(tmp_path: Path):
    rows = rows_in(tmp_path, "name\nGar\0den\nHof\n")

    assert [row.name for row in rows] == ["Gar\0den", "Hof"]


@pytest.mark.parametrize(
    "content",
    [
        '[{"name": "A"}, {"name": "B"}]',
        '\ufeff [\n{"name": "A"}\n,{"name": "B"}\n]\n',
        '{"name": "A"}\n\n{"name": "B"}\n{"licence": "CC BY-SA 4.0"}\n',
        '{"licence": "CC", "made": 3, "entries": [{"name": "A"}, {"name": "B"}]}',
        '{"entries":[{"name": "A"}, {"name": "B"}], "licence": "CC"}',
        '{\n  "name": "A"\n}\n{\n  "name": "B"\n}\n',
    ],
)
def test_json_is_read_as_a_list_in_an_object_in_lines_or_one_after_the_other(
    tmp_path: Path, content: str
):
    assert [row.name for row in rows_in(tmp_path, content)] == ["A", "B"]


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        ("{'name': 'x'}", "is not JSON"),
        ('{"name": NaN}', "NaN is no number"),
        ('{"name": ' + "9" * 5000 + "}", "is not JSON"),
        ("[" * 100_000 + "]" * 100_000, "nested too deeply"),
        ("3", "must be an object"),
        ("null", "must be an object"),
        ('["a"]', "must be an object"),
        ("{} {", None),
        ('{"name": "x"', None),
    ],
)
def test_a_broken_item_is_wrong_and_hides_no_other(tmp_path: Path, item: str, problem: str | None):
    listed = rows_in(tmp_path, f'[{{"name": "A"}}, {item}, {{"name": "B"}}]')
    lines = rows_in(tmp_path, f'{{"name": "A"}}\n{item}\n{{"name": "B"}}\n')

    for rows in (listed, lines):
        assert rows[0].name == "A"
        assert any(row.problems for row in rows)
    assert lines[-1].name == "B"
    if problem:
        assert listed[-1].name == "B"
        for rows in (listed, lines):
            assert problem in problems(rows[1])


def test_a_list_that_was_cut_off_says_so(tmp_path: Path):
    rows = rows_in(tmp_path, '[{"name": "A"}, {"name": "B')

    assert [bool(row.problems) for row in rows] == [False, True, True]
    assert "cut off" in problems(rows[2])


def test_what_stands_after_a_list_is_not_passed_over(tmp_path: Path):
    rows = rows_in(tmp_path, '[{"name": "A"}] [{"name": "B"}]')

    assert "after the end of the list" in problems(rows[1])


@settings(suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.text(max_size=3), inner, max_size=3)
            ),
            max_leaves=8,
        ),
        min_size=1,
    ),
    st.sampled_from([None, 1]),
)
def test_a_list_falls_apart_into_its_items(values: list[Any], indent: int | None):
    class Pieces:
        """A file that is read a few signs at a time."""

        def __init__(self, text: str) -> None:
            self.text = text

        def read(self, size: int) -> str:
            piece, self.text = self.text[:7], self.text[7:]
            return piece

    text = json.dumps(values, ensure_ascii=False, indent=indent)
    items = list(Items(Pieces(text)))  # type: ignore[arg-type]

    assert [json.loads(item) for item in items] == values


@settings(suppress_health_check=list(HealthCheck))
@given(
    st.binary(max_size=200).map(lambda rest: b"name;slug\n" + rest)
    | st.binary(max_size=200).map(lambda rest: b'{"' + rest)
    | st.binary(max_size=200).map(lambda rest: b"[" + rest)
    | st.binary(max_size=200)
)
def test_no_file_crashes(tmp_path: Path, content: bytes):
    path = tmp_path / "file"
    path.write_bytes(content)
    try:
        rows = list(entry_file(path).rows())
    except Unusable as refused:
        assert str(refused).startswith(str(path))
    else:
        assert all(row.said or row.problems or row.notes or row.number for row in rows)


def test_what_is_no_file_of_entries_is_refused_in_a_sentence(tmp_path: Path):
    (tmp_path / "empty").write_text(" \n")
    (tmp_path / "book.xlsx").write_bytes(b"PK\x03\x04rest")
    (tmp_path / "list.csv").write_text("colour,size\nred,2\n")

    assert refusal(tmp_path / "missing.csv").endswith("No such file or directory")
    assert refusal(tmp_path).endswith("This is no file.")
    assert "Save it as CSV" in refusal(tmp_path / "book.xlsx")
    assert refusal(tmp_path / "empty").endswith("The file is empty.")
    assert "No column is called name or slug" in refusal(tmp_path / "list.csv")
