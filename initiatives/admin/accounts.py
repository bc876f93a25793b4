"""Accounts of staff: Django's own pages, with the strictness of the others."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import ReadOnlyPasswordHashField, UsernameField
from django.contrib.auth.models import Group, User
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from initiatives.admin.strict import StrictAdmin
from initiatives.models import Role
from initiatives.roles import give, role_of
from p2pmap.confirming import hold

admin.site.unregister(User)
admin.site.unregister(Group)


class StaffLoginForm(AdminAuthenticationForm):
    """The stock form, which lets names pass that are too long to be counted as failures."""

    username = UsernameField(
        max_length=User._meta.get_field("username").max_length,
        widget=forms.TextInput({"autofocus": True}),
    )


admin.site.login_form = StaffLoginForm


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """What an editor-in-chief may say of an account: nothing of superusers and permissions."""

    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        required=False,
        choices=[("", gettext_lazy("none: cannot log in here")), *Role.choices],
    )

    # Shows that there is one, with the way to another.
    password = ReadOnlyPasswordHashField(label=gettext_lazy("Password"))

    class Meta:
        model = User
        fields = ("username", "password", "first_name", "last_name", "email", "is_active")
        field_classes: ClassVar = {"username": UsernameField}

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["role"].initial = role_of(self.instance) or ""


class OwnAccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """What they may say of their own: nobody takes away or gives themselves a role."""

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email")
        field_classes: ClassVar = {"username": UsernameField}


@admin.register(User)
class StaffAdmin(StrictAdmin, UserAdmin):  # type: ignore[type-arg]
    """Accounts. Who no longer works here is made inactive, so that history keeps the name.

    Superusers do here whatever Django allows. Editors-in-chief make accounts, give the two roles
    and take them, and never touch a superuser's account.
    """

    list_filter = ("is_staff", "is_superuser", "is_active")
    actions = None

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_allowed = super().has_change_permission(request, obj)
        return is_allowed and (obj is None or _may_touch(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not for those who wrote or decided something: their name stands in the history."""
        if obj is not None and (obj.revision_set.exists() or obj.decision_set.exists()):
            return False
        return super().has_delete_permission(request, obj) and _is_root(request)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        if obj is None or _is_root(request):
            return super().get_form(request, obj, change=change, **options)
        return OwnAccountForm if obj.pk == request.user.pk else AccountForm

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None or _is_root(request):
            return super().get_fieldsets(request, obj)
        form = self.get_form(request, obj)
        role = ("role",) if "role" in form.base_fields else ()
        return [(None, {"fields": (*form.Meta.fields, *role)})]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if isinstance(form, AccountForm):
            role = form.cleaned_data["role"]
            give(obj, Role(role) if role else None)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        held = hold(request)
        return held or super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return hold(request) or super().delete_view(request, object_id, extra_context)

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        return hold(request) or super().user_change_password(request, id, form_url)


def _is_root(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))


def _may_touch(request: HttpRequest, account: User) -> bool:
    return _is_root(request) or not account.is_superuser


@admin.register(Group)
class StaffGroupAdmin(StrictAdmin, GroupAdmin):
    """Groups of accounts with the same permissions."""
