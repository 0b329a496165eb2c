"""Asking: the manners of a search in the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection
from psycopg.errors import QueryCanceled

# The planner does not know that looking into a tsvector without the index means unpacking it.
BY_INDEX = "SET LOCAL enable_seqscan = off; "
# Nor how many match: it would look up hundreds of thousands and sort them, for a page of the newest.
BY_DATES = "SET LOCAL enable_bitmapscan = off; "


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


@contextmanager
def by_dates() -> Iterator[None]:
    """Around a statement that walks along the dates until its page is full, rather than find all that match."""
    with connection.execute_wrapper(_by_dates):
        yield


def _by_index(execute, sql, params, many, context):
    return _with(BY_INDEX, execute, sql, params, many, context)


def _by_dates(execute, sql, params, many, context):
    return _with(BY_DATES, execute, sql, params, many, context)


def _with(setting: str, execute, sql, params, many, context):
    result = execute(setting + sql, params, many, context)
    context["cursor"].nextset()  # the first result is that of the setting
    return result
