"""What Lighthouse says of a page, with its mobile preset."""

import json
import os
import subprocess
from pathlib import Path

from tests.browser.chromium import find_chromium
from tests.sites import ROOT

VERSION = "12.8.2"
FOLDER = ROOT / ".cache" / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
SECONDS = 300


class NoLighthouse(Exception):
    """It could not be fetched, or gave no answer; says why in one line."""


def fetch() -> Path:
    """Return the command, fetched once.

    Raises:
        NoLighthouse: npm is missing, or cannot fetch it.
    """
    command = FOLDER / "node_modules" / ".bin" / "lighthouse"
    if command.exists():
        return command
    FOLDER.mkdir(parents=True, exist_ok=True)
    package = f"lighthouse@{VERSION}"
    try:
        done = subprocess.run(
            ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(FOLDER), package],
            env={**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"},
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoLighthouse(f"npm does not run here: {error}") from error
    if done.returncode:
        raise NoLighthouse(f"npm cannot fetch {package}: {done.stderr.strip().splitlines()[-1]}")
    return command


def scores(command: Path, url: str) -> dict[str, int]:
    """Return the four scores of a page, from 0 to 100.

    Raises:
        NoLighthouse: it does not come to an end with this page.
    """
    report = FOLDER / "report.json"
    done = subprocess.run(
        [
            str(command),
            url,
            "--quiet",
            "--output=json",
            f"--output-path={report}",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={FLAGS}",
        ],
        env={**os.environ, "CHROME_PATH": str(find_chromium())},
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    if done.returncode:
        raise NoLighthouse(f"{url}: {done.stderr.strip().splitlines()[-1:]}")
    categories = json.loads(report.read_text())["categories"]
    return {key: round(100 * categories[key]["score"]) for key in CATEGORIES}
