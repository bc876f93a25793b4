"""How gunicorn serves the site."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings

from p2pmap import due

bind = f"{settings.BIND}:{settings.PORT}"
workers = settings.WORKERS
worker_class = "gthread"
threads = 4
preload_app = True
graceful_timeout = 10
control_socket_disable = True
loglevel = "error"


def when_ready(server: Any) -> None:
    """Say where the site is and how to get in, and start the periodic work."""
    address = settings.PUBLIC_URL or f"http://{bind}"
    python = Path(sys.executable)
    here = Path.cwd()
    command = f"{python.relative_to(here) if python.is_relative_to(here) else python} manage.py"
    print(
        f"p2pmap is at {address}/ (Ctrl-C stops it)\n"
        f"To make a curator account: {command} createsuperuser\n"
        f"then log in at {address}/admin/",
        flush=True,
    )

    def release() -> None:
        for listener in server.LISTENERS:
            listener.sock.close()

    server.periodic_work = due.start(release)


def on_exit(server: Any) -> None:
    """End the periodic work with the server."""
    due.stop(server.periodic_work)
