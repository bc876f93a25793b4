"""Migrations, on the engine of this run."""

import pytest
from django.core.management import call_command

from quadrant.vocabulary import NEED_KEYS, SECTOR_KEYS
from tests.sites import Site

LISTS = {"Sector": len(SECTOR_KEYS), "Need": len(NEED_KEYS), "CatalogueVersion": 1}


@pytest.mark.django_db
def test_models_and_migrations_say_the_same():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def migrate(site: Site, *target: str) -> None:
    """Migrate a site, forwards or back, as far as asked."""
    done = site.manage("migrate", *target)
    assert done.returncode == 0, done.stderr


def rows_of(site: Site) -> dict[str, int]:
    """How many rows the closed lists of a site have."""
    counts = ", ".join(f"{name}.objects.count()" for name in LISTS)
    told = site.manage(
        "shell", "-v", "0", "-c", f"from initiatives.models import *\nprint({counts})"
    )
    return dict(zip(LISTS, map(int, told.stdout.split()), strict=True))


def test_they_fill_an_empty_database_and_empty_it_again(site: Site):
    migrate(site)
    assert rows_of(site) == LISTS

    migrate(site, "initiatives", "0001")
    assert rows_of(site) == dict.fromkeys(LISTS, 0)

    migrate(site, "initiatives", "zero")
    migrate(site)
    assert rows_of(site) == LISTS
