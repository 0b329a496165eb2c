from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from archive import roles


class ArchiveConfig(AppConfig):
    """What the archive holds, how it comes in, how it is curated."""

    name = "archive"
    verbose_name = _("Archive")

    def ready(self) -> None:
        post_migrate.connect(roles.make, sender=self)
