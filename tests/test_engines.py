"""The tests run on the engine that DATABASE_URL names."""

import os

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_tests_run_on_the_engine_that_was_asked_for():
    asked_for = "postgresql" if os.environ.get("DATABASE_URL") else "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")

    assert connection.vendor == asked_for
