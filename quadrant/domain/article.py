"""The article that the map grew from, with its own examples of 2013.

Source: Plan C, "Wat is de peer-to-peer economie?", 14 June 2013. The sentences are this project's
own summaries of why the article puts an example where it does.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from quadrant.domain.texts import Text


@dataclass(frozen=True, slots=True)
class Article:
    """The source article.

    Attributes:
        title: in its own language.
        publisher: who published it.
        url: where it can be read.
        year: which year its examples describe.
        examples: why it puts each where it does, by the slug of the initiative, in its own order.
    """

    title: str
    publisher: str
    url: str
    year: int
    examples: dict[str, Text]


@cache
def article() -> Article:
    """Return the source article."""
    data = json.loads((files("quadrant.domain") / "article.json").read_text(encoding="utf-8"))
    return Article(
        title=data["title"],
        publisher=data["publisher"],
        url=data["url"],
        year=data["year"],
        examples={item["slug"]: Text.from_json(item["why"]) for item in data["examples"]},
    )
