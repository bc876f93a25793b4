"""Who gets to the pages for curators."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from initiatives.roles import role_of

View = Callable[..., HttpResponse]


def for_curators(view: View) -> View:
    """Let curators in; lead others to the login, and refuse those without the role."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        if role_of(request.user) is None:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return never_cache(guarded)


def curator_of(request: HttpRequest) -> User:
    """Return who asks; behind `for_curators` there is nobody else."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
