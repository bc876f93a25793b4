"""What a visit costs, as a real browser counts it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.chromium import find_chromium

TAKE_OVER_SECONDS = 20
WATCH = """
window.shift = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});
window.refused = 0;
addEventListener("securitypolicyviolation", () => { window.refused += 1; });
"""


@dataclass
class Visit:
    """What one visit of one page cost.

    Attributes:
        sizes: bytes over the wire with headers, for each address.
        shift: how far the layout moved by itself.
        errors: errors and warnings of the console.
        refused: what the security policy refused.
    """

    host: str
    sizes: dict[str, int] = field(default_factory=dict)
    shift: float = 0
    errors: list[str] = field(default_factory=list)
    refused: int = 0

    @property
    def total(self) -> int:
        return sum(self.sizes.values())

    @property
    def elsewhere(self) -> int:
        """How many requests went to another host."""
        return sum(urlsplit(url).netloc != self.host for url in self.sizes)

    def of(self, *parts: str) -> dict[str, int]:
        """Return the sizes of what has one of these parts in its address."""
        return {url: size for url, size in self.sizes.items() if any(part in url for part in parts)}


@contextmanager
def browser() -> Iterator[Browser]:
    """Run a browser without a screen."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox"]
        )
        yield launched
        launched.close()


def as_phone(browser: Browser, **settings: str) -> BrowserContext:
    """A phone: Plotly waits for a touch."""
    return browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, **settings
    )


def as_desktop(browser: Browser, **settings: str) -> BrowserContext:
    """A wide screen with a mouse: Plotly comes by itself."""
    return browser.new_context(viewport={"width": 1440, "height": 900}, **settings)


def visit(context: BrowserContext, url: str, *, until: str = "") -> Visit:
    """Open a page with an empty cache, wait until it is quiet, and count.

    Args:
        context: the kind of device.
        url: the page.
        until: a selector to wait for besides.
    """
    page = context.new_page()
    page.add_init_script(WATCH)
    seen = Visit(urlsplit(url).netloc)
    page.on(
        "console",
        lambda message: (
            seen.errors.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    _count(page, context, seen)
    page.goto(url, wait_until="networkidle")
    if until:
        page.wait_for_selector(until, timeout=TAKE_OVER_SECONDS * 1000)
        page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    seen.shift = page.evaluate("window.shift")
    seen.refused = page.evaluate("window.refused")
    page.close()
    return seen


def _count(page: Page, context: BrowserContext, seen: Visit) -> None:
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    addresses: dict[str, str] = {}
    session.on(
        "Network.requestWillBeSent",
        lambda event: addresses.update({event["requestId"]: event["request"]["url"]}),
    )

    def finished(event: dict) -> None:
        url = addresses.get(event["requestId"], "")
        if url.startswith("http"):
            seen.sizes[url] = seen.sizes.get(url, 0) + int(event["encodedDataLength"])

    session.on("Network.loadingFinished", finished)


def brotli_sizes(folder: Path) -> dict[str, int]:
    """Return the sizes of our own scripts as they travel: collected and compressed by brotli."""
    names = json.loads((folder / "staticfiles.json").read_text())["paths"]
    return {
        name: (folder / f"{hashed}.br").stat().st_size
        if (folder / f"{hashed}.br").exists()
        else (folder / hashed).stat().st_size
        for name, hashed in names.items()
        if name.startswith("js/")
    }
