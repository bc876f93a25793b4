"""The quadrant on which a person places a point: its drawing, and what its script needs to know.

`static/js/placing.js` works out the same suggestion, halo and words as the domain does;
`tests/vectors/placing.json` holds both to that.
"""

from typing import Any, Final, Protocol

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from quadrant import svg
from quadrant.domain import wording
from quadrant.domain.axes import SCORE_MAX, SCORE_MIN, Axis, Placement
from quadrant.domain.regions import Region, bounds, group_of
from quadrant.domain.rubric import CURRENT_RUBRIC_VERSION, load_rubric
from quadrant.domain.texts import Lang
from quadrant.marks import MARKS

# How large the point is drawn, and the radius of the ring of the suggestion around it.
_SCALE: Final = 1.3
_RING: Final = 9.5
_HIDDEN: Final = mark_safe(" hidden")
_SHOWN: Final = mark_safe("")

# Decentralisation and purpose, each None where no answer says anything about it.
Scores = tuple[int | None, int | None]


class Suggested(Protocol):
    """What the answers of a form suggest.

    Attributes:
        decentralisation: a score from -100 to 100, or None without an answer on that axis.
        purpose: the same for the other axis.
        answered: how many of the questions are answered.
        asked: how many there are.
        provisional: whether an axis has too few answers.
    """

    @property
    def decentralisation(self) -> int | None: ...
    @property
    def purpose(self) -> int | None: ...
    @property
    def answered(self) -> int: ...
    @property
    def asked(self) -> int: ...
    @property
    def provisional(self) -> bool: ...


def drawing(
    placement: Placement | None,
    suggestion: Scores,
    halo: tuple[float, float] | None,
    names: dict[Region, str],
) -> SafeString:
    """Draw the quadrant with a halo, a dashed suggestion and a point, each hidden where absent.

    Nobody placed is nobody drawn: a point at the origin would say "in the middle". Where the
    answers speak of one axis only, the suggestion is a line across the other.

    Args:
        placement: where the point is.
        suggestion: what the answers suggest.
        halo: half-widths in scores on (decentralisation, purpose) around the point.
        names: the names of the regions, to write in their corners.
    """
    return format_html(
        '<div class="picker"><svg class="mini" viewBox="-110 -110 220 220" aria-hidden="true">'
        '{}{}{}{}<path class="q-sug" d="{}"{}/>{}</svg></div>',
        svg.GROUNDS,
        svg.corner_names(names),
        _halo(placement, halo),
        _gap(placement, suggestion),
        _suggested(suggestion),
        _HIDDEN if suggestion == (None, None) else _SHOWN,
        _dot(placement),
    )


def bare(placement: Placement | None, names: dict[Region, str]) -> SafeString:
    """Draw the quadrant with a point and nothing else: where no questions suggest a place."""
    return format_html(
        '<div class="picker"><svg class="mini" viewBox="-110 -110 220 220" aria-hidden="true">'
        "{}{}{}</svg></div>",
        svg.GROUNDS,
        svg.corner_names(names),
        _dot(placement),
    )


def position_words(placement: Placement | None, suggestion: Suggested | None, lang: Lang) -> str:
    """Return the sentence of a position, or what is missing before there is one."""
    if placement is not None:
        return wording.position_sentence(placement, lang)
    if suggestion is not None:
        for axis, score in zip(
            Axis, (suggestion.decentralisation, suggestion.purpose), strict=True
        ):
            other = (
                suggestion.purpose if axis is Axis.DECENTRALISATION else suggestion.decentralisation
            )
            if score is None and other is not None:
                return _missing_words(axis, lang)
    return _("Not placed yet.")


def data(lang: Lang) -> dict[str, Any]:
    """Return what the script of the form needs: structure, marks and words, as JSON takes them."""
    return {
        "indicators": [
            {"key": indicator.key, "axis": indicator.axis.value, "facet": indicator.facet}
            for indicator in load_rubric(CURRENT_RUBRIC_VERSION).indicators
        ],
        "corners": {
            region.value: [max(limits, key=abs) for limits in _limits(region)] for region in Region
        },
        "marks": {group: [mark.css_class, mark.icon] for group, mark in MARKS.items()},
        "drawn": {"scale": _SCALE, "ring": _RING},
        "sentences": wording.sentences(lang),
        "unplaced": _("Not placed yet."),
        "missing": {axis.value: _missing_words(axis, lang) for axis in Axis},
        "suggested": _("Your answers suggest: {decentralisation}, {purpose}."),
    }


def _dot(placement: Placement | None) -> SafeString:
    if placement is None:
        return mark_safe('<path class="dot" hidden/>')
    return svg.dot(placement, scale=_SCALE)


def _missing_words(axis: Axis, lang: Lang) -> str:
    return _("Not placed yet: no answer says whether it is {negative} or {positive}.").format(
        negative=wording.end_words(axis, SCORE_MIN, lang),
        positive=wording.end_words(axis, SCORE_MAX, lang),
    )


def _limits(region: Region) -> tuple[tuple[int, int], tuple[int, int]]:
    limits = bounds(region)
    return limits.decentralisation, limits.purpose


def _halo(placement: Placement | None, halo: tuple[float, float] | None) -> SafeString:
    if placement is None or halo is None:
        return mark_safe('<ellipse class="q-halo" hidden/>')
    return format_html(
        '<ellipse class="q-halo {}" cx="{}" cy="{}" rx="{}" ry="{}"/>',
        MARKS[group_of(placement)].css_class,
        placement.purpose,
        placement.decentralisation,
        svg.number(halo[1]),
        svg.number(halo[0]),
    )


def _gap(placement: Placement | None, suggestion: Scores) -> SafeString:
    """Draw the way from the suggestion to a point that was moved."""
    down, across = suggestion
    if placement is None or down is None or across is None:
        return mark_safe('<path class="q-link" hidden/>')
    return format_html(
        '<path class="q-link" d="M{} {}L{} {}"/>',
        across,
        down,
        placement.purpose,
        placement.decentralisation,
    )


def _suggested(suggestion: Scores) -> str:
    down, across = suggestion
    if down is not None and across is not None:
        start = svg.number(across - _RING)
        arc = f"a{_RING} {_RING} 0 1 0"
        return f"M{start} {down}{arc} {2 * _RING:g} 0{arc}-{2 * _RING:g} 0z"
    if down is not None:
        return f"M-110 {down}H110"
    return "" if across is None else f"M{across}-110V110"
