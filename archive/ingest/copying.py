"""Many rows at once by COPY.

Bringing in 10,197 articles of 5,000 letters took 10.5 seconds of processor time and 100 MB with it, 13.4 seconds and
144 MB with `bulk_create`, which builds and parses half a million parameters.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, models


def copy(rows: Sequence[models.Model]) -> None:
    """Inserts unsaved rows of one model and gives them their keys. `IntegrityError` where a constraint is broken."""
    if not rows:
        return
    model = type(rows[0])
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    with connection.cursor() as cursor:
        table = quote(model._meta.db_table)
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, %s)) from generate_series(1, %s)",
            [table, str(model._meta.pk.column), len(rows)],
        )
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = key
        with connection.wrap_database_errors, cursor.copy(f"copy {table} ({columns}) from stdin") as stream:
            for row in rows:
                stream.write_row([field.get_prep_value(field.pre_save(row, add=True)) for field in fields])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias
