"""Asking: the manners of a search in the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection
from psycopg.errors import QueryCanceled

# The planner does not know that looking into a tsvector without the index means unpacking it.
BY_INDEX = "SET LOCAL enable_seqscan = off; "


class TooCostly(Exception):  # noqa: N818 - an outcome, which the page tells; nothing is broken
    """The database gave a search up after its time limit (statement_timeout)."""


@contextmanager
def asking(*, for_words: bool = True) -> Iterator[None]:
    """Around the statements of one search, `for_words` or by filters alone; raises `TooCostly`.

    The setting travels with each statement, so that it costs none of its own and ends with it (in a transaction, with
    that). A statement that is given up ends a transaction around it; readers' pages have none.
    """
    try:
        if for_words and _by_index not in connection.execute_wrappers:
            with connection.execute_wrapper(_by_index):
                yield
        else:
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooCostly from error
        raise


def _by_index(execute, sql, params, many, context):
    result = execute(BY_INDEX + sql, params, many, context)
    context["cursor"].nextset()  # the first result is that of the setting
    return result
