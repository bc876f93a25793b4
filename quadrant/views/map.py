"""The map: its page, and its points as data."""

import hashlib
import json
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from initiatives.detail import Detail, detail_of
from initiatives.doubt import doubts_of
from initiatives.filters import InitiativeFilter
from initiatives.models import CatalogueVersion, Initiative
from initiatives.moves import movement_of
from p2pmap.htmx import page_or_fragment
from quadrant import points, svg_depth, vocabulary, years
from quadrant.domain.depth import Doubt
from quadrant.figure import CONFIG, map_layout
from quadrant.placing import Point
from quadrant.record import record_now
from quadrant.showing import Showing
from quadrant.svg import MOST_DRAWN, place_in_frames, quadrant_map
from quadrant.view_words import paragraph
from quadrant.views.map_parts import (
    address_of,
    article_on_the_map,
    corners_of,
    ends_of_axes,
    now_address,
    rows_of,
    tools_of,
    waiting_of,
)

# So many rows the list beside the map holds at most; the catalogue has the rest.
MOST_ROWS: Final = 500


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """The map, with the list beside it or one initiative; a script gets what a filter changes."""
    found = InitiativeFilter(request.GET, Initiative.objects.listed())
    showing = Showing.asked_by(request.GET)
    selected = points.selected_by(showing.selected, found.year) if showing.selected else None
    detail = detail_of(selected, found.year, brief=True) if selected else None
    matching = points.count(found)
    best_known = points.best_known(found, MOST_DRAWN, also=selected)
    drawn = points.points_of(best_known, year=found.year)
    doubts = doubts_of(best_known, found.year) if showing.uncertainty and not detail else {}
    under, over = _under_and_over(drawn, doubts, detail, showing)
    placed = place_in_frames(
        drawn,
        svg_depth.obstacles(detail.depth) if detail else (),
        selected=selected.slug if selected else "",
    )
    rows = rows_of(found, MOST_ROWS)
    record = record_now()
    return page_or_fragment(
        request,
        page="quadrant/map.html",
        fragment="quadrant/_map.html",
        context={
            "asked": found,
            "showing": showing,
            "matching": matching,
            "corners": corners_of(found, matching, showing),
            "ends": ends_of_axes(),
            "tools": tools_of(found, showing),
            "rows": rows,
            "most_rows": MOST_ROWS,
            "drawn": len(drawn),
            "placed_query": found.query(placed="yes"),
            "unplaced_query": found.query(placed="no"),
            "unnamed": [(frame.css_class, len(drawn) - len(frame.names)) for frame in placed],
            "drawing": quadrant_map(
                drawn,
                label=_("Map of the initiatives"),
                placed=placed,
                selected=selected.slug if selected else "",
                by_sector=showing.by_sector,
                under=under,
                over=over,
            ),
            "updated": record.updated,
            "time": years.starts_of(found, years.years_until_now(record.first_year)),
            "now_url": now_address(found, showing, selected),
            "waiting": waiting_of(found, matching, rows),
            "words": paragraph(found, matching, movement_of(found) if matching.placed else None),
            "unknown_slug": showing.selected[:80] if showing.selected and not selected else "",
            "detail": detail,
            "clear_url": address_of("", showing),
            "close_url": address_of(found.query(), showing),
            "article": article_on_the_map(found, showing, record.examples),
        },
    )


def _under_and_over(
    drawn: list[Point], doubts: dict[str, Doubt], detail: Detail | None, showing: Showing
) -> tuple[SafeString, SafeString]:
    """Draw what lies under and over the marks: how firm all are, or what belongs to one."""
    if detail is None:
        return svg_depth.doubts(drawn, doubts, by_sector=showing.by_sector), SafeString()
    slug = detail.initiative.slug
    return svg_depth.under(detail.depth, slug), svg_depth.over(detail.depth, slug)


@require_safe
def map_data(request: HttpRequest) -> HttpResponse:
    """The points that match a filter, as columns; with `layout=1` also how they are drawn.

    With `doubt=1` a column says how firm each of them is. With `time=1` the points are those of all
    years, as they are now, each with its spans of years, and `time` has the counts by year.

    `lang` says the language: this address has no prefix for it.
    """
    asked = request.GET.get("lang", "")
    language = asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    version = CatalogueVersion.current()
    with translation.override(language):
        etag = _etag(version, language, request.META.get("QUERY_STRING", ""))
        answer = get_conditional_response(request, etag=etag)
        if answer is None:
            answer = JsonResponse(_data(request, version))
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Content-Language"] = language
    return answer


def _data(request: HttpRequest, version: int) -> dict[str, Any]:
    found = InitiativeFilter(request.GET, Initiative.objects.listed())
    showing = Showing.asked_by(request.GET)
    matching = points.count(found)
    data: dict[str, Any] = {
        "version": version,
        "year": found.year,
        "total": matching.total,
        "placed": matching.placed,
        "unplaced": matching.unplaced,
        "counts": {
            key: {"total": count.total, "border": count.on_border}
            for key, count in matching.groups.items()
        },
    }
    if request.GET.get("time") == "1":
        course = years.course_of(found, points.MOST_POINTS, also=showing.selected)
        columns = _columns(request, course.drawn, None)
        data |= {"time": course.counts, "points": {**columns, "spans": course.spans}}
    else:
        selected = points.selected_by(showing.selected, found.year) if showing.selected else None
        drawn = points.best_known(found, points.MOST_POINTS, also=selected)
        data["points"] = _columns(request, drawn, found.year)
    return {**data, **_drawing()} if request.GET.get("layout") == "1" else data


def _columns(
    request: HttpRequest, drawn: list[Initiative], year: int | None
) -> dict[str, list[Any]]:
    doubts = doubts_of(drawn, year) if request.GET.get("doubt") == "1" else None
    return points.columns_of(drawn, doubts)


def _drawing() -> dict[str, Any]:
    """How the points are drawn, and the words that go with them, in the active language."""
    return {
        "config": CONFIG,
        "layout": map_layout(vocabulary.language()),
        "sector_groups": {
            key: vocabulary.sector_colour_group(key) for key in vocabulary.SECTOR_KEYS
        },
        "sectors": {key: vocabulary.sector_short(key) for key in vocabulary.SECTOR_KEYS},
        "words": {
            "since": _("since %(founded)s"),
            "until": _("until %(ended)s"),
            "lifetime": _("%(founded)s to %(ended)s"),
            "describes": _("describes %(year)s"),
            "place": _("%(place)s of %(count)s"),
            "crowd": _("%(count)s initiatives at this place"),
        },
    }


def _etag(version: int, language: str, query: str) -> str:
    """Return what names an answer: the catalogue, the question, and how this release answers.

    And the year, which is the last that a question may name.
    """
    year = date.today().year
    parts = [version, language, query, year, points.COLUMNS, years.SPAN, _drawing()]
    return f'"{hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]}"'
