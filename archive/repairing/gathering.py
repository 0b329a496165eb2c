"""Gathering: the damages of new and changed articles, as patterns and the places where they stand.

A run that was broken off goes on where it stopped, for what is left to do is what has no look at its present text. A
batch is one transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from archive.models import Article, RepairLook, RepairPattern, RepairPlace
from archive.models.articles import TEXT_FIELDS
from archive.repairing import finding

BATCH = 200
LOCK = 0x72657061  # one run at a time
Found = Counter[tuple[str, str, str, float]]
# Counted anew from the places, since articles go to the trash and come back with nobody told here.
COUNT = """
    UPDATE archive_repairpattern pattern SET places = counted.places
      FROM (SELECT p.id, coalesce(sum(at.count), 0) AS places
              FROM archive_repairpattern p LEFT JOIN archive_repairplace at ON at.pattern_id = p.id
             GROUP BY p.id) counted
     WHERE counted.id = pattern.id AND counted.places <> pattern.places"""


@dataclass(frozen=True, slots=True)
class Done:
    """What a batch did."""

    articles: int
    places: int


def due():
    """The articles whose present text nobody has looked at by the present rules; merged ones are left out."""
    current = RepairLook.objects.filter(article=OuterRef("pk"), digest=OuterRef("digest"), version=finding.version())
    return Article.objects.filter(~Exists(current), merged_into=None)


def run(most: int) -> Iterator[Done]:
    """Look at up to `most` articles, batch by batch; does nothing while another run holds the lock.

    Places are counted after the first, second, fourth, eighth … batch and at the end.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return
    try:
        after = batches = 0
        while most > 0:
            wanted = due().filter(pk__gt=after).order_by("pk").only("digest", "text_version", *TEXT_FIELDS)
            articles = list(wanted[: min(BATCH, most)])
            if not articles:
                break
            after, most, batches = articles[-1].pk, most - len(articles), batches + 1
            yield _batch(articles)
            if not batches & (batches - 1):
                count()
    finally:
        count()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


@transaction.atomic
def count() -> None:
    """Count the places of every pattern; a waiting one that stands nowhere any more goes."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT)
    nowhere = ~Exists(RepairPlace.objects.filter(pattern=OuterRef("pk")))
    RepairPattern.objects.filter(nowhere, state=RepairPattern.State.WAITING).delete()


@transaction.atomic
def _batch(articles: list[Article]) -> Done:
    found = {one.pk: finding.patterns([getattr(one, name) for name in TEXT_FIELDS]) for one in articles}
    patterns = _patterns(found)
    RepairPlace.objects.filter(article__in=list(found)).delete()
    places = [
        RepairPlace(pattern_id=patterns[kind, printed], article=one, text_version=one.text_version, count=times)
        for one in articles
        for (kind, printed, _mended, _confidence), times in found[one.pk].items()
    ]
    RepairPlace.objects.bulk_create(places)
    looks = [RepairLook(article=one, digest=one.digest, version=finding.version()) for one in articles]
    RepairLook.objects.bulk_create(
        looks, update_conflicts=True, unique_fields=["article"], update_fields=["digest", "version"]
    )
    return Done(len(articles), sum(place.count for place in places))


def _patterns(found: dict[int, Found]) -> dict[tuple[str, str], int]:
    """The numbers of the patterns by kind and print, of those that are new as well. What is decided stays as it is."""
    met = {(kind, printed): (mended, sure) for of_one in found.values() for kind, printed, mended, sure in of_one}
    rows = [
        RepairPattern(kind=kind, printed=printed, mended=mended, confidence=sure)
        for (kind, printed), (mended, sure) in sorted(met.items())
    ]
    RepairPattern.objects.bulk_create(rows, ignore_conflicts=True)
    known = RepairPattern.objects.filter(printed__in={printed for _kind, printed in met})
    numbers: dict[tuple[str, str], int] = {}
    renewed = []
    for one in known:
        numbers[one.kind, one.printed] = one.pk
        says = met.get((one.kind, one.printed))
        if says and one.state == RepairPattern.State.WAITING and says != (one.mended, one.confidence):
            one.mended, one.confidence = says
            renewed.append(one)
    RepairPattern.objects.bulk_update(renewed, ["mended", "confidence"])
    return numbers
