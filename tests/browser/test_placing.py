"""What answers suggest and how a position is said: the browser works it out as the server does."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from quadrant.domain import wording
from quadrant.domain.axes import SCORE_MAX, SCORE_MIN, Axis, Placement
from tests import vectors
from tests.browser.conftest import NewReader

FORM = {"en": "/submit/", "nl": "/nl/submit/"}
ALL_SCORES = range(SCORE_MIN, SCORE_MAX + 1)
RANDOM_SETS = 400


@pytest.fixture
def forms(new_reader: NewReader) -> dict[str, Page]:
    """The form in both languages: the words come with the page."""
    pages = {lang: new_reader() for lang in FORM}
    for lang, path in FORM.items():
        pages[lang].goto(path)
    return pages


def worked_out(page: Page, source: str, batch: Any) -> Any:
    """Return what `(placing, data, batch) => …` gives in the browser, in one go."""
    return page.evaluate(
        f"""async batch => {{
          const loaded = performance.getEntriesByType("resource").map(({{name}}) => name);
          const placing = await import(loaded.find(name => /\\/placing\\.\\w+\\.js$/.test(name)));
          const data = JSON.parse(document.querySelector("#placing-data").textContent);
          return ({source})(placing, data, batch);
        }}""",
        batch,
    )


SUGGESTIONS = """({suggest, halo}, data, {sets, placement}) => sets.map(answers => {
  const suggested = suggest(answers, data);
  return {suggested, halo: halo(placement, suggested)};
})"""


def test_the_vectors_hold_in_the_browser(forms: dict[str, Page]):
    expected = json.loads(vectors.FILE.read_text(encoding="utf-8"))

    cases = expected["suggestions"]
    batch = {"sets": [case.pop("answers") for case in cases], "placement": expected["halo_around"]}
    assert worked_out(forms["en"], SUGGESTIONS, batch) == cases
    for number, lang in enumerate(FORM, start=2):
        said = worked_out(
            forms[lang],
            """({positionSentence, scoreWords, answeredWords, suggest}, data, batch) => ({
              sentences: batch.sentences.map(([decentralisation, purpose]) =>
                positionSentence({decentralisation, purpose}, data)),
              words: batch.words.map(([axis, score]) => scoreWords(axis, score, data)),
              answered: batch.answered.map(([given]) =>
                answeredWords(suggest(given, data), data)),
            })""",
            expected,
        )
        assert said["sentences"] == [row[number] for row in expected["sentences"]]
        assert said["words"] == [row[number] for row in expected["words"]]
        assert said["answered"] == [row[number - 1] for row in expected["answered"]]


def test_random_answers_suggest_the_same(forms: dict[str, Page]):
    sets = some_answer_sets()
    placement = Placement(-35, 80)

    batch = {"sets": sets, "placement": {axis.value: placement.score(axis) for axis in Axis}}
    assert worked_out(forms["en"], SUGGESTIONS, batch) == [
        {"suggested": vectors.suggested(answers), "halo": vectors.halo(answers, placement)}
        for answers in sets
    ]


@pytest.mark.parametrize("lang", FORM)
def test_every_position_is_said_the_same(forms: dict[str, Page], lang: str):
    said = worked_out(
        forms[lang],
        """({positionSentence}, data, scores) => scores.flatMap(decentralisation =>
          scores.map(purpose => positionSentence({decentralisation, purpose}, data)))""",
        list(ALL_SCORES),
    )

    assert said == [
        wording.position_sentence(Placement(decentralisation, purpose), lang)
        for decentralisation in ALL_SCORES
        for purpose in ALL_SCORES
    ]


def some_answer_sets() -> list[dict[str, int]]:
    """Return random sets of answers; the market rule often applies."""
    found = []
    steps = st.integers(min(vectors.STEPS), max(vectors.STEPS))
    market = st.fixed_dictionaries({"settlement": st.just(-2), "exchange": st.integers(1, 2)})
    some = st.dictionaries(st.sampled_from(vectors.KEYS), steps)

    @settings(
        max_examples=RANDOM_SETS,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(some, market | st.just({}))
    def collect(answers: dict[str, int], rule: dict[str, int]) -> None:
        found.append({**answers, **rule})

    collect()
    return found
