"""What the database promises, on both engines."""

import os

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_tests_run_on_the_engine_that_was_asked_for():
    asked_for = "postgresql" if os.environ.get("DATABASE_URL") else "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")

    assert connection.vendor == asked_for


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
@pytest.mark.django_db
def test_sqlite_loses_nothing_that_was_acknowledged_and_lets_readers_read_on():
    with connection.cursor() as cursor:
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]

    assert journal == "wal"
    assert synchronous == 2  # FULL


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_who_writes_on_sqlite_waits_for_its_turn_from_the_start():
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert connection.settings_dict["OPTIONS"]["timeout"] == 20
