"""Filling: what a worker process does of a rebuild, over a connection of its own. No Django, so that it starts quickly.

A stretch of articles is one transaction: its entries, in how many of its articles each lexeme stands, and the rows of
the forms that this worker has not met before. So a stretch is there whole, counted, or not at all.
"""

import gc
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from search.index import keying, placing, rows, tiering
from search.index.impacts import Lengths
from search.index.placing import Text
from search.index.tiering import Gathered, Tiers

FACTS = Path(__file__).with_name("facts.sql").read_text()
# What passes from the archive into the entry as it is.
PASSING = (
    "article_id", "published_on", "precision", "source_id", "author_ids", "topic_ids", "place_ids", "genre", "language",
    "text_origin", "access", "visible_from", "facts", "text_digest", "facts_digest",
)  # fmt: skip
OWN = ("part", "parts", "title_length", "lead_length", "length", "tsv", "analysis_version")
READ = f"""
    COPY (SELECT {", ".join(f"f.{name}" for name in PASSING)}, a.title, a.subtitle, a.lead, a.body
            FROM ({FACTS}) AS f JOIN archive_article a ON a.id = f.article_id
           WHERE a.id BETWEEN %s AND %s
             AND f.article_id BETWEEN %s AND %s
             AND NOT EXISTS (SELECT 1 FROM search_indexentry_next n WHERE n.article_id = a.id))
      TO STDOUT (FORMAT binary)"""
WRITE = f"COPY search_indexentry_next ({', '.join((*PASSING, *OWN))}) FROM STDIN (FORMAT binary)"
OCCURRENCES = "COPY search_occurrences_next (article_id, keys, codes, often) FROM STDIN (FORMAT binary)"
COUNTED = "COPY search_counted_next (lexeme, df) FROM STDIN (FORMAT binary)"
FORMED = "COPY search_formed_next (form, key, lexemes) FROM STDIN (FORMAT binary)"
SAMPLED = "SELECT title, subtitle, lead, body FROM archive_article WHERE id = ANY(%s)"

STRETCHES = 0x66696C6C << 32  # advisory locks, "fill" and the first article

AT_ONCE = 500  # articles of a sample
WRITTEN_AT_ONCE = 2**18  # bytes
MOST_FORMS = 500_000  # that a worker remembers to have handed over


class Filler(NamedTuple):
    """What a worker keeps between its tasks."""

    connection: psycopg.Connection
    tiers: Tiers
    forms: set[str]


worker: list[Filler] = []  # one, once the process has begun


def begin(connection: Mapping[str, Any], tiers: Tiers) -> None:
    """Prepare this process. It makes no cycles; looking for some in millions of words takes a third of its time."""
    gc.disable()
    worker[:] = [Filler(psycopg.connect(**connection, autocommit=True), tiers, set())]
    worker[0].connection.execute("SET synchronous_commit = off")
    worker[0].connection.execute("SET jit = off")


def measure(ids: list[int]) -> list[Lengths]:
    """How long these articles are."""
    return [placing.read(text).lengths for text in _texts(ids)]


def sample(task: tuple[list[int], Lengths, float, int]) -> Gathered:
    """What these articles tell of lexemes: ids, and what `tiering.gather` wants."""
    ids, average, share, least = task
    placed = map(placing.read, _texts(ids))
    return tiering.gather(
        ((placing.count(placing.stand(each)), each.lengths) for each in placed), average, share, least
    )


def _texts(ids: list[int]) -> Iterator[Text]:
    for first in range(0, len(ids), AT_ONCE):
        for texts in worker[0].connection.execute(SAMPLED, [ids[first : first + AT_ONCE]]).fetchall():
            yield Text(*texts)


def fill(stretch: tuple[int, int]) -> int:
    """Make the entries of the articles from one number to another that have none; how many there were."""
    connection, tiers, seen = worker[0]
    counted: Counter[str] = Counter()
    ranked = [rows.HEADER]
    number = 0
    with connection.transaction():
        # A worker whose run was killed may still be at it.
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [STRETCHES + stretch[0] % 2**32])
        articles = _read(connection, stretch)
        with connection.cursor().copy(WRITE) as copy:
            waiting, size = [rows.HEADER], 0
            for passed, text in articles:
                placed = placing.read(text)
                standing = placing.stand(placed)
                counted.update(standing.keys())
                parts = placing.parts(placed, standing, tiers)
                made = b"".join(_entries(passed, parts))
                # The number of the article stands first in what passes, with its size.
                ranked.append(rows.joined(4, (passed[:12], *map(rows.field, parts[0].packed))))
                waiting.append(made)
                size += len(made)
                number += 1
                if size > WRITTEN_AT_ONCE:
                    copy.write(b"".join(waiting))
                    waiting, size = [], 0
            copy.write(b"".join([*waiting, rows.TRAILER]))
        with connection.cursor().copy(OCCURRENCES) as copy:
            copy.write(b"".join([*ranked, rows.TRAILER]))
        _store_counted(connection, counted)
        new = {lexeme[1:] for lexeme in counted if lexeme[0] == "="} - seen
        _store_forms(connection, new)
    if len(seen) > MOST_FORMS:
        seen.clear()
    seen |= new
    return number


def _read(connection: psycopg.Connection, stretch: tuple[int, int]) -> list[tuple[bytes, Text]]:
    with connection.cursor().copy(READ, [*stretch, *stretch]) as copy:
        return [
            (passed, Text(*(value.decode() for value in values))) for passed, values in rows.read(copy, len(PASSING))
        ]


VERSION = rows.text(placing.VERSION)


def _entries(passed: bytes, parts: list[placing.Part]) -> Iterator[bytes]:
    for number, tsv, title, lead, length, _ in parts:
        own = (
            rows.smallint(number), rows.smallint(len(parts)), rows.integer(title), rows.integer(lead),
            rows.integer(length), rows.field(tsv), VERSION,
        )  # fmt: skip
        yield rows.joined(len(PASSING) + len(OWN), (passed, *own))


def _store_counted(connection: psycopg.Connection, counted: Counter[str]) -> None:
    with connection.cursor().copy(COUNTED) as copy:
        made = (rows.row((rows.text(lexeme), rows.integer(df))) for lexeme, df in counted.items())
        copy.write(b"".join([rows.HEADER, *made, rows.TRAILER]))


def _store_forms(connection: psycopg.Connection, forms: set[str]) -> None:
    with connection.cursor().copy(FORMED) as copy:
        made = []
        for form, key, lexemes in map(keying.describe, forms):
            made.append(rows.row((rows.text(form), rows.text(key), rows.texts(lexemes.split()))))
        copy.write(b"".join([rows.HEADER, *made, rows.TRAILER]))
