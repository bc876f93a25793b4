"""Every page of the site that can be reached, by its addresses and by links."""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from quadrant.domain.regions import Region
from quadrant.vocabulary import NEED_KEYS

ARGUMENTS = {
    "slug": ["garden"],
    "key": [*(region.value for region in Region), NEED_KEYS[0]],
    "section": ["pages", "initiatives"],
    "token": [],
}
NOT_PUBLIC = "/admin/"
MOST_PAGES = 2_000


def addresses() -> Iterator[str]:
    """Every address that the site answers, with each of the arguments that there are."""
    for pattern in _patterns(get_resolver()):
        parameters = re.findall(r"<\w+:(\w+)>", pattern)
        if not parameters:
            yield pattern
        elif len(parameters) == 1:
            for argument in ARGUMENTS.get(parameters[0], []):
                yield re.sub(r"<[^>]+>", argument, pattern)


def public_addresses() -> Iterator[str]:
    """The same for what is open to all, in both languages."""
    for plain in addresses():
        for address in (plain, f"/nl{plain}"):
            if NOT_PUBLIC not in address:
                yield address


def walked(client: Client, also: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Every page that can be reached by addresses and links, in both languages, with its text.

    Args:
        also: addresses to begin with that no link leads to.
    """
    seen: set[str] = set()
    queue = [*public_addresses(), *also]
    while queue:
        address = queue.pop()
        if address in seen or NOT_PUBLIC in address:
            continue
        seen.add(address)
        assert len(seen) < MOST_PAGES, "the walk does not end"
        for headers in ({}, {"HX-Request": "true"}):
            answer = client.get(address, headers=headers)
            text = text_of(answer)
            yield address, f"{dict(answer.headers)} {text}"
        for link in re.findall(r'(?:href|src|action|data-from)="(/[^"#]*)', text):
            link = unescape(link)
            if link.count("&") == 0 and not link.startswith("/static/"):
                queue.append(link)


def text_of(answer: HttpResponse) -> str:
    """Return the text of an answer, streamed or not."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace")


def _patterns(resolver: URLResolver, before: str = "/") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern, f"{before}{pattern.pattern}")
        elif isinstance(pattern, URLPattern):
            yield f"{before}{pattern.pattern}"
