"""Where everything is: pages in both languages, data without a language prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("quadrant.urls.data")),
    *i18n_patterns(
        path("", include("quadrant.urls.pages")),
        path("", include("initiatives.urls")),
        path("admin/", admin.site.urls),
        prefix_default_language=False,
    ),
]
