"""Measure the budgets on a site of its own with the starter catalogue, and print them."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import drawing, lighthouse
from tests.bench.measures import Beside, Measure
from tests.bench.visits import as_desktop, as_phone, brotli_sizes, browser, visit
from tests.sites import ROOT, Site, new_site

KB = 1000
PAGES = ("/", "/initiatives/", "/initiatives/couchsurfing/", "/submit/")
ALL_PAGES = (
    *PAGES,
    "/?i=couchsurfing",
    "/?sector=food&year=2013",
    "/initiatives/?region=local_resilience&q=garden",
    "/regions/global_commons/",
    "/needs/share-a-car/",
    "/model/",
    "/about/",
    "/submissions/",
    "/initiatives/couchsurfing/suggest/?what=change",
    "/initiatives/couchsurfing/suggest/?what=second_opinion",
)
DATA = ("/map/data/", "/submit/similar/?name=Couchsurfng")
TAKEN_OVER = ".plot .main-svg"


def main() -> int:
    """Print every measure; return 1 where a budget is not kept."""
    kept = True
    with (
        tempfile.TemporaryDirectory() as folder,
        new_site(Path(folder)) as site,
        site.serving() as serving,
    ):
        for measure in _measures(site, serving.url):
            print(measure, flush=True)
            kept = kept and measure.is_kept
    return 0 if kept else 1


def _measures(site: Site, url: str) -> Iterator[Measure | Beside]:
    yield from _first_visit(url)
    yield from _take_over(site, url)
    yield from _every_page(url)
    yield from _queries(site)
    yield from _lighthouse(url)
    # At the end: the catalogue grows for it.
    yield from drawing.figures(site, url)


def _first_visit(url: str) -> Iterator[Measure]:
    with browser() as chromium, as_phone(chromium) as context:
        seen = visit(context, f"{url}/")
    font = sum(seen.of(".woff2").values())
    yield Measure("First visit to /, compressed, before Plotly", _kb(seen.total), 75, "KB")
    yield Measure("  without the font", _kb(seen.total - font), 45, "KB")
    yield Measure("  requests", len(seen.sizes), 9)
    yield Measure("  to other hosts", seen.elsewhere, 0)


def _take_over(site: Site, url: str) -> Iterator[Measure]:
    with browser() as chromium, as_desktop(chromium) as context:
        seen = visit(context, f"{url}/", until=TAKEN_OVER)
    ours = brotli_sizes(site.folder / "static")
    loaded = [name for name in ours if seen.of(Path(name).stem + ".")]
    yield Measure("Take-over: requests for data", len(seen.of("/map/data/")), 1)
    yield Measure("  files of our own script", len(loaded), 6)
    yield Measure("  our own script, brotli", _kb(sum(ours[name] for name in loaded)), 15, "KB")
    yield Measure("  layout shift", seen.shift, 0)


def _every_page(url: str) -> Iterator[Measure]:
    shift, errors, refused, elsewhere = 0.0, 0, 0, 0
    with browser() as chromium:
        for scheme in ("light", "dark"):
            with as_desktop(chromium, color_scheme=scheme) as context:
                for path in ALL_PAGES:
                    for prefix in ("", "/nl"):
                        seen = visit(context, f"{url}{prefix}{path}")
                        shift += seen.shift
                        errors += len(seen.errors)
                        refused += seen.refused
                        elsewhere += seen.elsewhere
    yield Measure("All pages, both schemes and languages: layout shift", shift, 0)
    yield Measure("  console errors and warnings", errors, 0)
    yield Measure("  policy violations", refused, 0)
    yield Measure("  requests to other hosts", elsewhere, 0)


def _queries(site: Site) -> Iterator[Measure]:
    asked = subprocess.run(
        [sys.executable, "-m", "tests.bench.queries", *ALL_PAGES, *DATA],
        cwd=ROOT,
        env=site.environment(),
        check=True,
        capture_output=True,
        text=True,
    )
    for path, count in json.loads(asked.stdout).items():
        yield Measure(f"Queries of {path}", count, 12)


def _lighthouse(url: str) -> Iterator[Measure]:
    try:
        command = lighthouse.fetch()
        scores = {path: lighthouse.scores(command, url + path) for path in PAGES}
    except lighthouse.NoLighthouse as reason:
        print(f"Lighthouse left out: {reason}")
        return
    for path in PAGES:
        for category, score in scores[path].items():
            limit = 95 if category == "performance" else 100
            yield Measure(f"Lighthouse of {path}: {category}", score, limit, at_least=True)


def _kb(size: int) -> float:
    return round(size / KB, 1)


if __name__ == "__main__":
    sys.exit(main())
