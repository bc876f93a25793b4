"""The periodic work beside the server: it runs by itself, and goes when the server does."""

import contextlib
import logging
import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from p2pmap.due import _OncePerMessage
from tests.sites import Serving, Site
from tests.smtp import mail_server

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="reads /proc")
SOON_SECONDS = 90


def eventually(is_so: Callable[[], bool]) -> bool:
    """Whether it comes to be so, within a time that only a broken site exceeds."""
    deadline = time.monotonic() + SOON_SECONDS
    while time.monotonic() < deadline:
        if is_so():
            return True
        time.sleep(0.1)
    return False


def processes_of(site: Site) -> set[int]:
    """The processes that run with the data folder of a site."""
    mark = f"P2PMAP_DATA={site.folder}".encode()
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            is_ours = mark in (folder / "environ").read_bytes().split(b"\0")
            state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if is_ours and state != "Z":
            found.add(int(folder.name))
    return found


def periodic_work_of(serving: Serving) -> int:
    """The process of the periodic work: of all that the server started, the first."""
    began = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) == serving.process.pid:
                began[int(folder.name)] = int(fields[19])
    return min(began, key=lambda process: (began[process], process))


def listening_socket_of(serving: Serving) -> str:
    """The socket that the site is served on, as /proc names it."""
    port = urlsplit(serving.url).port
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[1].endswith(f":{port:04X}") and fields[3] == "0A":
            return f"socket:[{fields[9]}]"
    raise AssertionError("nobody listens there")


def port_is_free(serving: Serving) -> bool:
    port = urlsplit(serving.url).port
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def put_mail(site: Site, **settings: str) -> None:
    code = (
        "from tests.recipes import submit\n"
        "submit(data={'name': 'Plot'}, contact_email='bob@example.net')"
    )
    assert site.manage("shell", "-v", "0", "-c", code, **settings).returncode == 0


def test_a_served_site_sends_its_mail_by_itself(site: Site):
    with mail_server() as post_office:
        settings = {"EMAIL_URL": post_office.url, "P2PMAP_STARTER": "no"}
        with site.serving(**settings) as serving:
            put_mail(site, **settings)
            assert eventually(lambda: post_office.recipients() == ["bob@example.net"])
            assert serving.get("/readyz")[0] == 200
            said = serving.log.read_text()

    assert "Traceback" not in said
    assert serving.url in post_office.received[0].text


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM, signal.SIGQUIT, signal.SIGKILL])
def test_no_process_outlives_the_server(site: Site, by: signal.Signals):
    with site.serving(P2PMAP_STARTER="no", WEB_CONCURRENCY="1") as serving:
        assert eventually(lambda: len(processes_of(site)) == 3)
        serving.stop(by)

        if by != signal.SIGKILL:
            assert port_is_free(serving)
            assert processes_of(site) == set()
        assert eventually(lambda: processes_of(site) == set())
        assert eventually(lambda: port_is_free(serving))
        assert "Traceback" not in serving.log.read_text()


def test_the_site_goes_on_without_it(site: Site):
    with site.serving(P2PMAP_STARTER="no", WEB_CONCURRENCY="1") as serving:
        periodic_work = periodic_work_of(serving)
        os.kill(periodic_work, signal.SIGKILL)
        assert eventually(lambda: periodic_work not in processes_of(site))

        assert serving.get("/readyz")[0] == 200
        assert serving.stop() == 0


def test_it_keeps_no_hold_of_the_address_of_the_site(site: Site):
    with site.serving(P2PMAP_STARTER="no", WEB_CONCURRENCY="1") as serving:
        listening = listening_socket_of(serving)

        def holders() -> set[int]:
            return {process for process in processes_of(site) if listening in held_by(process)}

        assert eventually(lambda: periodic_work_of(serving) not in holders())
        assert serving.process.pid in holders()


def held_by(process: int) -> set[str]:
    """What a process has open."""
    with contextlib.suppress(OSError):
        return {os.readlink(one) for one in Path(f"/proc/{process}/fd").iterdir()}
    return set()


def test_its_errors_are_logged_once_and_again_after_a_quiet_round():
    once = _OncePerMessage()

    def passes(text: str) -> bool:
        record = logging.LogRecord("due", logging.ERROR, "", 0, text, None, None)
        return bool(once.filter(record))

    once.begin()
    assert [passes("down"), passes("down"), passes("full")] == [True, False, True]
    once.begin()
    assert not passes("down")
    once.begin()
    once.begin()
    assert passes("down")
