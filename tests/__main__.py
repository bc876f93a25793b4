"""Every test there is, as `make test` runs them: on SQLite, on PostgreSQL, and in a browser.

It stops at the first of the three that fails. Where PostgreSQL or a browser cannot be had, it
says so in one line and leaves those tests out; with CI=true that is a failure.
"""

import os
import subprocess
import sys

from tests.browser.chromium import NoBrowser, find_chromium
from tests.postgresql import NoPostgreSQL, running_server

PARALLEL = ("-n", "auto")


def main() -> int:
    """Run the three parts; return the exit status of the last one that ran."""
    return _on_sqlite() or _on_postgresql() or _in_browser()


def _on_sqlite() -> int:
    return _pytest("SQLite", *PARALLEL, DATABASE_URL="")


def _on_postgresql() -> int:
    try:
        with running_server() as environment:
            return _pytest("PostgreSQL", *PARALLEL, **environment)
    except NoPostgreSQL as reason:
        return _left_out("PostgreSQL", reason)


def _in_browser() -> int:
    try:
        chromium = find_chromium()
    except NoBrowser as reason:
        return _left_out("a browser", reason)
    return _pytest("Chromium", "tests/browser", *PARALLEL, DATABASE_URL="", CHROMIUM=str(chromium))


def _pytest(title: str, *arguments: str, **environment: str) -> int:
    print(f"\n== Tests with {title}", flush=True)
    variables = {name: value for name, value in {**os.environ, **environment}.items() if value}
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], env=variables).returncode


def _left_out(what: str, reason: Exception) -> int:
    print(f"\n== No tests with {what}: {reason}", flush=True)
    return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
