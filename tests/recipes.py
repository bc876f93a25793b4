"""The least that is valid: a test states only what it is about."""

import secrets
from typing import Any

from initiatives.catalogue import write_entry
from initiatives.entry import Entry, validate
from initiatives.models import Initiative, Kind, Origin, Submission
from initiatives.submitting import Sent, send


def at(year: int, **changes: Any) -> dict[str, Any]:
    """Return a general assessment by the editors for `year`, far from every border."""
    assessment = {
        "as_of": year,
        "perspective": None,
        "decentralisation": 50,
        "purpose": 50,
        "rationale_decentralisation": {"en": "Members run it.", "nl": "Leden beheren het."},
        "rationale_purpose": {"en": "For the street.", "nl": "Voor de straat."},
        "answers": {},
        "sources": [{"title": "Its own page", "url": "https://example.org/about"}],
    }
    return {**assessment, **changes}


def entry_data(**changes: Any) -> dict[str, Any]:
    """Return a whole, valid entry as plain data."""
    data = {
        "slug": "garden",
        "name": "Garden",
        "website": "https://garden.example.org/",
        "founded": 2000,
        "ended": None,
        "country": "BE",
        "place": "Ghent",
        "sectors": ["food"],
        "needs": ["grow-food"],
        "reach": "local",
        "output": "local",
        "summary": {"en": "Neighbours grow food.", "nl": "Buren telen voedsel."},
        "description": {"en": "They share a plot.", "nl": "Ze delen een perceel."},
        "p2p": {"en": "Anyone may join in.", "nl": "Iedereen kan meedoen."},
        "p2p_test": {"individual": "yes", "no_return": "yes", "peer_value": "yes"},
        "tags": ["garden"],
        "prominence": 1,
        "assessments": [at(2010)],
    }
    return {**data, **changes}


def make_entry(**changes: Any) -> Entry:
    """Return a valid entry; a broken rule fails the test that made it."""
    outcome = validate(entry_data(**changes))
    assert outcome.entry, [str(problem) for problem in outcome.problems]
    return outcome.entry


def write(**changes: Any) -> Initiative:
    """Write an entry to the catalogue and return its initiative."""
    return write_entry(make_entry(**changes), reason="test", origin=Origin.CURATOR)


def opinion(**changes: Any) -> dict[str, Any]:
    """Return an assessment as a submission holds it: what the forms of the public make."""
    return {"decentralisation": -50, "purpose": -50, "answers": {}, **changes}


def make_sent(kind: str = "new", **changes: Any) -> Sent:
    """Return the least that can be sent in; a new initiative has a name."""
    data = {"name": "Plot", "website": "https://plot.example.org/"} if kind == "new" else {}
    return Sent(**{"kind": Kind(kind), "language": "en", "data": data, **changes})


def submit(kind: str = "new", initiative: Initiative | None = None, **changes: Any) -> Submission:
    """Send something in, with a link that nobody has yet."""
    return send(make_sent(kind, **changes), secrets.token_urlsafe(16), initiative)
