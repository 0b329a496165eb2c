"""Whether the rows of the archive fit together: relations, merges, former texts, and the counts that triggers keep."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import connection, models

from archive.verifying import Check, Finding, checks_of

CHECKS = checks_of(Path(__file__).with_suffix(".sql"))
KEPT = ("archive", "search")  # labels of the applications whose relations are followed


def look() -> Iterator[Finding]:
    """The findings of all checks, one at a time; relations are one check."""
    yield orphans()
    for check in CHECKS:
        yield check.look()


def orphans() -> Finding:
    """Rows that name another one which is not there. Only damage from outside makes them: the database forbids it."""
    queries = [
        f"SELECT format('%s.%s = %s', '{table}', '{column}', c.{column}) FROM {table} c"
        f" WHERE c.{column} IS NOT NULL AND NOT EXISTS (SELECT FROM {other} p WHERE p.{key} = c.{column})"
        for table, column, other, key in relations()
    ]
    return Check("relation_orphaned", " UNION ALL ".join(queries)).look()


def relations() -> Iterator[tuple[str, str, str, str]]:
    """Table and column of every foreign key that the database holds, and what they lead to, as SQL names.

    History names what was deleted; the index and the tallies are checked against the articles themselves.
    """
    quote = connection.ops.quote_name
    fields = (
        field for model in apps.get_models() if model._meta.app_label in KEPT for field in model._meta.local_fields
    )
    for field in fields:
        if isinstance(field, models.ForeignKey) and field.db_constraint:  # type: ignore[attr-defined]
            target = field.target_field
            tables = field.model._meta.db_table, target.model._meta.db_table
            yield quote(tables[0]), quote(str(field.column)), quote(tables[1]), quote(str(target.column))
