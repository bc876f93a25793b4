"""Accounts of staff: Django's own pages, with the strictness of the others."""

from django import forms
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import Group, User

from initiatives.admin.strict import StrictAdmin

admin.site.unregister(User)
admin.site.unregister(Group)


class StaffLoginForm(AdminAuthenticationForm):
    """The stock form, which lets names pass that are too long to be counted as failures."""

    username = UsernameField(
        max_length=User._meta.get_field("username").max_length,
        widget=forms.TextInput({"autofocus": True}),
    )


admin.site.login_form = StaffLoginForm


@admin.register(User)
class StaffAdmin(StrictAdmin, UserAdmin):  # type: ignore[type-arg]
    """Accounts. Who no longer works here is made inactive, so that history keeps the name."""

    list_filter = ("is_staff", "is_superuser", "is_active")
    actions = None

    def has_delete_permission(self, request, obj=None):  # type: ignore[no-untyped-def]
        """Not for those who wrote or decided something: their name stands in the history."""
        if obj is not None and (obj.revision_set.exists() or obj.decision_set.exists()):
            return False
        return super().has_delete_permission(request, obj)


@admin.register(Group)
class StaffGroupAdmin(StrictAdmin, GroupAdmin):
    """Groups of accounts with the same permissions."""
