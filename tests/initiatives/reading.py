"""Reading the page of one initiative as people do."""

import html
import re
from typing import Any

from django.test import Client

from initiatives.detail import Detail, detail_of
from initiatives.models import Initiative
from tests.recipes import at, write


def get(client: Client, path: str, **headers: Any) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def page(client: Client, slug: str = "garden", query: str = "", prefix: str = "") -> str:
    return get(client, f"{prefix}/initiatives/{slug}/{query}")


def panel(client: Client, slug: str = "garden", query: str = "") -> str:
    return get(client, f"/initiatives/{slug}/{query}", HX_Request="true")


def words(source: str) -> str:
    """Return what a page says, with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", source)).split())


def section(source: str, name: str) -> str:
    """Return a section of a page by the id of its heading."""
    found = re.search(
        rf'<(section|aside)[^>]*aria-labelledby="{name}".*?</\1>', source, flags=re.DOTALL
    )
    assert found, f"no section {name}"
    return found.group()


def detail(slug: str = "garden", year: int | None = None) -> Detail:
    return detail_of(Initiative.objects.get(slug=slug), year)


def elsewhere(slug: str, decentralisation: int, purpose: int, **changes: Any) -> Initiative:
    """Write another initiative that serves the same need, somewhere on the map."""
    position = at(2010, decentralisation=decentralisation, purpose=purpose)
    return write(slug=slug, name=slug.title(), **{"assessments": [position], **changes})
