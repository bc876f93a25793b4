"""Where everything is: pages in both languages, data without a language prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from initiatives.views.password import (
    AskPasswordView,
    NewPasswordView,
    PasswordAskedView,
    PasswordChosenView,
)
from p2pmap import crawlers, health
from p2pmap.about import about

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", crawlers.sitemap_section, name="sitemap_section"),
    path("", include("quadrant.urls.data")),
    *i18n_patterns(
        path("", include("quadrant.urls.pages")),
        path("", include("initiatives.urls")),
        path("about/", about, name="about"),
        path("admin/password_reset/", AskPasswordView.as_view(), name="admin_password_reset"),
        path(
            "admin/password_reset/done/",
            PasswordAskedView.as_view(),
            name="password_reset_done",
        ),
        path(
            "admin/reset/<uidb64>/<token>/",
            NewPasswordView.as_view(),
            name="password_reset_confirm",
        ),
        path("admin/reset/done/", PasswordChosenView.as_view(), name="password_reset_complete"),
        path("admin/", admin.site.urls),
        prefix_default_language=False,
    ),
]

handler400 = "p2pmap.errors.bad_request"
handler403 = "p2pmap.errors.permission_denied"
handler404 = "p2pmap.errors.page_not_found"
handler500 = "p2pmap.errors.server_error"
