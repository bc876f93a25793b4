"""How fast the map draws, beside a page where Plotly draws the same points by itself."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page

from tests.bench.measures import Beside, Measure
from tests.bench.visits import as_desktop, browser
from tests.sites import ROOT, Site

STARTER = 168
SIZES = (STARTER, 300, 2_000)
# Each page so often, by turns: what else the machine does then falls on both.
ROUNDS = 3
PLAY_SECONDS = 4
# So many years before now play begins, and steps are timed: more than go by while it is watched.
PLAY_YEARS = 12
# A frame that comes later than this is seen to be missing.
LATE_MS = 50
# Less than this is the machine's own, in percent of the time.
STRAY = 2
WAIT_SECONDS = 30
PLAIN = Path(__file__).with_name("plain.html")
PLAIN_PATH = "/plain.html"

WATCH = """
new MutationObserver((_, observer) => {
  if (!document.querySelector(".taken")) return;
  window.taken = performance.now();
  observer.disconnect();
}).observe(document, {subtree: true, attributes: true, attributeFilter: ["class"]});
window.framesOf = ms => new Promise(done => {
  const times = [];
  requestAnimationFrame(function next(now) {
    times.push(now);
    if (now - times[0] < ms) requestAnimationFrame(next);
    else done(times);
  });
});
"""
GIVEN = """() => {
  const {clientWidth: width, clientHeight: height} = document.querySelector(".canvas");
  const {plotly, source} = document.querySelector("quadrant-map").dataset;
  const last = Number(document.querySelector("#year").max);
  return {plotly, source, width, height, last};
}"""
# When Plotly was asked for, when it and the points had come, and when they were drawn.
TIMES = """() => {
  const came = performance.getEntriesByType("resource");
  const of = part => came.find(({name}) => name.includes(part));
  const [plotly, points] = [of("plotly-basic"), of("/map/data/")];
  return [
    Math.min(plotly.startTime, points.startTime),
    Math.max(plotly.responseEnd, points.responseEnd),
    window.taken,
  ];
}"""
# The times of placing names, how many names, and of how many points: steady as while years go by,
# or as after another filter, where it is the first time that counts.
PLACING = """isSteady => {
  const {drawing} = document.querySelector("quadrant-map");
  const times = [1, 2, 3, 4, 5].map(() => {
    drawing.steady = isSteady;
    const start = performance.now();
    drawing.arrange();
    return performance.now() - start;
  });
  return [times, drawing.names.length, drawing.points.length];
}"""
# As a press of the button at this year.
PLAY_OURS = """year => {
  document.querySelector("#year").value = year;
  document.querySelector("#play").click();
}"""
PLAY_PLAIN = "year => window.play(year)"
OUR_YEAR = "() => Number(document.querySelector('#year').value)"
PLAIN_YEAR = "() => window.year ?? 0"
# The time of the script and of the layout after it, for each year.
STEPS_OF = """async () => {
  const {time, show} = await %s;
  const times = [];
  for (let year = time.last - %d; year <= time.last; year += 1) {
    const start = performance.now();
    await show(year);
    document.body.getBoundingClientRect();
    times.push(performance.now() - start);
    await new Promise(requestAnimationFrame);
  }
  return times;
}"""
PLAIN_YEARS = "window.haveYears()"
OUR_YEARS = """(() => {
  const {years} = document.querySelector("map-page");
  years.stop();
  return {time: years.time, show: year => years.show(year)};
})()"""


@dataclass
class Timed:
    """What was seen of a page in all rounds: times in ms.

    Attributes:
        fetching: from asking for Plotly and the points until both have come.
        drawing: from then until the points are drawn.
        steps: of each year, script and layout.
        gaps: from frame to frame while it played, for each round.
        requests: what was asked for while it played.
    """

    fetching: list[float] = field(default_factory=list)
    drawing: list[float] = field(default_factory=list)
    steps: list[float] = field(default_factory=list)
    gaps: list[list[float]] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    @property
    def take_over(self) -> list[float]:
        return [sum(parts) for parts in zip(self.fetching, self.drawing, strict=True)]

    @property
    def rate(self) -> float:
        """Frames in a second of play."""
        return median(1000 * len(gaps) / sum(gaps) for gaps in self.gaps)

    @property
    def longest(self) -> float:
        """How long the longest wait for a frame was, in the round in the middle."""
        return median(max(gaps) for gaps in self.gaps)

    @property
    def late(self) -> float:
        """For how much of the time a person waited for a frame that was late, in percent."""
        every = [gap for gaps in self.gaps for gap in gaps]
        return 100 * sum(gap for gap in every if gap > LATE_MS) / sum(every)


@dataclass(frozen=True)
class Kind:
    """A page that draws the points, and how to work it.

    Attributes:
        path: where it is.
        play: a script that plays from a year.
        year: a script that says which year is shown.
        years: an expression that gives the years once it played.
        given: what the page is told.
    """

    path: str
    play: str
    year: str
    years: str
    given: dict[str, Any] = field(default_factory=dict)

    @contextmanager
    def opened(self, chromium: Browser, url: str) -> Iterator[Page]:
        """Open it with an empty cache, and wait until the points are drawn."""
        with as_desktop(chromium) as context:
            page = context.new_page()
            page.add_init_script(f"{WATCH}; window.given = {json.dumps(self.given)};")
            page.route(url + PLAIN_PATH, lambda route: route.fulfill(path=PLAIN))
            page.goto(url + self.path)
            page.wait_for_selector(".taken", timeout=WAIT_SECONDS * 1000)
            page.wait_for_load_state("networkidle")
            yield page


def figures(site: Site, url: str) -> Iterator[Measure | Beside]:
    """Yield the figures at each size; the catalogue of the site, served at `url`, grows."""
    with browser() as chromium:
        for size in SIZES:
            _grow(site, size)
            yield from _at_size(chromium, url, size)


def _grow(site: Site, size: int) -> None:
    if size == STARTER:
        return
    made_up = subprocess.run(
        [sys.executable, "-m", "tests.bench.lives", str(size - STARTER)],
        cwd=ROOT,
        env=site.environment(),
        check=True,
        capture_output=True,
    )
    file = site.folder / "made-up.jsonl"
    file.write_bytes(made_up.stdout)
    done = site.manage("import_initiatives", str(file), "--apply", "--not-duplicates", "all")
    assert done.returncode == 0, done.stderr


def _at_size(chromium: Browser, url: str, size: int) -> Iterator[Measure | Beside]:
    map_page = Kind("/", PLAY_OURS, OUR_YEAR, OUR_YEARS)
    with map_page.opened(chromium, url) as page:
        given = page.evaluate(GIVEN)
        placing, names, points = page.evaluate(PLACING, True)
    plain_page = Kind(PLAIN_PATH, PLAY_PLAIN, PLAIN_YEAR, PLAIN_YEARS, given)
    ours, plain = Timed(), Timed()
    anew = []
    for _ in range(ROUNDS):
        for kind, timed in ((map_page, ours), (plain_page, plain)):
            with kind.opened(chromium, url) as page:
                _time(page, kind, timed, given["last"])
                if kind is map_page:
                    anew.append(page.evaluate(PLACING, False)[0][0])

    def beside(what: str, name: str, limit: float) -> Beside:
        our, their = (median(getattr(timed, name)) for timed in (ours, plain))
        return Beside(what, our, their, limit, "ms")

    yield beside(f"{size:,} initiatives: take-over", "take_over", 1.5)
    yield beside("  fetching Plotly and the points", "fetching", 2)
    yield beside("  drawing", "drawing", 2)
    drawing = median(plain.drawing)
    what = f"  placing {names} names for {points} points, beside drawing"
    yield Beside(what, median(placing), drawing, 0.5, "ms")
    yield Beside("  the same after another filter", median(anew), drawing, 0.5, "ms")
    yield beside("  a year, script and layout", "steps", 1)
    yield Beside("  play: frames a second", ours.rate, plain.rate, 0.9, at_least=True)
    limit = round(max(plain.longest, LATE_MS))
    yield Measure("  play: the longest wait for a frame", round(ours.longest), limit, "ms")
    limit = round(max(plain.late, STRAY), 1)
    yield Measure(
        f"  play: time between frames {LATE_MS} ms apart or more", round(ours.late, 1), limit, "%"
    )
    yield Measure("  play: requests", len(ours.requests), 0)


def _time(page: Page, kind: Kind, timed: Timed, last: int) -> None:
    asked, came, drawn = page.evaluate(TIMES)
    timed.fetching.append(came - asked)
    timed.drawing.append(drawn - came)
    start = last - PLAY_YEARS
    page.evaluate(kind.play, start)
    # It plays when the years have come.
    deadline = time.monotonic() + WAIT_SECONDS
    while page.evaluate(kind.year) <= start:
        assert time.monotonic() < deadline, "it does not play"
        page.wait_for_timeout(50)
    page.on("request", lambda request: timed.requests.append(request.url))
    moments = page.evaluate("window.framesOf", PLAY_SECONDS * 1000)
    assert start < page.evaluate(kind.year) < last, "it did not play all the time"
    timed.gaps.append([after - before for before, after in pairwise(moments)])
    timed.steps += page.evaluate(STEPS_OF % (kind.years, PLAY_YEARS))
