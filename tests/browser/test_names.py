"""Names on the map, by their rectangles: none covers another or a mark, and none jumps about."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import WIDE, NewReader
from tests.browser.test_map import forget_shifts, open_map, wait_for_plotly
from tests.many import entries
from tests.sites import new_site

# More than that may touch, in px: what is written is a little wider or narrower than measured.
TOLERANCE = 1
LEAST, FIRST = 6, 8

Box: TypeAlias = tuple[float, float, float, float]

MEASURE = """() => {
  const box = ({left, top, right, bottom}) => [left, top, right, bottom];
  const boxes = (chosen) => [...document.querySelectorAll(chosen)]
    .filter(one => one.checkVisibility({visibilityProperty: true}))
    .map(one => box(one.getBoundingClientRect()));
  const points = [...document.querySelectorAll(".pt")].map(link => {
    const name = link.querySelector("text:not(.count)");
    const line = link.querySelector(".lead");
    const {x, y} = link.ownerSVGElement.getBoundingClientRect();
    const at = link.querySelector("svg").getCTM();
    const along = line ? [...Array(20).keys()] : [];
    return {
      slug: link.dataset.slug,
      region: ["net", "gc", "dist", "lr", "mixed"].find(each => link.classList.contains(each)),
      mark: box(link.querySelector(".dot").getBoundingClientRect()),
      text: name?.textContent ?? null,
      name: name && box(name.getBoundingClientRect()),
      line: along.map(part => {
        const {x, y} = line.getPointAtLength(part * line.getTotalLength() / 20)
          .matrixTransform(line.getScreenCTM());
        return [x, y, x, y];
      }),
    };
  });
  const texts = [...document.querySelectorAll(".textpoint")]
    .map(each => [each.textContent, box(each.getBoundingClientRect())]);
  const counts = /^[+][0-9]+$/;
  return {
    points,
    canvas: boxes(".canvas")[0],
    beside: boxes(".rg, .end, .zoom, .pt .count"),
    drawn: {
      marks: boxes(".points path"),
      names: texts.filter(([text]) => !counts.test(text)),
      counts: texts.filter(([text]) => counts.test(text)).map(([, box]) => box),
    },
    unnamed: [...document.querySelectorAll("[data-unnamed]")]
      .find(each => each.checkVisibility()).textContent,
  };
}"""
# The script has been at every mark.
PLACED = "() => !document.querySelector('.pt > svg:not(:has(> g:not([class])))')"


@dataclass(frozen=True)
class Catalogue:
    """A catalogue of a size: the address of its map, and how many lie on it."""

    address: str
    count: int


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with 2,000 initiatives; 30 lie in one sector, and 300 in another."""
    folder = tmp_path_factory.mktemp("made-up")
    file = folder / "made-up.json"
    file.write_text(json.dumps(list(entries(2000, {"care": 30, "culture": 300}))))
    with new_site(folder) as site, site.serving(P2PMAP_STARTER="no") as serving:
        done = site.manage("import_initiatives", str(file), "--apply", "--not-duplicates", "all")
        assert done.returncode == 0, done.stdout + done.stderr
        yield serving.url


@pytest.fixture(params=["30", "starter", "300", "2000"])
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    if request.param == "starter":
        return Catalogue(f"{request.getfixturevalue('served')}/{{}}", 162)
    query = {"30": "?sector=care", "300": "?sector=culture", "2000": ""}[request.param]
    site = request.getfixturevalue("made_up")
    return Catalogue(f"{site}/{{}}{query}", int(request.param))


def touch(one: Box, other: Box) -> bool:
    return (
        one[0] < other[2] - TOLERANCE
        and one[2] > other[0] + TOLERANCE
        and one[1] < other[3] - TOLERANCE
        and one[3] > other[1] + TOLERANCE
    )


def measured(page: Page) -> dict:
    return page.evaluate(MEASURE)


def assert_none_touch(names: list[tuple[str, Box]], beside: list[Box], canvas: Box) -> None:
    assert [
        (one, other)
        for (one, box), (other, other_box) in combinations(names, 2)
        if touch(box, other_box)
    ] == []
    assert [name for name, box in names if any(touch(box, other) for other in beside)] == []
    assert [
        name
        for name, box in names
        if min(box[0] - canvas[0], box[1] - canvas[1], canvas[2] - box[2], canvas[3] - box[3]) < 0
    ] == []


def assert_shares_are_fair(named: Iterable[str], drawn: Iterable[str]) -> None:
    """No region gets more than eight names before each has six, or all that it could have."""
    # The middle is no region: it gets its names where there is room.
    shares = Counter(region for region in named if not region.startswith("mix"))
    there = Counter(region for region in drawn if not region.startswith("mix"))
    if any(share > FIRST for share in shares.values()):
        assert all(shares[region] >= min(LEAST, there[region]) for region in there), shares


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_no_name_covers_another_or_a_mark_that_is_not_its_own(
    catalogue: Catalogue, width: int, new_context: Callable[..., BrowserContext]
):
    page = new_context(viewport={"width": width, "height": 900}).new_page()
    held: list[Route] = []
    page.route("**/map/data/**", lambda route: held.append(route))
    for language in ("nl/", ""):
        held.clear()
        page.goto(catalogue.address.format(language))
        page.wait_for_function(PLACED)
        seen = measured(page)
        points = seen["points"]
        names = [(point["text"], point["name"]) for point in points if point["name"]]

        assert_none_touch(names, seen["beside"], seen["canvas"])
        for point in points:
            if not point["name"]:
                continue
            others = [other for other in points if other["slug"] != point["slug"]]
            assert [o["slug"] for o in others if touch(point["name"], o["mark"])] == []
            assert [
                o["text"] for o in others for dot in o["line"] if touch(dot, point["name"])
            ] == []
        assert seen["unnamed"] == str(len(points) - len(names))
        regions = [point["region"] for point in points]
        shares = Counter(point["region"] for point in points if point["name"])
        assert_shares_are_fair(shares.elements(), regions)
        if width >= 768 and catalogue.count <= 300:
            there = Counter(regions)
            assert all(shares[r] >= min(LEAST, there[r]) for r in ("net", "gc", "dist", "lr")), (
                shares
            )

    page.mouse.move(width / 2, seen["canvas"][1] + 4)  # on a narrow screen it waits for that
    for _ in range(200):
        if held:
            break
        page.wait_for_timeout(100)
    assert page.locator(".drawn").count() == 0
    held.pop().continue_()
    wait_for_plotly(page)
    drawn = measured(page)["drawn"]
    scrolled = page.evaluate("scrollY")
    assert len(drawn["marks"]) == catalogue.count
    assert_none_touch(drawn["names"], drawn["counts"], seen["canvas"])
    for _, box in drawn["names"]:
        assert sum(touch(box, mark) for mark in drawn["marks"]) <= 1  # its own
    regions = regions_of(page)
    assert_shares_are_fair([regions[text] for text, _ in drawn["names"]], regions.values())
    before, after = dict(names), dict(drawn["names"])
    if catalogue.count > len(points):  # the server drew the best known alone
        return
    assert after.keys() == before.keys()
    for text, box in after.items():
        moved = (box[0], box[1] + scrolled, box[2], box[3] + scrolled)
        assert moved == pytest.approx(before[text], abs=1), text


def regions_of(page: Page) -> dict[str, str]:
    """Return the region of each point by what is written beside it."""
    data = page.request.get(page.url.split("?")[0] + "map/data/?" + urlsplit(page.url).query)
    points = data.json()["points"]
    labels = [label or name for label, name in zip(points["label"], points["name"], strict=True)]
    return dict(zip(labels, points["region"], strict=True))


@pytest.fixture
def map_page(new_reader: NewReader) -> Page:
    page = new_reader(viewport=WIDE)
    # From the second page of a visit on the font is there: tools keep to their row.
    open_map(page, "/about/")
    open_map(page)
    wait_for_plotly(page)
    return page


def names_of(page: Page) -> dict[str, Box]:
    return dict(measured(page)["drawn"]["names"])


def settled(page: Page) -> None:
    """Wait until what was asked for is drawn."""
    page.evaluate("async () => { await new Promise(requestAnimationFrame); }")
    page.wait_for_timeout(300)


def test_names_are_the_same_after_zooming_in_and_out(map_page: Page):
    before = names_of(map_page)
    button = map_page.get_by_role("button", name="Zoom in")

    for _ in range(3):
        button.click()
        settled(map_page)
    assert names_of(map_page).keys() != before.keys()
    map_page.get_by_role("button", name="Show the whole map").click()
    settled(map_page)

    after = names_of(map_page)
    assert after.keys() == before.keys()
    for text, box in after.items():
        assert box == pytest.approx(before[text], abs=1), text


def test_names_keep_their_sides_while_panning(map_page: Page):
    for _ in range(2):
        map_page.get_by_role("button", name="Zoom in").click()
    settled(map_page)
    mark = map_page.locator(".points path").first

    for x, y in ((-160, 0), (0, -120), (90, 140)):
        before, old = names_of(map_page), mark.bounding_box()
        map_page.mouse.move(500, 480)
        map_page.mouse.down()
        map_page.mouse.move(500 + x, 480 + y, steps=4)
        map_page.mouse.up()
        settled(map_page)
        after, new = names_of(map_page), mark.bounding_box()
        assert old
        assert new
        across, down = new["x"] - old["x"], new["y"] - old["y"]
        assert (across, down) != (0, 0)
        kept = before.keys() & after.keys()
        assert len(kept) > 5
        for text in kept:
            left, top, right, bottom = before[text]
            moved = (left + across, top + down, right + across, bottom + down)
            assert after[text] == pytest.approx(moved, abs=1), text


def test_names_keep_their_sides_while_filtering(map_page: Page, complaints: list[str]):
    sector, marks = (
        map_page.get_by_role("combobox", name="Sector"),
        map_page.locator(".points path"),
    )

    for value in ("food", "money", ""):
        before, count = names_of(map_page), marks.count()
        sector.select_option(value)
        expect(marks).not_to_have_count(count)
        settled(map_page)
        after = names_of(map_page)
        for text in before.keys() & after.keys():
            (left, top, right, _), (to_left, to_top, to_right, _) = before[text], after[text]
            # It may be written larger, or its mark move aside from another.
            assert min(abs(to_left - left), abs(to_right - right)) < 9, text
            assert abs(to_top - top) < 9, text
    forget_shifts(complaints)


def test_the_selected_one_is_named_and_the_count_of_the_unnamed_is_told(map_page: Page):
    unnamed = map_page.locator("[data-unnamed]").last
    rows = map_page.locator(".list").get_by_role("link")
    names = names_of(map_page)
    marks = map_page.locator(".points path").count()
    assert unnamed.text_content() == str(marks - len(names))
    without = next(
        row for row in rows.all() if (row.locator("b").text_content() or "") not in names
    )
    name = without.locator("b").text_content()

    without.click()

    settled(map_page)
    assert name in names_of(map_page)
