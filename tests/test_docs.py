"""What README and docs/ say of the code is true, and nothing is missing there."""

import ast
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from tests.sites import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAPERS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(ROOT.glob("docs/*.md"))]
PAPERS += [ROOT / "fixtures" / "README.md"]
OUR_APPS = {"initiatives", "quadrant", "p2pmap"}
TITLES = [path.relative_to(ROOT).as_posix() for path in PAPERS]


def section(title: str) -> str:
    """What stands in the README under a heading."""
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


def first_column(title: str) -> list[str]:
    """What the rows of the table under a heading are about."""
    return re.findall(r"^\| `([^`]+)` \|", section(title), re.MULTILINE)


def settings_read() -> Iterator[str]:
    """The variables that the settings read from the environment."""
    code = ast.parse((ROOT / "p2pmap" / "settings.py").read_text(encoding="utf-8"))
    for node in ast.walk(code):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="env")), args=[ast.Constant(value=name), *_]
            ):
                yield name


def addresses(resolver: URLResolver, before: str = "/") -> Iterator[str]:
    """Every address that the site answers, the admin's as one, as the README writes them."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            is_prefix = isinstance(pattern.pattern, LocalePrefixPattern)
            inside = before if is_prefix else f"{before}{pattern.pattern}"
            yield from [inside] if pattern.namespace else addresses(pattern, inside)
        elif isinstance(pattern, URLPattern):
            yield re.sub(r"<\w+:(\w+)>", r"<\1>", f"{before}{pattern.pattern}")


def test_the_readme_lists_every_setting_and_no_other():
    listed = first_column("Settings")

    assert sorted(listed) == sorted(set(settings_read()))


def test_the_readme_lists_every_address_and_no_other():
    listed = first_column("Addresses")

    assert sorted(listed) == sorted(set(addresses(get_resolver())))


def test_the_readme_lists_every_command_of_ours():
    ours = {command for command, app in get_commands().items() if app in OUR_APPS}

    assert ours <= set(first_column("Commands"))


def test_every_command_that_is_named_exists():
    named = set(first_column("Commands"))
    for path in PAPERS:
        named |= set(re.findall(r"manage\.py ([a-z_]+)", path.read_text(encoding="utf-8")))

    assert named <= set(get_commands())


def test_every_target_of_make_that_is_named_exists_and_every_one_is_named():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE)) - {"venv-dev"}
    text = "\n".join(path.read_text(encoding="utf-8") for path in PAPERS)

    assert set(re.findall(r"\bmake ([a-z-]+)(?=[\s`])", _code_in(text))) == targets


def _code_in(text: str) -> str:
    return "\n".join(re.findall(r"```.*?```|`[^`]+`", text, re.DOTALL))


@pytest.mark.parametrize("paper", PAPERS, ids=TITLES)
def test_every_file_that_is_linked_to_exists(paper: Path):
    links = re.findall(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)", paper.read_text(encoding="utf-8"))

    assert [link for link in links if not (paper.parent / link).exists()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=TITLES)
def test_every_test_that_is_named_exists(paper: Path):
    named = re.findall(r"`(tests/\S+\.py)::(test_\w+)`", paper.read_text(encoding="utf-8"))

    assert [name for name in named if name[1] not in _tests_in(ROOT / name[0])] == []


def _tests_in(path: Path) -> set[str]:
    code = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in code.body if isinstance(node, ast.FunctionDef)}


def test_every_promise_names_its_tests():
    promises = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
    items = re.findall(r"^- .*(?:\n  .*)*", promises, re.MULTILINE)

    assert items
    assert [item for item in items if "`tests/" not in item] == []


def test_the_size_of_the_starter_catalogue_is_told_right():
    size = sum(len(json.loads(path.read_text())) for path in ROOT.glob("fixtures/initiatives/*"))

    for paper in (README, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")):
        assert f"{size} researched initiatives" in paper


def test_the_licence_is_the_official_text_of_the_one_that_is_declared():
    official = "8486a10c4393cee1c25392769ddd3b2d6c242d6ec7928e1414efff7dfb2f07ef"
    metadata = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == official
    assert 'license = "AGPL-3.0-or-later"' in metadata
