"""Attaching: what an exact phrase would find beside itself with a particle written onto its first word.

Quotation marks mean exact, so that "قوات سوريا" does not find لقوات سوريا: the page offers it, with the number. Whether
words stand side by side is read in every article that has them, so only some are looked into for each particle.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.db import connection

from search.datatypes import AllOf, AnyOf, Phrase, Query
from search.finding.asking import TooCostly, asking
from search.finding.tsqueries import tsquery
from search.models import IndexEntryQuerySet
from search.query import writing

ARTICLE = "ال"
PARTICLES = ("و", "ف", "ب", "ل", "ك", ARTICLE, "وال", "فال", "بال", "كال", "لل", "ول", "وب", "ولل")
BEFORE_ARTICLE = ("و", "ف", "ب", "ل", "ك", "وب", "ول")
MAX_PHRASES = 4  # of a query; each is asked with each particle
LOOKED_INTO = 100  # articles for each particle, of those that have all words of the phrase


@dataclass(frozen=True, slots=True)
class Attached:
    """The query's text that finds articles which have the phrase only with a particle, too.

    `count` is their number; None where not all were looked into.
    """

    phrase: Phrase
    count: int | None
    text: str


def attached(query: Query, among: IndexEntryQuerySet) -> list[Attached]:
    """What each exact phrase of the query would add, in one statement; nothing where that takes too long.

    A phrase that would add nothing is left out. An article in several parts counts with the parts that hold it.
    """
    asked = [leaf for leaf in query.wanted() if isinstance(leaf, Phrase) and _takes(leaf)][:MAX_PHRASES]
    forms = [(phrase, form) for phrase in dict.fromkeys(asked) for form in _with_particles(phrase)]
    if not forms:
        return []
    try:
        with asking():
            rows = _look_into(forms, among)
    except TooCostly:
        return []
    of = {phrase: [row for row in rows if forms[row[0]][0] == phrase] for phrase in asked}
    return [_offer(query, phrase, forms, each) for phrase, each in of.items() if any(has for _, _, has in each)]


def _look_into(forms: Sequence[tuple[Phrase, Phrase]], among: IndexEntryQuerySet) -> list[tuple[int, int, bool]]:
    """Articles with all words of a form: its place in `forms`, the article, and whether it has the form alone."""
    entries, params = among.order_by().values("article_id", "tsv").query.sql_with_params()
    arms, values = [], []
    for place, (phrase, form) in enumerate(forms):
        arms.append(
            f"(SELECT {place}, article_id, tsv @@ %s::tsquery AND NOT tsv @@ %s::tsquery"
            f" FROM (SELECT * FROM ({entries}) AS entry WHERE tsv @@ %s::tsquery LIMIT {LOOKED_INTO}) AS tried)"
        )
        values += [tsquery(form), tsquery(phrase), *params, tsquery(AllOf(form.words))]
    with connection.cursor() as cursor:
        cursor.execute(f"{' UNION ALL '.join(arms)} ORDER BY 1", values)
        return cursor.fetchall()


def _offer(
    query: Query, phrase: Phrase, forms: Sequence[tuple[Phrase, Phrase]], rows: Sequence[tuple[int, int, bool]]
) -> Attached:
    found = [(place, article) for place, article, has in rows if has]
    is_whole = max(Counter(place for place, _, _ in rows).values()) < LOOKED_INTO
    either = AnyOf((phrase, *(forms[place][1] for place in dict.fromkeys(place for place, _ in found))))
    text = writing.written(writing.replaced(query.root, phrase, either))
    return Attached(phrase, len({article for _, article in found}) if is_whole else None, text)


def _takes(phrase: Phrase) -> bool:
    """Whether it is exact and begins with a word in Arabic letters, onto which a particle may be written."""
    return phrase.exact and "\u0620" <= phrase.words[0].exact[1:2] <= "\u06d3"


def _with_particles(phrase: Phrase) -> Iterator[Phrase]:
    """The phrase with each particle before it, in the order of PARTICLES."""
    first = phrase.words[0]
    word, rest = first.exact[1:], phrase.text.partition(first.text)[2]
    for particle in BEFORE_ARTICLE if word.startswith(ARTICLE) else PARTICLES:
        words = (replace(first, exact=f"={joined(particle, word)}", forms=()), *phrase.words[1:])
        yield replace(phrase, words=words, text=joined(particle, first.text) + rest)


def joined(particle: str, word: str) -> str:
    """A particle written onto a word: of ل and ال the alif goes, and no third ل stands there (لله, لليل)."""
    if particle.endswith("ل") and not particle.endswith(ARTICLE) and word.startswith(ARTICLE):
        rest = word.removeprefix(ARTICLE)
        return particle + (rest if rest.startswith("ل") else f"ل{rest}")
    return particle + word
