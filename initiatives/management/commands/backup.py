"""Back the database up."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from p2pmap import backups


class Command(BaseCommand):
    help = "Copy the database into one file, while the site runs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            help="the file to make, or a folder for it (default: backups/ in the data folder)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            path = backups.back_up(options["file"])
        except backups.Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Backed up to {path}")
