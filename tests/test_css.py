"""The style sheet: readable text in both schemes, raw colours in one place."""

import re
from itertools import product
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders

SHEET = Path(finders.find("css/site.css"))
PAGES = Path(finders.find("css/pages.css"))
GUESS = Path(finders.find("css/guess.css"))
TOKENS = dict(
    re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\);", SHEET.read_text(encoding="utf-8"))
)
SCHEMES = {"light": 0, "dark": 1}
SECTORS = tuple(token for token in TOKENS if token.startswith("s-"))
REGIONS = ("net", "gc", "dist", "lr")


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other, scheme):
    """Return the WCAG contrast of two tokens in a scheme."""
    values = [luminance(TOKENS[token].split(", ")[SCHEMES[scheme]]) for token in (one, other)]
    return (max(values) + 0.05) / (min(values) + 0.05)


GROUNDS = ("paper", "surface", "sunk")
TINTS = tuple(f"{region}-tint" for region in REGIONS)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *product(("ink", "ink-2", "ink-3"), (*GROUNDS, *TINTS)),
        *((f"{region}-text", ground) for region in REGIONS for ground in (*GROUNDS[:2], *TINTS)),
        ("paper", "ink"),
        ("paper", "ink-2"),
        *product(("danger",), GROUNDS),
    ],
)
def test_text_can_be_read(text, ground, scheme):
    assert contrast(text, ground, scheme) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("mark", "ground"),
    [
        *product((*REGIONS, *SECTORS, "ink"), TINTS),
        *product((*REGIONS, "focus", "line-strong"), GROUNDS[:2]),
    ],
)
def test_marks_controls_and_focus_can_be_seen(mark, ground, scheme):
    assert contrast(mark, ground, scheme) >= 3


def test_raw_colours_stand_in_the_token_layer_only():
    sheet = SHEET.read_text(encoding="utf-8")
    start, end = sheet.index("@layer tokens"), sheet.index("@layer base")

    elsewhere = sheet[:start] + sheet[end:]
    elsewhere += "".join(each.read_text(encoding="utf-8") for each in (PAGES, GUESS))
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(|light-dark\(", elsewhere) == []


def test_every_custom_property_that_is_used_is_set():
    sheet = "".join(each.read_text(encoding="utf-8") for each in (SHEET, PAGES, GUESS))
    used, is_set = (
        set(re.findall(r"var\((--[\w-]+)", sheet)),
        set(re.findall(r"(--[\w-]+):", sheet)),
    )

    assert used <= is_set


def test_the_style_sheets_stay_small():
    assert len(brotli.compress(SHEET.read_bytes())) < 9 * 1024
    assert len(brotli.compress(PAGES.read_bytes())) < 5 * 1024


def test_no_style_sheet_asks_another_host():
    sheets = SHEET.parent.glob("*.css")

    assert not [
        sheet.name for sheet in sheets if re.search(r"url\(.?(https?:|//)", sheet.read_text())
    ]
