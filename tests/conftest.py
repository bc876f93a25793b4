"""What all tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings

from tests.sites import Site, new_site

# How fast a machine is, is nothing that a test should fail on.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

BROWSER_TESTS = Path(__file__).parent / "browser"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the browser tests out unless the command names them."""
    if collection_path != BROWSER_TESTS:
        return None
    asked_for = any("browser" in argument for argument in config.args)
    return None if asked_for else True


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Begin each test in English, whatever page the one before it read."""
    with translation.override("en"):
        yield


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site that nobody else uses, for tests that run it as people do."""
    with new_site(tmp_path) as made:
        yield made
