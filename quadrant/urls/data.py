"""Data of the map, in one place for both languages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
