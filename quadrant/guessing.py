"""The game "guess first": what an address says of it, which five are chosen, how a guess compares.

All of a game stands in its address: the initiatives as slugs with dots between them, and in the
same order the guesses made so far, each as "<decentralisation>_<purpose>". An address goes on
working when the catalogue changes: what is gone is left out, and its guess with it.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import Final

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from initiatives.filter_words import left_out, quoted
from initiatives.localtext import LocalText
from initiatives.models import Assessment, FormerSlug, Initiative
from quadrant.domain import wording
from quadrant.domain.axes import BORDER_ZONE, SCORE_MAX, SCORE_MIN, Axis, Placement
from quadrant.domain.regions import GROUPS, MIX, group_of, neighbour_of
from quadrant.domain.rubric import CURRENT_RUBRIC_VERSION, AxisTexts, load_rubric
from quadrant.pairs import Pair
from quadrant.vocabulary import language, region_name

ROUNDS: Final = 5
# From so many groups (the regions, the middle) the first of a set come; the rest from any. With
# one from each, whoever plays could work out the last one.
APART: Final = 3
# Of each group so many of the best known are drawn from.
POOL: Final = 12
# What is told of the peer-to-peer side of an initiative, unless it is longer than this.
SHORT: Final = 240
# The larger difference of both axes, in scores. Twice the border zone: within it, two people who
# both think "in the middle" are never apart. Half an axis is far.
NEAR_UP_TO: Final = 2 * BORDER_ZONE
FAR_FROM: Final = (SCORE_MAX - SCORE_MIN) // 2

_SLUG: Final = re.compile(r"[-a-zA-Z0-9_]{1,80}")
_GUESS: Final = re.compile(r"(-?[0-9]{1,3})_(-?[0-9]{1,3})")


class Nearness(StrEnum):
    """How far a guess lies from the position. No mark: reasons differ, and are there to be read."""

    NEAR = "near"
    BETWEEN = "between"
    FAR = "far"


@dataclass(frozen=True, slots=True)
class AxisAnswer:
    """One axis of a guess beside the position: both scores, both in words, and why it is there.

    Attributes:
        title: what the axis is about.
        texts: what its ends are called.
        guessed: the score of the guess, from -100 to 100.
        score: that of the position.
        words: both scores in words.
        rationale: why the curators put it there; None where nothing is written.
    """

    title: str
    texts: AxisTexts
    guessed: int
    score: int
    words: str
    rationale: LocalText | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an initiative stands where it stands, beside a guess.

    Attributes:
        axes: decentralisation, then purpose.
        year: which year the position describes; None where nothing is written of it.
    """

    axes: list[AxisAnswer]
    year: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A guess beside the position of the curators."""

    guess: Placement
    placement: Placement

    @property
    def nearness(self) -> Nearness:
        """How far apart they are: the larger difference of both axes."""
        apart = max(abs(self.guess.score(axis) - self.placement.score(axis)) for axis in Axis)
        if apart <= NEAR_UP_TO:
            return Nearness.NEAR
        return Nearness.FAR if apart >= FAR_FROM else Nearness.BETWEEN

    @property
    def words(self) -> str:
        """How far apart they are, in words."""
        return {
            Nearness.NEAR: _("Near each other"),
            Nearness.BETWEEN: _("Some way apart"),
            Nearness.FAR: _("Far apart"),
        }[self.nearness]

    @property
    def regions(self) -> str:
        """Whether they lie in the same region, as a sentence or two."""
        yours, theirs = group_of(self.guess), group_of(self.placement)
        sentence = _regions(yours, theirs) % {
            "yours": region_name(yours),
            "theirs": region_name(theirs),
        }
        neighbour = neighbour_of(self.placement)
        if neighbour is None:
            return sentence
        border = _("The curators’ place is on the border with %(region)s.")
        return f"{sentence} {border % {'region': region_name(neighbour)}}"


@dataclass(frozen=True, slots=True)
class Round:
    """One initiative of a game, the place that was guessed for it, and where the curators put it.

    Attributes:
        number: from 1.
        initiative: itself.
        placement: its position.
        guess: None before it is guessed.
    """

    number: int
    initiative: Initiative
    placement: Placement
    guess: Placement | None

    @property
    def comparison(self) -> Comparison | None:
        """The guess beside the position; None before it is guessed."""
        return Comparison(self.guess, self.placement) if self.guess else None

    @property
    def p2p(self) -> LocalText | None:
        """What makes it peer-to-peer, where that is short."""
        text = self.initiative.p2p
        return text if 0 < len(text.text) <= SHORT else None


class GuessForm(forms.Form):
    """The two scores of a guess. Once valid, `placement` is the place."""

    decentralisation = forms.IntegerField(
        label=gettext_lazy("Organisation"), min_value=SCORE_MIN, max_value=SCORE_MAX
    )
    purpose = forms.IntegerField(
        label=gettext_lazy("Purpose"), min_value=SCORE_MIN, max_value=SCORE_MAX
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        limits = {"least": SCORE_MIN, "most": SCORE_MAX}
        for each in self.fields.values():
            words = _("A whole number from %(least)d to %(most)d.") % limits
            codes = (*each.error_messages, "min_value", "max_value")
            each.error_messages = dict.fromkeys(codes, words)
            each.widget.attrs["step"] = 1

    @property
    def placement(self) -> Placement:
        """The place; only once valid."""
        return Placement(self.cleaned_data["decentralisation"], self.cleaned_data["purpose"])


@dataclass(frozen=True, slots=True)
class Game:
    """A game as far as it is played.

    Attributes:
        rounds: one for each initiative, five at most; none where an address names none.
        shown: the round that is asked, or answered; None at the end, and without rounds.
        form: where the guess is given, with what is wrong with it.
        ignored: a sentence on each part of the address that was left out.
    """

    rounds: tuple[Round, ...]
    shown: Round | None
    form: GuessForm
    ignored: list[str] = field(default_factory=list)

    @property
    def scores(self) -> list[tuple[BoundField, AxisTexts]]:
        """The fields of a guess with what their axes are called, in the order of the forms."""
        texts = load_rubric(CURRENT_RUBRIC_VERSION).axes
        return [(self.form[axis], texts[axis]) for axis in (Axis.PURPOSE, Axis.DECENTRALISATION)]

    @property
    def slugs(self) -> list[str]:
        return [each.initiative.slug for each in self.rounds]

    @property
    def set_query(self) -> str:
        """The query string of the same initiatives with nothing guessed."""
        return query_of(self.slugs)

    @property
    def guesses(self) -> str:
        """The guesses as an address names them; a round without one leaves its place empty."""
        written = [
            f"{each.guess.decentralisation}_{each.guess.purpose}" if each.guess else ""
            for each in self.rounds
        ]
        return ".".join(written).rstrip(".")

    @property
    def query(self) -> str:
        """The query string of what is played so far: of the next round, or of the end."""
        return f"{self.set_query}&guesses={self.guesses}" if self.guesses else self.set_query

    @property
    def is_last(self) -> bool:
        """Nothing is left to guess."""
        return all(each.guess for each in self.rounds)


def query_of(slugs: Iterable[str]) -> str:
    """Return the query string of a set of initiatives; it needs no quoting."""
    return f"set={'.'.join(slugs)}"


def read_game(data: QueryDict) -> Game:
    """Read a game from an address. What cannot be read is left out with a word; nothing fails."""
    ignored: list[str] = []
    named = _named_slugs(_only(data, "set", ignored), ignored)
    guesses = _read_guesses(_only(data, "guesses", ignored), len(named), ignored)
    rounds = _rounds(named, guesses, ignored)
    asked = _read_round(_only(data, "round", ignored), rounds, ignored)
    form = GuessForm()
    if any(axis.value in data for axis in Axis):
        if asked is None:
            given = {axis: data.get(axis, "") for axis in Axis}
            ignored += [left_out(axis, str(value)) for axis, value in given.items() if value]
        else:
            form = GuessForm(data)
    if asked is not None and form.is_valid():
        asked = _with_guess(asked, form.placement)
        rounds[asked.number - 1] = asked
    elif asked is not None and form.is_bound:
        # It is asked once more, whatever was guessed before.
        asked = _with_guess(asked, None)
        rounds[asked.number - 1] = asked
    return Game(tuple(rounds), asked, form, list(dict.fromkeys(ignored)))


def choose(random: Random, *, but: Collection[str] = ()) -> list[str]:
    """Choose a set: active, placed initiatives from several regions, of the best known.

    Args:
        random: what decides.
        but: slugs that are chosen only where there are too few others.

    Returns:
        Five slugs in random order, or as many as there are.
    """
    pools = [_best_known(group) for group in GROUPS]
    fresh = [[slug for slug in pool if slug not in but] for pool in pools]
    chosen = _draw(random, fresh, ROUNDS)
    chosen += _draw(
        random, [[slug for slug in pool if slug in but] for pool in pools], ROUNDS - len(chosen)
    )
    random.shuffle(chosen)
    return chosen


def explain(answered: Round) -> Explanation:
    """Explain the position of a round that was guessed, by what the curators wrote of it.

    Raises:
        ValueError: nothing is guessed yet.
    """
    if answered.guess is None:
        raise ValueError("there is no guess to put beside the position")
    # What moves the point: the latest of those that are in force.
    assessment = (
        Assessment.objects.in_force()
        .by_editors()
        .general()
        .filter(initiative=answered.initiative)
        .order_by("as_of")
        .last()
    )
    texts = load_rubric(CURRENT_RUBRIC_VERSION).axes
    axes = [
        AxisAnswer(
            _title(axis),
            texts[axis],
            answered.guess.score(axis),
            answered.placement.score(axis),
            _axis_words(axis, answered.guess.score(axis), answered.placement.score(axis)),
            getattr(assessment, f"rationale_{axis}", None) or None,
        )
        for axis in Axis
    ]
    return Explanation(axes, assessment.as_of if assessment else None)


def pairs_of(rounds: Iterable[Round]) -> list[Pair]:
    """Return what is drawn of rounds that were guessed: one with words, several with numbers."""
    guessed = [(each, each.guess) for each in rounds if each.guess]
    if len(guessed) == 1:
        yours, theirs = pgettext("beside a mark", "You"), pgettext("beside a mark", "Curators")
        return [
            Pair(guess, each.placement, each.initiative.display_name, yours, theirs)
            for each, guess in guessed
        ]
    return [
        Pair(guess, each.placement, each.initiative.display_name, words=str(each.number))
        for each, guess in guessed
    ]


def _regions(yours: str, theirs: str) -> str:
    if yours == theirs:
        return _("Both are in the middle.") if yours == MIX else _("Both are in %(theirs)s.")
    if yours == MIX:
        return _("You put it in the middle, the curators in %(theirs)s.")
    if theirs == MIX:
        return _("You put it in %(yours)s, the curators in the middle.")
    return _("You put it in %(yours)s, the curators in %(theirs)s.")


def _title(axis: Axis) -> str:
    return _("Organisation") if axis is Axis.DECENTRALISATION else _("Purpose")


def _axis_words(axis: Axis, yours: int, theirs: int) -> str:
    words = [wording.score_words(axis, score, language()) for score in (yours, theirs)]
    if words[0] == words[1]:
        return str(capfirst(_("%(words)s: you and the curators alike.") % {"words": words[0]}))
    return _("You: %(yours)s. The curators: %(theirs)s.") % {
        "yours": words[0],
        "theirs": words[1],
    }


def _best_known(group: str) -> list[str]:
    known = (
        Initiative.objects.listed()
        .active_in(None)
        .with_position()
        .in_region(group)
        .best_known_first()
    )
    # Of those that were played just now a whole set may be among the best known.
    return list(known.values_list("slug", flat=True)[: POOL + ROUNDS])


def _draw(random: Random, pools: Sequence[Sequence[str]], count: int) -> list[str]:
    """Draw so many: the first from different pools, the rest from all of them."""
    filled = [pool[:POOL] for pool in pools if pool]
    first = [random.choice(pool) for pool in random.sample(filled, min(APART, count, len(filled)))]
    rest = [slug for pool in filled for slug in pool if slug not in first]
    return first + random.sample(rest, min(count - len(first), len(rest)))


def _only(data: QueryDict, name: str, ignored: list[str]) -> str:
    """Return the one value of a parameter: of several the last."""
    given = [value.strip() for value in data.getlist(name) if value.strip()]
    ignored += [left_out(name, value) for value in given[:-1] if value != given[-1]]
    return given[-1] if given else ""


def _named_slugs(value: str, ignored: list[str]) -> list[str]:
    """Return the slugs of a set as they are written, repeated ones too; five at most."""
    named = [part for part in value.split(".") if part] if value else []
    if len(named) > ROUNDS:
        words = _("What comes after “%(value)s” was left out: a game has %(rounds)d rounds.")
        ignored.append(words % {"value": quoted(named[ROUNDS - 1]), "rounds": ROUNDS})
    return named[:ROUNDS]


def _read_guesses(value: str, count: int, ignored: list[str]) -> list[Placement | None]:
    """Return a guess, or None, for each of `count` slugs."""
    written = value.split(".") if value else []
    guesses = []
    for part in written[:count]:
        try:
            guesses.append(_placement(part) if part else None)
        except ValueError:
            words = _("The guess “%(value)s” was left out: it is no place on the quadrant.")
            ignored.append(words % {"value": quoted(part)})
            guesses.append(None)
    if any(written[count:]):
        words = _("The guesses “%(value)s” were left out: they belong to no initiative.")
        ignored.append(words % {"value": quoted(".".join(written[count:]))})
    return guesses + [None] * (count - len(guesses))


def _placement(part: str) -> Placement:
    found = _GUESS.fullmatch(part)
    if found is None:
        raise ValueError(part)
    return Placement(int(found[1]), int(found[2]))


def _rounds(named: list[str], guesses: list[Placement | None], ignored: list[str]) -> list[Round]:
    known = _initiatives([slug for slug in named if _SLUG.fullmatch(slug)])
    rounds: list[Round] = []
    seen: set[str] = set()
    for slug, guess in zip(named, guesses, strict=True):
        initiative = known.get(slug)
        if initiative is None:
            words = _("“%(value)s” was left out: no initiative in the catalogue has that address.")
        elif initiative.slug in seen:
            words = _("“%(value)s” was left out the second time: each is guessed once.")
        elif initiative.placement is None:
            words = _("“%(value)s” was left out: it has no position yet.")
        else:
            seen.add(initiative.slug)
            rounds.append(Round(len(rounds) + 1, initiative, initiative.placement, guess))
            continue
        ignored.append(words % {"value": quoted(slug)})
    return rounds


def _initiatives(slugs: Collection[str]) -> dict[str, Initiative]:
    """Return the listed initiatives by these slugs, also by former ones and after a merge."""
    by_slug = {
        initiative.slug: initiative
        for initiative in Initiative.objects.select_related("merged_into").filter(slug__in=slugs)
    }
    if missing := set(slugs) - set(by_slug):
        former = FormerSlug.objects.select_related("initiative__merged_into")
        by_slug |= {one.slug: one.initiative for one in former.filter(slug__in=missing)}
    present = {slug: one.merged_into or one for slug, one in by_slug.items()}
    return {slug: one for slug, one in present.items() if one.withdrawn_at is None}


def _read_round(value: str, rounds: list[Round], ignored: list[str]) -> Round | None:
    """Return the round that is asked for, else the first one to guess, else None."""
    by_number = {str(each.number): each for each in rounds}
    if value in by_number:
        return by_number[value]
    if value:
        ignored.append(left_out("round", value))
    return next((each for each in rounds if each.guess is None), None)


def _with_guess(one: Round, guess: Placement | None) -> Round:
    return Round(one.number, one.initiative, one.placement, guess)
