"""Forming: the table of forms, every spelling that stands in the archive, kept in step with the index.

How often a form occurs is told by its exact lexeme (`Lexeme.df`) and nowhere else. A form that occurs no longer stays,
with a frequency of 0, until the next `keep()`.
"""

import contextlib
import multiprocessing
from collections.abc import Iterable, Iterator, Sequence

from django.db import connection, transaction

from archive import helping
from search.index.keying import VERSION, Row, describe
from search.models import Totals

BATCH = 20_000  # forms in a transaction, and in memory
CHUNK = 1_000  # forms handed to a worker at once
FEW = 5_000  # not worth starting workers for

# The two tables have collations of their own; without the other's named, no index serves.
MISSING = 'AND NOT EXISTS (SELECT 1 FROM search_form f WHERE f.form = substr(l.lexeme, 2) COLLATE "C")'
BEYOND = """
    SELECT substr(l.lexeme, 2) FROM search_lexeme l
     WHERE l.lexeme > %s AND l.lexeme LIKE '=%%' AND l.df > 0 {missing}
     ORDER BY l.lexeme LIMIT %s"""
STORE = """
    INSERT INTO search_form (form, key, lexemes)
    SELECT form, key, string_to_array(lexemes, ' ')
      FROM unnest(%s::text[], %s::text[], %s::text[]) AS made (form, key, lexemes)
        ON CONFLICT (form) DO UPDATE SET key = excluded.key, lexemes = excluded.lexemes"""
SWEEP = """
    DELETE FROM search_form f
     WHERE NOT EXISTS (SELECT 1 FROM search_lexeme l WHERE l.lexeme = ('=' || f.form) COLLATE "default" AND l.df > 0)"""


def add(forms: Iterable[str]) -> None:
    """Store forms that were not there, within the transaction of the articles that brought them."""
    if rows := [describe(form) for form in sorted(forms)]:
        _store(rows)


def is_due() -> bool:
    """Whether the table may be out of step: after a recount, under other rules than it was made with, or never made."""
    return not Totals.objects.filter(forms_version=VERSION, forms_due=False).exists()


def keep(workers: int = 0) -> None:
    """Bring the whole table in step with the index: what is missing comes, what is stale is made anew, the rest goes.

    In batches that stay when the next is killed; meanwhile readers go on with the old rows.
    """
    current = Totals.objects.filter(forms_version=VERSION).exists()
    query = BEYOND.format(missing=MISSING if current else "")
    last = "="
    with contextlib.ExitStack() as stack:
        pool = None
        while forms := _beyond(query, last):
            if workers > 1 and pool is None and len(forms) > FEW:
                pool = stack.enter_context(multiprocessing.get_context("spawn").Pool(workers, helping.begin))
            rows: Iterator[Row] = pool.imap(describe, forms, CHUNK) if pool else map(describe, forms)
            _store(list(rows))
            last = f"={forms[-1]}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SWEEP)
        Totals.objects.update(forms_version=VERSION, forms_due=False)


def _beyond(query: str, last: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(query, [last, BATCH])
        return [form for (form,) in cursor.fetchall()]


def _store(rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(STORE, [list(column) for column in zip(*rows, strict=True)])
