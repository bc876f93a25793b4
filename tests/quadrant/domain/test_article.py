import json
from pathlib import Path

from quadrant.domain.article import article

STARTER = Path(__file__).parents[3] / "fixtures" / "initiatives"


def starter_entries():
    for file in STARTER.glob("*.json"):
        data = json.loads(file.read_text(encoding="utf-8"))
        yield from data if isinstance(data, list) else [data]


def test_each_example_has_one_sentence_in_both_languages():
    for why in article().examples.values():
        for text in (why.en, why.nl):
            assert text.endswith(".")
            assert ". " not in text
        assert why.en != why.nl


def test_the_starter_catalogue_has_every_example_as_the_article_saw_it():
    years = {
        entry["slug"]: {
            assessment["as_of"]
            for assessment in entry["assessments"]
            if not assessment["perspective"]
        }
        for entry in starter_entries()
    }

    assert len(article().examples) == 9
    for slug in article().examples:
        assert article().year in years[slug]
