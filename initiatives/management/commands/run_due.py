"""Do what is due: the periodic work of the site."""

import logging
from collections.abc import Callable
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from initiatives.digests import write_digests
from initiatives.erasing import erase_due
from initiatives.outbox import send_due

logger = logging.getLogger(__name__)

# Each says in a line what it did, "" for nothing, and may run beside itself.
PARTS: Final[tuple[Callable[[], str], ...]] = (erase_due, write_digests, send_due)


class Command(BaseCommand):
    help = (
        "Send the mails that are due, tell curators what waits, erase contact data in time. The "
        "site does it each minute by itself; several runs at once do no harm."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        failed = []
        for part in PARTS:
            try:
                told = part()
            except Exception:  # whatever it is, the other parts have nothing to do with it
                logger.exception("%s failed", part.__name__)
                failed.append(part.__name__)
                close_old_connections()
            else:
                if told:
                    self.stdout.write(told)
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}.")
