"""Arabic at /, English under /en/; a page has the same path in both."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.contrib.sitemaps import views as sitemaps
from django.templatetags.static import static
from django.urls import include, path
from django.views.decorators.cache import cache_control
from django.views.generic import RedirectView

from archive.sitemaps import SITEMAPS
from config import views

A_DAY = 24 * 60 * 60

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", cache_control(max_age=A_DAY)(sitemaps.index), {"sitemaps": SITEMAPS}, name="sitemap"),
    path(
        "sitemap-<str:section>.xml",
        cache_control(max_age=A_DAY)(sitemaps.sitemap),
        {"sitemaps": SITEMAPS},
        name="django.contrib.sitemaps.views.sitemap",
    ),
    path("favicon.ico", RedirectView.as_view(url=static("favicon.svg")), name="favicon"),
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("theme/", views.theme, name="theme"),
        path("sign-out/", LogoutView.as_view(), name="sign-out"),
        path("", include("interchange.urls")),
        path("", include("search.urls")),
        path("", include("archive.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "config.views.bad_request"
handler403 = "config.views.forbidden"
handler404 = "config.views.missing"
handler500 = "config.views.broken"
