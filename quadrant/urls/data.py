"""Data of the map, in one place for both languages."""

from django.urls import path

from quadrant.views import map as map_views

urlpatterns = [
    path("map/data/", map_views.map_data, name="map_data"),
]
