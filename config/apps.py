from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The frame of the house: settings, urls, the local database and the command that runs it all."""

    name = "config"
    verbose_name = "Fihrist"

    def ready(self) -> None:
        from config import checks  # noqa: F401  registers the system checks
