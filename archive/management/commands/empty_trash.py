"""`manage.py empty_trash`: destroy what has lain in the trash for thirty days. Opening the desk does it too."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import ngettext

from archive import emptying


class Command(BaseCommand):
    help = "Destroy articles that have lain in the trash for thirty days; the citation of what was published stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--most", type=int, default=100_000, help="stop after so many articles")

    def handle(self, *args, most: int, **options) -> None:
        count = emptying.empty(most)
        said = ngettext("%(count)s article destroyed.", "%(count)s articles destroyed.", count)
        self.stdout.write(said % {"count": f"{count:,}"})
