from django.apps import AppConfig
from django.conf import settings
from django.utils import translation


class ConfigConfig(AppConfig):
    """The frame of the house: settings, urls, the local database and the command that runs it all."""

    name = "config"
    verbose_name = "Fihrist"

    def ready(self) -> None:
        from config import checks  # noqa: F401  registers the system checks

        if settings.ROLE == "command" and not settings.TESTING:
            translation.activate(settings.TERMINAL_LANGUAGE)
