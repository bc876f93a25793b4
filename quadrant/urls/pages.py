"""Pages of the map and of its theory."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
