"""Several people who do something at the same moment, each with a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

# For tests whose transactions are real. What the migrations brought comes back before each.
committed = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Do several things at the same moment; return what came of each, be it an exception."""
    ready = Barrier(len(deeds))

    def do(deed: Callable[[], Any]) -> Any:
        try:
            ready.wait()
            return deed()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))
