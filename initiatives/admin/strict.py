"""An admin that answers no odd request with an error of its own, and one that changes nothing."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DataError, models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from initiatives.filters import MOST_LETTERS

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin

MOST_DIGITS = 18


def curator(request: HttpRequest) -> User:
    """Return who asks; behind the admin's login there is nobody else."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what a form was sent with, be it nothing; None when it was only looked at."""
    return request.POST if request.method == "POST" else None


class StrictAdmin(ModelAdmin):
    """Filters by what it offers, and by nothing else.

    The stock admin passes any field and comparison of the address on to the database, which fails
    on some of them.
    """

    show_full_result_count = False

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        offered = self.get_list_filter(request)
        return lookup in {
            getattr(offer, "parameter_name", None) or f"{offer}__exact" for offer in offered
        }

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if len(search_term) > MOST_LETTERS:
            messages.warning(
                request,
                _("Search for %(most)d characters at most.") % {"most": MOST_LETTERS},
            )
            return queryset.none(), False
        return self.find(queryset, search_term), False

    def find(self, queryset: QuerySet[Any], words: str) -> QuerySet[Any]:
        """Return what a search finds; by default what the stock admin finds."""
        found, _may_have_duplicates = super().get_search_results(
            None,  # type: ignore[arg-type]  # the stock search does not ask it anything
            queryset,
            words,
        )
        return found

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        for number in request.POST.getlist(ACTION_CHECKBOX_NAME):
            if not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS):
                raise BadRequest("No such row")
        return super().changelist_view(request, extra_context)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (DataError, OverflowError) as error:
            # The stock forms look for any number, however large, before they find it unknown.
            raise BadRequest("A value that no column holds") from error


class ReadOnlyAdmin(StrictAdmin):
    """To look at, for those who may: nothing is added, changed or deleted here."""

    view_on_site = False

    actions: Any = None
    list_display_links: Any = None

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Nothing is ever written here; revisions are the history of all of it."""
        raise Http404
