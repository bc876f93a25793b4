"""What is known of the catalogue as a whole, looked up once after each write."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, Subquery, Value
from django.db.models.functions import Coalesce

from initiatives.models import Assessment, CatalogueVersion, Initiative, Revision
from quadrant.domain.article import article


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of the catalogue as a whole.

    Attributes:
        updated: when it was last written; None while it is empty.
        first_year: the first year that a position of anything listed describes; None without any.
        examples: how many of the source article's own examples it lists.
    """

    updated: datetime | None = None
    first_year: int | None = None
    examples: int = 0


def record_now() -> Record:
    """Return what is known of the catalogue as it is now.

    One query, and one more after each write: SQLite finds the first year by reading every position.
    """
    version = CatalogueVersion.objects.filter(pk=1).values("number")[:1]
    last = Revision.objects.order_by("-pk").annotate(version=Subquery(version))
    stamp = last.values_list("made_at", "version").first()
    return _record(*stamp) if stamp else Record()


@lru_cache(maxsize=8)
def _record(updated: datetime, _version: int) -> Record:
    held = Assessment.objects.in_force().by_editors().general()
    oldest = held.filter(initiative__withdrawn_at=None).order_by("first_year")
    found: Any = CatalogueVersion.objects.annotate(
        first_year=Subquery(oldest.values("first_year")[:1]),
        examples=Coalesce(Subquery(_examples()), Value(0)),
    )
    return Record(updated, *found.values_list("first_year", "examples").get())


def _examples() -> Any:
    """Return how many of the source article's examples are listed, as a subquery."""
    listed = Initiative.objects.listed().among(article().examples).order_by()
    return listed.annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")
