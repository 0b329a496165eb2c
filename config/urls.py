"""Arabic at /, English under /en/; a page has the same path in both."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("", include("search.urls")),
        path("", include("archive.urls")),
        prefix_default_language=False,
    ),
]
