"""Verifying: whether what the archive holds is what it says of itself. Reads, and changes nothing.

A check is a question whose every answer is damage; a `Finding` says what was asked, how often it was answered and by
what, at most `EXAMPLES`. `rows` asks the database, `files` looks at the originals; whoever keeps more (the index) asks
for it in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

EXAMPLES = 10
NAMED = re.compile(r"^-- check: (\w+)\n", re.MULTILINE)


@dataclass(frozen=True)
class Finding:
    """What a check found: `kind` is its name, `count` how many, with some of them as examples."""

    kind: str
    count: int = 0
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Check:
    """A query that gives one row for each damage, with a single column of text that says where it is."""

    kind: str
    sql: str

    def look(self) -> Finding:
        """Ask the database. One statement counts and gives the examples, so that they agree."""
        statement = f"""
            WITH found (example) AS MATERIALIZED ({self.sql})
            SELECT (SELECT count(*) FROM found),
                   ARRAY(SELECT left(example, 200) FROM found ORDER BY example LIMIT {EXAMPLES})"""
        with connection.cursor() as cursor:
            cursor.execute(statement)
            count, examples = cursor.fetchone()
        return Finding(self.kind, count, tuple(str(example) for example in examples))


def checks_of(path: Path, **parts: str) -> list[Check]:
    """The checks of a file of SQL, each under a line `-- check: its_name`; `parts` stand for `{names}` in it."""
    _, *pieces = NAMED.split(path.read_text(encoding="utf-8"))
    return [Check(kind, sql.format(**parts)) for kind, sql in zip(pieces[::2], pieces[1::2], strict=True)]


@contextmanager
def still() -> Iterator[None]:
    """One state of the database for all checks, in which nothing can be written."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            if outermost:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SET TRANSACTION READ ONLY")
        yield
