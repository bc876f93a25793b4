"""Restore the database from a backup."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from p2pmap import backups


class Command(BaseCommand):
    help = "Put a backup in the place of the database; what was there is backed up first."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a file made by `backup`")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"]
        try:
            backups.verify(path)
            if not options["yes"] and not self._is_confirmed(path):
                raise CommandError("Nothing was restored.")
            before = backups.restore(path)
        except backups.Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        if before:
            self.stdout.write(f"What was there before is in {before}")
        self.stdout.write(f"Restored {path}")

    def _is_confirmed(self, path: Path) -> bool:
        try:
            answer = input(f"Replace the whole database by {path}? Type yes: ")
        except EOFError:
            raise CommandError("Say --yes where nobody can be asked.") from None
        return answer.strip() == "yes"
