"""Curators, and the forms that they fill in."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client


@pytest.fixture
def curator(db: None) -> User:
    """Staff who may view, add, change and withdraw initiatives, and nothing else."""
    user = User.objects.create_user("ann", password="x", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(
            codename__in=[
                "view_initiative",
                "add_initiative",
                "change_initiative",
                "withdraw_initiative",
            ]
        )
    )
    return user


@pytest.fixture
def desk(curator: User) -> Client:
    """The browser of a curator who is logged in."""
    client = Client()
    client.force_login(curator)
    return client


@pytest.fixture
def root(db: None) -> Client:
    """The browser of somebody who may do everything."""
    client = Client()
    client.force_login(User.objects.create_superuser("root", password="x"))
    return client
