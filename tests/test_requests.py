"""Odd requests: whatever comes in, no answer is an error of the site."""

import contextlib
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quadrant.domain.regions import Region
from quadrant.vocabulary import NEED_KEYS
from tests.recipes import write
from tests.sites import Serving, new_site

PAGES = {
    "map": [],
    "initiative_list": [],
    "initiative_detail": ["garden"],
    "need_index": [],
    "need": [NEED_KEYS[0]],
    "region": [Region.GLOBAL_COMMONS.value],
    "model": [],
    "about": [],
    "map_data": [],
    "robots": [],
    "sitemap": [],
    "sitemap_section": ["initiatives"],
    "submit_similar": [],
}
# These take a form too.
FORMS = {"submit": [], "suggest": ["garden"], "submission_links": []}
PARAMETERS = re.findall(
    r"\w+",
    "q region hybrid global_local sector need country reach output status year checked sort page i "
    "p placed examples lang name website need_1 what sent",
)
# Values that break careless reading of numbers, dates, keys and text.
ODD_VALUES = [
    *re.findall(
        r"\S+", "0 -1 1.5 NaN inf 1e9 ٣ ² 0x10 2013-02-30 None null true [] {} % %% %s {0}"
    ),
    *re.findall(
        r"\S+", "mix,mix global_commons local garden article BE ../../etc/passwd \\ * _ ’ 日本 💥"
    ),
    *("", "9" * 30, "a" * 5_000, "\t", "\r\nSet-Cookie: a=b", "' OR 1=1 --", "<script>alert(1)"),
    *("\ud800", "\ufffe", "\u202e"),
]
HOSTS = [
    *("evil.example", "testserver.evil.example", "testserver:x", "testserver/../x", "x@testserver"),
    *("[::1", ".", " ", "%00", "tést", "test server", "a" * 3_000),
]
HEADERS = {
    "a language of nonsense": {"accept-language": "xx-yy-zz;q=high,,;;=,nl;q=2"},
    "a language without end": {"accept-language": "a" * 10_000},
    "cookies of nonsense": {"cookie": "csrftoken=\x01; sessionid=';;=\"; django_language=xx"},
    "an unknown session": {"cookie": "sessionid=0123456789abcdef0123456789abcdef"},
    "a validator of nonsense": {"if-none-match": '*, W/"", "\\'},
    "a date of nonsense": {"if-modified-since": "Thu, 99 Foo 99999 99:99:99 GMT"},
    "a range of nonsense": {"range": "bytes=9-1,,-"},
    "a content type of nonsense": {"accept": ";;;,/,*/*;q=x"},
    "an encoding of nonsense": {"accept-encoding": "gzip;q=x,,br;q=9"},
    "half of htmx": {"hx-request": "yes", "hx-history-restore-request": "perhaps"},
    "a proxy of nonsense": {"x-forwarded-for": "::::,999.1.1.1,", "x-forwarded-proto": "gopher"},
}
MULTIPART = "multipart/form-data; boundary=x"
URLENCODED = "application/x-www-form-urlencoded"
BODIES = {
    "nothing": (b"", URLENCODED),
    "another alphabet": ("a=b".encode("utf-16"), f"{URLENCODED}; charset=utf-16"),
    "an unknown alphabet": (b"a=b", f"{URLENCODED}; charset=klingon"),
    "no Unicode": (b"a=\xff\xfe&\x80=%ff%00", URLENCODED),
    "too many fields": (b"&".join(b"a%d=1" % n for n in range(1_200)), URLENCODED),
    "multipart without boundary": (b"--x", "multipart/form-data"),
    "multipart cut off": (b'--x\r\nContent-Disposition: form-data; name="a', MULTIPART),
    "multipart of nonsense": (b"\x00\xff--x--\r\n\r\n--x", MULTIPART),
    "multipart without end": (b"--x\r\nContent-Disposition: form-data\r\n\r\na", MULTIPART),
    "base64 that is none": (
        b'--x\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n!\xff\r\n--x--",
        MULTIPART,
    ),
    "JSON that is none": (b'{"a": [' * 2_000, "application/json"),
    "a type of nonsense": (b"a", ";;=\xff"),
    "3 MB": (b"a=" + b"b" * 3_000_000, URLENCODED),
}
METHODS = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW")


# The test client raises what the site did not answer itself, so each request here checks that.


@pytest.fixture
def pages(db: None) -> list[str]:
    """The address of each public page, with one initiative in the catalogue."""
    write(slug="garden")
    return addresses(PAGES | FORMS)


def addresses(named: dict[str, list[str]]) -> list[str]:
    return [reverse(name, args=arguments) for name, arguments in named.items()]


def test_every_page_is_there(pages: list[str]):
    assert [page for page in pages if Client().get(page).status_code != 200] == []


@pytest.mark.parametrize("method", METHODS)
def test_methods_that_a_page_does_not_have_are_refused(pages: list[str], method: str):
    for page in addresses(PAGES) if method == "POST" else pages:
        assert Client().generic(method, page).status_code == 405, page


def test_a_page_may_be_asked_for_its_headers_alone(pages: list[str]):
    for page in pages:
        answer = Client().head(page)
        assert (answer.status_code, answer.content) == (200, b""), page


@pytest.mark.parametrize("checked", [False, True], ids=["", "with a check of forms"])
@pytest.mark.parametrize("body", BODIES)
def test_nonsense_that_is_posted_is_refused(pages: list[str], body: str, checked: bool):
    content, content_type = BODIES[body]
    for page in [*pages, "/no/such/page/"]:
        client = Client(enforce_csrf_checks=checked)
        client.cookies["csrftoken"] = "a" * 32

        answer = client.generic("POST", page, content, content_type=content_type)

        assert 400 <= answer.status_code < 500, page


@pytest.mark.django_db
@pytest.mark.parametrize("checked", [False, True], ids=["", "with a check of forms"])
@pytest.mark.parametrize("body", BODIES)
def test_nonsense_at_the_login_is_refused_or_answered_with_the_form(body: str, checked: bool):
    content, content_type = BODIES[body]
    client = Client(enforce_csrf_checks=checked)
    client.cookies["csrftoken"] = "a" * 32

    answer = client.generic("POST", "/admin/login/", content, content_type=content_type)

    assert answer.status_code < 500


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS.keys())
def test_headers_of_nonsense_are_passed_over(pages: list[str], headers: dict[str, str]):
    for page in pages:
        assert Client().get(page, headers=headers).status_code in (200, 304), page


@pytest.mark.django_db
@pytest.mark.parametrize("host", HOSTS)
def test_a_host_that_is_not_ours_is_refused(host: str):
    for path in ("/", "/nl/about/", "/about", "/robots.txt", "/admin/"):
        assert Client().get(path, headers={"host": host}).status_code == 400, path
    assert Client().get("/no/such/page/", headers={"host": host}).status_code in (400, 404)


@pytest.mark.parametrize("value", ODD_VALUES, ids=lambda value: ascii(value)[:24])
def test_odd_values_of_filters_are_answered(pages: list[str], value: str):
    query = urlencode(dict.fromkeys(PARAMETERS, value), errors="surrogatepass")
    for page in pages:
        assert Client().get(page, QUERY_STRING=query).status_code < 500, page


@pytest.mark.parametrize(
    "query",
    ["%", "%zz", "%ff=%ff", "&&&", "=", "?", "q", "q=a;b", "q[]=a", "a=b&" * 900, "%F0%9F=1", "#"],
    ids=lambda query: query[:12],
)
def test_broken_query_strings_are_answered(pages: list[str], query: str):
    for page in pages:
        assert Client().get(page, QUERY_STRING=query).status_code < 400, page


@pytest.mark.parametrize("query", ["q=%00", "%00", "region=mix&i=a%00b"])
def test_null_bytes_are_refused(pages: list[str], query: str):
    for page in pages:
        assert Client().get(page, QUERY_STRING=query).status_code == 400, page


names = st.sampled_from(PARAMETERS) | st.text(max_size=8)
values = st.sampled_from(ODD_VALUES) | st.text(max_size=40) | st.integers().map(str)
queries = st.lists(st.tuples(names, values), max_size=6).map(
    lambda pairs: urlencode(pairs, errors="surrogatepass")
) | st.binary(max_size=40).map(lambda raw: raw.decode("latin-1"))


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=queries)
def test_no_query_string_makes_a_page_fail(pages: list[str], query: str):
    for page in pages:
        assert Client().get(page, QUERY_STRING=query).status_code < 500, page


segments = st.sampled_from(
    [
        *("nl", "en", "initiatives", "needs", "regions", "map", "data", "about", "garden", "admin"),
        *("submit", "similar", "submissions", "improve", "suggest", ""),
    ]
)
rest = st.text(max_size=12).map(lambda text: quote(text, safe="", errors="surrogatepass"))
raw = st.binary(max_size=8).map(lambda bytes: "".join(f"%{byte:02X}" for byte in bytes))
paths = st.lists(segments | rest | raw, max_size=5).map(lambda parts: "/" + "/".join(parts))


@pytest.mark.django_db
@settings(max_examples=150)
@given(path=paths, query=queries)
def test_no_path_makes_the_site_fail(path: str, query: str):
    assert Client().get(path, QUERY_STRING=query).status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["//evil.example/", "/nl//evil.example", "//evil.example/about", "/\\evil.example"]
)
def test_no_path_leads_to_another_site(path: str):
    answer = Client().get(path)
    leads_to = re.findall(r'(?:href|action)="([^"]*)"', answer.content.decode())

    hosts = {urlsplit(link).netloc for link in [*leads_to, answer.headers.get("Location", "")]}
    assert hosts <= {"", "testserver", "creativecommons.org"}


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A real server, which reads requests before Django does."""
    with new_site(tmp_path_factory.mktemp("site")) as site, site.serving() as running:
        yield running


def untyped(parameter: bytes) -> bytes:
    return (
        b"GET /initiatives/?q=%41 HTTP/1.1\r\nHost: localhost\r\n"
        b"Content-Type: text/plain; " + parameter + b"\r\n\r\n"
    )


RAW = {
    "a null byte in the path": b"GET /a\x00b HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a null byte, encoded": b"GET /a%00b?q=%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a null byte in the query": b"GET /?q=\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "no Unicode": b"GET /\xff\xfe?q=\xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "broken encodings": b"GET /%/%z/%ff%fe?%=% HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "the address of another site": b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "two slashes": b"GET //evil.example/.. HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "no path": b"GET ? HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "an asterisk": b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a long path": b"GET /" + b"a" * 3_900 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a path that is too long": b"GET /" + b"a" * 6_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "half a host": b"GET / HTTP/1.1\r\nHost: [::1\r\n\r\n",
    "a long host": b"GET / HTTP/1.1\r\nHost: " + b"a" * 5_000 + b"\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
    "a traced page": b"TRACE /about/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a method of nonsense": b"B\xff\xff /about/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "an unknown version": b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
    "no request": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n",
    "a length of nonsense": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    "two lengths": (
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"
    ),
    "chunks of nonsense": (
        b"POST /about/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nxx\r\n\r\n"
    ),
    "another alphabet": (
        b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken="
        + b"a" * 32
        + b"\r\n"
        b"Content-Type: application/x-www-form-urlencoded; charset=utf-16\r\n"
        b"Content-Length: 8\r\n\r\n\xff\xfea\x00=\x00b\x00"
    ),
    "a character set that is no text": untyped(b"charset=hex"),
    "a character set that decodes nothing": untyped(b"charset=undefined"),
    "a character set with a null byte": untyped(b"charset*=utf-8''%00"),
    "a character set in an unknown one": untyped(b"charset*=nonsense''%41"),
    "too many headers": b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"A: b\r\n" * 500 + b"\r\n",
}


@pytest.mark.parametrize("request_", RAW.values(), ids=RAW.keys())
def test_the_server_answers_nonsense_without_failing(serving: Serving, request_: bytes):
    where = urlsplit(serving.url)
    with socket.create_connection((where.hostname, where.port), timeout=30) as connection:
        connection.sendall(request_)
        with contextlib.suppress(OSError):  # where the server has closed it already
            connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(65_536), b""))

    assert re.match(rb"HTTP/1\.[01] [1-4]\d\d ", answer), answer[:200]
    assert b"Traceback" not in Path(serving.log).read_bytes()
