"""Pages that arrive in pieces, as over a slow line: what is on the screen stays where it is."""

import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.conftest import SAY_SHIFTS

PIECES = 9
PAUSE_SECONDS = 0.1

PAGES = (
    "/",
    "/?year=2008",
    "/nl/?region=mix",
    "/initiatives/",
    "/nl/initiatives/airbnb/",
    "/model/",
    "/submit/",
)


@pytest.fixture(scope="module")
def slow_line(served: str) -> Iterator[str]:
    """The address of the same site behind a line that stops again and again within a page."""

    class Line(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with urlopen(Request(served + self.path, headers=_asking(self))) as answer:
                body, kind = answer.read(), answer.headers["Content-Type"]
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            for piece in _in_pieces(body) if kind.startswith("text/html") else [body]:
                self.wfile.write(piece)
                self.wfile.flush()
                time.sleep(PAUSE_SECONDS if piece is not body else 0)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Line) as line:
        Thread(target=line.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{line.server_port}"
        line.shutdown()


@pytest.mark.parametrize("width", [320, 820, 1100])
def test_nothing_moves_while_a_page_arrives(
    slow_line: str, new_context: Callable[..., BrowserContext], width: int
) -> None:
    context = new_context(base_url=slow_line, viewport={"width": width, "height": 900})
    context.add_init_script(SAY_SHIFTS)
    reader = context.new_page()
    said: list[str] = []
    reader.on("console", lambda message: said.append(message.text))

    reader.goto("/about/", wait_until="networkidle")  # brings the font and the styles
    said.clear()
    for page in PAGES:
        reader.goto(page)

        moved = [words for words in said if "layout shift" in words]
        assert moved == [], page


def _asking(line: BaseHTTPRequestHandler) -> dict[str, str]:
    return {"Accept": line.headers.get("Accept", "*/*")}


def _in_pieces(body: bytes) -> Iterator[bytes]:
    """Cut at the end of tags only: halves of tags show nothing."""
    start = 0
    for number in range(1, PIECES):
        end = body.find(b">", number * len(body) // PIECES) + 1
        yield body[start:end]
        start = end
    yield body[start:]
