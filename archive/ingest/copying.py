"""Many rows at once by COPY, from plain values: no instance of a model is made for a row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, models

Values = Mapping[str, Any]


def copy(model: type[models.Model], rows: Sequence[Values]) -> list[int]:
    """Inserts rows and returns their new keys in order.

    A row names its columns (`source_id`, not `source`) and has values as the driver takes them; in the columns that it
    does not name stands what a new instance has. `IntegrityError` where a constraint is broken.
    """
    if not rows:
        return []
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    blank = model()
    usual = {field.attname: field.get_db_prep_save(field.pre_save(blank, add=True), connection) for field in fields}
    key, quote = model._meta.pk, connection.ops.quote_name
    table, columns = quote(model._meta.db_table), ", ".join(quote(str(field.column)) for field in fields)
    keys = new_keys(model._meta.db_table, str(key.column), len(rows))
    with connection.cursor() as cursor:
        statement = f"copy {table} ({columns}) from stdin (format binary)"
        with connection.wrap_database_errors, cursor.copy(statement) as stream:
            stream.set_types([type_of(field) for field in fields])
            for number, row in zip(keys, rows, strict=True):
                stream.write_row([*{**usual, **row, key.attname: number}.values()])
    return keys


def new_keys(table: str, column: str, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, %s)) from generate_series(1, %s)", [table, column, count]
        )
        return [key for (key,) in cursor]


def type_of(field: models.Field) -> str:
    """The column's type as the driver knows it: `varchar(20)` is `varchar`, a key has the type of what it points at."""
    name = field.rel_db_type(connection) if field.is_relation else field.db_type(connection)
    return re.sub(r"\(\d+\)", "", str(name))
