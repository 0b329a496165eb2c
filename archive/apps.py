from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from archive import roles
from archive.signals import import_ended


class ArchiveConfig(AppConfig):
    """What the archive holds, how it comes in, how it is curated."""

    name = "archive"
    verbose_name = _("Archive")

    def ready(self) -> None:
        from archive import holdings

        post_migrate.connect(roles.make, sender=self)
        import_ended.connect(holdings.fold)
