"""What a curator should look at twice before deciding: signs, never verdicts."""

import unicodedata
from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.do_not_list import wishes_against
from initiatives.models import Kind, State, Submission
from initiatives.names import host_of
from initiatives.preview import Preview
from initiatives.proposals import answers_of, placement_of
from quadrant.domain.axes import Axis
from quadrant.domain.p2p import QUESTIONS
from quadrant.domain.position import Explanation, explanation_needed
from quadrant.domain.rubric import CURRENT_RUBRIC_VERSION, load_rubric, suggest

# Letters of these look alike, and are mixed in one word by nobody who means well.
_LOOK_ALIKE = ("LATIN", "CYRILLIC", "GREEK")
_MOST_WORDS = 2000


def alerts_of(submission: Submission) -> list[str]:
    """Return what is odd about a submission, in sentences, the gravest first."""
    return list(_alerts(submission))


def _alerts(submission: Submission) -> Iterator[str]:
    preview = Preview(submission)
    if submission.kind == Kind.NEW:
        for wish in wishes_against(preview.name, preview.website):
            yield _("“%(name)s” asked on %(day)s not to be listed: %(reason)s") % {
                "name": wish.name,
                "day": wish.asked_on.isoformat(),
                "reason": wish.reason,
            }
        yield from _refused_before(submission, preview)
        yield from _test_says_no(submission)
    if mixed := mixed_words(_texts_of(submission)):
        yield _("Letters of several alphabets in one word: %(words)s. Look at it closely.") % {
            "words": ", ".join(mixed[:3])
        }
    if placement_of(submission) is not None and submission.kind != Kind.POSITION:
        yield from _position_alerts(submission, preview)
    if submission.involved:
        yield _("The sender takes part in it.")


def _refused_before(submission: Submission, preview: Preview) -> Iterator[str]:
    alike = Q(name_key=submission.name_key) if submission.name_key else Q(pk=None)
    if host := host_of(preview.website):
        alike |= Q(data__website__icontains=host)
    refused = Submission.objects.filter(alike, state=State.REFUSED, kind=Kind.NEW)
    number = refused.exclude(pk=submission.pk).count()
    if number:
        yield ngettext(
            "The same was refused before.", "The same was refused %(number)d times before.", number
        ) % {"number": number}


def _test_says_no(submission: Submission) -> Iterator[str]:
    test = submission.data.get("p2p_test") or {}
    if "no" in (test.get(key) for key in QUESTIONS):
        yield _("By the sender’s own answers it may not be a peer-to-peer system.")


def _position_alerts(submission: Submission, preview: Preview) -> Iterator[str]:
    given = len(submission.sources) + submission.first_hand
    if given <= 1:
        yield (
            _("The whole position rests on one source.")
            if given
            else _("No source is given for the position.")
        )
    placement = placement_of(submission)
    suggestions = suggest(answers_of(submission), load_rubric(CURRENT_RUBRIC_VERSION))
    owed = [
        explanation_needed(placement.score(axis), suggestions[axis]) for axis in Axis if placement
    ]
    if Explanation.ACCEPTED_REASON in owed:
        yield _("It is placed more than 25 points from what the answers suggest.")
    if any(one is not Explanation.NONE for one in owed) and not preview.reason:
        yield _("It is placed elsewhere than the answers suggest, without a reason.")


def mixed_words(texts: Iterator[str]) -> list[str]:
    """Return the words that mix letters of alphabets whose letters look alike."""
    words = [word for text in texts for word in text.split()[:_MOST_WORDS]]
    return [word for word in dict.fromkeys(words) if len(set(_alphabets(word))) > 1]


def _alphabets(word: str) -> Iterator[str]:
    for sign in word:
        if sign.isalpha():
            name = unicodedata.name(sign, "").partition(" ")[0]
            if name in _LOOK_ALIKE:
                yield name


def _texts_of(submission: Submission) -> Iterator[str]:
    yield from _texts_in(submission.data)
    yield from (submission.statement, submission.grounds)


def _texts_in(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for item in value.values():
                yield from _texts_in(item)
        case list():
            for item in value:
                yield from _texts_in(item)
