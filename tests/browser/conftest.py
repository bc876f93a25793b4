"""Readers in a real browser, on a site of their own that serves the starter catalogue."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.chromium import find_chromium
from tests.sites import new_site

WIDE = {"width": 1440, "height": 900}
TABLET = {"width": 820, "height": 1180}
PHONE = {"width": 390, "height": 844}

# The browser writes what its policy refused, and what failed, as errors; so do we with shifts:
# until the reader does something, nothing may move. Less than a hundredth are names on the map
# whose font came within the blink that browsers wait for it.
SAY_SHIFTS = """
let idle = true;
for (const kind of ["pointerdown", "keydown", "input"]) {
  addEventListener(kind, () => { idle = false; }, {capture: true});
}
new PerformanceObserver(list => {
  for (const shift of list.getEntries()) {
    if (!idle || shift.value < 0.01) continue;
    const what = shift.sources.map(({node}) => node?.outerHTML?.slice(0, 120) ?? node?.nodeName);
    console.error("layout shift", shift.value, ...what);
  }
}).observe({type: "layout-shift", buffered: true});
"""

NewReader = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the browser that this machine has; containers have no sandbox for it."""
    return {
        **browser_type_launch_args,
        "executable_path": str(find_chromium()),
        "args": ["--no-sandbox"],
    }


@pytest.fixture(scope="session")
def base_url() -> None:
    """None: pages without a site need no address. The plugin's own fixture makes pytest warn."""


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with the starter catalogue. Nothing in it is accepted or changed."""
    folder: Path = tmp_path_factory.mktemp("served")
    quick = {"P2PMAP_FORM_SECONDS": "0", "P2PMAP_SENT_PER_ADDRESS": "1000"}
    with new_site(folder) as site, site.serving(**quick) as serving:
        yield serving.url


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of so far; a test that expects some takes them out."""
    return []


@pytest.fixture
def new_reader(
    served: str, new_context: Callable[..., BrowserContext], complaints: list[str]
) -> Iterator[NewReader]:
    """Make readers: `new_reader(viewport=PHONE, java_script_enabled=False, ...)` gives a page.

    Takes what Playwright takes for a context. Addresses may leave out the host. At the end of the
    test nothing may have gone wrong in any of them: no error, no refusal by the policy, no request
    to another host, no layout shift.
    """

    def make(**context: Any) -> Page:
        settings = {"viewport": WIDE, "locale": "en-GB", **context}
        made = new_context(base_url=served, **settings)
        made.add_init_script(SAY_SHIFTS)
        page = made.new_page()
        _listen(page, complaints, host=urlsplit(served).netloc)
        return page

    yield make
    assert complaints == []


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def reader(request: pytest.FixtureRequest, new_reader: NewReader) -> Page:
    """A reader at a wide screen: once with JavaScript, once without."""
    return new_reader(java_script_enabled=request.param)


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def phone_reader(request: pytest.FixtureRequest, new_reader: NewReader) -> Page:
    """A reader with a phone: once with JavaScript, once without."""
    return new_reader(
        viewport=PHONE, has_touch=True, is_mobile=True, java_script_enabled=request.param
    )


def _listen(page: Page, complaints: list[str], *, host: str) -> None:
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda request: (
            None
            if urlsplit(request.url).netloc in ("", host)
            else complaints.append(f"request to another host: {request.url}")
        ),
    )
