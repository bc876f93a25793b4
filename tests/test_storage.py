"""Static files as they are served: ours without comments, those of others as they came."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import override_settings

from p2pmap.storage import HashedStaticFilesStorage, without_comments
from tests.sites import ROOT

OURS = sorted(
    path.relative_to(ROOT / "static").as_posix()
    for folder in ("js", "css")
    for path in (ROOT / "static" / folder).iterdir()
)


@pytest.mark.parametrize("name", OURS)
def test_our_own_files_are_served_without_comments(name, tmp_path):
    source = (ROOT / "static" / name).read_text(encoding="utf-8")
    storage = HashedStaticFilesStorage(location=str(tmp_path), base_url="/static/")

    with open(finders.find(name), "rb") as file:
        saved = storage.save(name, file)

    served = (tmp_path / saved).read_text(encoding="utf-8")
    assert not re.search(r"/\*(?!!)|^\s*//", served, re.MULTILINE)
    # Every line of code is still there, in its order.
    code = [line for line in served.splitlines() if line.strip()]
    lines = iter(source.splitlines())
    assert all(any(line == other.rstrip() or line == other for other in lines) for line in code)


def test_what_is_collected_is_whole_under_its_hashed_name(tmp_path):
    storage = HashedStaticFilesStorage(location=str(tmp_path), base_url="/static/")
    names = [name for name in OURS if "plotly" not in name]
    for name in names:
        with open(finders.find(name), "rb") as file:
            storage.save(name, file)

    hashed = {name: storage.hashed_name(name) for name in names}
    for name in names:
        with storage.open(name) as file:
            storage.save(hashed[name], file)
        assert (tmp_path / hashed[name]).read_bytes() == (tmp_path / name).read_bytes() != b""


def test_files_of_others_stay_as_they_came(tmp_path):
    name = "vendor/plotly/plotly-basic.min.js"
    storage = HashedStaticFilesStorage(location=str(tmp_path), base_url="/static/")

    with open(finders.find(name), "rb") as file:
        saved = storage.save(name, file)

    assert (tmp_path / saved).read_bytes() == (ROOT / "static" / name).read_bytes()


def test_what_looks_like_a_comment_in_a_text_stays():
    script = 'const url = "https://example.org"; // said here\n  // gone\nconst x = `/* kept */`;\n'

    assert without_comments("js/x.js", script) == script.replace("  // gone\n", "")
    assert without_comments("css/x.css", "/*! kept */a{}/* gone */b{}") == "/*! kept */a{}b{}"


@override_settings(STATIC_URL="/static/")
def test_pictures_are_not_touched(tmp_path):
    assert without_comments("img/x.svg", "<!-- kept -->/* kept */") == "<!-- kept -->/* kept */"
