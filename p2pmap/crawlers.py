"""What search engines are told: where not to go, and every page there is."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.sitemaps.views import index, sitemap
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from initiatives.sitemaps import InitiativeSitemap, TranslatedSitemap
from quadrant.domain.regions import Region
from quadrant.vocabulary import NEED_KEYS

NOT_TO_INDEX = ("admin", "curate", "submissions")


class PageSitemap(TranslatedSitemap):
    """The pages that are there whatever the catalogue holds."""

    def items(self) -> Sequence[tuple[str, str]]:
        plain = [
            (name, "")
            for name in (
                "map",
                "initiative_list",
                "moved",
                "need_index",
                "guess",
                "model",
                "submit",
                "decisions",
                "about",
            )
        ]
        regions = [("region", region.value) for region in Region]
        return [*plain, *regions, *(("need", key) for key in NEED_KEYS)]

    def location(self, item: Any) -> str:
        name, key = item
        return reverse(name, args=[key] if key else [])


SITEMAPS: dict[str, Any] = {
    "pages": PageSitemap,
    "initiatives": InitiativeSitemap,
}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read but the pages of staff and of senders."""
    prefixes = ["", *(f"/{code}" for code, _ in settings.LANGUAGES if code != "en")]
    address = settings.PUBLIC_URL or request.build_absolute_uri("/").rstrip("/")
    lines = [
        "User-agent: *",
        *(f"Disallow: {prefix}/{name}/" for prefix in prefixes for name in NOT_TO_INDEX),
        "",
        f"Sitemap: {address}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap_index(request: HttpRequest) -> TemplateResponse:
    """The list of sitemaps: one of pages, and of initiatives as many as they fill."""
    return index(request, SITEMAPS, sitemap_url_name="sitemap_section")


@require_safe
def sitemap_section(request: HttpRequest, section: str) -> TemplateResponse:
    """One sitemap, page `p` of it."""
    return sitemap(request, SITEMAPS, section=section)
