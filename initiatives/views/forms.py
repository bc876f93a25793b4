"""What the pages with a form of the public share."""

from collections.abc import Callable

from django.http import HttpResponse
from django.views.decorators.cache import cache_control

View = Callable[..., HttpResponse]


def form_page(view: View) -> View:
    """Keep a form out of shared caches, and let Back lead to what was typed in it.

    It is not "no-store": then browsers would fetch it anew, empty, with another stamp.
    """
    return cache_control(private=True, no_cache=True)(view)
