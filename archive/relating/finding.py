"""Finding: articles whose text is not sketched yet are sketched, and held against those that share a band with them.

Every article is held against those that were sketched before it, so that each pair is looked at once and a run that was
broken off goes on where it stopped. A batch is one transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from archive.models import Article, ArticleAuthor, Relation, Sketch
from archive.relating import judging, sketching

BATCH = 100
CANDIDATES = 30  # that are read and judged of one article, those that share most bands first
CROWD = 400  # sketches that are counted of those sharing a band
LETTERS = 200_000  # of a text that are read
LOCK = 0x72656C61  # one run at a time
WITH_MOST_BANDS = """
    SELECT article_id FROM (
        SELECT article_id, bands FROM archive_sketch WHERE bands && %(bands)s::bigint[] AND article_id <> %(pk)s
         LIMIT %(crowd)s) AS sharing
     ORDER BY (SELECT count(*) FROM unnest(bands) AS band WHERE band = ANY(%(bands)s::bigint[])) DESC, article_id
     LIMIT %(most)s"""


@dataclass(frozen=True, slots=True)
class Done:
    """What a batch did."""

    articles: int
    related: int


def due():
    """The articles without a sketch of their present text; merged ones are left out."""
    current = Sketch.objects.filter(article=OuterRef("pk"), digest=OuterRef("digest"), version=sketching.VERSION)
    return Article.objects.filter(~Exists(current), merged_into=None)


def run(most: int) -> Iterator[Done]:
    """Relate up to `most` articles, batch by batch; does nothing while another run holds the lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return
    try:
        after = 0
        while most > 0:
            articles = list(due().filter(pk__gt=after).order_by("pk")[: min(BATCH, most)])
            if not articles:
                return
            after, most = articles[-1].pk, most - len(articles)
            yield _batch(articles)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


@transaction.atomic
def _batch(articles: list[Article]) -> Done:
    agencies = _crediting(article.pk for article in articles)
    known = {article.pk: _copy(article, agencies) for article in articles}
    # What was found of a former text and nobody decided is found anew.
    pks = list(known)
    Relation.objects.filter(Q(first__in=pks) | Q(second__in=pks), state=Relation.State.WAITING).delete()
    related = 0
    for article in articles:
        bands = sketching.bands(known[article.pk].words)
        related += _relate(article.pk, bands, known) if bands else 0
        values = {"digest": article.digest, "version": sketching.VERSION, "bands": bands}
        Sketch.objects.update_or_create(article_id=article.pk, defaults=values)
    return Done(len(articles), related)


def _relate(pk: int, bands: list[int], known: dict[int, judging.Copy]) -> int:
    found = []
    candidates = _candidates(pk, bands)
    unread = [other for other in candidates if other not in known]
    agencies = _crediting(unread)
    for article in Article.objects.filter(pk__in=unread, merged_into=None):
        known[article.pk] = _copy(article, agencies)
    for other in candidates:
        if other in known and (judgement := judging.judge(known[min(pk, other)], known[max(pk, other)])):
            found.append(
                Relation(
                    first_id=min(pk, other),
                    second_id=max(pk, other),
                    kind=judgement.kind.value,
                    shared=judgement.shared,
                    contained=judgement.contained,
                )
            )
    Relation.objects.bulk_create(found, ignore_conflicts=True)
    return len(found)


def _candidates(pk: int, bands: list[int]) -> list[int]:
    given: dict[str, Any] = {"pk": pk, "bands": bands, "crowd": CROWD, "most": CANDIDATES}
    with connection.cursor() as cursor:
        cursor.execute(WITH_MOST_BANDS, given)
        return [row[0] for row in cursor.fetchall()]


def _crediting(pks) -> set[int]:
    rows = ArticleAuthor.objects.filter(
        Q(role=ArticleAuthor.Role.AGENCY) | Q(author__kind="agency"), article__in=list(pks)
    )
    return set(rows.values_list("article_id", flat=True))


def _copy(article: Article, agencies: set[int]) -> judging.Copy:
    text = "\n".join((article.subtitle, article.lead, article.body))[:LETTERS]
    return judging.Copy(sketching.words(text), article.source_id, article.published_on, article.pk in agencies)
