"""Estimating: whether matches are counted one by one or told from a sample, which is one article in twenty.

Few are counted exactly, and nobody notices anything. More than counting.FEW are exact where somebody has asked for that
since the index changed (`keeping`); else the sample is counted, and every number that comes of it is an
`archive.estimates.About`. Few in the sample are few in all, and are counted after all.

Of n in a sample the number in all is off by the square root of 19/n, in two of three cases: 10,000 by four in a
hundred, 400 by a fifth. Less than that is only called few.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db.models import Q

from archive.estimates import About
from search.datatypes import Query
from search.finding import matching, ranking
from search.finding.asking import TooCostly, asking
from search.models import Totals
from search.results import counting, gathering, keeping
from search.results.counting import Question
from search.results.counts import Counted, Counts, Facet
from search.results.filters import IndexFilter
from search.results.gathering import Piece, Row
from search.words.expanding import FormCount

SHARE = 20  # `facts.sql` takes one article in so many for the sample
SAMPLE = Q(facts__contains=["sample"])


def count(
    query: Query,
    narrowed: IndexFilter,
    names: Iterable[str],
    forms: Sequence[FormCount] = (),
    *,
    exactly: bool = False,
) -> Counts:
    """How many articles answer and how they divide: exact where that is cheap or known, else estimated.

    `exactly` counts whatever it costs; what the database then gives up is estimated, and `too_costly` says so. Raises
    `TooCostly` where not even that was possible.
    """
    known = _known(forms, narrowed)
    question = Question(narrowed, tuple(names), () if known else tuple(form.form for form in forms))
    counts = _answered(question, query, exactly)
    return replace(counts, facets=counts.facets | {"form": known}) if known else counts


def _known(forms: Sequence[FormCount], narrowed: IndexFilter) -> Facet | None:
    """The forms of a word that is all that is looked for, where their numbers are known without counting."""
    if not forms or narrowed.conditions or not all(form.exactly for form in forms):
        return None
    values = [Counted(form.form, form.form, form.count) for form in forms]
    return Facet("form", sorted(values, key=lambda value: (-value.count, value.label)))


def _answered(question: Question, query: Query, exactly: bool) -> Counts:
    matched = matching.condition(ranking.answering(query))
    statement = question.statement(matched)
    if _at_most(query) <= counting.FEW:
        return question.read(gathering.rows_of(statement))
    key = keeping.key_of(statement)
    sampled = gathering.rows_of(question.statement(matched, SAMPLE, keeping.known(key)))
    [(_kept, kept, _, _, generation, _)] = [row for row in sampled if row[0] == "kept"]
    if kept:
        return question.read(keeping.read(kept))
    rows = _counted(statement, bool(query)) if exactly else None
    if rows is None:
        return replace(_estimated(question, matched, sampled), too_costly=exactly)
    keeping.keep(key, generation, rows)
    return question.read(rows)


def total(query: Query, narrowed: IndexFilter) -> int:
    """How many articles answer: what the page would say of them."""
    return count(query, narrowed, ()).total


def rows_of(query: Query, narrowed: IndexFilter, arm: Piece) -> list[Row]:
    """The rows of one arm over all that answers, or scaled from the sample."""
    matched = matching.condition(ranking.answering(query))
    if _at_most(query) > counting.FEW:
        read: Piece = ("SELECT 'read', '', '', '', count(*), 0 FROM found", [])
        sampled = gathering.rows_of(gathering.joined(gathering.found(matched & SAMPLE, narrowed), [read, arm]))
        if sampled[0][4] * SHARE > counting.FEW:
            return [_scaled(row) for row in sampled[1:]]
    return gathering.rows_of(gathering.joined(gathering.found(matched, narrowed), [arm]))


def _at_most(query: Query) -> int:
    """The most articles that can answer. Without a word it is all that there are."""
    most = ranking.at_most(query)
    return Totals.objects.values_list("articles", flat=True).first() or 0 if most is None else most


def _counted(statement: Piece, for_words: bool) -> list[Row] | None:
    """None where the database gave up."""
    try:
        with asking(for_words=for_words):
            return gathering.rows_of(statement)
    except TooCostly:
        return None


def _estimated(question: Question, matched: Q, sampled: list[Row]) -> Counts:
    sums = {row[0]: row[4] * SHARE for row in sampled if row[0] in ("read", "total")}
    if sums["read"] <= counting.FEW:
        return question.read(gathering.rows_of(question.statement(matched)))
    estimate = question.read([_scaled(row) for row in sampled])
    if sums["total"] > counting.FEW:
        return estimate
    # What all filters leave is little: only what they hide is estimated, the other values of the facets in force.
    left = matched & Q(*question.narrowed.conditions.values())
    return _merged(estimate, question.read(gathering.rows_of(question.statement(left))), question.narrowed)


def _scaled(row: Row) -> Row:
    arm, key, name_ar, name_latin, n, of = row
    return arm, key, name_ar, name_latin, About(n * SHARE), of


def _merged(estimate: Counts, exact: Counts, narrowed: IndexFilter) -> Counts:
    """The exact counts of what all filters leave, with the estimate of what filters in force hide."""
    facets = {name: _facet(estimate.facets[name], facet, narrowed) for name, facet in exact.facets.items()}
    in_time = any(name in narrowed.conditions for name in gathering.TIME)
    return replace(exact, facets=facets, span=estimate.span if in_time else exact.span)


def _facet(estimate: Facet, exact: Facet, narrowed: IndexFilter) -> Facet:
    """Of a facet in force only the wanted values are counted exactly; years not even so, where months narrow them."""
    free = counting.FREE.get(exact.name, (exact.name,))
    in_force = [name for name in free if counting.chosen(narrowed, name)]
    if not in_force:
        return exact
    surely = {value.key: value for value in exact.values if value.wanted} if in_force == [exact.name] else {}
    return replace(estimate, values=[surely.get(value.key, value) for value in estimate.values])
