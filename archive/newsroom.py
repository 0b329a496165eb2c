"""The newsroom: Django's admin as the curators' place of work. Its desks are the modules of `archive/admin/`.

It stands apart from them because Django makes the site before it looks for what is registered on it.
"""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

# What the head of every page leads to, where the curator may see it.
SECTIONS = (
    "article",
    "report",
    "relation",
    "repairpattern",
    "delivery",
    "import",
    "source",
    "author",
    "topic",
    "place",
)


class Newsroom(AdminSite):
    site_header = _("Fihrist")
    site_title = _("Fihrist newsroom")
    index_title = _("The desk")
    enable_nav_sidebar = False
    empty_value_display = "–"

    @property
    def login_form(self):  # type: ignore[override]
        """Readers sign in here too; the newsroom itself still lets in its staff only."""
        from django.contrib.auth.forms import AuthenticationForm  # needs the models, which come after this site

        return AuthenticationForm

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Django's context for every page, and the sections of the head."""
        return {**super().each_context(request), "newsroom_sections": list(self._sections(request))}

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The front desk: what waits, what is broken, what came in, what was done."""
        from archive.admin import frontdesk  # the desks are registered on this site, so they come after it

        desk = frontdesk.survey(self, request)
        return super().index(request, {**(extra_context or {}), "desk": desk})

    def get_urls(self) -> list[Any]:
        """Django's, and the page of what is held of each source."""
        from archive.admin import coverage

        def answer(request: HttpRequest) -> HttpResponse:
            return coverage.answer(self, request)

        return [path("coverage/", self.admin_view(answer), name="coverage"), *super().get_urls()]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Django's, with names that a curator understands."""
        names = {"axes": _("Sign-in attempts"), "auth": _("Roles")}
        listed = sorted(super().get_app_list(request, app_label), key=lambda app: app["app_label"] != "archive")
        return [{**app, "name": names.get(app["app_label"], app["name"])} for app in listed]

    def _sections(self, request: HttpRequest):
        registered = {model._meta.label_lower: model_admin for model, model_admin in self._registry.items()}
        for name in SECTIONS:
            desk = registered.get(f"archive.{name}")
            if desk and desk.has_view_permission(request):
                address = reverse(f"admin:archive_{name}_changelist")
                title = desk.model._meta.verbose_name_plural
                yield {"title": title, "address": address, "current": request.path.startswith(address)}


class NewsroomConfig(AdminConfig):
    """Puts the newsroom in the place of Django's own site."""

    default_site = "archive.newsroom.Newsroom"

    def ready(self) -> None:
        """The queue's own pages stay out: a curator sees jobs where they were asked for."""
        super().ready()
        from django.contrib import admin

        for model in [model for model in admin.site._registry if model._meta.app_label == "procrastinate"]:
            admin.site.unregister(model)
