"""The pages of the theory: the model, its regions, and the needs that the models serve."""

from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from initiatives.census import UNPLACED, Tally, best_known, needs_served, tally
from initiatives.filters import article_query
from initiatives.models import Initiative
from initiatives.models.initiative import InitiativeQuerySet
from quadrant import vocabulary
from quadrant.domain.article import article
from quadrant.domain.axes import Placement
from quadrant.domain.regions import GROUPS, MIX, Region, across
from quadrant.domain.rubric import AxisTexts, Facet, Indicator, Rubric, load_rubric
from quadrant.domain.texts import Text
from quadrant.svg import Spot
from quadrant.theory_texts import CHAPTERS, FOR_A_PERSON, REFERENCES
from quadrant.views.examples import examples_of, for_region, named_initiatives

# So many examples in the four regions of the model, rows on the page of a region, marks in its
# figure, and rows in each group on the page of a need.
EXAMPLES: Final = 4
ROWS: Final = 20
MARKS: Final = 100
ROWS_OF_A_NEED: Final = 12

# What else the texts of the model name, and link to where the catalogue has it.
NAMED: Final = (
    "arduino",
    "cozywheels",
    "ecopower",
    "ifixit",
    "kickstarter",
    "linux-kernel",
    "mastodon",
    "materiom",
    "openstreetmap",
    "openstructures",
    "precious-plastic",
    "repair-cafe",
    "snappcar",
    "stocksy",
    "uber",
    "wikihouse",
    "wikipedia",
)
# The point whose shares the text works out: 75% centralised, 60% purpose-driven.
SAMPLE: Final = Placement(-50, 20)
MIXED, DEPENDS, MOVED = "airbnb", "airbnb", "couchsurfing"


@dataclass(frozen=True, slots=True)
class Group:
    """A region, the middle, or what has no position.

    Attributes:
        shown: the best known.
        words: what it is, in a line; None where the page says it otherwise.
    """

    key: str
    tally: Tally
    shown: list[Initiative]
    words: Text | None = None

    @property
    def has_more(self) -> bool:
        return self.tally.total > len(self.shown)


@require_safe
def model(request: HttpRequest) -> HttpResponse:
    """The theory in full: what counts, the axes, the regions, the rubric, the sources."""
    active = _active()
    tallies = tally(active)
    named = named_initiatives((*article().examples, *NAMED))
    of_the_article = [named[slug] for slug in article().examples if slug in named]
    drawn = examples_of(named[slug] for slug in {MIXED, DEPENDS, MOVED} & set(named))
    rubric = load_rubric()
    context = {
        "regions": [
            Group(
                region,
                tallies[region],
                for_region(region, of_the_article, best_known(active, region, EXAMPLES)),
                rubric.regions[region].summary,
            )
            for region in Region
        ],
        "middle": tallies[MIX],
        "mixed": drawn.get(MIXED),
        "depends": drawn.get(DEPENDS),
        "moved": drawn.get(MOVED),
        "chapters": CHAPTERS,
        "references": REFERENCES,
        "named": named,
        "article": article(),
        "article_query": article_query() if of_the_article else "",
        "rubric": rubric,
        "rubric_axes": _by_face(rubric),
        "sample": SAMPLE,
    }
    return render(request, "quadrant/model.html", context)


@require_safe
def region(request: HttpRequest, key: str) -> HttpResponse:
    """One region, or the middle: what it means, who stands there, and what lies beside it."""
    if key not in GROUPS:
        raise Http404(_("There is no such region."))
    active = _active()
    tallies = tally(active)
    known = best_known(active, key, MARKS)
    summary = None if key == MIX else load_rubric().regions[Region(key)].summary
    neighbours = [] if key == MIX else list(across(Region(key)).values())
    context = {
        "group": Group(key, tallies[key], known[:ROWS], summary),
        "marks": len(known),
        "spots": _spots(known),
        "text": f"quadrant/regions/{vocabulary.language()}/{key}.html",
        "neighbours": [(other, tallies[other]) for other in neighbours],
        "others": [other for other in GROUPS if other not in (key, *neighbours)],
    }
    return render(request, "quadrant/region.html", context)


@require_safe
def need(request: HttpRequest, key: str) -> HttpResponse:
    """What a person wants, and which initiatives serve it, model by model."""
    if key not in vocabulary.NEED_KEYS:
        raise Http404(_("There is no such need."))
    serving = _active().filter(need_links__need=key)
    tallies = tally(serving)
    groups = [
        Group(
            group,
            tallies[group],
            best_known(serving, group, ROWS_OF_A_NEED),
            FOR_A_PERSON.get(group),
        )
        for group in (*GROUPS, UNPLACED)
    ]
    empty = {group.key for group in groups if not group.shown}
    context = {
        "key": key,
        # As a heading, without the full stop of the sentence.
        "question": vocabulary.need_question(key).rstrip("."),
        "total": sum(group.tally.total for group in groups),
        "groups": [group for group in groups if group.shown],
        "missing": [region for region in Region if region in empty],
        "spots": _spots([initiative for group in groups for initiative in group.shown]),
        "others": [other for other in vocabulary.NEED_KEYS if other != key],
    }
    return render(request, "quadrant/need.html", context)


@require_safe
def need_index(request: HttpRequest) -> HttpResponse:
    """Every need, and how many initiatives serve it."""
    served = needs_served(_active())
    needs = [(key, served.get(key, 0)) for key in vocabulary.NEED_KEYS]
    return render(request, "quadrant/need_index.html", {"needs": needs})


def _active() -> InitiativeQuerySet:
    return Initiative.objects.listed().active_in(None).with_position()


def _spots(initiatives: list[Initiative]) -> list[Spot]:
    return [
        Spot(initiative.placement, initiative.display_name, initiative.get_absolute_url())
        for initiative in initiatives
        if initiative.placement
    ]


def _by_face(
    rubric: Rubric,
) -> list[tuple[AxisTexts, list[tuple[Facet, tuple[Indicator, ...]]]]]:
    return [
        (texts, [(facet, rubric.of_facet(facet.key)) for facet in texts.facets])
        for texts in rubric.axes.values()
    ]
