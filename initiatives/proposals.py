"""What a submission proposes: the entry as it would be once a curator accepts it."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from initiatives.entry import Entry, Validated, combine, dump, to_entry, validate
from initiatives.entry.schema import SHORT_NAME_LENGTH
from initiatives.models import Initiative, Kind, Submission, Voice
from initiatives.names import host_of
from initiatives.slugs import FreeSlugs
from quadrant.domain.axes import Axis, Placement

_FOLLOWS = _("This follows from the answers to the questions.")
_FIRST_HAND = _("First-hand knowledge of the sender")
_LANGUAGES = ("en", "nl")
# What only curators decide: a submission that names it changes nothing of it.
_CURATORS_OWN = frozenset({"slug", "former_slugs", "prominence", "checked_on", "assessments"})
_LABEL_ROOM = 74  # of the 80 letters of a point of view, beside a number


def proposed(submission: Submission, left_out: Collection[str] = ()) -> Validated | None:
    """Return the whole entry that accepting would write, checked; None where it writes none.

    An objection writes none, and neither does a change that only says in words what is wrong,
    unless a curator prepared in a draft what has to be changed.

    Args:
        left_out: fields of the entry format that a curator leaves as they are.
    """
    data = to_write(submission, left_out)
    return None if data is None else validate(data)


def to_write(submission: Submission, left_out: Collection[str] = ()) -> dict[str, Any] | None:
    """Return the entry that accepting would write as data, be it valid or not."""
    data = as_sent(submission, left_out)
    if submission.draft is None:
        return data
    if data is None:
        data = _current(submission)
    if not left_out:
        return combine(submission.draft_from or {}, submission.draft, data)
    kept = {name: data.get(name) for name in left_out}
    whole = combine(submission.draft_from or {}, submission.draft, data)
    return {name: v for name, v in {**whole, **kept}.items() if v is not None}


def subject_of(submission: Submission) -> Initiative | None:
    """Return the initiative that a submission is about now: what was merged is the other one."""
    initiative = submission.initiative
    while initiative is not None and initiative.merged_into is not None:
        initiative = initiative.merged_into
    return initiative


def entry_now(submission: Submission) -> Entry | None:
    """Return the live entry that it is about; None for a new one.

    The last thing that was written says it in one query; the tables say the same in ten.
    """
    initiative = subject_of(submission)
    if initiative is None:
        return None
    written = initiative.revisions.filter(entry__isnull=False).order_by("-pk")
    latest = written.values_list("entry", flat=True).first()
    return Entry.model_validate(latest) if latest else to_entry(initiative)


def as_sent(submission: Submission, left_out: Collection[str] = ()) -> dict[str, Any] | None:
    """Return the entry as its sender proposes it, as data; None where nothing is proposed."""
    match Kind(submission.kind):
        case Kind.NEW if submission.is_open:
            return _new(submission, left_out)
        case Kind.CHANGE if changes := _fields_of(submission, left_out):
            return _changed(_current(submission), changes)
        case Kind.SECOND_OPINION if part := assessment_of(submission):
            return _with_opinion(submission, part)
        case Kind.POSITION if part := _part_of(submission):
            return _with_position(_current(submission), part)
        case Kind.STILL_RIGHT:
            current = _current(submission)
            seen_on = _sent(submission).date().isoformat()
            return {**current, "checked_on": max(seen_on, current.get("checked_on") or "")}
    return None


def _fields_of(submission: Submission, left_out: Collection[str]) -> dict[str, Any]:
    """Return the fields that a submission may set, without those that a curator leaves out."""
    closed = _CURATORS_OWN.union(left_out)
    return {name: value for name, value in submission.data.items() if name not in closed}


def _current(submission: Submission) -> dict[str, Any]:
    entry = entry_now(submission)
    assert entry is not None, "only a new one is about none"
    return dump(entry)


def _new(submission: Submission, left_out: Collection[str]) -> dict[str, Any]:
    data = _fields_of(submission, left_out)
    name = str(data.get("name", ""))
    part = None if "assessments" in left_out else assessment_of(submission)
    # It has its address already where an earlier decision to list it was undone.
    listed_before = submission.initiative
    data["slug"] = listed_before.slug if listed_before else FreeSlugs().for_name(name)
    data["checked_on"] = _sent(submission).date().isoformat()
    data["assessments"] = [{**part, "perspective": None}] if part else []
    if len(name) > SHORT_NAME_LENGTH and not data.get("short_name"):
        data["short_name"] = {"en": shortened(name)}  # Dutch falls back on it
    return data


def _changed(current: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Return an entry with some fields changed; a text in one language leaves the other."""
    changed = dict(current)
    for name, value in changes.items():
        was = current.get(name)
        is_text = isinstance(was, dict) and isinstance(value, dict)
        changed[name] = was | value if is_text else value
    return changed


def _with_opinion(submission: Submission, part: dict[str, Any]) -> dict[str, Any]:
    """Return the current entry with a second opinion beside the curators' view.

    What has no position yet gets its first: the curators stand for that one, as for the position
    of a new initiative.
    """
    data = _current(submission)
    if data["assessments"]:
        part["voice"] = (Voice.INITIATIVE if submission.involved else Voice.CONTRIBUTOR).value
        part["perspective"] = _unused_view(part, data["assessments"])
    else:
        part["perspective"] = None
    data["assessments"] = [*data["assessments"], part]
    return data


def _with_position(current: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """Return the current entry with a position by curators, in the place of the one it corrects."""
    key = _key(part)
    others = [other for other in current["assessments"] if _key(other) != key]
    return {**current, "assessments": [*others, part]}


def _key(part: dict[str, Any]) -> tuple[Any, ...]:
    return (part.get("as_of"), _labels(part.get("perspective")), part.get("voice", "editors"))


def _unused_view(part: dict[str, Any], others: list[dict[str, Any]]) -> dict[str, str] | None:
    """Return the point of view of an opinion; numbered where somebody else has the same one.

    Two opinions stand beside each other: neither takes the other's place.
    """
    taken = {
        _labels(other["perspective"])
        for other in others
        if other["as_of"] == part["as_of"] and other.get("voice") == part["voice"]
    }
    label = part["perspective"] or {}
    view, number = label, 1
    while _labels(view) in taken:
        number += 1
        view = _numbered(label, number)
    return view or None


def _labels(view: dict[str, str] | None) -> tuple[str, str]:
    texts = view or {}
    return (texts.get("en", ""), texts.get("nl", ""))


def _numbered(label: dict[str, str], number: int) -> dict[str, str]:
    if not any(label.values()):
        return {"en": f"Opinion {number}", "nl": f"Mening {number}"}
    return {lang: f"{text[:_LABEL_ROOM]} ({number})" for lang, text in label.items() if text}


def assessment_of(submission: Submission) -> dict[str, Any] | None:
    """Return the assessment that it proposes, in the entry format; None where it places nothing.

    Reasons that the sender did not have to give are given here: the position is where the
    answers put it.
    """
    part = _part_of(submission)
    if submission.kind == Kind.POSITION:
        return part
    if placement_of(submission) is None:
        return None
    whole = {
        "as_of": part.get("as_of") or _year_of(submission),
        "perspective": part.get("perspective") or None,
        "answers": answers_of(submission),
        "sources": _sources(submission),
    }
    for axis in Axis:
        whole[axis.value] = part[axis.value]
        whole[f"rationale_{axis}"] = part.get(f"rationale_{axis}") or {
            lang: _said_in(lang, _FOLLOWS) for lang in _LANGUAGES
        }
    return whole


def placement_of(submission: Submission) -> Placement | None:
    """Return where a submission places it; None where it does not."""
    part = _part_of(submission)
    scores = [part[axis.value] for axis in Axis if part.get(axis.value) is not None]
    return Placement(*scores) if len(scores) == len(Axis) else None


def answers_of(submission: Submission) -> dict[str, int]:
    """Return the answers in a submission: indicator key to -2..2, also where nothing is placed."""
    answers: dict[str, int] = _part_of(submission).get("answers", {})
    return answers


def _part_of(submission: Submission) -> dict[str, Any]:
    parts: list[dict[str, Any]] = submission.data.get("assessments") or [{}]
    return parts[0]


def _sent(submission: Submission) -> datetime:
    """Return when it was sent; what is not sent yet would be now."""
    return submission.sent_at or timezone.now()


def _year_of(submission: Submission) -> int:
    """Return the year that a position without one describes: that of sending, or its last."""
    _first, last = years_open(submission)
    return min(_sent(submission).year, last)


def years_open(submission: Submission) -> tuple[int | None, int]:
    """Return the first and last year that a position of its initiative may describe."""
    initiative = subject_of(submission)
    founded = initiative.founded if initiative else submission.data.get("founded")
    ended = initiative.ended if initiative else submission.data.get("ended")
    return founded, ended if isinstance(ended, int) else date.today().year


def _sources(submission: Submission) -> list[dict[str, Any]]:
    """Return what the position rests on: what was given, else the initiative's own page."""
    sources = list(submission.sources)
    if submission.first_hand:
        sources.append({"title": _said_in(submission.language, _FIRST_HAND)})
    initiative = subject_of(submission)
    website = initiative.website if initiative else submission.data.get("website")
    if not sources and website:
        sources.append({"title": host_of(website), "url": website})
    return sources


def _said_in(lang: str, message: Any) -> str:
    with translation.override(lang):
        return str(message)


def shortened(name: str) -> str:
    """Return a long name cut at a word, to fit on the map until a curator finds a better one."""
    room = SHORT_NAME_LENGTH - 1
    cut = name[: room + 1].rpartition(" ")[0] or name[:room]
    return f"{cut.rstrip(' ,;:-–')}…"
