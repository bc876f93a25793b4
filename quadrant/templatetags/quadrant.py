"""Drawings and words of the quadrant, for every template."""

import json
from collections.abc import Iterable, Sequence

from django import template
from django.template.defaultfilters import capfirst
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString

from quadrant import pairs, picker, svg, vocabulary
from quadrant.domain import wording
from quadrant.domain.article import article
from quadrant.domain.axes import Axis, Placement
from quadrant.domain.depth import Depth
from quadrant.domain.regions import Region, Standing, group_of, percentages
from quadrant.figure import depth_data
from quadrant.marks import MARKS, SECTOR_MARKS

register = template.Library()

register.filter("sector_label", vocabulary.sector_label)
register.filter("sector_short", vocabulary.sector_short)
register.filter("need_label", vocabulary.need_label)
register.filter("need_question", vocabulary.need_question)
register.filter("region_name", vocabulary.region_name)
register.filter("region_line", vocabulary.region_line)
register.filter("reach_label", vocabulary.reach_label)
register.filter("output_label", vocabulary.output_label)
register.filter("country_name", vocabulary.country_name)
register.filter("region_group", group_of)


@register.filter
def region_class(group: str) -> str:
    """Return the class that gives a group its colours in the style sheet."""
    return MARKS[group].css_class


@register.simple_tag
def region_mark(group: str, standing: str = Standing.CLEAR) -> SafeString:
    """Draw the small mark of a region, or of "mix"; hollow unless it stands clear."""
    return svg.mark(group, Standing.MIDDLE if group == "mix" else standing)


@register.simple_tag
def article_why(slug: str, year: int | None) -> str:
    """Say why the source article puts an example where it does.

    Args:
        slug: of the initiative.
        year: which year is told; None for the latest that is known.

    Returns:
        One sentence; "" for what is no example of the article, and in another year than its own.
    """
    why = article().examples.get(slug)
    return why.in_(vocabulary.language()) if why and year == article().year else ""


@register.simple_tag
def sector_mark(sector: str | None, standing: str) -> SafeString:
    """Draw the small mark of a sector's colour group; hollow unless it stands clear."""
    return svg.mark(vocabulary.sector_colour_group(sector), standing)


@register.simple_tag
def sector_key() -> SafeString:
    """Name the colour groups of the sectors, each with its mark."""
    return format_html_join(
        " ",
        "<span>{} {}</span>",
        (
            (svg.mark(group, Standing.CLEAR), vocabulary.colour_group_name(group))
            for group in SECTOR_MARKS
        ),
    )


@register.simple_tag
def depth_json(depth: Depth) -> str:
    """Give the script what belongs to the selected point, as JSON for an attribute."""
    return json.dumps(depth_data(depth), separators=(",", ":"))


@register.simple_tag
def mini_map(placement: Placement | None, label: str = "") -> SafeString:
    """Draw a thumbnail of the quadrant, without a point for None.

    Without a label it is hidden from screen readers.
    """
    return svg.mini(placement, label=label)


@register.simple_tag
def placement_map(
    placements: Placement | Iterable[Placement | svg.Spot],
    label: str = "",
    *,
    words: bool = True,
    framed: bool = False,
    halo: tuple[float, float] | None = None,
    perspectives: Sequence[tuple[Placement, Placement]] = (),
    history: Sequence[tuple[int, Placement]] = (),
    others: Iterable[Placement] = (),
) -> SafeString:
    """Draw a larger quadrant, with the names of the regions unless `words` is false.

    Args:
        placements: one point, or several, best known first; a `Spot` may have title and address.
        label: what the figure shows, where no words beside it say so.
        words: whether the names of the regions stand in their corners.
        framed: whether the ends of the axes stand around it.
        halo: half-widths in scores on (decentralisation, purpose) around the first point.
        perspectives: (placement, general view of its own year), numbered in this order.
        history: (year, placement) before the present one, oldest first.
        others: the rest of the catalogue, as small dots.
    """
    points = [placements] if isinstance(placements, Placement) else placements
    names = {region: vocabulary.region_name(region) for region in Region} if words else None
    drawn = svg.figure(
        [point if isinstance(point, svg.Spot) else svg.Spot(point) for point in points],
        label=label,
        names=names,
        halo=halo,
        perspectives=perspectives,
        history=history,
        others=others,
    )
    return _framed(drawn) if framed else drawn


def _framed(drawn: SafeString) -> SafeString:
    lang = vocabulary.language()
    vertical = [wording.end_words(Axis.DECENTRALISATION, side, lang) for side in (-1, 1)]
    horizontal = [wording.end_words(Axis.PURPOSE, side, lang) for side in (-1, 1)]
    return format_html(
        '<div class="frame"><span>↑ {}</span><span>← {}</span>{}<span>{} →</span>'
        "<span>{} ↓</span></div>",
        capfirst(vertical[0]),
        capfirst(horizontal[0]),
        drawn,
        capfirst(horizontal[1]),
        capfirst(vertical[1]),
    )


@register.simple_tag
def placement_picker(
    placement: Placement | None,
    suggestion: picker.Suggested | None,
    halo: tuple[float, float] | None = None,
) -> SafeString:
    """Draw the quadrant on which a person places a point, with the ends of the axes around it."""
    scores = (suggestion.decentralisation, suggestion.purpose) if suggestion else (None, None)
    names = {region: vocabulary.region_name(region) for region in Region}
    return _framed(picker.drawing(placement, scores, halo, names))


@register.simple_tag
def guess_picker(placement: Placement | None) -> SafeString:
    """Draw the quadrant on which a person places a point and nothing suggests where."""
    names = {region: vocabulary.region_name(region) for region in Region}
    return _framed(picker.bare(placement, names))


@register.simple_tag
def guess_drawing(drawn: Sequence[pairs.Pair], label: str) -> SafeString:
    """Draw guesses, each tied to the position of the same initiative."""
    names = {region: vocabulary.region_name(region) for region in Region}
    return _framed(pairs.drawing(drawn, names, label=label))


@register.simple_tag
def placement_words(placement: Placement | None, suggestion: picker.Suggested | None) -> str:
    """Say where a point is, or what is still missing to place it."""
    return picker.position_words(placement, suggestion, vocabulary.language())


@register.simple_tag
def answered_words(suggestion: picker.Suggested) -> str:
    """Say how many questions are answered, and whether the suggestion is provisional."""
    return wording.answered_words(
        suggestion.answered, suggestion.asked, suggestion.provisional, vocabulary.language()
    )


@register.simple_tag
def placing_data() -> SafeString:
    """Give `placing.js` the structure of the rubric and the words, as a block of data."""
    return json_script(picker.data(vocabulary.language()), "placing-data")


@register.simple_tag
def mix_bar(placement: Placement) -> SafeString:
    """Draw the shares of the four regions as a bar; `mix_key` says them."""
    return svg.mix_bar(placement)


@register.simple_tag
def mix_key(placement: Placement) -> SafeString:
    """List the shares of the four regions with their marks, in reading order of the map."""
    return format_html(
        '<ul class="mixkey">{}</ul>',
        format_html_join(
            "",
            '<li>{} {} <b class="num">{}%</b></li>',
            (
                (svg.mark(region, Standing.CLEAR), vocabulary.region_name(region), share)
                for region, share in percentages(placement).items()
            ),
        ),
    )


@register.simple_tag
def axis_strip(position: int, suggestion: int | None = None) -> SafeString:
    """Draw one axis from end to end, with the suggestion dashed where it differs."""
    return svg.strip(position, suggestion)


@register.simple_tag
def position_sentence(placement: Placement) -> str:
    """Say a position in a full sentence, with the shares of the regions."""
    return wording.position_sentence(placement, vocabulary.language())


@register.simple_tag
def position_short(placement: Placement) -> str:
    """Say a position without its shares."""
    return wording.position_short(placement, vocabulary.language())


@register.simple_tag
def standing_note(placement: Placement) -> str:
    """Say how firmly a point stands where it stands: nothing when it is clear."""
    return wording.standing_note(placement, vocabulary.language())


@register.simple_tag
def brand_mark() -> SafeString:
    """Draw the site's own mark: the four regions."""
    return svg.brand()


ICONS = {
    "search": "M9 3.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11M13 13l4 4",
    "plus": "M10 4v12M4 10h12",
    "minus": "M4 10h12",
    "whole-map": "M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4",
    "play": "M7 4v12l9-6z",
    "pause": "M7 4v12M13 4v12",
    "close": "M5 5l10 10M15 5L5 15",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon; words beside it, or the label of its button, say what it means."""
    return format_html(
        '<svg class="ico" viewBox="0 0 20 20" aria-hidden="true"><path d="{}"/></svg>', ICONS[name]
    )
