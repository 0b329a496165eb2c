"""System checks: a database in which Arabic search cannot work is refused, with the sentence that mends it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

OLDEST = 15
NO_LETTERS = frozenset({"C", "POSIX"})  # values of lc_ctype
HOW = "ENCODING 'UTF8' LOCALE 'C.UTF-8'"
NEW_DATABASE = (
    "Create another one and point DATABASE_URL at it: "
    f"CREATE DATABASE fihrist {HOW} TEMPLATE template0; "
    "then copy what is in the old one with pg_dump and pg_restore."
)


@register(Tags.database)
def check_databases(databases: Iterable[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Errors of the databases that were asked for (`check --database default`, `migrate`, `run`)."""
    return [error for alias in databases or () for error in check(connections[alias])]


def check(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    """What keeps Arabic search from working in this database: nothing, or one error."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int / 10000, current_setting('server_encoding'), datctype,"
            " to_regproc('show_trgm') IS NOT NULL FROM pg_database WHERE datname = current_database()"
        )
        version, encoding, character_type, has_trigrams = cursor.fetchone()
        if version < OLDEST:
            return [_error(1, f"PostgreSQL {version} is too old.", f"Use PostgreSQL {OLDEST} or newer.")]
        if encoding != "UTF8":
            return [_error(2, f"The database is encoded in {encoding}, which cannot hold every text.", NEW_DATABASE)]
        if character_type in NO_LETTERS:
            return [
                _error(
                    3,
                    f"The database's lc_ctype is {character_type}: Arabic letters are no letters to it.",
                    NEW_DATABASE,
                )
            ]
        if has_trigrams:
            cursor.execute("SELECT show_trgm('سوريا')")
            if not cursor.fetchone()[0]:
                return [_error(4, "The database finds no trigrams in an Arabic word.", NEW_DATABASE)]
    return []


def _error(number: int, message: str, hint: str) -> CheckMessage:
    return Error(f"{message} Arabic search cannot work there.", hint=hint, id=f"fihrist.E{number:03}")
