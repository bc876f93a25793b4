"""Sites of their own for tests: a data folder and a database each, run as people run them."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from p2pmap.static_files import STAMP

ROOT = Path(__file__).resolve().parent.parent
KEPT_STATIC = ROOT / ".cache" / "collected-static"
START_SECONDS = 240
STOP_SECONDS = 30
OURS = (
    "ALLOWED_HOSTS",
    "CACHE_URL",
    "DATABASE_URL",
    "DEBUG",
    "EMAIL_URL",
    "PORT",
    "SECRET_KEY",
    "WEB_CONCURRENCY",
)
PASSWORD = "a quiet path through the garden"


@dataclass(frozen=True)
class Site:
    """A site that nobody else uses.

    Attributes:
        folder: its data folder.
        database_url: its own PostgreSQL database; "" for SQLite in the folder.
    """

    folder: Path
    database_url: str = ""

    def environment(self, **settings: str) -> dict[str, str]:
        """The environment of its processes: nothing of the caller's settings, some given here."""
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name not in OURS and not name.startswith(("P2PMAP_", "DJANGO_"))
        }
        own = {"P2PMAP_DATA": str(self.folder), "DATABASE_URL": self.database_url}
        everything = {**inherited, **own, **settings}
        return {name: value for name, value in everything.items() if value}

    def manage(
        self, *arguments: str, answer: str = "", **settings: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a command of manage.py to its end."""
        return self._run("manage.py", *arguments, answer=answer, **settings)

    def try_to_serve(self, **settings: str) -> subprocess.CompletedProcess[str]:
        """Start it where it is expected to refuse."""
        return self._run("-m", "p2pmap.serve", **settings)

    def _run(
        self, *command: str, answer: str = "", **settings: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment(**settings),
            input=answer,
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
        )

    def add_curator(self, name: str) -> None:
        """Make an account that may do everything, with PASSWORD."""
        made = self.manage(
            "createsuperuser",
            "--noinput",
            f"--username={name}",
            f"--email={name}@example.org",
            DJANGO_SUPERUSER_PASSWORD=PASSWORD,
        )
        assert made.returncode == 0, made.stderr

    @contextlib.contextmanager
    def serving(self, **settings: str) -> Iterator["Serving"]:
        """Serve it as `make run` does, on a free port, until the block ends."""
        port = free_port()
        log = self.folder / "serve.log"
        _take_static_files(self.folder)
        with log.open("w") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "p2pmap.serve"],
                cwd=ROOT,
                env=self.environment(PORT=str(port), **settings),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        serving = Serving(f"http://127.0.0.1:{port}", process, log)
        try:
            serving.wait_until_alive()
            _keep_static_files(self.folder)
            yield serving
        finally:
            serving.stop()


@dataclass(frozen=True)
class Serving:
    """A site while it runs."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def wait_until_alive(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.log.read_text()
            with contextlib.suppress(OSError):
                self.get("/healthz")
                return
            time.sleep(0.05)
        raise AssertionError(f"no answer within {START_SECONDS} s: {self.log.read_text()}")

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Return status and text of an address, redirects followed."""
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.url + path, headers=names)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def stop(self, by: signal.Signals = signal.SIGINT) -> int:
        """Stop it, as Ctrl-C does unless told otherwise; return its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(by)
        try:
            return self.process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


def _take_static_files(folder: Path) -> None:
    """Give a site the files that another one collected: hashing and compressing takes a while.

    What changed since then it collects anew by itself.
    """
    if not KEPT_STATIC.exists() or (folder / "static").exists():
        return
    try:
        shutil.copytree(KEPT_STATIC, folder / "static")
    except (OSError, shutil.Error):  # others put newer ones in their place just now
        shutil.rmtree(folder / "static", ignore_errors=True)


def _keep_static_files(folder: Path) -> None:
    """Keep what a site collected for the next ones, unless it is kept already."""
    stamp = folder / "static" / STAMP
    if (KEPT_STATIC / STAMP).exists() and _same(stamp, KEPT_STATIC / STAMP):
        return
    # Others may do the same at this moment: each touches its own folders alone.
    draft = KEPT_STATIC.with_name(f"{KEPT_STATIC.name}-{uuid.uuid4().hex}")
    old = draft.with_name(f"{draft.name}-old")
    shutil.copytree(folder / "static", draft)
    with contextlib.suppress(OSError):
        if KEPT_STATIC.exists():
            KEPT_STATIC.rename(old)
        draft.rename(KEPT_STATIC)
    for rest in (draft, old):
        shutil.rmtree(rest, ignore_errors=True)


def _same(one: Path, other: Path) -> bool:
    return one.read_text() == other.read_text()


@contextlib.contextmanager
def new_site(folder: Path) -> Iterator[Site]:
    """Make a site in a folder, on the engine of this test run; its database goes afterwards."""
    server = os.environ.get("DATABASE_URL", "")
    if not server:
        yield Site(folder)
        return
    name = f"site_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield Site(folder, urlunsplit(urlsplit(server)._replace(path=f"/{name}")))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
