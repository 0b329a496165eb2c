"""Asking: the manners of a search in the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled


class TooCostly(Exception):  # noqa: N818 - an outcome, which the page tells; nothing is broken
    """The database gave a search up after its time limit (statement_timeout)."""


@contextmanager
def asking(*, for_words: bool = True) -> Iterator[None]:
    """Around the statements of one search, `for_words` or by filters alone; raises `TooCostly`."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if for_words:
                # The planner does not know that looking into a tsvector without the index means unpacking it.
                cursor.execute("SET LOCAL enable_seqscan = off")
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooCostly from error
        raise
