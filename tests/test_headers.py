"""What every answer says to the browser beside its content."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse

PUBLIC_PAGES = ("map", "model", "about", "initiative_list", "map_data", "robots", "sitemap")


@pytest.fixture(params=["/healthz", "/no/such/page/", "/admin/login/"])
def answer(request: pytest.FixtureRequest, client: Client, db: None):
    return client.get(request.param)


def test_nothing_loads_from_elsewhere_and_nothing_runs_inline(answer):
    policy = answer.headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_no_other_site_frames_opens_or_embeds_ours(answer):
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Embedder-Policy"] == "require-corp"


def test_browsers_guess_no_types_tell_no_referrer_and_get_no_devices(answer):
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", PUBLIC_PAGES)
def test_a_reader_gets_no_cookie(client: Client, name: str):
    answer = client.get(reverse(name))

    assert answer.status_code == 200
    assert not answer.cookies


@pytest.mark.django_db
def test_html_travels_compressed(client: Client):
    answer = client.get(reverse("map"), headers={"accept-encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"


def test_strict_transport_is_promised_where_tls_is_declared(client: Client):
    assert "Strict-Transport-Security" not in client.get("/healthz").headers

    with override_settings(SECURE_HSTS_SECONDS=31536000):
        answer = Client().get("/healthz", secure=True)

    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
