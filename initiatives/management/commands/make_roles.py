"""Make the groups of the two roles, and give somebody one of them."""

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from initiatives.models import Role
from initiatives.roles import GROUPS, give, make_groups


class Command(BaseCommand):
    help = (
        "Make the groups “curators” and “editors-in-chief” with exactly their permissions, again "
        "after each update; and give the account with a name one of the roles."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--curator", metavar="NAME", action="append", default=[])
        parser.add_argument("--editor-in-chief", metavar="NAME", action="append", default=[])

    def handle(self, *args: Any, **options: Any) -> None:
        make_groups()
        self.stdout.write(f"Groups: {', '.join(GROUPS.values())}.")
        for role, names in (
            (Role.CURATOR, options["curator"]),
            (Role.CHIEF, options["editor_in_chief"]),
        ):
            for name in names:
                user = User.objects.filter(username=name).first()
                if user is None:
                    raise CommandError(f"There is no account “{name}”: make it first.")
                give(user, role)
                self.stdout.write(f"{name} is one of the {GROUPS[role]}.")
