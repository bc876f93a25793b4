"""One page of a long list, and the ways to the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _

from initiatives.filter_words import quoted
from initiatives.models.initiative import InitiativeQuerySet

PAGE_SIZE: Final = 25


@dataclass(frozen=True, slots=True)
class PageLink:
    """The way to a page; without a number it stands for those left out in between."""

    number: int | None
    query: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of results.

    Attributes:
        page: the initiatives on it.
        query: the query string of the list without a page.
        ignored: a sentence on a page number that does not exist; else "".
    """

    page: Page[Any]
    query: str
    ignored: str

    @property
    def links(self) -> list[PageLink]:
        """The first and last pages, and those around this one."""
        number = self.page.number
        shown = self.page.paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
        return [
            PageLink(n, self._query_of(n), n == number)
            if isinstance(n, int)
            else PageLink(None, "", False)
            for n in shown
        ]

    @property
    def previous_query(self) -> str:
        """The query string of the page before this one."""
        return self._query_of(self.page.number - 1)

    @property
    def next_query(self) -> str:
        """The query string of the page after this one."""
        return self._query_of(self.page.number + 1)

    def _query_of(self, number: int) -> str:
        query = QueryDict(self.query, mutable=True)
        if number > 1:
            query["page"] = str(number)
        return query.urlencode()


def page_of(found: InitiativeQuerySet | Sequence[Any], query: str, asked: str) -> ListPage:
    """Return the page that is asked for, or the nearest there is.

    Args:
        found: all results, in order.
        query: the query string of the list without a page.
        asked: the number, as an address gives it.
    """
    paginator = Paginator(found, PAGE_SIZE)
    try:
        wanted = int(asked or 1)
    except ValueError:
        wanted = 0
    number = min(max(wanted, 1), paginator.num_pages)
    ignored = ""
    if number != wanted:
        ignored = _("There is no page “%(asked)s”: this is page %(number)s.") % {
            "asked": quoted(asked),
            "number": number,
        }
    return ListPage(paginator.page(number), query, ignored)
