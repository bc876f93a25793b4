"""Import a file of entries: see docs/import.md."""

from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from collections.abc import Container, Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from initiatives.importing import EntryFile, Fate, Outcome, Unusable, decide, entry_file, write
from initiatives.management.plain import drop_output, plain_line

_PROGRESS_EVERY = 5_000
_ALL = range(1, 2**63)
_WRITTEN = (Outcome.NEW, Outcome.CHANGED)


class Command(BaseCommand):
    help = (
        "Read initiatives from a file (CSV, JSON or JSON Lines) and say what would become of "
        "each row. With --apply: write them. docs/import.md describes the columns."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="entries as CSV, JSON or JSON Lines")
        parser.add_argument(
            "--apply", action="store_true", help="write what is new or changed (all or nothing)"
        )
        parser.add_argument(
            "--not-duplicates",
            nargs="+",
            default=[],
            metavar="ROW",
            type=_row_number,
            help="numbers of rows that are new although they look like duplicates; or: all",
        )

        parser.add_argument(
            "--wanted-now",
            nargs="+",
            default=[],
            metavar="ROW",
            type=_row_number,
            help="numbers of rows that asked not to be listed, and now want to be; or: all",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        apply: bool = options["apply"]
        said = {
            "not_duplicates": _numbers(options["not_duplicates"]),
            "wanted": _numbers(options["wanted_now"]),
        }
        try:
            file = entry_file(options["file"])
            for remark in file.remarks:
                self._say(remark)
            with transaction.atomic() if apply else nullcontext():
                counts = self._run(file, apply, said)
        except Unusable as error:
            raise CommandError(plain_line(str(error), self.stderr)) from error
        except BrokenPipeError as error:
            drop_output()
            raise CommandError("Nothing was written: nobody read the answer to its end.") from error
        except (OSError, DatabaseError) as error:
            message = f"Nothing was written: {error}"
            raise CommandError(plain_line(message, self.stderr)) from error
        self._sum_up(counts, apply)

    def _run(
        self, file: EntryFile, apply: bool, said: dict[str, Container[int]]
    ) -> Counter[Outcome]:
        fates: Iterable[Fate] = decide(file.rows(), **said)
        if apply:
            name = plain_line(file.path.name, None)
            fates = write(fates, reason=f"Import of {name}"[:600])
        counts: Counter[Outcome] = Counter()
        for fate in fates:
            self._say(_line(file.row_word, fate))
            counts[fate.outcome] += 1
            if counts.total() % _PROGRESS_EVERY == 0:
                self.stderr.write(f"{counts.total():,} rows read …")
                self.stderr.flush()
        self.stdout.flush()  # where nobody reads it, nothing is to be written
        return counts

    def _sum_up(self, counts: Counter[Outcome], apply: bool) -> None:
        written = {outcome: counts[outcome] for outcome in Outcome if outcome in _WRITTEN}
        refused = {
            outcome: counts[outcome]
            for outcome in (Outcome.WRONG, Outcome.DUPLICATE, Outcome.UNWANTED)
            if counts[outcome]
        }
        rows = "row" if counts.total() == 1 else "rows"
        self._say(f"{counts.total():,} {rows}. {counts[Outcome.UNCHANGED]:,} unchanged.")
        if apply:
            self._say(f"Written: {_counted(written)}.")
        else:
            self._say(f"A dry run: nothing was written. --apply writes {_counted(written)}.")
        if refused:
            self._say(f"Left out: {_counted(refused)}.")

    def _say(self, text: str) -> None:
        self.stdout.write(plain_line(text, self.stdout))


def _row_number(text: str) -> Any:
    if text == "all":
        return _ALL
    if text.isdecimal():
        return int(text)
    raise ArgumentTypeError("the number of a row, or: all")


def _numbers(given: list[Any]) -> Container[int]:
    return _ALL if _ALL in given else given


def _line(row_word: str, fate: Fate) -> str:
    row = fate.row
    name = fate.entry.slug if fate.entry else row.slug or row.name
    named = f" {str(name)[:80]}" if name else ""
    separator = " " if fate.outcome is Outcome.DUPLICATE else ": "
    detail = f"{separator}{fate.detail}" if fate.detail else ""
    notes = f" ({'; '.join(row.notes)})" if row.notes else ""
    return f"{row_word} {row.number}{named}: {fate.outcome}{detail}{notes}"


def _counted(counts: dict[Outcome, int]) -> str:
    return ", ".join(f"{number:,} {outcome}" for outcome, number in counts.items())
