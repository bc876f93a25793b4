"""Random valid entries."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from initiatives.entry.schema import COUNTRY_CODES
from quadrant.domain.axes import Axis
from quadrant.domain.rubric import CURRENT_RUBRIC_VERSION, load_rubric, suggest
from quadrant.vocabulary import NEED_KEYS, SECTOR_KEYS

RUBRIC = load_rubric(CURRENT_RUBRIC_VERSION)
SCOPES = ["local", "regional", "national", "global"]
# Letters of many scripts, and the signs that break careless quoting; no control signs.
LETTERS = "abcZ éßøłÆœ 日本 Ωж <&>\"'%;=+-@#{}[]\\/|_.,!?’–€😀"


def words(limit: int, least: int = 0) -> st.SearchStrategy[str]:
    text = st.text(alphabet=LETTERS, min_size=least, max_size=min(limit, 30))
    return text.map(str.strip).filter(lambda value: len(value) >= least)


def text(limit: int, *, filled: bool = False) -> st.SearchStrategy[dict[str, str]]:
    def given(value: dict[str, str]) -> dict[str, str]:
        return {language: words for language, words in value.items() if words}

    both = st.fixed_dictionaries({"en": words(limit), "nl": words(limit)}).map(given)
    return both.filter(bool) if filled else both


slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
addresses = st.builds("https://{}.example.org/{}".format, st.sampled_from(["a", "b", "www"]), slugs)
some_keys = lambda keys, least=0: st.lists(  # noqa: E731
    st.sampled_from(keys), min_size=least, max_size=3, unique=True
)


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Any]:
    chosen = draw(st.lists(st.sampled_from([i.key for i in RUBRIC.indicators]), unique=True))
    note = text(400, filled=True)
    steps = st.integers(-2, 2)
    return {
        key: draw(steps | st.fixed_dictionaries({"value": steps, "note": note})) for key in chosen
    }


@st.composite
def sources(draw: st.DrawFn) -> dict[str, Any]:
    source = {"title": draw(words(300, 1))}
    if draw(st.booleans()):
        source["url"] = draw(addresses)
    if draw(st.booleans()):
        source["archived_url"] = draw(addresses)
    if draw(st.booleans()):
        source["read_on"] = draw(st.dates(date(2000, 1, 1), date(2026, 1, 1))).isoformat()
    if draw(st.booleans()):
        source["stance"] = "against"
    if draw(st.booleans()):
        source["indicators"] = ["design", "exit"]
    return source


@st.composite
def assessments(
    draw: st.DrawFn, year: int, perspective: dict[str, str] | None, voice: str
) -> dict[str, Any]:
    given = draw(answers())
    suggestions = suggest(
        {
            key: answer if isinstance(answer, int) else answer["value"]
            for key, answer in given.items()
        },
        RUBRIC,
    )
    assessment: dict[str, Any] = {"as_of": year, "perspective": perspective}
    for axis in Axis:
        score = suggestions[axis].score
        assessment[axis.value] = draw(st.integers(-100, 100)) if score is None else score
        assessment[f"rationale_{axis}"] = draw(text(600, filled=True))
    if voice != "editors":
        assessment["voice"] = voice
    if draw(st.booleans()):
        assessment["nature"] = "correction"
    assessment["answers"] = given
    assessment["sources"] = draw(st.lists(sources(), min_size=1, max_size=3))
    return assessment


@st.composite
def entries(draw: st.DrawFn, slug: str = "garden") -> dict[str, Any]:
    founded = draw(st.none() | st.integers(1800, 2000))
    ended = draw(st.none() | st.integers(2020, 2025))
    years = draw(st.lists(st.integers(2001, 2019), max_size=3, unique=True))
    views = [(year, None, "editors") for year in years]
    if years and draw(st.booleans()):
        label = draw(text(80, filled=True))
        views += [(years[0], label, "editors"), (years[0], None, "contributor")]
    entry = {
        "slug": slug,
        "name": draw(words(24, 1)),
        "website": draw(st.none() | addresses),
        "founded": founded,
        "ended": ended,
        "country": draw(st.none() | st.sampled_from(sorted(COUNTRY_CODES))),
        "place": draw(st.none() | words(120, 1)),
        "sectors": draw(some_keys(SECTOR_KEYS)),
        "needs": draw(some_keys(NEED_KEYS)),
        "reach": draw(st.sampled_from([None, *SCOPES])),
        "output": draw(st.sampled_from([None, *SCOPES])),
        "summary": draw(text(200)),
        "description": draw(text(1200)),
        "p2p": draw(text(400)),
        "p2p_test": {
            key: draw(st.sampled_from([None, "yes", "partly", "no"]))
            for key in ("individual", "no_return", "peer_value")
        },
        "tags": draw(st.lists(st.sampled_from(["garden", "café", "öl"]), unique=True)),
        "prominence": draw(st.integers(1, 3)),
        "assessments": [draw(assessments(*view)) for view in views],
    }
    if draw(st.booleans()):
        entry["aliases"] = draw(st.lists(st.sampled_from(["Plot", "Hof", "Tuin"]), unique=True))
    if draw(st.booleans()):
        entry["relations"] = [{"kind": "part_of", "slug": "other", "note": draw(text(300))}]
    if draw(st.booleans()):
        entry["checked_on"] = "2026-01-31"
    return entry
