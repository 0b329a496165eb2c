"""Ranking: the order of what was found, by one SQL statement."""

import re
from pathlib import Path

from django.db.models import Expression, F, FloatField

from search import datatypes, matching, placing, weighing
from search.asking import TooCostly, asking
from search.datatypes import Found, Query
from search.models import IndexEntryQuerySet

# What may follow `?sort=`. Every order ends with something unique, so that page two never repeats page one.
NEWEST = (F("published_on").desc(nulls_last=True), F("article_id").desc())
OLDEST = (F("published_on").asc(nulls_last=True), F("article_id").asc())
ORDERS = {"relevance": (F("score").desc(), *NEWEST), "newest": NEWEST, "oldest": OLDEST}
# Pages by number end here, however much was found.
MAX_RANK = 10_000

SCORE_SQL = Path(__file__).with_name("ranking.sql").read_text()
SCORE_SQL = re.sub(r"^--.*\n", "", SCORE_SQL, flags=re.MULTILINE)
NAMED = re.compile(r"%\((\w+)\)s")


class Score(Expression):
    """`ranking.sql` as an annotation of a queryset of index entries."""

    output_field = FloatField()

    def __init__(self, weights: weighing.Weights):
        super().__init__()
        self.weights = weights

    def as_sql(self, compiler, connection):
        values = vars(self.weights) | {
            "keys": [placing.key(lexeme) | 0xFFFF_FFFF for lexeme in self.weights.lexemes],
            "weights": list(self.weights.weights),
            "k1": weighing.K1,
            "title_weight": weighing.TITLE_WEIGHT,
            "lead_weight": weighing.LEAD_WEIGHT,
            "body_weight": weighing.BODY_WEIGHT,
            "title_b": weighing.TITLE_B,
            "lead_b": weighing.LEAD_B,
            "body_b": weighing.BODY_B,
        }
        return NAMED.sub("%s", SCORE_SQL), [values[name] for name in NAMED.findall(SCORE_SQL)]


def rank(
    query: Query, among: IndexEntryQuerySet, *, order: str = "relevance", offset: int = 0, limit: int = 10
) -> Found:
    """The articles of `among` that match, best first, `limit` of them after the first `offset`.

    `order` is "relevance", "newest" or "oldest"; anything else is relevance, and that is newest for a query that wants
    no word. A search that the database gives up (statement_timeout) gives nothing and the note TOO_COSTLY.
    """
    if order not in ORDERS:
        order = "relevance"
    if order == "relevance" and not any(query.wanted()):
        order = "newest"
    offset, limit = max(0, offset), max(0, limit)
    notes = (datatypes.PAGE_TOO_DEEP,) if offset + limit > MAX_RANK else ()
    try:
        with asking(for_words=bool(query)):
            matched = matching.match(query, among)
            total = matched.count()
            ids, scores = _page(matched, query, order, slice(offset, min(offset + limit, MAX_RANK)))
    except TooCostly:
        return Found(notes=(datatypes.TOO_COSTLY,))
    return Found(ids, scores, total, notes)


def _page(matched: IndexEntryQuerySet, query: Query, order: str, page: slice) -> tuple[tuple, tuple]:
    if page.start >= page.stop:
        return (), ()
    if order == "relevance":
        scored = matched.annotate(score=Score(weighing.weigh(query)))
        rows = list(scored.order_by(*ORDERS[order]).values_list("article_id", "score")[page])
    else:
        rows = [(pk, 0.0) for pk in matched.order_by(*ORDERS[order]).values_list("article_id", flat=True)[page]]
    return tuple(pk for pk, _ in rows), tuple(score for _, score in rows)
