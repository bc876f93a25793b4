"""The Dutch interface, and what finds gaps in it."""

import io
from pathlib import Path

import pytest

from p2pmap import message_catalogue

SAID = """
{% load i18n %}
        {% translate "Map" %}
    {% blocktranslate trimmed %}
            About {{ name }}
    {% endblocktranslate %}
{% blocktranslate count n=n %}{{ n }} thing{% plural %}{{ n }} things{% endblocktranslate %}
"""
COMPLETE = {
    "Map": 'msgid "Map"\nmsgstr "Kaart"',
    "About": 'msgid "About %(name)s"\nmsgstr "Over %(name)s"',
    "count": (
        'msgid "%(n)s thing"\nmsgid_plural "%(n)s things"\n'
        'msgstr[0] "één ding"\nmsgstr[1] "%(n)s dingen"'
    ),
}


@pytest.fixture
def problems_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What is found in a site with one template and one catalogue, some messages of it changed."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(SAID)
    catalogue = tmp_path / "nl" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    monkeypatch.setattr(message_catalogue, "ROOT", tmp_path)
    monkeypatch.setattr(message_catalogue, "LOCALES", tmp_path)
    monkeypatch.setattr(message_catalogue, "FOLDERS", ("templates",))

    def find(**changed: str) -> list[str]:
        header = message_catalogue.HEADER.format(
            language="nl", plural_forms="nplurals=2; plural=(n != 1);"
        )
        messages = {**COMPLETE, **changed}.values()
        catalogue.write_text(header + "\n\n".join(filter(None, messages)) + "\n")
        return list(message_catalogue.problems())

    return find


def test_everything_is_said_in_dutch_with_the_same_placeholders():
    assert list(message_catalogue.problems()) == []


def test_a_whole_catalogue_has_no_problem(problems_of):
    assert problems_of() == []


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"Map": ""}, "nl: not in the catalogue: 'Map'"),
        ({"Map": 'msgid "Map"\nmsgstr ""'}, "nl: not translated: 'Map'"),
        ({"old": 'msgid "Old"\nmsgstr "Oud"'}, "nl: said nowhere any more: 'Old'"),
        ({"Map": '#, fuzzy\nmsgid "Map"\nmsgstr "Kaart"'}, "nl: only guessed (fuzzy): 'Map'"),
        (
            {"About": 'msgid "About %(name)s"\nmsgstr "Over"'},
            "nl: other placeholders than the original: 'About %(name)s'",
        ),
        (
            {"About": 'msgid "About %(name)s"\nmsgstr "Over %(naam)s"'},
            "nl: other placeholders than the original: 'About %(name)s'",
        ),
        (
            {"count": COMPLETE["count"].replace("één ding", "%(aantal)s ding")},
            "nl: unknown placeholders: ('%(n)s thing', '%(n)s things')",
        ),
    ],
)
def test_a_gap_is_found_and_named(problems_of, changed: dict[str, str], problem: str):
    assert problems_of(**changed) == [problem]


def test_markup_may_be_indented_in_any_way():
    page = io.BytesIO(b'    <p>\n        {% translate "A" %}\n  </p>\n      {% translate "B" %}')

    found = message_catalogue.extract_template(page, message_catalogue.KEYWORDS, (), {})

    assert [message for _line, _name, message, _comments in found] == ["A", "B"]
