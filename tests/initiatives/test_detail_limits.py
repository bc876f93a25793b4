"""The page of one initiative at its limits: hostile text, and a lot of it."""

import html
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from initiatives.catalogue import withdraw
from initiatives.entry import validate
from quadrant.domain.rubric import load_rubric
from tests.initiatives.reading import elsewhere, page, panel
from tests.recipes import at, entry_data, write

pytestmark = pytest.mark.django_db

RUBRIC = load_rubric()
ALL_PLUS_ONE = {indicator.key: 1 for indicator in RUBRIC.indicators}
HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)> {{ 7|add:7 }} '&"


class Inert(HTMLParser):
    """Collects what could run: scripts, handlers and addresses that are code."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.alive: list[tuple[str, str, str | None]] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "script" and not (dict(attrs).get("src") or "").startswith("/static/"):
            self.alive.append((tag, "src", None))
        self.alive += [
            (tag, name, value)
            for name, value in attrs
            if name.startswith("on")
            or name == "style"
            or (value or "").strip().lower().startswith(("javascript:", "data:", "vbscript:"))
        ]


def hostile_entry() -> dict[str, Any]:
    text = {"en": HOSTILE, "nl": HOSTILE}
    source = {"title": HOSTILE, "url": 'https://example.org/?a="><script>alert(3)</script>&b'}
    design = {"design": {"value": 1, "note": text}}
    reasons = {"rationale_decentralisation": text, "rationale_purpose": text, "sources": [source]}
    return entry_data(
        name=HOSTILE,
        short_name={"en": "Hostile"},
        aliases=[HOSTILE],
        place=HOSTILE,
        summary=text,
        description={"en": HOSTILE + "\n\n" + HOSTILE},
        p2p=text,
        tags=["<script>x</script>"],
        relations=[{"kind": "part_of", "slug": "other", "note": text}],
        assessments=[
            at(2010, answers=design, **reasons),
            at(2012, answers=design, **reasons),
            at(2012, perspective={"en": HOSTILE[:70]}, **reasons),
            at(2012, voice="contributor", **reasons),
        ],
    )


def test_hostile_text_stays_inert(client: Client):
    write(**hostile_entry())
    write(slug="other", name=HOSTILE, short_name={"en": "Other"})
    withdraw(write(slug="gone", name=HOSTILE, short_name={"en": "X"}), by=None, reason=HOSTILE)
    gone = client.get("/initiatives/gone/").content.decode()

    for source in (page(client), page(client, prefix="/nl"), panel(client), gone):
        parsed = Inert(source)
        assert parsed.alive == []
        assert "img" not in parsed.tags
        assert "&lt;script&gt;alert(1)" in source
        assert "{{ 7|add:7 }}" in html.unescape(source)


def test_an_address_that_is_code_is_never_stored():
    for address in ("javascript:alert(1)", "data:text/html,x", "https://user:pw@example.org/"):
        assert validate(entry_data(website=address)).entry is None
        sources = [{"title": "A", "url": address}]
        assert validate(entry_data(assessments=[at(2010, sources=sources)])).entry is None


def rich_entry(amount: int) -> dict[str, Any]:
    sources = [
        {"title": f"Source {n}", "url": f"https://example.org/{n}"} for n in range(2 * amount)
    ]
    half = dict.fromkeys(list(ALL_PLUS_ONE)[: 6 + amount], 1)
    filled = {"answers": half, "sources": sources}
    return entry_data(
        aliases=[f"Plot {n}" for n in range(amount)],
        relations=[{"kind": "part_of", "slug": f"other-{n}"} for n in range(amount)],
        assessments=[
            *(at(2010 + n, **filled) for n in range(amount)),
            *(at(2010, perspective={"en": f"View {n}"}, **filled) for n in range(amount)),
            at(2011, voice="contributor", **filled),
        ],
    )


@pytest.mark.parametrize("by_script", [False, True])
def test_it_costs_the_same_however_much_is_known(
    client: Client, django_assert_max_num_queries: Any, by_script: bool
):
    headers = {"HX-Request": "true"} if by_script else {}
    counts = []
    for amount in (1, 5):
        write(**rich_entry(amount))
        for number in range(3 * amount):
            elsewhere(f"other-{number}", -60, 60)
        with django_assert_max_num_queries(12) as asked:
            client.get("/initiatives/garden/", headers=headers)
        counts.append(len(asked))

    assert counts[0] == counts[1]
