"""What all tests share."""

from pathlib import Path

import pytest

BROWSER_TESTS = Path(__file__).parent / "browser"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the browser tests out unless the command names them."""
    if collection_path != BROWSER_TESTS:
        return None
    asked_for = any("browser" in argument for argument in config.args)
    return None if asked_for else True
