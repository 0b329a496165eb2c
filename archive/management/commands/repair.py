"""`manage.py repair`: find words run together and stray marks, for the desk of repairs."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import ngettext

from archive.repairing import gathering


class Command(BaseCommand):
    help = (
        "Look through the articles whose text is new or changed for words run together and stray marks. Changes no "
        "text. Can be broken off at any time and goes on where it stopped; run it again after an import."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--most", type=int, default=1_000_000, help="stop after so many articles")

    def handle(self, *args, most: int, **options) -> None:
        articles = places = 0
        for done in gathering.run(most):
            articles, places = articles + done.articles, places + done.places
            if options["verbosity"] > 1:
                self.stdout.write(f"{articles:,}  {places:,}")
        said = ngettext("%(count)s article looked through.", "%(count)s articles looked through.", articles)
        found = ngettext("%(count)s damaged place found.", "%(count)s damaged places found.", places)
        self.stdout.write(f"{said % {'count': f'{articles:,}'}} {found % {'count': f'{places:,}'}}")
