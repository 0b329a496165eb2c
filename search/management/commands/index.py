"""`manage.py index`: bring the index up to date with the archive."""

import os

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import ngettext
from tqdm import tqdm

from archive.models import Article
from search.index import forming, indexing

FEW = 100  # not worth starting workers for
# Counting all articles afresh takes about as long as keeping count of so large a share of them batch by batch.
MOST = 0.4


class Command(BaseCommand):
    help = (
        "Index the articles whose text, facts or analysis changed since they were indexed. "
        "May be stopped and run again at any time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="index every article anew")
        parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes that analyse texts")

    def handle(self, *args, **options) -> None:
        indexing.prune()
        ids = list(Article.objects.order_by("pk").values_list("pk", flat=True)) if options["all"] else indexing.stale()
        quiet = options["verbosity"] == 0
        if len(ids) <= FEW or options["workers"] < 1:
            indexing.index(ids)
        else:
            counted = len(ids) < MOST * Article.objects.count()
            with tqdm(total=len(ids), unit=" articles", disable=True if quiet else None) as bar:
                for size in indexing.index_many(ids, options["workers"], counted=counted):
                    bar.update(size)
            indexing.survey()
        if options["all"] or indexing.recount_is_due():
            indexing.recount()
            indexing.index(indexing.stale()[:FEW])  # of those who saved meanwhile and could not wait
        if forming.is_due():
            forming.keep(options["workers"])
        if not quiet:
            indexed = ngettext("%(count)s article was indexed.", "%(count)s articles were indexed.", len(ids))
            self.stdout.write(f"  {indexed % {'count': f'{len(ids):,}'}}")
