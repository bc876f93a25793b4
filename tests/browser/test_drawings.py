"""What the server draws and what a browser makes of it: letters as wide, marks where they stay."""

import base64

import pytest
from playwright.sync_api import Page

from quadrant import svg
from quadrant.domain.axes import Placement
from quadrant.domain.regions import group_of, standing_of
from quadrant.figure import CONFIG, map_layout
from quadrant.marks import MARKS, is_hollow, point_radius
from quadrant.placing import Point, text_width
from tests.vendor import FONT, PLOTLY, PLOTLY_CSS, ROOT

CORNERS = [(-100, -100), (-100, 100), (100, -100), (100, 100), (-25, 15), (0, 5), (67, 75)]
POINTS = [
    Point(Placement(*scores), f"slug-{i}", f"Name {i}", f"Title {i}", f"/{i}/", 1 + i % 3)
    for i, scores in enumerate(CORNERS)
]
NAMES = ["Facebook", "Žižkov Wikipedia", "Local currency (LETS)", "Couchsurfing", "LinkedIn"]


def page_with_map(page: Page, width: int, height: int) -> None:
    """Show a page that holds the map alone, in the look of the site."""
    sheet = (ROOT / "static" / "css" / "site.css").read_text(encoding="utf-8")
    # However busy the machine, this page waits for its letters.
    sheet = sheet.replace("font-display: optional", "font-display: block")
    for font in FONT.glob("*.woff2"):
        content = base64.b64encode(font.read_bytes()).decode()
        sheet = sheet.replace(
            f"../vendor/{FONT.name}/{font.name}", f"data:font/woff2;base64,{content}"
        )
    page.set_viewport_size({"width": width, "height": height})
    page.set_content(
        f"""<style>{sheet}</style>
        <main class="mp"><div></div><div></div><div class="stage"><section class="chart">
        <div class="plot"><div class="canvas">{svg.quadrant_map(POINTS, label="Map")}</div></div>
        </section></div></main>"""
    )
    page.evaluate("document.fonts.load('500 13px \"Source Sans 3\"', 'abcŽ')")


def middles(page: Page, marks: str) -> list[tuple[float, float]]:
    """Return the middles of what is shown of these marks, in px."""
    boxes = page.evaluate(
        """marks => [...document.querySelectorAll(marks)]
          .filter(mark => mark.checkVisibility())
          .map(mark => mark.getBoundingClientRect())
          .map(box => [box.x + box.width / 2, box.y + box.height / 2, box.width, box.height])""",
        marks,
    )
    return [tuple(box) for box in boxes]


@pytest.mark.parametrize(("size", "weight"), [(15.5, 650), (13.5, 500)])
def test_the_table_of_letters_is_as_wide_as_the_browser_writes(page: Page, size, weight):
    page_with_map(page, 1440, 900)

    written = page.evaluate(
        """async ([names, font]) => {
          const context = document.createElement("canvas").getContext("2d");
          context.font = font;
          return names.map(name => context.measureText(name).width);
        }""",
        [NAMES, f'{weight} {size}px "Source Sans 3"'],
    )
    # Kerning, which the table leaves out, makes most names a little narrower.
    for name, width in zip(NAMES, written, strict=True):
        assert width * 0.99 <= text_width(name, size, weight) <= width * 1.06


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (820, 1180), (390, 844), (320, 568)])
def test_plotly_draws_each_mark_where_the_server_drew_it(page: Page, width, height):
    page_with_map(page, width, height)
    drawn = middles(page, ".pt .dot")[::-1]

    page.add_style_tag(path=PLOTLY_CSS)
    page.add_script_tag(path=PLOTLY)
    page.evaluate(
        """async ([points, layout, config]) => {
          const canvas = document.querySelector(".canvas");
          const map = canvas.querySelector(".map").getBoundingClientRect();
          const band = map.top - canvas.getBoundingClientRect().top;
          const reach = layout.meta.down / (1 - 2 * band / canvas.clientHeight);
          layout.yaxis.range = [reach, -reach];
          const plot = canvas.appendChild(document.createElement("div"));
          plot.style.cssText = "position: absolute; inset: 0";
          await Plotly.newPlot(plot, [points], layout, config);
        }""",
        [columns(on_phone=width <= 640), map_layout("en"), CONFIG],
    )
    taken_over = middles(page, ".points path")

    assert len(taken_over) == len(drawn) == len(POINTS)
    for before, after in zip(drawn, taken_over, strict=True):
        assert after == pytest.approx(before, abs=0.6)


def columns(*, on_phone: bool) -> dict:
    """Return the points as a trace of Plotly."""
    groups = [group_of(point.placement) for point in POINTS]
    hollow = [is_hollow(standing_of(point.placement)) for point in POINTS]
    return {
        "mode": "markers",
        "x": [point.placement.purpose for point in POINTS],
        "y": [point.placement.decentralisation for point in POINTS],
        "marker": {
            "symbol": [MARKS[group].symbol for group in groups],
            "size": [
                2
                * point_radius(len(POINTS), point.prominence, on_phone=on_phone)
                * MARKS[group].factor
                - (1.4 if is_open else 0)
                for point, group, is_open in zip(POINTS, groups, hollow, strict=True)
            ],
        },
    }
