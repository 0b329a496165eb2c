from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """How the archive is found."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from search import hooks, roles

        hooks.connect()
        post_migrate.connect(roles.grant, sender=self)
