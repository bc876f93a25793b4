"""What all tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import Settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.sites import Site, new_site
from tests.smtp import MailServer, mail_server

# How fast a machine is, is nothing that a test should fail on.
hypothesis_settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("any machine")

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


@pytest.fixture
def post(settings: Settings) -> Iterator[MailServer]:
    """A mail server, and settings that send mail to it."""
    with mail_server() as running:
        settings.SENDS_MAIL = True
        settings.EMAIL_BACKEND = "p2pmap.smtp.EmailBackend"
        settings.EMAIL_HOST = "127.0.0.1"
        settings.EMAIL_PORT = running.port
        settings.EMAIL_TIMEOUT = 20
        yield running
