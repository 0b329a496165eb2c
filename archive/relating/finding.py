"""Finding: articles whose text is not sketched yet are sketched, and held against those that share a band with them.

Every article is held against those that were sketched before it, so that each pair is looked at once and a run that was
broken off goes on where it stopped. A batch is one transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from archive.models import Article, Relation, Sketch
from archive.relating import judging, sketching

BATCH = 100
CANDIDATES = 30  # that are read and judged of one article, those that share most bands first
CROWD = 400  # sketches that are counted of those sharing a band
LETTERS = 200_000  # of a text that are read
LOCK = 0x72656C61  # one run at a time
WITH_MOST_BANDS = """
    SELECT article_id FROM (
        SELECT article_id, bands FROM archive_sketch
         WHERE bands && %(bands)s::bigint[] AND article_id <> ALL(%(not_yet)s)
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
    known = {article.pk: _copy(article) for article in articles}
    bands = {pk: sketching.bands(copy.words) for pk, copy in known.items()}
    sketches = [
        Sketch(article=article, digest=article.digest, version=sketching.VERSION, bands=bands[article.pk])
        for article in articles
    ]
    Sketch.objects.bulk_create(
        sketches, update_conflicts=True, unique_fields=["article"], update_fields=["digest", "version", "bands"]
    )
    # What was found of a former text and nobody decided is found anew.
    pks = list(known)
    Relation.objects.filter(Q(first__in=pks) | Q(second__in=pks), state=Relation.State.WAITING).delete()
    with connection.cursor() as cursor:
        # By the limit PostgreSQL expects to come upon a crowd soon, and would read all the table for one that is none.
        cursor.execute("SET LOCAL enable_seqscan = off")
        near = {pk: _candidates(pk, bands[pk], not_yet=pks[place:]) for place, pk in enumerate(pks) if bands[pk]}
        cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")
    _read({other for others in near.values() for other in others} - set(pks), known)
    found = [relation for pk, others in near.items() for relation in _relations(pk, others, known)]
    Relation.objects.bulk_create(found, ignore_conflicts=True)
    return Done(len(articles), len(found))


def _read(pks: Collection[int], known: dict[int, judging.Copy]) -> None:
    """Add the texts of these articles to those that are known; merged ones are left out."""
    rows = Article.objects.filter(pk__in=pks, merged_into=None)
    for article in rows.only("subtitle", "lead", "body", "source_id", "published_on").iterator(BATCH):
        known[article.pk] = _copy(article)


def _relations(pk: int, others: list[int], known: Mapping[int, judging.Copy]) -> Iterator[Relation]:
    for other in others:
        first, second = min(pk, other), max(pk, other)
        if other in known and (judgement := judging.judge(known[first], known[second])):
            yield Relation(
                first_id=first,
                second_id=second,
                kind=judgement.kind.value,
                shared=judgement.shared,
                contained=judgement.contained,
            )


def _candidates(pk: int, bands: list[int], not_yet: list[int]) -> list[int]:
    """Whom the article is held against; `not_yet` are itself and those whose turn is still to come."""
    given: dict[str, Any] = {"bands": bands, "not_yet": not_yet, "crowd": CROWD, "most": CANDIDATES}
    with connection.cursor() as cursor:
        cursor.execute(WITH_MOST_BANDS, given)
        return [row[0] for row in cursor.fetchall()]


def _copy(article: Article) -> judging.Copy:
    text = "\n".join((article.subtitle, article.lead, article.body))[:LETTERS]
    return judging.Copy(sketching.words(text), article.source_id, article.published_on)
