"""Gathering: one statement that reads the matches once and asks as many questions of them as there are arms."""

import functools
import operator
from collections.abc import Iterable

from django.db import connection
from django.db.models import BooleanField, Case, Q, Value, When

from search.results.filters import PERIOD, IndexFilter

COLUMNS = ("article_id", "source_id", "topic_ids", "place_ids", "author_ids", "published_on", "precision", "genre",
           "language", "length", "text_origin")  # fmt: skip
TIME = ("year", "month", PERIOD)

Piece = tuple[str, list]  # SQL and what it binds
Row = tuple[str, str, str, str, int, int]  # arm, key, name in Arabic, name in Latin letters, count, number of values


def joined(matches: Piece, arms: Iterable[Piece], spans: Piece = ("", []), kept: Piece | None = None) -> Piece:
    """One statement of all arms over the same `matches`; where `kept` has rows that are known, only they are read."""
    arms = list(arms)
    (first, reading), (given, asked) = ("", matches[0]), kept or ("", [])
    if kept:
        first = f"kept AS ({given}), "
        reading = f"SELECT * FROM ({reading}) AS unknown WHERE NOT EXISTS (SELECT FROM kept WHERE rows IS NOT NULL)"
        arms.append(("SELECT 'kept', coalesce(rows, ''), coalesce(key, ''), '', generation, 0 FROM kept", []))
    union = " UNION ALL ".join(f"({arm})" for arm, _ in arms)
    sql = f"WITH {first}found AS MATERIALIZED ({reading}){spans[0]} {union}"
    return sql, [*asked, *matches[1], *spans[1], *(param for _, params in arms for param in params)]


def rows_of(statement: Piece) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        return cursor.fetchall()


def found(matched: Q, narrowed: IndexFilter) -> Piece:
    """The matches that fail one filter at most, with a column `in_…` for each in force.

    They are asked for as "all filters but this one, or all but that one", so that the index leaves out the others.
    """
    demands = narrowed.conditions
    marks = {
        f"in_{name}": Case(When(demand, then=Value(True)), default=Value(False), output_field=BooleanField())
        for name, demand in demands.items()
    }
    groups = [tuple(name for name in demands if name in TIME), *((name,) for name in demands if name not in TIME)]
    others = [Q(*(demands[name] for name in demands if name not in group)) for group in groups if group]
    either = functools.reduce(operator.or_, (matched & other for other in others), Q())
    entries = narrowed.queryset.whole().filter(either or matched).order_by()
    sql, params = entries.annotate(**marks).values(*COLUMNS, *marks).query.sql_with_params()
    return sql, list(params)


def condition(narrowed: IndexFilter, *free: str) -> str:
    """That a row of `found` meets all filters but those that are `free`."""
    return " AND ".join(f"in_{name}" for name in narrowed.conditions if name not in free) or "true"
