"""The steps of an import: batches of rows, their fates, and the writing."""

from collections.abc import Container, Iterable, Iterator

from initiatives.catalogue import AddressTaken, Withdrawn, write_entry
from initiatives.entry import Problem
from initiatives.importing.fates import Fate, Judge, wrong
from initiatives.importing.row import Row
from initiatives.models import Origin

_BATCH_ROWS = 500
_BATCH_SIZE = 4_000_000


def decide(
    rows: Iterable[Row], *, not_duplicates: Container[int] = (), wanted: Container[int] = ()
) -> Iterator[Fate]:
    """Yield the fate of each row, without writing anything.

    Args:
        not_duplicates: numbers of rows that are new although they look like duplicates.
        wanted: numbers of rows that are listed although somebody asked not to be.
    """
    judge = Judge(not_duplicates, wanted)
    for batch in _batches(rows):
        yield from judge.judge(batch)


def write(fates: Iterable[Fate], *, reason: str) -> Iterator[Fate]:
    """Write what is new or changed, and yield each fate as it came out.

    The caller opens the transaction: all is written, or nothing.
    """
    for fate in fates:
        if fate.is_written and fate.entry:
            try:
                write_entry(fate.entry, reason=reason, origin=Origin.IMPORT)
            except (AddressTaken, Withdrawn) as error:
                fate = wrong(fate.row, [Problem("slug", "taken", str(error))])
        yield fate


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Gather rows up to a number and a size, so that long ones do not fill the memory."""
    batch: list[Row] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += row.size
        if len(batch) == _BATCH_ROWS or size > _BATCH_SIZE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
