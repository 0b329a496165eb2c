"""Warming: what ranking and counting read is brought into PostgreSQL's memory, as use does in time."""

import psycopg
from django.db import DatabaseError, connection
from psycopg import sql

# What a first page reads, most wanted last: what does not fit pushes out what was first.
READ = (
    "search_form",
    "search_lexeme",
    "search_lexeme_pkey",
    "search_indexentry",
    "search_indexentry_pkey",
    "search_occurrences",
    "search_occurrences_pkey",
    "indexentry_by_lexeme",
)
OWNER = "postgres"  # of the embedded server: extensions are made by nobody else


def warm() -> int | None:
    """Bytes that were brought in; None where the server has no pg_prewarm, or nobody who may install it."""
    try:
        _install()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT sum(pg_prewarm(relation) * current_setting('block_size')::bigint) "
                "FROM unnest(%s::regclass[]) WITH ORDINALITY AS read (relation, place)",
                [list(READ)],
            )
            [read] = cursor.fetchone()
    except (DatabaseError, psycopg.Error):
        return None
    return int(read)


def _install() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_prewarm'")
        if cursor.fetchone():
            return
    of = connection.settings_dict
    here = {"host": of["HOST"], "port": of["PORT"], "dbname": of["NAME"], "user": OWNER}
    with psycopg.connect(**here, autocommit=True) as direct:
        direct.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS pg_prewarm"))
