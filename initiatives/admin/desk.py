"""What curators work with: reasons to begin with, wishes not to be listed, declared interests."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from initiatives.admin.strict import ReadOnlyAdmin, StrictAdmin
from initiatives.models import DoNotList, Interest, ReasonTemplate


@admin.register(ReasonTemplate)
class ReasonTemplateAdmin(StrictAdmin):
    """Reasons. The log names them, so none is deleted: what is no longer used is not offered."""

    list_display = ("key", "move", "title_en", "title_nl", "is_offered", "position")
    list_filter = ("move", "is_offered")
    ordering = ("move", "position", "pk")
    actions = None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("key", "move") if obj else ()


class LiftForm(forms.ModelForm):  # type: ignore[type-arg]
    """A wish can be lifted, and is otherwise kept as it was noted."""

    is_lifted = forms.BooleanField(
        label=gettext_lazy("It was lifted: curators are no longer warned"), required=False
    )

    class Meta:
        model = DoNotList
        fields = ()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["is_lifted"].initial = self.instance.lifted_on is not None


@admin.register(DoNotList)
class DoNotListAdmin(StrictAdmin):
    """Who asked not to be listed. Curators note it when they accept an objection."""

    form = LiftForm
    list_display = ("name", "website_host", "asked_on", "reason", "lifted_on")
    search_fields = ("name_key", "website_host")
    ordering = ("-pk",)
    actions = None
    readonly_fields = ("name", "website_host", "reason", "asked_on", "noted_by", "lifted_on")
    fields = (*readonly_fields, "is_lifted")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        lifted = form.cleaned_data["is_lifted"]
        obj.lifted_on = (obj.lifted_on or date.today()) if lifted else None
        obj.save(update_fields=["lifted_on"])


@admin.register(Interest)
class InterestAdmin(ReadOnlyAdmin):
    """Who declared which interest."""

    list_display = (
        "curator",
        "initiative",
        "submission",
        "kind",
        "declared_on",
        "expires_on",
        "ended_on",
    )
    list_select_related = ("curator", "initiative", "submission__initiative")
    ordering = ("-pk",)
