"""Verifying the index: entries against the articles they were made from, and counts against what they count."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archive.verifying import Check, Finding, checks_of
from search.index import indexing, placing

# The digests' query is written for parameters; here it has none.
FACTS = indexing.FACTS.replace("%%", "%")
CHECKS = checks_of(Path(__file__).with_suffix(".sql"), facts=FACTS, version=placing.VERSION)
RECOUNT = "INSERT INTO search_lexeme (lexeme, df)"  # in recounting.sql, before the query that counts


def look(*, counting: bool = True) -> Iterator[Finding]:
    """The findings of all checks, one at a time; without `counting` those that unfold every lexeme are left out."""
    for check in CHECKS:
        yield check.look()
    if counting:
        yield lexemes().look()


def lexemes() -> Check:
    """Frequencies that are not what a recount gives; while a recount is due, which is told apart, they are not."""
    steps = indexing.HERE.joinpath("recounting.sql").read_text(encoding="utf-8").split(";\n")
    [counted] = [step.partition(RECOUNT)[2] for step in steps if RECOUNT in step]
    return Check(
        "lexeme_wrong",
        f"""SELECT lexeme || ': ' || (coalesce(l.df, 0) - coalesce(c.df, 0))
              FROM ({counted}) AS c (lexeme, df) FULL JOIN search_lexeme l USING (lexeme)
             WHERE coalesce(l.df, 0) <> coalesce(c.df, 0) AND NOT (SELECT bool_or(recount_due) FROM search_totals)""",
    )
