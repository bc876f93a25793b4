"""The filter of the catalogue in words: each part of it, and all of it as one sentence."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quadrant import vocabulary
from quadrant.domain.regions import MIX


def label(name: str, value: str) -> str:
    """Return what one value of one part says, for a button that clears it."""
    match name:
        case "q":
            return _("“%(words)s”") % {"words": value}
        case "region":
            return vocabulary.region_name(value)
        case "hybrid":
            return _("On a border or in the middle")
        case "global_local":
            return _("Global-local")
        case "sector":
            return vocabulary.sector_label(value)
        case "need":
            return vocabulary.need_label(value)
        case "country":
            return vocabulary.country_name(value)
        case "reach":
            return _("Open to %(people)s") % {"people": vocabulary.reach_words(value)}
        case "output":
            return vocabulary.output_label(value)
        case "status":
            return status_label(value)
        case "year":
            return _("As of %(year)s") % {"year": value}
        case "checked":
            return _("Confirmed") if value == "yes" else _("Not confirmed")
        case "placed":
            return _("With a position") if value == "yes" else _("Without a position")
        case "examples":
            return _("The article’s own examples")
    return value


def reach_label(key: str) -> str:
    """Return who can take part, for a choice."""
    words = vocabulary.reach_words(key)
    return words[:1].upper() + words[1:]


def quoted(value: str) -> str:
    """Return a value of an address as a sentence quotes it: long ones are cut off."""
    return f"{value[:40]}…" if len(value) > 40 else value


def left_out(name: str, value: str) -> str:
    """Say that a value of an address was left out: no address is an error."""
    words = _("“%(name)s=%(value)s” was left out: it is not one of the choices.")
    return words % {"name": name, "value": quoted(value)}


def status_label(key: str) -> str:
    """Return the name of a status, for a choice."""
    return {"active": _("Active"), "ended": _("Ended"), "all": _("Active or ended")}[key]


def sort_label(key: str) -> str:
    """Return the name of an order, for a choice."""
    return {
        "known": _("Best known first"),
        "name": _("By name"),
        "new": _("Newest here first"),
        "checked": _("Recently confirmed first"),
        "oldest": _("Oldest first"),
    }[key]


def sentence(count: int, chosen: Mapping[str, list[str]]) -> str:
    """Say how many initiatives match, and what.

    "12 active initiatives in food and farming in Belgium, mainly Local resilience".

    Args:
        count: how many match.
        chosen: each part that is given, with its values.
    """
    words = " ".join([_counted(count, chosen.get("status", ["active"])[0]), *_places(chosen)])
    return ", ".join([words, *_remarks(chosen)])


def subject(count: int, chosen: Mapping[str, list[str]]) -> str:
    """Say the same as the subject of a longer sentence: a remark at its end is closed by a comma.

    "12 active initiatives in food and farming, confirmed by a curator,".
    """
    words = sentence(count, chosen)
    return f"{words}," if any(_remarks(chosen)) else words


def _counted(count: int, status: str) -> str:
    match status:
        case "ended":
            words = ngettext("%(count)s ended initiative", "%(count)s ended initiatives", count)
        case "all":
            words = ngettext("%(count)s initiative", "%(count)s initiatives", count)
        case _:
            words = ngettext("%(count)s active initiative", "%(count)s active initiatives", count)
    return words % {"count": count}


def _places(chosen: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield what follows the count without a comma."""
    if sectors := chosen.get("sector"):
        names = [_lower_first(vocabulary.sector_label(key)) for key in sectors]
        yield _("in %(sectors)s") % {"sectors": _either(names)}
    for code in chosen.get("country", ()):
        yield _("in %(country)s") % {"country": vocabulary.country_name(code)}
    for year in chosen.get("year", ()):
        yield _("as of %(year)s") % {"year": year}


def _remarks(chosen: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield what follows after a comma each."""
    if regions := [key for key in chosen.get("region", ()) if key != MIX]:
        names = _either([vocabulary.region_name(key) for key in regions])
        if MIX in chosen["region"]:
            yield _("mainly %(regions)s or in the middle") % {"regions": names}
        else:
            yield _("mainly %(regions)s") % {"regions": names}
    elif "region" in chosen:
        yield _("in the middle")
    if "hybrid" in chosen:
        yield _("on a border or in the middle")
    if "global_local" in chosen:
        yield _("open to people everywhere with a local result")
    for key in chosen.get("need", ()):
        yield _("for people who say “%(question)s”") % {
            "question": vocabulary.need_question(key).rstrip(".")
        }
    for key in chosen.get("reach", ()):
        yield _("open to %(people)s") % {"people": vocabulary.reach_words(key)}
    for key in chosen.get("output", ()):
        yield _("whose result %(lands)s") % {"lands": _lower_first(vocabulary.output_label(key))}
    for words in chosen.get("q", ()):
        yield _("matching “%(words)s”") % {"words": words}
    for key in chosen.get("checked", ()):
        yield _("confirmed by a curator") if key == "yes" else _("not confirmed by a curator")
    for key in chosen.get("placed", ()):
        yield _("with a position") if key == "yes" else _("without a position")
    if "examples" in chosen:
        yield _("examples of the source article")


def _either(names: list[str]) -> str:
    *head, last = names
    return _("%(some)s or %(last)s") % {"some": ", ".join(head), "last": last} if head else last


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
