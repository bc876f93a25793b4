"""The periodic work: as a command, several at once, and killed in the middle."""

import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command

from initiatives.management.commands import run_due
from initiatives.models import Outbox
from tests.at_once import committed
from tests.recipes import submit
from tests.sites import ROOT, Site
from tests.smtp import MailServer, mail_server

MANY = 40


@pytest.mark.django_db
def test_each_part_says_what_it_did_and_nothing_when_it_did_nothing(
    post: MailServer, capsys: pytest.CaptureFixture[str]
):
    submit(contact_email="bob@example.net")

    call_command("run_due")
    assert capsys.readouterr().out == "Mails: 1 sent\n"

    call_command("run_due")
    assert capsys.readouterr().out == ""


@pytest.mark.django_db
@pytest.mark.parametrize("failing", range(len(run_due.PARTS)))
def test_a_part_that_fails_stops_no_other(
    post: MailServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    failing: int,
):
    ran = []

    def part(number: int) -> str:
        ran.append(number)
        if number == failing:
            raise RuntimeError("out of paper")
        return ""

    parts = [lambda number=number: part(number) for number in range(len(run_due.PARTS))]
    for number, one in enumerate(parts):
        one.__name__ = f"part_{number}"
    monkeypatch.setattr(run_due, "PARTS", parts)

    with pytest.raises(CommandError, match=f"part_{failing}"):
        call_command("run_due")

    assert ran == list(range(len(run_due.PARTS)))
    assert "out of paper" in caplog.text


@pytest.fixture
def post_office() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


@pytest.fixture
def busy_site(site: Site, post_office: MailServer) -> Site:
    """A site with a burst of mails to send."""
    assert site.manage("migrate", "-v", "0").returncode == 0
    in_the_site(
        site,
        post_office,
        f"""
        from tests.recipes import submit
        for number in range({MANY}):
            submit(data={{"name": f"Plot {{number}}"}}, contact_email=f"s{{number}}@example.net")
        """,
    )
    return site


def in_the_site(site: Site, post_office: MailServer, code: str) -> str:
    """Run code in the site; return what it prints."""
    lines = [line.removeprefix(" " * 8) for line in code.strip("\n").splitlines()]
    ran = site.manage("shell", "-v", "0", "-c", "\n".join(lines), EMAIL_URL=post_office.url)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def counts(site: Site, post_office: MailServer) -> Counter[str]:
    """How many mails are sent, unclear, given up, and due again."""
    told = in_the_site(
        site,
        post_office,
        """
        from initiatives.models import Outbox
        rows = Outbox.objects
        print(rows.exclude(sent_at=None).count(), rows.unclear().count(),
              rows.exclude(given_up_at=None).count(), rows.unsettled().count())
        """,
    )
    sent, unclear, given_up, unsettled = map(int, told.split())
    return Counter(sent=sent, unclear=unclear, given_up=given_up, waits=unsettled - unclear)


# Ends the claims of whoever was killed, as ten minutes do, and goes on.
GO_ON = """
from django.core.management import call_command
from django.utils import timezone
from initiatives.models import Outbox
Outbox.objects.unsettled().update(due_at=timezone.now())
call_command("run_due")
"""


@contextmanager
def running(site: Site, post_office: MailServer, *command: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "manage.py", *(command or ("shell", "-v", "0", "-c", GO_ON))],
        cwd=ROOT,
        env=site.environment(EMAIL_URL=post_office.url),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield process


def everyone(post_office: MailServer) -> Counter[str]:
    return Counter(post_office.recipients())


ALL = Counter(f"s{number}@example.net" for number in range(MANY))


def test_two_at_once_send_everything_once(busy_site: Site, post_office: MailServer):
    with (
        running(busy_site, post_office, "run_due") as one,
        running(busy_site, post_office, "run_due") as other,
    ):
        for process in (one, other):
            _said, wrong = process.communicate(timeout=120)
            assert (process.returncode, wrong) == (0, "")

    assert everyone(post_office) == ALL
    assert counts(busy_site, post_office) == Counter(sent=MANY)


def test_killed_right_before_or_after_a_confirmation_it_loses_and_doubles_nothing(
    busy_site: Site, post_office: MailServer
):
    """The server itself kills whom it talks to: when it has the mail, or has confirmed it."""
    for kill_at, when in [(5, "on_content"), (12, "on_confirmed"), (20, "on_content")]:
        with running(busy_site, post_office) as process:

            def kill(number: int, kill_at: int = kill_at, process: object = process) -> None:
                if number == kill_at:
                    os.kill(process.pid, signal.SIGKILL)

            setattr(post_office, when, kill)
            assert process.wait(timeout=120) == -signal.SIGKILL
        setattr(post_office, when, lambda number: None)
    with running(busy_site, post_office) as process:
        said, _wrong = process.communicate(timeout=120)

    assert everyone(post_office) == ALL
    found = counts(busy_site, post_office)
    assert found["sent"] + found["unclear"] == MANY
    assert 2 <= found["unclear"] <= 3
    assert f"{found['unclear']} handed over and never confirmed" in said


def test_killed_at_any_moment_it_doubles_nothing_and_loses_nothing_unseen(
    busy_site: Site, post_office: MailServer
):
    killed = (3, 9, 15, 21, 27)
    for kill_at in killed:
        with running(busy_site, post_office) as process:
            timer = threading.Timer(random.uniform(0, 0.01), process.kill)

            def kill_soon(
                number: int, kill_at: int = kill_at, timer: threading.Timer = timer
            ) -> None:
                if number == kill_at:
                    timer.start()

            post_office.on_content = kill_soon
            assert process.wait(timeout=120) == -signal.SIGKILL
            timer.join()
    post_office.on_content = lambda number: None
    with running(busy_site, post_office) as process:
        process.communicate(timeout=120)

    found = counts(busy_site, post_office)
    assert found["sent"] + found["unclear"] == MANY
    assert max(everyone(post_office).values()) == 1
    assert found["sent"] <= len(post_office.received) <= MANY
    assert found["unclear"] <= len(killed)


@committed
def test_a_mail_is_claimed_by_one_alone(post: MailServer):
    """Two that read the same row as due: the second finds it taken."""
    from initiatives.outbox import _claim, _next

    submit(contact_email="bob@example.net")
    row, same = (Outbox.objects.get() for _time in range(2))

    assert _claim(row) is not None
    assert _claim(same) is None
    assert _next(row.due_at) is None
