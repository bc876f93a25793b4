"""What we took from others is unmodified, licensed, and what we say it is."""

import json
import re

import pytest
from django.contrib.staticfiles import finders

from tests.vendor import (
    GLYPHS,
    PLOTLY,
    PLOTLY_CSS,
    VENDOR,
    WEIGHTS,
    digest,
    plotly_css,
    vendored,
)


@pytest.mark.parametrize("file", vendored(), ids=lambda file: file.path.name)
def test_a_file_of_others_is_unmodified(file):
    assert digest(file.path.read_bytes()) == file.sha256


def test_every_file_of_others_is_listed():
    present = {path for path in VENDOR.rglob("*") if path.is_file()}

    assert present == {file.path for file in vendored()} | {VENDOR / "vendor.toml"}


def test_everything_of_others_comes_with_its_licence():
    folders = {file.path.parent for file in vendored()}

    assert all((folder / "LICENSE").is_file() for folder in folders)


def test_the_script_says_the_version_that_is_listed():
    listed = next(file.version for file in vendored() if file.path == PLOTLY)

    assert f"v{listed}\n" in PLOTLY.read_text()[:200]


def test_our_copy_of_plotlys_rules_is_what_its_script_would_insert():
    assert PLOTLY_CSS.read_text() == plotly_css(PLOTLY.read_text())


def test_the_table_of_letters_knows_the_languages_of_the_site():
    table = json.loads(GLYPHS.read_text())

    assert set(table) == {str(weight) for weight in WEIGHTS}
    assert all(set("AaZz09 ’–éëïčžŁğ&(/)") <= set(letters) for letters in table.values())


def test_htmx_is_the_version_two_that_its_django_package_ships():
    path = finders.find("django_htmx/htmx-2.min.js")

    assert path is not None
    with open(path) as script:
        assert re.search(r'version:"2\.', script.read())
