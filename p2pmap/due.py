"""The periodic work beside the server: one process of its own, which goes when the server does."""

import contextlib
import io
import logging
import os
import signal
import threading
import time
from collections.abc import Callable

from django.core.management import CommandError, call_command
from django.db import connections

logger = logging.getLogger(__name__)

FIRST_AFTER_SECONDS = 5
EVERY_SECONDS = 60
# How long a mail that is on its way holds up the end of the server.
STOP_SECONDS = 10
_HANDLED_BY_SERVER = ("HUP", "QUIT", "INT", "TERM", "TTIN", "TTOU", "USR1", "USR2", "WINCH", "CHLD")


def start(release: Callable[[], None]) -> int:
    """Start it, and return the id of its process.

    Args:
        release: lets go, in the new process, of what belongs to the server.
    """
    server = os.getpid()
    process = os.fork()
    if process:
        return process
    try:
        for name in _HANDLED_BY_SERVER:
            signal.signal(getattr(signal, f"SIG{name}"), signal.SIG_DFL)
        release()
        connections.close_all()
        threading.Thread(target=_end_with, args=[server], daemon=True).start()
        _run_for_ever()
    except BaseException:
        logger.exception("The periodic work ends: restart the site")
    finally:
        os._exit(1)  # never back into the server's code


def stop(process: int) -> None:
    """End it; a mail on its way to the mail server may arrive first."""
    with contextlib.suppress(ChildProcessError):  # it ended, and is no child of ours any more
        deadline = time.monotonic() + STOP_SECONDS
        while os.waitpid(process, os.WNOHANG) == (0, 0):
            os.kill(process, signal.SIGTERM if time.monotonic() < deadline else signal.SIGKILL)
            time.sleep(0.05)


def _run_for_ever() -> None:
    once = _OncePerMessage()
    for handler in logging.getLogger().handlers:
        handler.addFilter(once)
    time.sleep(FIRST_AFTER_SECONDS)
    while True:
        once.begin()
        try:
            call_command("run_due", stdout=io.StringIO())
        except CommandError:
            pass  # what failed is logged
        except Exception:
            logger.exception("The periodic work failed")
        _let_go_of_databases()
        time.sleep(EVERY_SECONDS)


def _let_go_of_databases() -> None:
    """Keep no connection until the next round: the database may be another one by then."""
    connections.close_all()
    for connection in connections.all(initialized_only=True):
        if close_pool := getattr(connection, "close_pool", None):
            close_pool()


def _end_with(server: int) -> None:
    """End this process when the server is gone, even if that was killed."""
    while os.getppid() == server:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(STOP_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)


class _OncePerMessage(logging.Filter):
    """Lets each message through once, until a round comes to its end without any."""

    def __init__(self) -> None:
        super().__init__()
        self._known: set[str] = set()
        self._came = False

    def begin(self) -> None:
        """Begin a round: after a quiet one, everything is news again."""
        if not self._came:
            self._known.clear()
        self._came = False

    def filter(self, record: logging.LogRecord) -> bool:
        self._came = True
        what = record.exc_info[1] if record.exc_info else ""
        message = f"{record.getMessage()} {what!r}"
        is_new = message not in self._known
        self._known.add(message)
        return is_new
