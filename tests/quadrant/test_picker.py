"""The quadrant on which a person places a point: its drawing, its words, its data."""

import json
import re
from dataclasses import dataclass

import pytest
from django.template import Context, Template
from django.utils import translation

from quadrant import picker
from quadrant.domain import wording
from quadrant.domain.axes import Axis, Placement
from quadrant.domain.regions import Region
from tests import vectors

NAMES = {region: region.value for region in Region}


@dataclass
class Suggested:
    decentralisation: int | None = None
    purpose: int | None = None
    answered: int = 0
    asked: int = 12
    provisional: bool = True


def drawn(placement=None, suggestion=(None, None), halo=None):
    return picker.drawing(placement, suggestion, halo, NAMES)


def part(html, css_class):
    return re.search(rf'<(?:path|ellipse) class="{css_class}[ "][^>]*>', html)[0]


def shown(html):
    """Return which of the parts that move are shown."""
    parts = ("q-halo", "q-link", "q-sug", "dot")
    return [name for name in parts if "hidden" not in part(html, name)]


def rendered(source, **context):
    return Template("{% load quadrant %}" + source).render(Context(context))


def test_nothing_is_drawn_where_nothing_is_placed():
    assert shown(drawn()) == []


def test_where_nothing_suggests_a_place_the_point_alone_is_drawn():
    html = picker.bare(None, NAMES)

    assert "hidden" in part(html, "dot")
    assert not re.search("q-halo|q-link|q-sug", html)
    assert "translate(-70 30)" in part(picker.bare(Placement(30, -70), NAMES), "dot")


def test_a_point_stands_at_its_scores_with_its_mark_and_halo():
    html = drawn(Placement(30, -70), (30, -70), (12.5, 50))

    assert shown(html) == ["q-halo", "q-link", "q-sug", "dot"]
    assert 'class="dot dist" transform="translate(-70 30)' in part(html, "dot")
    assert 'cx="-70" cy="30" rx="50" ry="12.5"' in part(html, "q-halo")


def test_a_moved_point_is_tied_to_what_the_answers_suggest():
    assert 'd="M10 -20L60 40"' in part(drawn(Placement(40, 60), (-20, 10), (60, 50)), "q-link")


@pytest.mark.parametrize(
    ("suggestion", "line"), [((25, None), "M-110 25H110"), ((None, -40), "M-40-110V110")]
)
def test_answers_on_one_axis_suggest_a_line_across_the_other(suggestion, line):
    html = drawn(None, suggestion)

    assert shown(html) == ["q-sug"]
    assert f'd="{line}"' in part(html, "q-sug")


def test_the_drawing_has_no_style_of_its_own():
    assert "style=" not in drawn(Placement(1, 2), (50, 50), (50, 50))


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_words_say_the_position_or_what_is_missing(lang):
    with translation.override(lang):
        placement = Placement(40, 60)
        nothing, one = (
            picker.position_words(None, given, lang) for given in (None, Suggested(purpose=10))
        )
        other = picker.position_words(None, Suggested(decentralisation=10), lang)

        assert picker.position_words(placement, None, lang) == wording.position_sentence(
            placement, lang
        )
        assert len({nothing, one, other}) == 3
        assert wording.end_words(Axis.DECENTRALISATION, -1, lang) in one
        assert wording.end_words(Axis.PURPOSE, 1, lang) in other


def test_the_tags_draw_say_and_count():
    suggestion = Suggested(-20, 10, answered=4)
    context = {"placement": Placement(40, 60), "suggestion": suggestion, "halo": (60.0, 50.0)}

    html = rendered("{% placement_picker placement suggestion halo %}", **context)
    assert shown(html) == ["q-halo", "q-link", "q-sug", "dot"]
    assert "Local resilience" in html and "↑ Centralised" in html
    assert "Local resilience" in rendered("{% placement_words placement suggestion %}", **context)
    assert (
        rendered("{% answered_words suggestion %}", **context)
        == "4 of 12 questions answered: provisional."
    )


def test_the_data_is_a_block_that_no_browser_runs():
    with translation.override("nl"):
        block = rendered("{% placing_data %}")

    assert block.startswith('<script id="placing-data" type="application/json">')
    data = json.loads(re.sub(r"</?script[^>]*>", "", block))
    assert data["sentences"]["mainly"] == "Vooral {regions}"
    assert [one["key"] for one in data["indicators"]] == vectors.KEYS


def test_the_vectors_are_those_of_the_domain():
    assert vectors.FILE.read_text(encoding="utf-8") == vectors.text(), (
        "write them anew: python -m tests.vectors"
    )
