"""Indexing: from articles to index entries.

An entry is stale when the text, the facts or the analysis are not those it was made from. `stale()` finds such
articles by comparing digests, whatever changed them and however; `index()` makes their entries anew. Both may be run at
any time, by several processes at once, and be killed at any time.
"""

import itertools
import multiprocessing
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from archive import helping
from archive.models import Article
from search.index import forming, placing, rows
from search.index.encoding import Packed
from search.index.impacts import Lengths
from search.index.placing import Part, Placer, Read, Text
from search.index.tiering import Tiers
from search.models import Totals

HERE = Path(__file__).parent
FACTS = HERE.joinpath("facts.sql").read_text()
STORE = HERE.joinpath("indexing.sql").read_text().format(facts=FACTS).split(";\n")
NEW_FORMS = """
    SELECT substr(lexeme, 2) FROM search_delta d WHERE step > 0 AND lexeme LIKE '=%'
       AND NOT EXISTS (SELECT 1 FROM search_form f WHERE f.form = substr(d.lexeme, 2) COLLATE "C")"""
INCOMING = ["article_id", "parts", "text_digest", "analysis_version", *Part._fields[:-1], *Packed._fields]
IN_FORCE = """
    SELECT t.averages, l.lexeme, l.thresholds, l.paired
      FROM search_totals t LEFT JOIN search_lexeme l
        ON (l.thresholds <> '{}' OR l.paired) AND (%(all)s OR l.lexeme = ANY(%(lexemes)s))"""

BATCH = 200  # articles in a transaction
CHUNK = 5  # articles handed to a worker at once

Fetched = tuple[int, str, Text]  # an article's number and digest, and its text


def stale(among: Sequence[int] | None = None) -> list[int]:
    """The ids of the articles (of `among`, where given) whose entry is missing or was made from something else."""
    narrowed = "WHERE current.article_id = ANY(%(among)s) AND" if among is not None else "WHERE"
    sql = f"""
        SELECT current.article_id
          FROM ({FACTS}) AS current
          LEFT JOIN search_indexentry e ON e.article_id = current.article_id AND e.part = 0
         {narrowed} (e.text_digest, e.facts_digest, e.analysis_version)
               IS DISTINCT FROM (current.text_digest, current.facts_digest, %(version)s)
         ORDER BY 1"""
    with connection.cursor() as cursor:
        cursor.execute(sql, {"among": list(among or ()), "version": placing.VERSION})
        return [pk for (pk,) in cursor.fetchall()]


def refresh(ids: Sequence[int]) -> int:
    """Index those of the articles whose entries are stale, here and now; how many there were."""
    wanted = stale(ids)
    return index(wanted) if wanted else 0


def index(ids: Sequence[int]) -> int:
    """Make the entries of these articles anew, here and now; how many were made.

    An article whose text changes meanwhile is left out: who changed it has it indexed, or `stale` finds it.
    """
    articles = _fetch(ids)
    return _store(articles, [placing.read(text) for _, _, text in articles])


def index_many(ids: Sequence[int], workers: int, *, counted: bool = True) -> Iterator[int]:
    """The same in batches, each of which stays when the next is killed; yields their sizes.

    The texts are analysed by `workers` processes, the next batch while one is stored. Without `counted` the frequencies
    do not follow, which takes as long as all the rest of storing, and the caller has them counted afresh at the end;
    should he be killed before, `recount_is_due`.
    """
    batches = (ids[first : first + BATCH] for first in range(0, len(ids), BATCH))
    # Spawned, not forked: a child must not share the connection to the database.
    with multiprocessing.get_context("spawn").Pool(workers, initializer=helping.begin) as pool:
        waiting: deque[tuple[list[Fetched], Any]] = deque()
        for batch in itertools.chain(batches, [None]):
            if batch is not None:
                articles = _fetch(batch)
                waiting.append((articles, pool.map_async(placing.read, [text for _, _, text in articles], CHUNK)))
            if len(waiting) > 1 or (batch is None and waiting):
                articles, read = waiting.popleft()
                _store(articles, read.get(), counted=counted)
                flush()
                yield len(articles)


def _fetch(ids: Sequence[int]) -> list[Fetched]:
    rows = Article.objects.filter(pk__in=ids).values_list("pk", "digest", "title", "subtitle", "lead", "body")
    return [(pk, digest, Text(*texts)) for pk, digest, *texts in rows]


@transaction.atomic
def _store(articles: list[Fetched], read: Sequence[Read], *, counted: bool = True) -> int:
    """Put the parts into a table of their own and from there into the index, by the steps of indexing.sql."""
    create, keep_plain, *steps = STORE
    with connection.cursor() as cursor:
        # A rebuild that changes places with the index meanwhile waits for this, or this for it: so tiers stay in force.
        cursor.execute("LOCK TABLE search_indexentry IN ROW EXCLUSIVE MODE")
        place = Placer(tiers_of({lexeme for one in read for word in one.words for lexeme in word}))
        cursor.execute(create)
        cursor.execute(keep_plain)
        with cursor.copy(f"COPY search_incoming ({', '.join(INCOMING)}) FROM STDIN (FORMAT binary)") as copy:
            copy.write(rows.HEADER)
            for (pk, digest, _), parts in zip(articles, place.parts(read, place.stand(read)), strict=True):
                copy.write(b"".join(_row(pk, digest, len(parts), part) for part in parts))
            copy.write(rows.TRAILER)
        for step in steps:
            cursor.execute(step, {"counted": counted})
        cursor.execute(NEW_FORMS)
        forming.add(form for (form,) in cursor.fetchall())
        cursor.execute("SELECT count(*) FROM search_incoming WHERE part = 0")
        [stored] = cursor.fetchone()
        cursor.execute("DROP TABLE search_incoming, search_delta, search_delta_of_totals")
    return stored


def _row(pk: int, digest: str, parts: int, part: Part) -> bytes:
    number, tsv, *lengths, packed = part
    return rows.row(
        [
            rows.bigint(pk),
            rows.smallint(parts),
            rows.text(digest),
            rows.text(placing.VERSION),
            rows.smallint(number),
            rows.field(tsv),
            *map(rows.integer, lengths),
            *map(rows.field, packed),
        ]
    )


def tiers_of(lexemes: Collection[str] | None = None) -> Tiers:
    """What is in force for these lexemes, or for all."""
    with connection.cursor() as cursor:
        cursor.execute(IN_FORCE, {"all": lexemes is None, "lexemes": list(lexemes or ())})
        found = cursor.fetchall()
    if not found or not found[0][0]:
        return Tiers()
    return Tiers(
        Lengths(*found[0][0]),
        {lexeme: thresholds for _, lexeme, thresholds, _ in found if thresholds},
        frozenset(lexeme for _, lexeme, _, paired in found if paired),
    )


def flush() -> None:
    """Move what GIN keeps in its pending lists to its place: thousands of pending rows make every search slow."""
    with connection.cursor() as cursor:
        for name in ("indexentry_by_lexeme", "indexentry_long_by_lexeme"):
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [name])


def survey() -> None:
    """Let the planner look at what a large run has changed, rather than wait until it does so by itself."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_indexentry, search_occurrences, search_lexeme, search_form")


@transaction.atomic
def prune() -> int:
    """Delete the entries of articles that are gone; how many rows. Then a recount is due."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM search_indexentry e"
            " WHERE NOT EXISTS (SELECT 1 FROM archive_article a WHERE a.id = e.article_id)"
        )
        pruned = cursor.rowcount
        cursor.execute(
            "DELETE FROM search_occurrences o"
            " WHERE NOT EXISTS (SELECT 1 FROM search_indexentry e WHERE e.article_id = o.article_id AND e.part = 0)"
        )
    if pruned:
        Totals.objects.update(recount_due=True)
    return pruned


def recount_is_due() -> bool:
    """Whether the index was changed without counting, by a run that goes on or by one that was killed."""
    return Totals.objects.filter(recount_due=True).exists()


def recount() -> None:
    """Count the frequencies of all lexemes and the totals afresh."""
    with transaction.atomic(), connection.cursor() as cursor:
        for step in HERE.joinpath("recounting.sql").read_text().split(";\n"):
            cursor.execute(step)
