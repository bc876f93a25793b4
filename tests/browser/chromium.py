"""The browser for the tests: found on this machine, or fetched."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

FETCH_SECONDS = 600
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class NoBrowser(Exception):
    """There is none, and none could be fetched; says so in one line."""


def find_chromium() -> Path:
    """Return a Chromium that starts: the system's, else Playwright's, else one fetched now.

    Raises:
        NoBrowser: there is none to be had.
    """
    for way in (_on_this_machine, _fetched):
        for path in way():
            if _starts(path):
                return path
    raise NoBrowser(
        "no Chromium on PATH, and neither Playwright nor apt-get could fetch one here: install "
        "chromium"
    )


def _on_this_machine() -> Iterator[Path]:
    if named := os.environ.get("CHROMIUM"):
        yield Path(named)
    for name in NAMES:
        if found := shutil.which(name):
            yield Path(found)
    yield _of_playwright()


def _fetched() -> Iterator[Path]:
    """Fetch, by one way and then by the next; yield where the browser would be then."""
    if _runs(sys.executable, "-m", "playwright", "install", "chromium"):
        yield _of_playwright()
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _runs("apt-get", "update", "--quiet")
        if _runs("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "chromium"):
            yield Path("/usr/bin/chromium")


def _of_playwright() -> Path:
    asked = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True)
    return Path(told.stdout.strip() or "chromium-of-playwright")


def _starts(path: Path) -> bool:
    return _runs(str(path), "--version")


def _runs(*command: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, timeout=FETCH_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
