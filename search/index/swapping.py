"""Swapping: a table is made anew beside the one that is read, and takes its place with its names.

All is read from the catalogue, so that the new table is what the migrations made of the old one: columns, defaults,
storage, options, key and indexes.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

NEXT = "_next"
COLUMNS = "INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING COMPRESSION"
INDEXES = """
    SELECT i.relname, pg_get_indexdef(i.oid), c.conname
      FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
      LEFT JOIN pg_constraint c ON c.conindid = i.oid AND c.contype = 'p'
     WHERE x.indrelid = %s::regclass ORDER BY c.conname IS NULL, i.relname"""
OPTIONS = "SELECT array_to_string(reloptions, ', ') FROM pg_class WHERE oid = %s::regclass"


def execute(sql: str, parameters: Sequence[Any] | None = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []


def exists(table: str) -> bool:
    return execute("SELECT to_regclass(%s) IS NOT NULL", [table])[0][0]


def create(table: str) -> None:
    """The empty table beside this one, without its indexes."""
    beside = table + NEXT
    execute(f"CREATE TABLE {beside} (LIKE {table} {COLUMNS})")
    if options := execute(OPTIONS, [table])[0][0]:
        execute(f"ALTER TABLE {beside} SET ({options})")


def missing_indexes(table: str) -> list[tuple[str, str, str | None]]:
    """What the table beside this one has not yet: names, statements, and of the key the constraint's name."""
    there = {name for name, _, _ in execute(INDEXES, [table + NEXT])}
    return [index for index in execute(INDEXES, [table]) if index[0] + NEXT not in there]


def build(table: str, name: str, definition: str, constraint: str | None) -> None:
    """Build one index of the table beside this one."""
    beside = f"INDEX {name}{NEXT} ON {table}{NEXT} "
    execute(re.sub(r"INDEX \S+ ON \S+ ", beside, definition, count=1))
    if constraint:
        execute(f"ALTER TABLE {table}{NEXT} ADD CONSTRAINT {constraint}{NEXT} PRIMARY KEY USING INDEX {name}{NEXT}")


def swap(tables: Iterable[str]) -> None:
    """Put the tables beside these in their places, within the caller's transaction."""
    for table in tables:
        indexes = execute(INDEXES, [table])
        execute(f"DROP TABLE {table}")
        execute(f"ALTER TABLE {table}{NEXT} RENAME TO {table}")
        for name, _, constraint in indexes:
            # A constraint's index has its name.
            execute(f"ALTER INDEX {constraint or name}{NEXT} RENAME TO {name}")


def drop(tables: Iterable[str]) -> None:
    """Drop what a run left behind."""
    for table in tables:
        execute(f"DROP TABLE IF EXISTS {table}{NEXT}")
