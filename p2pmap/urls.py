"""Where everything is: pages in both languages, data without a language prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from p2pmap import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("quadrant.urls.data")),
    *i18n_patterns(
        path("", include("quadrant.urls.pages")),
        path("", include("initiatives.urls")),
        path("admin/", admin.site.urls),
        prefix_default_language=False,
    ),
]

handler400 = "p2pmap.errors.bad_request"
handler403 = "p2pmap.errors.permission_denied"
handler404 = "p2pmap.errors.page_not_found"
handler500 = "p2pmap.errors.server_error"
