"""Estimating: whether matches are counted one by one or told from a sample of the articles.

Few are counted exactly, and nobody notices anything. More than counting.FEW are exact where somebody has asked for that
since the index changed; else the sample is counted, and every number that comes of it is an `archive.estimates.About`.
Few in the sample are few in all, and are counted after all. What was counted is kept (`keeping`).

Told from one article in s, a number of n is off by the square root of (s - 1)/n, in two of three cases: from one in
twenty 10,000 by four in a hundred, 400 by a fifth. Less than that is only called few. Where very many may answer one
in a hundred is enough: 250,000 are off by two in a hundred.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from archive.estimates import About, Roughly
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

VERY_MANY = 250_000  # that may answer: a sparse sample is enough
ENOUGH = 1_000  # found in the sparse sample; of less the dense one is counted


@dataclass(frozen=True)
class Sample:
    """One article in so many, as `facts.sql` marks it, and what a number is that comes of it."""

    share: int
    demand: Q
    number: type[About]

    def scale(self, row: Row) -> Row:
        """A row that was counted in the sample, for all articles."""
        arm, key, name_ar, name_latin, n, of = row
        return arm, key, name_ar, name_latin, self.number(n * self.share), of


SPARSE = Sample(100, Q(facts__contains=["sparse"]), Roughly)
DENSE = Sample(20, Q(facts__contains=["sample"]), About)


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
    matched, sample = matching.condition(ranking.answering(query)), _sample(query)
    statement = question.statement(matched)
    key = keeping.key_of(statement)
    asked = gathering.rows_of(question.statement(matched, sample.demand if sample else None, keeping.known(key)))
    kept = keeping.read(asked, key)
    if kept.rows and kept.exact:
        return question.read(kept.rows)
    exact = _counted(statement, bool(query)) if sample and exactly else None
    if sample is None or exact is not None:
        rows = _without_kept(exact or asked)
        if sample or _read(rows) > keeping.WORTH:
            keeping.keep(key, kept.generation, rows)
        return question.read(rows)
    if kept.rows:
        sample, sampled = _sampled(kept.rows)
    else:
        sampled = _without_kept(asked)
        if sample is SPARSE and _read(sampled) < ENOUGH:
            sample, sampled = DENSE, gathering.rows_of(question.statement(matched, DENSE.demand))
        keeping.keep(keeping.rough(key), kept.generation, [("share", "", "", "", sample.share, 0), *sampled])
    return replace(_estimated(question, matched, sample, sampled), too_costly=exactly)


def _without_kept(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row[0] != "kept"]


def _sampled(kept: list[Row]) -> tuple[Sample, list[Row]]:
    """The sample that an estimate came of, and what was counted in it."""
    [share], rows = [row[4] for row in kept if row[0] == "share"], [row for row in kept if row[0] != "share"]
    return next(sample for sample in (SPARSE, DENSE) if sample.share == share), rows


def total(query: Query, narrowed: IndexFilter) -> int:
    """How many articles answer: what the page would say of them."""
    return count(query, narrowed, ()).total


def rows_of(query: Query, narrowed: IndexFilter, arm: Piece) -> list[Row]:
    """The rows of one arm over all that answers, or scaled from the sample."""
    matched = matching.condition(ranking.answering(query))
    if _sample(query):
        read: Piece = ("SELECT 'read', '', '', '', count(*), 0 FROM found", [])
        sampled = gathering.rows_of(gathering.joined(gathering.found(matched & DENSE.demand, narrowed), [read, arm]))
        if _read(sampled) * DENSE.share > counting.FEW:
            return [DENSE.scale(row) for row in sampled[1:]]
    return gathering.rows_of(gathering.joined(gathering.found(matched, narrowed), [arm]))


def _sample(query: Query) -> Sample | None:
    """What is to be counted in by the most articles that can answer. Without a word that is all that there are."""
    most = ranking.at_most(query)
    if most is None:
        most = Totals.objects.values_list("articles", flat=True).first() or 0
    if most <= counting.FEW:
        return None
    return SPARSE if most >= VERY_MANY else DENSE


def _read(rows: list[Row]) -> int:
    """How many were found, whatever the filters leave of them."""
    return next(row[4] for row in rows if row[0] == "read")


def _counted(statement: Piece, for_words: bool) -> list[Row] | None:
    """None where the database gave up."""
    try:
        with asking(for_words=for_words):
            return gathering.rows_of(statement)
    except TooCostly:
        return None


def _estimated(question: Question, matched: Q, sample: Sample, sampled: list[Row]) -> Counts:
    if _read(sampled) * sample.share <= counting.FEW:
        return question.read(gathering.rows_of(question.statement(matched)))
    estimate = question.read([sample.scale(row) for row in sampled])
    if estimate.total > counting.FEW:
        return estimate
    # What all filters leave is little: only what they hide is estimated, the other values of the facets in force.
    left = matched & Q(*question.narrowed.conditions.values())
    return _merged(estimate, question.read(gathering.rows_of(question.statement(left))), question.narrowed)


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
