"""`manage.py bench`: what search costs over so many articles, in a database of its own, beside others."""

import json
import sys
import tempfile
import time
from argparse import ArgumentTypeError
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import ProgrammingError

from search.benchmarks import building, housing, machine, peers, remixing, reporting, running
from search.benchmarks.building import Built, Mismatch
from search.benchmarks.housing import House
from search.benchmarks.running import PARTS, Plan

REMIXED = 2_000  # articles where no corpus is given
# What an article of 2,500 letters takes on the disk, as received and with its index; and the indexes of all peers.
BYTES, PEERS_BYTES = 30_000, 20_000
RATE = 700  # articles a second, a cautious guess


def positive(text: str) -> int:
    if text.isascii() and text.isdecimal() and int(text) > 0:
        return int(text)
    raise ArgumentTypeError(f"{text} is no number from 1 on.")


class Command(BaseCommand):
    help = (
        "Bring articles into a database of their own (never the archive's), measure searches over them beside other "
        "programs over the same texts, and print a table in Markdown. A database that is there is used again; "
        "one that is half built is built on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--corpus", type=Path, help="a file of JSON lines; without one the sample is remixed")
        parser.add_argument("--articles", type=positive, help="so many from the beginning of the corpus, or remixed")
        parser.add_argument("--database", default="", metavar="NAME", help="not the name by corpus and number")
        parser.add_argument("--fresh", action="store_true", help="drop what is there and build anew")
        parser.add_argument("--drop", action="store_true", help="drop the database and its files at the end")
        parser.add_argument("--parts", nargs="*", choices=PARTS, default=PARTS, help="what to measure; all by default")
        parser.add_argument(
            "--load", action="store_true", help="only the load of pages over HTTP: --parts load, no peers"
        )
        parser.add_argument("--peers", nargs="*", choices=list(peers.KINDS), default=list(peers.KINDS))
        parser.add_argument("--kinds", nargs="*", default=[], help="only these kinds of queries")
        parser.add_argument("--runs", type=positive, default=Plan.runs, help="of each kind of query")
        parser.add_argument("--seconds", type=positive, default=60, help="at most for each kind in each part")
        parser.add_argument("--readers", type=positive, default=Plan.readers, help="at once")
        parser.add_argument("--load-seconds", type=positive, default=30, help="of reading pages over HTTP")
        parser.add_argument("--seed", type=int, default=Plan.seed)
        parser.add_argument("--json", type=Path, metavar="FILE", help="write everything that was measured there, too")

    def handle(self, *args: Any, **options: Any) -> None:
        corpus, self.quiet = options["corpus"], options["verbosity"] == 0
        if corpus and not corpus.is_file():
            raise CommandError(f"There is no file {corpus}.")
        articles = options["articles"] or (None if corpus else REMIXED)
        house = housing.house_of(corpus.resolve() if corpus else None, articles, options["database"])
        if options["fresh"]:
            housing.drop(house)
        try:
            report = self._measured(house, corpus, articles, options)
        finally:
            if options["drop"]:
                housing.drop(house)
        if options["json"]:
            options["json"].write_text(json.dumps(asdict(report), ensure_ascii=False, indent=1), encoding="utf-8")
        self.stdout.write(reporting.markdown(report))

    def _measured(self, house: House, corpus: Path | None, articles: int | None, options: dict) -> reporting.Report:
        try:
            built = building.read(house, corpus) if housing.exists(house) else None
        except Mismatch as mismatch:
            raise CommandError(f"{mismatch} Give --fresh to build it anew, or --database another name.") from None
        if not built:
            self._announce(house, corpus, articles, bool(options["peers"]))
        try:
            housing.make(house)
        except ProgrammingError as error:
            raise CommandError(f"The database {house.database} cannot be made: {error}") from None
        with housing.entered(house):
            housing.migrate()
            built = built or self._built(house, corpus, articles)
            return running.run(house, built, self._plan(options), self._tell)

    def _built(self, house: House, corpus: Path | None, articles: int | None) -> Built:
        """Bring the corpus in; of a part, the lines are copied into a file that goes again."""
        verbosity = 0 if self.quiet else 1
        if corpus and not articles:
            return building.build(house, corpus, corpus, machine.commit(), verbosity=verbosity, out=sys.stderr)
        with tempfile.TemporaryDirectory(dir=house.folder) as folder:
            # The same name each time, so that a run that was interrupted is gone on with.
            file = Path(folder) / (corpus.name if corpus else "remixed.jsonl")
            if corpus:
                building.first_lines(corpus, articles or 0, file)
            else:
                remixing.write(settings.BASE_DIR / "sample", articles or REMIXED, file)
            return building.build(house, file, corpus or file, machine.commit(), verbosity=verbosity, out=sys.stderr)

    def _announce(self, house: House, corpus: Path | None, articles: int | None, with_peers: bool) -> None:
        """What it will do, before it begins; raises CommandError where the disk has no room for it."""
        if corpus and not articles:
            with corpus.open("rb") as lines:
                articles = sum(1 for _ in lines)
        count = articles or REMIXED
        need = count * (BYTES + PEERS_BYTES * with_peers)
        free = housing.free_bytes(house.folder)
        self._tell(
            f"The database {house.database} will be made with {count:,} articles of {corpus or 'the sample, remixed'}: "
            f"about {need / 1e9:,.1f} GB of disk ({free / 1e9:,.0f} are free) and "
            f"{max(1, count / RATE / 60):,.0f} minutes. It may be interrupted and run again."
        )
        if need > free:
            raise CommandError("There is too little room. Give fewer --articles.")

    def _plan(self, options: dict) -> Plan:
        shared = {name: options[name] for name in ("kinds", "runs", "seconds", "readers", "load_seconds", "seed")}
        if options["load"]:
            return Plan(parts=["load"], peers=[], quiet=self.quiet, **shared)
        return Plan(parts=options["parts"], peers=options["peers"], quiet=self.quiet, **shared)

    def _tell(self, sentence: str) -> None:
        if not self.quiet:
            self.stderr.write(f"{time.strftime('%H:%M:%S')}  {sentence}")
