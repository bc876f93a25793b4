"""Pages of the map and of its theory."""

from django.urls import path

from quadrant.views import guess, moved, theory
from quadrant.views import map as map_views

urlpatterns = [
    path("", map_views.map_page, name="map"),
    path("moved/", moved.moved, name="moved"),
    path("guess/", guess.guess, name="guess"),
    path("model/", theory.model, name="model"),
    path("regions/<slug:key>/", theory.region, name="region"),
    path("needs/", theory.need_index, name="need_index"),
    path("needs/<slug:key>/", theory.need, name="need"),
]
