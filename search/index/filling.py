"""Filling: what a worker process does of a rebuild, over a connection of its own. No Django, so that it starts quickly.

A stretch of articles is one transaction: its entries, in how many of its articles each lexeme stands, and the rows of
the forms that this worker has not met before. So a stretch is there whole, counted, or not at all.
"""

import gc
from collections.abc import Iterator, Mapping
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import psycopg

from archive import helping
from search.index import keying, placing, rows, tiering
from search.index.impacts import Lengths
from search.index.numbering import Lexemes, Numbers
from search.index.placing import Placer, Text
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

NONE = np.zeros(0, np.int64)
STRETCHES = 0x66696C6C << 32  # advisory locks, "fill" and the first article

AT_ONCE = 500  # articles of a sample
MOST_FORMS = 500_000  # that a worker remembers to have handed over


class Filler(NamedTuple):
    """What a worker keeps between its tasks."""

    connection: psycopg.Connection
    placing: Placer
    forms: set[str]


worker: list[Filler] = []  # one, once the process has begun


def begin_process(connection: Mapping[str, Any], tiers: Tiers) -> None:
    """Prepare a process that does nothing else."""
    helping.begin()
    begin(connection, tiers)


def begin(connection: Mapping[str, Any], tiers: Tiers) -> None:
    """Prepare whoever fills. It makes no cycles; looking for some in millions of words takes a third of its time."""
    gc.disable()
    worker[:] = [Filler(psycopg.connect(**connection, autocommit=True), Placer(tiers), set())]
    worker[0].connection.execute("SET synchronous_commit = off")
    worker[0].connection.execute("SET jit = off")


def measure(ids: list[int]) -> list[Lengths]:
    """How long these articles are."""
    return [placing.read(text).lengths for text in _texts(ids)]


def sample(task: tuple[list[int], Lengths, float, int]) -> Gathered:
    """What these articles tell of lexemes: ids, and what `tiering.gather` wants."""
    ids, average, share, least = task
    place = worker[0].placing
    stood = [place.stand([placing.read(text) for text in texts]) for texts in placing.batches(_texts(ids), _itself)]
    lexemes = np.concatenate([each.rows.lexeme for each in stood])
    tfs = np.concatenate([each.tf(average) for each in stood])
    return tiering.gather(len(ids), lexemes, tfs, place.lexemes.names, share, least)


def _itself(text: Text) -> Text:
    return text


def _texts(ids: list[int]) -> Iterator[Text]:
    for first in range(0, len(ids), AT_ONCE):
        for texts in worker[0].connection.execute(SAMPLED, [ids[first : first + AT_ONCE]]).fetchall():
            yield Text(*texts)


def fill(stretch: tuple[int, int]) -> int:
    """Make the entries of the articles from one number to another that have none; how many there were."""
    connection, place, seen = worker[0]
    if place.full:
        place = Placer(place.tiers)
    counted: list[Numbers] = []
    ranked = [rows.HEADER]
    with connection.transaction():
        # A worker whose run was killed may still be at it.
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [STRETCHES + stretch[0] % 2**32])
        articles = _read(connection, stretch)
        with connection.cursor().copy(WRITE) as copy:
            copy.write(rows.HEADER)
            for batch in placing.batches(articles, itemgetter(1)):
                read = [placing.read(text) for _, text in batch]
                stood = place.stand(read)
                counted.append(stood.rows.lexeme)
                for (passed, _), parts in zip(batch, place.parts(read, stood), strict=True):
                    copy.write(b"".join(_entries(passed, parts)))
                    # The number of the article stands first in what passes, with its size.
                    ranked.append(rows.joined(4, (passed[:12], *map(rows.field, parts[0].packed))))
            copy.write(rows.TRAILER)
        with connection.cursor().copy(OCCURRENCES) as copy:
            copy.write(b"".join([*ranked, rows.TRAILER]))
        new = _store_counted(connection, counted, place.lexemes) - seen
        _store_forms(connection, new)
    if len(seen) > MOST_FORMS:
        seen.clear()
    worker[0] = Filler(connection, place, seen | new)
    return len(articles)


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


def _store_counted(connection: psycopg.Connection, counted: list[Numbers], lexemes: Lexemes) -> set[str]:
    """In how many articles each lexeme stands; the forms among them."""
    numbers, df = np.unique(np.concatenate([NONE, *counted]), return_counts=True)
    names = [lexemes.names[one] for one in numbers.tolist()]
    with connection.cursor().copy(COUNTED) as copy:
        made = (
            rows.row((rows.text(name), rows.integer(number))) for name, number in zip(names, df.tolist(), strict=True)
        )
        copy.write(b"".join([rows.HEADER, *made, rows.TRAILER]))
    return {name[1:] for name in names if name[0] == "="}


def _store_forms(connection: psycopg.Connection, forms: set[str]) -> None:
    with connection.cursor().copy(FORMED) as copy:
        made = []
        for form, key, lexemes in map(keying.describe, forms):
            made.append(rows.row((rows.text(form), rows.text(key), rows.texts(lexemes.split()))))
        copy.write(b"".join([rows.HEADER, *made, rows.TRAILER]))
