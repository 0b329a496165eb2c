"""`manage.py index`: bring the index up to date with the archive."""

import os

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from archive import working
from archive.models import Article
from search.index import forming, indexing, rebuilding
from search.results import warming

FEW = 100  # not worth starting workers for
# Making all anew beside the index takes less time than to change so large a share of it,
MOST = 0.4
AT_LEAST = 2_000  # where it is not small.


class Command(BaseCommand):
    help = (
        "Index the articles whose text, facts or analysis changed since they were indexed. "
        "May be stopped and run again at any time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="make the whole index anew, while readers read the old")
        parser.add_argument(
            "--warm", type=int, default=0, metavar="N", help="then count the pages of the N most common words exactly"
        )
        parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes that analyse texts")

        parser.add_argument(
            "--at-most", type=int, metavar="N", help="where more articles wait, leave them to the worker and say so"
        )
        parser.add_argument("--quiet-if-none", action="store_true", help="say nothing where nothing was to be indexed")

    def handle(self, *args, **options) -> None:
        workers, self.quiet = options["workers"], options["verbosity"] == 0
        indexing.prune()
        ids = indexing.stale() if not options["all"] else list(Article.objects.values_list("pk", flat=True))
        if options["at_most"] is not None and len(ids) > options["at_most"]:
            self.leave(len(ids))
            return
        if workers > 0 and (options["all"] or len(ids) >= max(AT_LEAST, MOST * Article.objects.count())):
            number = self.rebuild(workers)
            ids = indexing.stale()
        else:
            number = 0
        self.follow(ids, workers)
        if indexing.recount_is_due() or (options["all"] and not number):
            indexing.recount()
        if forming.is_due():
            forming.keep(workers)
        for _word in tqdm(warming.warm(options["warm"]), unit=" words", disable=True if self.quiet else None):
            pass
        number = number or len(ids)
        if not self.quiet and (number or not options["quiet_if_none"]):
            indexed = ngettext("%(count)s article was indexed.", "%(count)s articles were indexed.", number)
            self.stdout.write(f"  {indexed % {'count': f'{number:,}'}}")

    def leave(self, number: int) -> None:
        """To the worker, beside which readers find what is in the index already."""
        working.enqueue_once("index")
        left = ngettext(
            "%(count)s article waits to be made searchable. The worker does it; the pages are here meanwhile.",
            "%(count)s articles wait to be made searchable. The worker does it; the pages are here meanwhile.",
            number,
        )
        self.stdout.write(f"  {left % {'count': f'{number:,}'}}")

    def rebuild(self, workers: int) -> int:
        """All anew; how many."""
        with tqdm(unit=" articles", disable=True if self.quiet else None) as bar:
            told = ""

            def tell(stage: str, done: int, all_: int) -> None:
                nonlocal told
                if stage != told:
                    bar.reset(all_)
                    bar.set_description(stage)
                    bar.initial = done  # what a killed run did tells nothing of this one's speed
                bar.update(done - bar.n)
                told = stage

            try:
                return rebuilding.rebuild(workers, tell)
            except rebuilding.BusyError:
                raise CommandError(_("Another process is making the index anew.")) from None

    def follow(self, ids: list[int], workers: int) -> None:
        """What changed, batch by batch."""
        if len(ids) <= FEW or workers < 1:
            indexing.index(ids)
            return
        with tqdm(total=len(ids), unit=" articles", disable=True if self.quiet else None) as bar:
            for size in indexing.index_many(ids, workers):
                bar.update(size)
        indexing.survey()
