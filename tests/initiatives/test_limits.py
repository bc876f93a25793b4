"""How much may be sent in."""

import pytest
from django.core.cache import cache
from django.test import Client

from initiatives.models import Submission
from tests.senders import filled_in, hidden_in, send_new

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unhurried(settings):
    """Let a test fill a form faster than people do."""
    settings.FORM_SECONDS = 0
    cache.clear()


def statuses(client: Client, times: int, **options) -> list[int]:
    found = []
    for n in range(times):
        data = {**hidden_in(client.get("/submit/")), **filled_in(name=f"Number {n}")}
        found.append(client.post("/submit/", data, **options).status_code)
    return found


def test_one_address_may_send_so_much_a_day(client: Client, settings):
    settings.SENT_PER_ADDRESS = 2

    assert statuses(client, 3) == [303, 303, 429]
    assert statuses(client, 1, REMOTE_ADDR="192.0.2.7") == [303]


def test_all_together_may_send_so_much_a_day(client: Client, settings):
    settings.SENT_PER_DAY = 2

    addresses = [f"192.0.2.{n}" for n in range(3)]
    assert [statuses(client, 1, REMOTE_ADDR=a)[0] for a in addresses] == [303, 303, 429]


def test_a_full_queue_takes_no_more(client: Client, settings):
    settings.QUEUE_LIMIT = 1

    assert statuses(client, 2) == [303, 429]


def test_a_refusal_says_when_to_come_back_and_keeps_what_was_typed(client: Client, settings):
    settings.SENT_PER_ADDRESS = 0

    answer = send_new(client)

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) >= 60
    html = answer.content.decode()
    assert "please send it tomorrow" in html
    assert 'value="Tool library"' in html
    assert not Submission.objects.exists()


def test_what_was_sent_already_is_shown_whatever_the_limit(client: Client, settings):
    data = {**hidden_in(client.get("/submit/")), **filled_in()}
    client.post("/submit/", data)
    settings.SENT_PER_ADDRESS = 0

    assert client.post("/submit/", data).status_code == 303


def test_a_mistake_does_not_count(client: Client, settings):
    settings.SENT_PER_ADDRESS = 1

    assert send_new(client, name="").status_code == 422
    assert send_new(client).status_code == 303


def test_behind_a_proxy_the_visitor_counts(client: Client, settings):
    settings.SENT_PER_ADDRESS = 1
    settings.TRUSTED_PROXIES = 1

    visitors = ["198.51.100.1", "198.51.100.2", "198.51.100.1"]
    assert [
        statuses(client, 1, headers={"X-Forwarded-For": f"10.0.0.1, {one}"})[0] for one in visitors
    ] == [303, 303, 429]


def test_an_address_is_kept_as_a_hash_of_the_day(client: Client, settings):
    from django.db import connection

    send_new(client)

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM p2pmap_cache")
        kept = str(cursor.fetchall())
    assert "sent:" in kept
    assert "127.0.0.1" not in kept
