"""`manage.py relate`: find the articles that tell a text again, for the desk of duplicates."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import ngettext

from archive.relating import finding


class Command(BaseCommand):
    help = (
        "Hold articles whose text is new or changed against all others. Can be broken off at any time and goes on "
        "where it stopped; run it again after an import."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--most", type=int, default=1_000_000, help="stop after so many articles")

    def handle(self, *args, most: int, **options) -> None:
        articles = related = 0
        for done in finding.run(most):
            articles, related = articles + done.articles, related + done.related
            if options["verbosity"] > 1:
                self.stdout.write(f"{articles:,}  {related:,}")
        said = ngettext("%(count)s article compared.", "%(count)s articles compared.", articles)
        found = ngettext("%(count)s pair found.", "%(count)s pairs found.", related)
        self.stdout.write(f"{said % {'count': f'{articles:,}'}} {found % {'count': f'{related:,}'}}")
