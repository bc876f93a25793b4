"""What the lists of the admin can be filtered on."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.forms.fields import countries
from initiatives.models import Initiative, Kind, Move, Origin, State, Voice
from quadrant.domain.regions import GROUPS
from quadrant.vocabulary import SECTOR_KEYS, region_name, sector_label

Pairs = list[tuple[str, Any]]


class OneOf(SimpleListFilter):
    """A filter with choices; a value that is not among them filters nothing."""

    def pairs(self) -> Pairs:
        """Return each value with its name."""
        raise NotImplementedError

    def narrow(self, queryset: Any, value: str) -> Any:
        """Return the rows for one of the values."""
        raise NotImplementedError

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> Iterable[Any]:
        return self.pairs()

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        value = self.value()
        known = {str(key) for key, _label in self.lookup_choices}
        found: QuerySet[Any] = self.narrow(queryset, value) if value in known else queryset
        return found


class StateFilter(OneOf):
    title = gettext_lazy("state")
    parameter_name = "state"

    def pairs(self) -> Pairs:
        return [
            ("listed", _("listed")),
            ("withdrawn", _("withdrawn")),
            ("merged", _("merged into another")),
        ]

    def narrow(self, queryset: Any, value: str) -> Any:
        if value == "listed":
            return queryset.filter(withdrawn_at=None)
        gone = queryset.filter(withdrawn_at__isnull=False)
        return gone.filter(merged_into__isnull=value == "withdrawn")


class PlacedFilter(OneOf):
    title = gettext_lazy("position")
    parameter_name = "placed"

    def pairs(self) -> Pairs:
        return [("yes", _("has a position")), ("no", _("has none yet"))]

    def narrow(self, queryset: Any, value: str) -> Any:
        return queryset.filter(standing__isnull=value == "no")


class RegionFilter(OneOf):
    title = gettext_lazy("region")
    parameter_name = "region"

    def pairs(self) -> Pairs:
        return [(str(key), region_name(key)) for key in GROUPS]

    def narrow(self, queryset: Any, value: str) -> Any:
        return queryset.with_position().in_region(value)


class StandingFilter(OneOf):
    title = gettext_lazy("standing")
    parameter_name = "standing"

    def pairs(self) -> Pairs:
        return [
            ("clear", _("clear")),
            ("border", _("on the border")),
            ("middle", _("in the middle")),
        ]

    def narrow(self, queryset: Any, value: str) -> Any:
        return queryset.filter(standing=value)


class CheckedFilter(OneOf):
    title = gettext_lazy("last confirmed")
    parameter_name = "checked"

    def pairs(self) -> Pairs:
        return [("yes", _("at some time")), ("no", _("never"))]

    def narrow(self, queryset: Any, value: str) -> Any:
        return queryset.filter(checked_on__isnull=value == "no")


class SectorFilter(OneOf):
    title = gettext_lazy("main sector")
    parameter_name = "sector"

    def pairs(self) -> Pairs:
        return [(key, sector_label(key)) for key in SECTOR_KEYS]

    def narrow(self, queryset: Any, value: str) -> Any:
        return queryset.filter(sector=value)


class CountryFilter(OneOf):
    title = gettext_lazy("country")
    parameter_name = "country"

    def pairs(self) -> Pairs:
        used = Initiative.objects.exclude(country="").order_by().values_list("country", flat=True)
        return [*countries(used.distinct())]

    def narrow(self, queryset: Any, value: str) -> Any:
        return queryset.filter(country=value)


class ProminenceFilter(OneOf):
    title = gettext_lazy("prominence")
    parameter_name = "prominence"

    def pairs(self) -> Pairs:
        return [("1", "1"), ("2", "2"), ("3", "3")]

    def narrow(self, queryset: Any, value: str) -> Any:
        return queryset.filter(prominence=int(value))


class InForceFilter(OneOf):
    title = gettext_lazy("in force")
    parameter_name = "in_force"

    def pairs(self) -> Pairs:
        return [("yes", _("in force")), ("no", _("superseded"))]

    def narrow(self, queryset: Any, value: str) -> Any:
        return queryset.filter(superseded_at__isnull=value == "yes")


class VoiceFilter(OneOf):
    title = gettext_lazy("voice")
    parameter_name = "voice"

    def pairs(self) -> Pairs:
        return list(Voice.choices)

    def narrow(self, queryset: Any, value: str) -> Any:
        return queryset.filter(voice=value)


class OriginFilter(OneOf):
    title = gettext_lazy("origin")
    parameter_name = "origin"

    def pairs(self) -> Pairs:
        return list(Origin.choices)

    def narrow(self, queryset: Any, value: str) -> Any:
        return queryset.filter(origin=value)


class WaitingFilter(OneOf):
    """The state of submissions; those that wait unless another one is asked for."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def pairs(self) -> Pairs:
        return [*State.choices, ("all", _("all"))]

    @property
    def chosen(self) -> str:
        value = self.value()
        return value if value in dict(self.pairs()) else State.PENDING.value

    def choices(self, changelist: Any) -> Iterator[Any]:
        _everything, *others = super().choices(changelist)
        for choice, (value, _label) in zip(others, self.lookup_choices, strict=True):
            yield {**choice, "selected": value == self.chosen}

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return queryset if self.chosen == "all" else queryset.filter(state=self.chosen)


class KindFilter(OneOf):
    title = gettext_lazy("kind")
    parameter_name = "kind"

    def pairs(self) -> Pairs:
        return list(Kind.choices)

    def narrow(self, queryset: Any, value: str) -> Any:
        return queryset.filter(kind=value)


class LanguageFilter(OneOf):
    title = gettext_lazy("language")
    parameter_name = "lang"

    def pairs(self) -> Pairs:
        return list(settings.LANGUAGES)

    def narrow(self, queryset: Any, value: str) -> Any:
        return queryset.filter(language=value)


class MoveFilter(OneOf):
    title = gettext_lazy("move")
    parameter_name = "move"

    def pairs(self) -> Pairs:
        return list(Move.choices)

    def narrow(self, queryset: Any, value: str) -> Any:
        return queryset.filter(move=value)


class MailFilter(OneOf):
    title = gettext_lazy("state")
    parameter_name = "state"

    def pairs(self) -> Pairs:
        return [
            ("waiting", _("waits to be sent")),
            ("unclear", _("unclear")),
            ("given_up", _("given up")),
            ("sent", _("sent")),
        ]

    def narrow(self, queryset: Any, value: str) -> Any:
        match value:
            case "waiting":
                return queryset.unsettled().filter(handed_over_at=None)
            case "unclear":
                return queryset.unclear()
            case "given_up":
                return queryset.filter(given_up_at__isnull=False)
        return queryset.filter(sent_at__isnull=False)
