"""Tags for the long texts of the theory: names that link where they can, references, answers."""

from django import template
from django.template.context import Context
from django.template.defaultfilters import capfirst
from django.utils.html import format_html
from django.utils.safestring import SafeString

from quadrant import vocabulary
from quadrant.domain import wording
from quadrant.domain.axes import SCORE_MAX, Axis
from quadrant.domain.rubric import ANSWER_MAX
from quadrant.domain.texts import Text
from quadrant.theory_texts import REFERENCES

register = template.Library()

_NUMBERS = {reference.key: number for number, reference in enumerate(REFERENCES, start=1)}


@register.filter
def in_language(text: Text) -> str:
    """Return a text of the theory in the active language."""
    return text.in_(vocabulary.language())


@register.simple_tag(takes_context=True)
def named(context: Context, slug: str, name: str) -> SafeString:
    """Say the name of an initiative: a link where the catalogue (`named`) has it."""
    initiative = context["named"].get(slug)
    if initiative is None:
        return format_html("{}", name)
    return format_html('<a href="{}">{}</a>', initiative.get_absolute_url(), name)


@register.simple_tag
def cite(key: str) -> SafeString:
    """Refer to a source by its number in the list at the end of the page."""
    return format_html('<a class="cite" href="#source-{}">[{}]</a>', key, _NUMBERS[key])


@register.simple_tag
def answer_words(axis: Axis, value: int) -> str:
    """Say an answer (-2 to 2) as the score that it would give by itself."""
    score = value * SCORE_MAX // ANSWER_MAX
    return str(capfirst(wording.score_words(axis, score, vocabulary.language())))
