"""Indexing: from articles to index entries.

An entry is stale when the text, the facts or the analysis are not those it was made from. `stale()` finds such articles by comparing
digests, whatever changed them and however; `index()` makes their entries anew. Both may be run at any time, by several processes
at once, and be killed at any time.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from django.db import connection, transaction

import arabic
from archive.models import Article
from search import placing
from search.placing import Part, Text

HERE = Path(__file__).parent
FACTS = HERE.joinpath("facts.sql").read_text()
STORE = HERE.joinpath("indexing.sql").read_text().format(facts=FACTS).split(";\n")
INCOMING = "article_id part parts start title_length lead_length length tsv text_digest analysis_version".split()

Place = Callable[[Iterable[Text]], Iterable[list[Part]]]


def stale(among: Sequence[int] | None = None) -> list[int]:
    """The ids of the articles (of `among`, where given) whose entry is missing or was made from something else; one query."""
    narrowed = "WHERE current.article_id = ANY(%(among)s) AND" if among is not None else "WHERE"
    sql = f"""
        SELECT current.article_id
          FROM ({FACTS}) AS current
          LEFT JOIN search_indexentry e ON e.article_id = current.article_id AND e.part = 0
         {narrowed} (e.text_digest, e.facts_digest, e.analysis_version)
               IS DISTINCT FROM (current.text_digest, current.facts_digest, %(version)s)
         ORDER BY 1"""
    with connection.cursor() as cursor:
        cursor.execute(sql, {"among": list(among or ()), "version": arabic.VERSION})
        return [pk for (pk,) in cursor.fetchall()]


def refresh(ids: Sequence[int]) -> int:
    """Index those of the articles whose entries are stale, here and now; how many there were."""
    wanted = stale(ids)
    return index(wanted) if wanted else 0


def index(ids: Sequence[int], place: Place = lambda texts: map(placing.place, texts)) -> int:
    """Make the entries of these articles anew; how many were made.

    `place` turns texts into parts and may do so in other processes. An article whose text changes meanwhile is left out:
    who changed it has it indexed, or `stale` finds it.
    """
    rows = list(Article.objects.filter(pk__in=ids).values_list("pk", "digest", "title", "subtitle", "lead", "body"))
    entries = place([Text(*texts) for _, _, *texts in rows])
    incoming = [
        (pk, part.part, len(parts), part.start, part.title_length, part.lead_length, part.length, part.tsv, digest, arabic.VERSION)
        for (pk, digest, *_), parts in zip(rows, entries, strict=True)
        for part in parts
    ]
    with transaction.atomic():
        return _store(incoming)


def _store(incoming: list[tuple]) -> int:
    """Put the rows into a table of their own and from there into the index, by the steps of indexing.sql."""
    create, *steps = STORE
    with connection.cursor() as cursor:
        cursor.execute(create)
        with cursor.copy(f"COPY search_incoming ({', '.join(INCOMING)}) FROM STDIN") as copy:
            for row in incoming:
                copy.write_row(row)
        for step in steps:
            cursor.execute(step)
        cursor.execute("SELECT count(*) FROM search_incoming WHERE part = 0")
        [stored] = cursor.fetchone()
        cursor.execute("DROP TABLE search_incoming, search_delta, search_delta_of_totals")
    return stored


def flush() -> None:
    """Move what GIN keeps in its pending lists to its place: thousands of pending rows make every search slow."""
    with connection.cursor() as cursor:
        for name in ("indexentry_by_lexeme", "indexentry_long_by_lexeme"):
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [name])


def prune() -> int:
    """Delete the entries of articles that are gone; how many rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM search_indexentry e WHERE NOT EXISTS (SELECT 1 FROM archive_article a WHERE a.id = e.article_id)"
        )
        return cursor.rowcount


def recount() -> None:
    """Count the frequencies of all lexemes and the totals afresh."""
    with transaction.atomic(), connection.cursor() as cursor:
        for step in HERE.joinpath("recounting.sql").read_text().split(";\n"):
            cursor.execute(step)


def batches(ids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    for first in range(0, len(ids), size):
        yield ids[first : first + size]
