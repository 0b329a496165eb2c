"""Asking: the manners of a search in the database."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled


class TooCostly(Exception):  # noqa: N818 - an outcome, which the page tells; nothing is broken
    """The database gave a search up after its time limit (statement_timeout)."""


@contextmanager
def asking(*, for_words: bool = True) -> Iterator[None]:
    """Around the statements of one search, `for_words` or by filters alone; raises `TooCostly`.

    A page asks once around all of its statements: what asks inside costs no statement of its own. Within a transaction
    the statements have a savepoint, so that one which is given up leaves the others standing.
    """
    try:
        if not for_words or getattr(connection, "is_asking", False):
            yield
        else:
            with transaction.atomic() if connection.in_atomic_block else nullcontext(), _by_index():
                yield
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooCostly from error
        raise


@contextmanager
def _by_index() -> Iterator[None]:
    """The planner does not know that looking into a tsvector without the index means unpacking it."""
    within = "LOCAL " if connection.in_atomic_block else ""  # ends with the transaction
    with connection.cursor() as cursor:
        cursor.execute(f"SET {within}enable_seqscan = off")
    connection.is_asking = True  # type: ignore[attr-defined]
    try:
        yield
    finally:
        connection.is_asking = False  # type: ignore[attr-defined]
        if not within:
            with connection.cursor() as cursor:
                cursor.execute("RESET enable_seqscan")
