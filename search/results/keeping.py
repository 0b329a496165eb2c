"""Keeping: counts that took long are kept until the index changes (`Totals.generation`), exact ones and estimates.

What is kept are the rows of one statement; its key is the statement itself with all that it binds, so also what the
reader may know of and the day, which ends embargoes. The names of terms are not kept: they change without the index.
An estimate is kept beside the exact count, which is taken where both are known.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection

from search.results import naming
from search.results.counting import KEYS
from search.results.gathering import Piece, Row

MOST = 2000  # counts; the oldest go
WORTH = 1_000  # articles that were read for a count which is worth keeping

KNOWN = """SELECT t.generation, k.key, k.rows FROM search_totals t
    LEFT JOIN LATERAL (SELECT key, rows FROM search_keptcount k
        WHERE k.key = ANY(%s) AND k.generation = t.generation ORDER BY key LIMIT 1) AS k ON true"""
# What is lost in a crash is counted again: nobody waits for the disk.
KEEP = """WITH unwaiting AS (SELECT set_config('synchronous_commit', 'off', true)), dropped AS (
        DELETE FROM search_keptcount WHERE key IN (SELECT key FROM search_keptcount WHERE key <> %(key)s
            ORDER BY generation DESC, counted_at DESC OFFSET %(most)s - 1))
    INSERT INTO search_keptcount (key, generation, rows, counted_at)
        SELECT %(key)s, %(generation)s, %(rows)s, now() FROM unwaiting
    ON CONFLICT (key) DO UPDATE SET generation = excluded.generation, rows = excluded.rows, counted_at = now()"""


def key_of(statement: Piece) -> str:
    """What tells this statement from all others."""
    return hashlib.sha256(json.dumps(statement, default=str).encode()).hexdigest()


class Kept(NamedTuple):
    """What was kept of a count, nothing where `rows` are none, and the generation that the index has now."""

    rows: list[Row]
    exact: bool
    generation: int


def rough(key: str) -> str:
    """The key of the estimate; in order it stands after that of the exact count."""
    return f"{key}~"


def known(key: str) -> Piece:
    """What asks for the generation of the index now, and for the rows that were kept of it."""
    return KNOWN, [[key, rough(key)]]


def read(asked: list[Row], key: str) -> Kept:
    """What the answer to a statement that `known` stands in says of what was kept, with the names of today."""
    [(_arm, rows, of, _, generation, _)] = [row for row in asked if row[0] == "kept"]
    return Kept(_named(map(tuple, json.loads(rows))) if rows else [], of == key, generation)


def keep(key: str, generation: int, rows: list[Row]) -> None:
    """Keep the rows, which were counted when the index had this generation or a later one."""
    written = json.dumps([(arm, value, *_unnamed(arm, names), n, of) for arm, value, *names, n, of in rows])
    with connection.cursor() as cursor:
        cursor.execute(KEEP, {"key": key, "generation": generation, "rows": written, "most": MOST})


def _unnamed(arm: str, names: list[str]) -> list[str]:
    return ["", ""] if arm in naming.VOCABULARIES else names


def _named(rows: Iterable[Row]) -> list[Row]:
    """A term that there is no more is left out."""
    rows = list(rows)
    asked = {name: [row[1] for row in rows if row[0] == name] for name in naming.VOCABULARIES}
    arms = [
        f"SELECT '{name}', {KEYS.get(name, 'id')}::text, name_ar, name_latin"
        f" FROM {naming.VOCABULARIES[name]._meta.db_table} WHERE {KEYS.get(name, 'id')}::text = ANY(%s)"
        for name, keys in asked.items()
        if keys
    ]
    if not arms:
        return rows
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(arms), [keys for keys in asked.values() if keys])
        names = {(name, key): (name_ar, name_latin) for name, key, name_ar, name_latin in cursor.fetchall()}
    return [
        (arm, key, *names.get((arm, key), (name_ar, name_latin)), n, of)
        for arm, key, name_ar, name_latin, n, of in rows
        if arm not in asked or (arm, key) in names
    ]
