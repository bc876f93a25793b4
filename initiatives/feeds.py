"""Atom feeds: what is new on a page, for those who follow it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from initiatives.field_names import Changed
from quadrant.vocabulary import language

CONTENT_TYPE = "application/atom+xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed.

    Attributes:
        path: where it stands on the site; it names the item for ever.
        who: in which role, and by name where its owner chose so.
    """

    title: str
    path: str
    moment: datetime
    text: str
    who: str
    changes: list[Changed] = field(default_factory=list)


def atom(
    request: HttpRequest, title: str, path: str, items: Sequence[Item]
) -> HttpResponse | HttpResponseNotModified:
    """Return a feed in the language of the page, or that nothing changed since it was asked for."""
    site = settings.PUBLIC_URL or request.build_absolute_uri("/").rstrip("/")
    feed = Atom1Feed(
        title=f"{title} · p2pmap",
        link=f"{site}{path}",
        description="",
        language=language(),
        feed_url=f"{site}{request.path}",
        author_name=settings.ORGANISATION or "p2pmap",
    )
    for item in items:
        feed.add_item(
            title=item.title,
            link=f"{site}{item.path}",
            description=_html(item),
            unique_id=f"{site}{item.path}",
            pubdate=item.moment,
            updateddate=item.moment,
            author_name=item.who,
        )
    etag = _etag(title, site, items)
    content = feed.writeString("utf-8")
    response = HttpResponse(content, content_type=CONTENT_TYPE, headers={"ETag": etag})
    answer = get_conditional_response(request, etag=etag, response=response)
    assert isinstance(answer, HttpResponse), "there is one to give"
    return answer


def _etag(*content: object) -> str:
    """Return what tells this feed from any other one: an empty one would carry the present time."""
    return f'"{hashlib.sha256(repr((language(), *content)).encode()).hexdigest()[:32]}"'


def _html(item: Item) -> SafeString:
    changes = format_html_join(
        "",
        "<dt>{}</dt><dd><del>{}</del> <ins>{}</ins></dd>",
        ((change.name, change.before, change.after) for change in item.changes),
    )
    words = format_html("<p>{}</p>", item.text) if item.text else escape("")
    return format_html("{}<dl>{}</dl>", words, changes) if item.changes else words
