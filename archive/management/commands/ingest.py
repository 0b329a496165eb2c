"""`manage.py ingest PATH…`: brings files into the archive."""

from __future__ import annotations

import os
import resource
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from archive import helping, ingest
from archive.ingest import reasons, running
from archive.ingest.datatypes import CleanArticle
from archive.ingest.planning import Outcome
from archive.ingest.problems import Problem, Reason
from archive.models import Article, Import, Source

PROBLEMS_SHOWN = 20
SOURCES_SHOWN = 30
WORKERS = min(os.cpu_count() or 1, 8)  # more read faster than one process stores, and each takes 80 MB


class Command(BaseCommand):
    help = "Bring articles in from files of many formats (docs/importing.md lists them), folders, ZIP and gzip."

    def add_arguments(self, parser: ArgumentParser) -> None:
        # What comes in is published unless told otherwise: somebody who brings files in wants to find them.
        states = [Article.Status.PUBLISHED.value, Article.Status.REVIEW.value, Article.Status.DRAFT.value]
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files and folders")
        parser.add_argument("--source", metavar="SLUG", help="the source of all articles (its short name)")
        parser.add_argument(
            "--new-source", metavar="NAME", help="make the source SLUG with this name, if it is not there"
        )
        parser.add_argument("--status", choices=states, default=states[0], help="what new articles become")
        parser.add_argument(
            "--workers", type=int, default=WORKERS, help="processes that parse and clean; 0 for none beside"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")

    def handle(self, *args: Any, paths: list[Path], **options: Any) -> None:
        dry = options["dry_run"]
        source = find_source(options["source"], options["new_source"], dry=dry)
        started = time.monotonic()
        helping.seldom_collect_garbage()
        with Progress(paths, quiet=options["verbosity"] == 0) as progress:
            run = running.Run(paths, source=source, status=options["status"], dry=dry, tell=progress.tell)
            with run:
                for item in ingest.articles_in(paths, max(0, options["workers"]), run.begin):
                    run.take(item)
                    progress.show(item, run.numbers)
        if options["verbosity"]:
            self.report(run, progress, time.monotonic() - started)
        if run.numbers.read == run.numbers.of(Outcome.REJECTED):
            raise CommandError(_("Nothing could be brought in."))

    def report(self, run: running.Run, progress: Progress, seconds: float) -> None:
        numbers = run.numbers
        for line in made_sources(run.sources.made):
            self.stdout.write(line)
        for count, sentence in (
            (numbers.of(Outcome.IMPORTED), _("new")),
            (numbers.of(Outcome.UPDATED), _("updated")),
            (numbers.of(Outcome.DUPLICATE), _("already here")),
            (numbers.of(Outcome.REJECTED), _("rejected")),
            (numbers.read, _("read")),
        ):
            self.stdout.write(f"{count:>10,}  {sentence}")
        if (hidden := progress.problems - PROBLEMS_SHOWN) > 0:
            self.stdout.write(hidden_problems(hidden, run.record))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        rate = numbers.read / seconds if seconds else 0
        self.stdout.write(
            _("%(rate)s a second, %(seconds)s seconds, %(memory)s MB of memory")
            % {"rate": f"{rate:,.0f}", "seconds": f"{seconds:,.1f}", "memory": memory}
        )
        if run.dry:
            self.stdout.write(_("This was a dry run: nothing was written."))


class Progress:
    """The line that moves, and the first problems above it. How many rows there are is foreseen from the bytes read."""

    def __init__(self, paths: list[Path], *, quiet: bool) -> None:
        self.bar = tqdm(unit=" " + _("rows"), disable=True if quiet else None, mininterval=0.5)
        self.quiet = quiet
        self.problems = 0
        self.size = size_of(paths)
        self.first_byte: int | None = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *exception: object) -> None:
        self.bar.close()

    def show(self, item: object, numbers: running.Numbers) -> None:
        """Moves when a batch was stored."""
        if self.first_byte is None and isinstance(item, CleanArticle):
            self.first_byte = item.provenance.start
        if numbers.read == self.bar.n:
            return
        if self.size and isinstance(item, CleanArticle):
            read, left = item.provenance.end - (self.first_byte or 0), self.size - item.provenance.end
            self.bar.total = round(numbers.read * (1 + left / read))
        shown = {
            _("new"): numbers.of(Outcome.IMPORTED),
            _("updated"): numbers.of(Outcome.UPDATED),
            _("already here"): numbers.of(Outcome.DUPLICATE),
            _("rejected"): numbers.of(Outcome.REJECTED),
        }
        self.bar.set_postfix(shown, refresh=False)
        self.bar.update(numbers.read - self.bar.n)

    def tell(self, problem: Problem) -> None:
        if problem.reason is Reason.ALREADY_HERE:  # counted and kept; there is one for every row of a file read again
            return
        self.problems += 1
        if self.problems <= PROBLEMS_SHOWN and not self.quiet:
            self.bar.write(f"{problem.where}: {reasons.sentence(problem.reason, problem.detail)}")


def size_of(paths: list[Path]) -> int | None:
    """The bytes of a single file whose articles are told by their place in it; None where that is not known."""
    if len(paths) != 1 or not paths[0].is_file() or paths[0].suffix in {".gz", ".zip"}:
        return None
    return paths[0].stat().st_size


def find_source(slug: str | None, new_name: str | None, *, dry: bool) -> Source | None:
    """The source that was asked for. A mistyped slug must not make a source of its own, so making one is asked for
    by name.
    """
    if slug is None:
        if new_name:
            raise CommandError(_("--new-source needs --source with a short name for it."))
        return None
    if source := Source.objects.filter(slug=slug).first():
        return source
    if new_name:
        source = Source(slug=slug, name_ar=new_name, pk=-1_000_000_000 if dry else None)
        source.clean_fields(exclude=["id"])
        if not dry:
            source.save()
        return source
    known = list(Source.objects.order_by("slug").values_list("slug", flat=True)[: SOURCES_SHOWN + 1])
    names = ", ".join(known[:SOURCES_SHOWN]) + (" …" if len(known) > SOURCES_SHOWN else "") or "–"
    raise CommandError(
        _("There is no source “%(slug)s”. Known are: %(known)s. To make it: --source %(slug)s --new-source NAME")
        % {"slug": slug, "known": names}
    )


def hidden_problems(count: int, record: Import | None) -> str:
    """How many problems were not printed, and where they are kept; a dry run keeps none."""
    if record is None:
        sentence = ngettext(
            "%(count)s further problem is not shown.", "%(count)s further problems are not shown.", count
        )
        return sentence % {"count": count}
    sentence = ngettext(
        "%(count)s further problem is kept with the import %(number)s.",
        "%(count)s further problems are kept with the import %(number)s.",
        count,
    )
    return sentence % {"count": count, "number": record.pk}


def made_sources(made: list[Source]) -> list[str]:
    shown = [_("New source: %(name)s (%(slug)s)") % {"name": s.name_ar, "slug": s.slug} for s in made[:SOURCES_SHOWN]]
    return [*shown, "…"] if len(made) > SOURCES_SHOWN else shown
