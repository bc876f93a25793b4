"""Many at once, and the server killed in the middle: what was acknowledged is there."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pytest

from tests.senders import filled_in
from tests.sites import ROOT, Site, free_port, new_site

UNLIMITED = {
    "P2PMAP_STARTER": "no",
    "P2PMAP_FORM_SECONDS": "0",
    "P2PMAP_SENT_PER_ADDRESS": "100000",
    "P2PMAP_SENT_PER_DAY": "100000",
    "P2PMAP_QUEUE_LIMIT": "100000",
    "WEB_CONCURRENCY": "2",
}
KILLS = 20
SENDERS = 20
SENT_EACH = 10


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that was served before, so that its database is ready."""
    with new_site(tmp_path_factory.mktemp("site")) as made:
        with made.serving(**UNLIMITED):
            pass
        yield made


@dataclass
class Sender:
    """Somebody who sends in one thing after the other over one connection."""

    port: int
    cookie: str = ""
    hidden: dict[str, str] = field(default_factory=dict)

    def open_form(self) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request("GET", "/submit/")
            with connection.getresponse() as answer:
                html = answer.read().decode()
                self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
        found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html)
        self.hidden = dict(found)

    def send(self, name: str) -> tuple[int, str]:
        """Send one initiative; return the status and where it leads."""
        headers = {
            "Cookie": self.cookie,
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://127.0.0.1:{self.port}",
        }
        body = urlencode({**self.hidden, **filled_in(name=name)})
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request("POST", "/submit/", body, headers)
            with connection.getresponse() as answer:
                answer.read()
                return answer.status, answer.headers.get("Location", "")


def names_in(site: Site) -> list[str]:
    """Return the names of all that is stored."""
    asked = site.manage(
        "shell",
        "--no-imports",
        "--command",
        "from initiatives.models import Submission\n"
        "print('\\n'.join(s.data['name'] for s in Submission.objects.all()))",
    )
    assert asked.returncode == 0, asked.stderr
    return asked.stdout.split("\n")[:-1] if asked.stdout.strip() else []


def test_two_hundred_from_twenty_at_once_are_all_stored(site: Site):
    with site.serving(**UNLIMITED) as serving:
        port = int(serving.url.rpartition(":")[2])

        def sends(who: int) -> list[tuple[int, str]]:
            sender = Sender(port)
            sender.open_form()
            return [sender.send(f"burst {who}-{n}") for n in range(SENT_EACH)]

        with ThreadPoolExecutor(SENDERS) as pool:
            answers = [answer for found in pool.map(sends, range(SENDERS)) for answer in found]
        log = serving.log.read_text()

    assert {status for status, _address in answers} == {303}
    assert len({address for _status, address in answers}) == SENDERS * SENT_EACH
    stored = [name for name in names_in(site) if name.startswith("burst ")]
    assert len(stored) == len(set(stored)) == SENDERS * SENT_EACH
    assert "locked" not in log


@contextmanager
def killable(site: Site) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """Serve a site that is ready, in a process group that can be killed as a whole."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config=python:p2pmap.gunicorn_conf", "p2pmap.wsgi"],
        cwd=ROOT,
        env=site.environment(PORT=str(port), DJANGO_SETTINGS_MODULE="p2pmap.settings", **UNLIMITED),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for(port, process)
        yield port, process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert process.poll() is None
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    raise AssertionError("no answer")


def killed_in_a_burst(site: Site, names: str, after: int) -> list[str]:
    """Let four send without end, kill the server after so many; return what was acknowledged."""
    acknowledged: list[str] = []
    enough = threading.Event()
    with killable(site) as (port, process):

        def sends(who: int) -> None:
            sender = Sender(port)
            with suppress(OSError, http.client.HTTPException):
                sender.open_form()
                for n in range(10_000):
                    name = f"{names}-{who}-{n}"
                    status, _address = sender.send(name)
                    assert status == 303
                    acknowledged.append(name)
                    if len(acknowledged) >= after:
                        enough.set()

        with ThreadPoolExecutor(4) as pool:
            senders = [pool.submit(sends, who) for who in range(4)]
            assert enough.wait(120)
            os.killpg(process.pid, signal.SIGKILL)
        for sender in senders:
            sender.result()
    return acknowledged


def test_what_was_acknowledged_survives_a_kill_in_the_middle_of_a_burst(site: Site):
    acknowledged: list[str] = []
    for n in range(KILLS):
        acknowledged += killed_in_a_burst(site, f"kill {n}", after=3 + n % 5)

    missing = set(acknowledged) - set(names_in(site))
    assert len(acknowledged) >= 3 * KILLS
    assert missing == set(), f"{len(missing)} of {len(acknowledged)} are lost"
