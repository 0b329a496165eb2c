from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """How the archive is found."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from search import hooks

        hooks.connect()
