"""The addresses of initiatives, for search engines: in both languages, in pages of bounded size."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, overload
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import OuterRef, QuerySet, Subquery

from initiatives.models import Initiative, Revision

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
PAGE_SIZE = 5_000  # addresses; the limit of the format is 50,000


class InEachLanguage(Sequence[tuple[Any, str]]):
    """Pairs of an item and a language; a slice reads no more items than it holds."""

    def __init__(self, items: QuerySet[Any] | Sequence[Any]) -> None:
        self.items = items

    @cached_property
    def _length(self) -> int:
        count = self.items.count() if isinstance(self.items, QuerySet) else len(self.items)
        return count * len(LANGUAGES)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> tuple[Any, str]: ...
    @overload
    def __getitem__(self, at: slice) -> list[tuple[Any, str]]: ...
    def __getitem__(self, at: int | slice) -> tuple[Any, str] | list[tuple[Any, str]]:
        if isinstance(at, int):
            return self.items[at // len(LANGUAGES)], LANGUAGES[at % len(LANGUAGES)]
        start, stop, _step = at.indices(len(self))
        first = start // len(LANGUAGES)
        items = self.items[first : -(-stop // len(LANGUAGES))]
        pairs = [(item, language) for item in items for language in LANGUAGES]
        skipped = first * len(LANGUAGES)
        return pairs[start - skipped : stop - skipped]


# A generic class for the stubs alone: it takes no [Any] when the site runs.
class TranslatedSitemap(Sitemap):  # type: ignore[type-arg]
    """Addresses with their translations, at the public address of the site where it has one."""

    i18n = True
    alternates = True
    limit = PAGE_SIZE

    def _items(self) -> InEachLanguage:
        """Django would read every item for every page."""
        items: Any = self.items()
        return InEachLanguage(items)

    def get_urls(self, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        """As Django makes them; English stands for every other language."""
        urls = super().get_urls(*args, **kwargs)
        for url in urls:
            english = url["alternates"][LANGUAGES.index(settings.LANGUAGE_CODE)]
            url["alternates"].append({**english, "lang_code": "x-default"})
        return urls

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.PUBLIC_URL).scheme or super().get_protocol(protocol)

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.PUBLIC_URL).netloc or super().get_domain(site)


class InitiativeSitemap(TranslatedSitemap):
    """Every initiative that is listed, and when its entry last changed."""

    def items(self) -> QuerySet[Initiative]:
        last = Revision.objects.filter(initiative=OuterRef("pk")).order_by("-pk")
        return (
            Initiative.objects.listed()
            .only("slug")
            .annotate(changed_at=Subquery(last.values("made_at")[:1]))
            .order_by("pk")
        )

    def lastmod(self, item: Any) -> datetime | None:
        changed_at: datetime | None = item.changed_at
        return changed_at

    def get_latest_lastmod(self) -> datetime | None:
        return Revision.objects.order_by("-pk").values_list("made_at", flat=True).first()
