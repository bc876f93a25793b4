"""The two roles of those who work here, and what each may do.

`docs/curating.md` has them as a table. Whoever is a superuser may do everything.
"""

from typing import Final

from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from django.db import transaction

from initiatives.models import Role

GROUPS: Final[dict[Role, str]] = {
    Role.CURATOR: "curators",
    Role.CHIEF: "editors-in-chief",
}
_LOOKS_AT = (
    "assessment",
    "decision",
    "donotlist",
    "initiative",
    "interest",
    "outbox",
    "reasontemplate",
    "revision",
    "source",
    "submission",
)
_CURATES = frozenset(
    {
        *(f"initiatives.view_{name}" for name in _LOOKS_AT),
        "initiatives.add_initiative",
        "initiatives.change_initiative",
        "initiatives.change_submission",
    }
)
PERMISSIONS: Final[dict[Role, frozenset[str]]] = {
    Role.CURATOR: _CURATES,
    Role.CHIEF: _CURATES
    | {
        "initiatives.withdraw_initiative",
        "initiatives.erase_submission",
        "initiatives.add_reasontemplate",
        "initiatives.change_reasontemplate",
        "initiatives.change_donotlist",
        "auth.view_user",
        "auth.add_user",
        "auth.change_user",
    },
}


@transaction.atomic
def make_groups() -> None:
    """Make the group of each role, with exactly its permissions; again after an update."""
    for role, name in GROUPS.items():
        group, _created = Group.objects.get_or_create(name=name)
        wanted = PERMISSIONS[role]
        found = [
            permission
            for permission in Permission.objects.select_related("content_type")
            if f"{permission.content_type.app_label}.{permission.codename}" in wanted
        ]
        group.permissions.set(found)


def role_of(user: User | AnonymousUser | None) -> Role | None:
    """Return the highest role of somebody; None for those who have none."""
    if user is None or not user.is_staff:
        return None
    if user.has_perm("initiatives.withdraw_initiative"):
        return Role.CHIEF
    return Role.CURATOR if user.has_perm("initiatives.change_submission") else None


@transaction.atomic
def give(user: User, role: Role | None) -> None:
    """Let somebody have a role and no other one; None takes it from them."""
    make_groups()
    groups = {group.name: group for group in Group.objects.filter(name__in=GROUPS.values())}
    user.groups.remove(*groups.values())
    if role is not None:
        user.groups.add(groups[GROUPS[role]])
    user.is_staff = role is not None or user.is_superuser
    user.save(update_fields=["is_staff"])
