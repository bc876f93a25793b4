"""Fetch the files of others again, and make what is derived from them. Run by `make vendor`.

`static/vendor/vendor.toml` says which package holds which file. To move to a new version: change
the version there, run, look at the differences, and put in the sums that the refusal names.

Derived are `static/css/plotly.css`, the rules that Plotly would otherwise insert by script, and
`quadrant/glyphs.json`, how wide the letters of the map's font are.
"""

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
PLOTLY = VENDOR / "plotly" / "plotly-basic.min.js"
PLOTLY_CSS = ROOT / "static" / "css" / "plotly.css"
FONT = VENDOR / "source-sans-3"
GLYPHS = ROOT / "quadrant" / "glyphs.json"

# The weights in which the map writes names.
WEIGHTS = (500, 650)
# Of the letters beyond Latin-1 the table holds Latin Extended-A: names of our languages and theirs.
LAST_LETTER = 0x17F

# Of Plotly's own rules we leave out those for what we keep off: mode bar, dialogs, tooltips.
UNUSED = re.compile(r"modebar|cloud|notifier|data-title|^Y")
PREFIXED = re.compile(r"^-(moz|ms|o|webkit)-(?!user-select)|:-webkit-")


@dataclass(frozen=True)
class Vendored:
    """One file of a package, and where it stands here."""

    package: str
    version: str
    member: str
    path: Path
    sha256: str


def vendored() -> list[Vendored]:
    """Return every file of the list."""
    listed = tomllib.loads((VENDOR / "vendor.toml").read_text())["package"]
    return [
        Vendored(
            package=package["name"],
            version=package["version"],
            member=member,
            path=VENDOR / package["folder"] / Path(member).name,
            sha256=sha256,
        )
        for package in listed
        for member, sha256 in package["sha256"].items()
    ]


def digest(content: bytes) -> str:
    """Return the sha256 of a file's content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def plotly_css(script: str) -> str:
    """Return the rules that Plotly's script would insert, in the order they would have."""
    found = re.search(r'\{"X,X div":.*?\};', script, re.DOTALL)
    if found is None:
        sys.exit("Plotly's rules are not where they were: look for .js-plotly-plot in its script.")
    pairs = re.findall(r"""("[^"]*"):("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""", found[0])
    rules = [(selector[1:-1], text[1:-1]) for selector, text in pairs]
    used = [rule for rule in rules if not UNUSED.search(rule[0])]
    # The script inserts each rule before the one before it.
    return (
        "/* Plotly's own rules, made by `make vendor` from its script: with them as a file the\n"
        "   script inserts none, which the content security policy would refuse. */\n"
        + "\n".join(_css_rule(selector, text) for selector, text in reversed(used))
    )


def _css_rule(selector: str, text: str) -> str:
    full = selector.replace("X", ".js-plotly-plot .plotly").replace(",", ",\n")
    declarations = [part for part in text.split(";") if part and not PREFIXED.search(part)]
    lines = [f"  {part.replace(':', ': ', 1)};" for part in declarations]
    return "\n".join([f"{full} {{", *lines, "}", ""])


def glyph_widths() -> dict[str, Any]:
    """Return how wide each letter is in each weight, in thousandths of the font's size."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    widths: dict[str, dict[str, int]] = {str(weight): {} for weight in WEIGHTS}
    for path in sorted(FONT.glob("*.woff2")):
        for weight in WEIGHTS:
            font = instantiateVariableFont(TTFont(path), {"wght": weight})
            scale = 1000 / font["head"].unitsPerEm
            for code, glyph in font.getBestCmap().items():
                if 0x20 <= code <= LAST_LETTER or 0x2010 <= code <= 0x2026:
                    widths[str(weight)][chr(code)] = round(font["hmtx"][glyph][0] * scale)
    return {weight: dict(sorted(letters.items())) for weight, letters in widths.items()}


def fetch() -> None:
    """Put every listed file in its place, from its package, when its sum is the listed one."""
    with tempfile.TemporaryDirectory() as folder:
        for package in sorted({(file.package, file.version) for file in vendored()}):
            subprocess.run(
                ["npm", "pack", "--silent", "--pack-destination", folder, "@".join(package)],
                check=True,
                stdout=subprocess.DEVNULL,
            )
        wrong = [file for file in vendored() if not _place(file, Path(folder))]
    if wrong:
        sys.exit("Nothing was replaced for the files above: check them, then list their sums.")


def _place(file: Vendored, folder: Path) -> bool:
    archive = f"{file.package.lstrip('@').replace('/', '-')}-{file.version}.tgz"
    with tarfile.open(folder / archive) as package:
        member = package.extractfile(f"package/{file.member}")
        content = member.read() if member else b""
    if digest(content) != file.sha256:
        print(f"{file.package} {file.version}, {file.member}: sha256 is {digest(content)}")
        return False
    file.path.parent.mkdir(exist_ok=True)
    file.path.write_bytes(content)
    return True


if __name__ == "__main__":
    fetch()
    PLOTLY_CSS.write_text(plotly_css(PLOTLY.read_text()))
    GLYPHS.write_text(json.dumps(glyph_widths(), ensure_ascii=False, indent=1) + "\n")
