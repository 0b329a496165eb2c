"""Building: a corpus brought in and indexed by the archive's own commands, with what that took."""

import json
import os
import random
import statistics
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from django.core.management import call_command
from django.db import connection, transaction

from archive.models import Article
from search.benchmarks import excerpting, watching
from search.benchmarks.housing import House
from search.finding import ranking
from search.models import IndexEntry
from search.query import parsing

EDITS = 20
PATIENCE = 10  # seconds until an edited article must be found
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"

SIZES = {
    "articles, with their texts": "pg_table_size('archive_article')",
    "index entries, the rows": "pg_relation_size('search_indexentry')",
    "index entries, TOAST": "pg_table_size('search_indexentry') - pg_relation_size('search_indexentry')",
    "occurrences": "pg_total_relation_size('search_occurrences')",
    "GIN": "pg_relation_size('indexentry_by_lexeme')",
    "other indexes of the entries": "pg_indexes_size('search_indexentry') - pg_relation_size('indexentry_by_lexeme')",
    "lexemes and forms": "pg_total_relation_size('search_lexeme') + pg_total_relation_size('search_form')",
    "the whole database": "pg_database_size(current_database())",
}


@dataclass(frozen=True)
class Built:
    """What it took, kept beside the database."""

    corpus: str
    corpus_bytes: int
    articles: int
    commit: str
    seconds: float  # from the file to the last article that can be found
    found_there: int  # articles that an earlier, interrupted run had made searchable
    memory: int  # bytes, of the program's processes at most
    server_memory: int

    @property
    def rate(self) -> float:
        """Articles a second, end to end."""
        return (self.articles - self.found_there) / self.seconds if self.seconds else 0.0


class Mismatch(Exception):  # noqa: N818 - nothing is broken
    """The database was built from something else."""


def read(house: House, corpus: Path | None) -> Built | None:
    """What is known of a database that is ready; raises Mismatch where its corpus was another file."""
    if not house.record.exists():
        return None
    built = Built(**json.loads(house.record.read_text(encoding="utf-8")))
    if corpus and (built.corpus, built.corpus_bytes) != (corpus.name, corpus.stat().st_size):
        raise Mismatch(f"{house.database} was built from another {built.corpus}.")
    return built


def build(house: House, file: Path, corpus: Path, commit: str, *, verbosity: int, out: TextIO) -> Built:
    """Bring the file in and index it, within the house; a run that was interrupted goes on. Then write the record."""
    there = searchable()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [backend] = cursor.fetchone()
    here = str(connection.settings_dict["HOST"]).startswith("/")
    server = watching.parent_of(backend) if here else None
    started = time.monotonic()
    with watching.watched(os.getpid(), server) as peak:
        call_command("ingest", str(file), verbosity=verbosity, stdout=out)
        if searchable() < Article.objects.count():  # an index that failed says so in the log and is made now
            call_command("index", verbosity=verbosity, stdout=out)
    seconds = time.monotonic() - started
    with connection.cursor() as cursor:  # so that no measurement waits for it
        cursor.execute("VACUUM (ANALYZE)")
    made = searchable()
    built = Built(corpus.name, corpus.stat().st_size, made, commit, seconds, there, peak.program, peak.server)
    house.record.write_text(json.dumps(asdict(built), ensure_ascii=False, indent=1), encoding="utf-8")
    return built


def first_lines(corpus: Path, count: int, file: Path) -> None:
    """Copy the first `count` lines."""
    with corpus.open("rb") as lines, file.open("wb") as copy:
        copy.writelines(islice(lines, count))


def searchable() -> int:
    """How many articles are in the index."""
    return IndexEntry.objects.whole().count()


def sizes() -> dict[str, int]:
    """What lies on the disk, in bytes."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(SIZES.values())}")
        return dict(zip(SIZES, map(int, cursor.fetchone()), strict=True))


def edits(seed: int) -> dict[str, float]:
    """In how many seconds after saving began an edited article is found by its new word; then it is as before."""
    taken = list(_edits(random.Random(seed)))
    return {"edits": len(taken), "median": statistics.median(taken), "most": max(taken)} if taken else {"edits": 0}


def _edits(rng: random.Random) -> Iterator[float]:
    for article in Article.objects.filter(pk__in=excerpting.numbers(rng, EDITS * 3)).order_by("pk")[:EDITS]:
        before, word = article.title, "".join(rng.choices(LETTERS, k=12))
        started = time.perf_counter()
        _save(article, f"{before} {word}"[:500])
        while not _finds(word, article) and time.perf_counter() - started < PATIENCE:
            time.sleep(0.01)
        yield time.perf_counter() - started
        _save(article, before)


@transaction.atomic
def _save(article: Article, title: str) -> None:
    article.title = title
    article.save()


def _finds(word: str, article: Any) -> bool:
    return article.pk in ranking.rank(parsing.parse(f'"{word}"'), IndexEntry.objects.visible_to(None), limit=1).ids
