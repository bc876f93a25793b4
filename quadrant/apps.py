"""The quadrant as a Django app."""

from django.apps import AppConfig


class QuadrantConfig(AppConfig):
    name = "quadrant"
