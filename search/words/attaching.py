"""Attaching: what an exact phrase would find beside itself with a particle written onto its first word.

Quotation marks mean exact, so that "قوات سوريا" does not find لقوات سوريا: the page offers it, with the number.
"""

from dataclasses import dataclass, replace

from django.db import connection

from search.datatypes import AnyOf, Phrase, Query
from search.finding.tsqueries import tsquery
from search.models import IndexEntryQuerySet
from search.query import writing

PARTICLES = ("و", "ف", "ب", "ل", "ك", "ال", "وال", "فال", "بال", "كال", "لل", "ول", "وب", "ولل")
MAX_PHRASES = 4  # of a query; each is asked with each particle
MAX_COUNTED = 500  # articles of a phrase


@dataclass(frozen=True, slots=True)
class Attached:
    """The articles that have the phrase only with a particle, and the query's text that finds both."""

    phrase: Phrase
    count: int
    text: str


def attached(query: Query, among: IndexEntryQuerySet) -> list[Attached]:
    """What each exact phrase of the query would add, in one statement, counted up to 500 articles a particle.

    A phrase that would add nothing is left out. An article in several parts counts with the parts that hold it.
    """
    asked = [leaf for leaf in query.wanted() if isinstance(leaf, Phrase) and _takes(leaf)][:MAX_PHRASES]
    if not asked:
        return []
    entries, params = among.order_by().values("article_id", "tsv").query.sql_with_params()
    arms, values = [], []
    for number, phrase in enumerate(asked):
        for form, particle in enumerate(PARTICLES):
            arms.append(
                f"(SELECT {number}, {form}, article_id FROM ({entries}) AS entry WHERE tsv @@ %s::tsquery"
                f" AND NOT tsv @@ %s::tsquery LIMIT {MAX_COUNTED})"
            )
            values += [*params, tsquery(_with(particle, phrase)), tsquery(phrase)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(arms), values)
        rows = cursor.fetchall()
    found = [(phrase, [row for row in rows if row[0] == number]) for number, phrase in enumerate(asked)]
    return [Attached(phrase, len({row[2] for row in of}), _text(query, phrase, of)) for phrase, of in found if of]


def _takes(phrase: Phrase) -> bool:
    """Whether it is exact and begins with a word in Arabic letters, onto which a particle may be written."""
    return phrase.exact and "\u0620" <= phrase.words[0].exact[1:2] <= "\u06d3"


def _with(particle: str, phrase: Phrase) -> Phrase:
    """The phrase with the particle before it: ل and ال together are written لل."""
    first = phrase.words[0]
    return replace(phrase, words=(replace(first, exact=f"={particle}{first.exact[1:]}"), *phrase.words[1:]))


def _text(query: Query, phrase: Phrase, rows: list[tuple[int, int, int]]) -> str:
    """The query with the phrase OR those of its forms that were found in its place."""
    particles = [PARTICLES[form] for form in sorted({form for _, form, _ in rows})]
    either = AnyOf((phrase, *(replace(_with(each, phrase), text=f"{each}{phrase.text}") for each in particles)))
    return writing.written(writing.replaced(query.root, phrase, either))
