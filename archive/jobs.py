"""The archive's kinds of work for the worker."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.utils.translation import gettext_noop

from archive import curation, discarding, merging, recovering, working
from archive.bulk import editing
from archive.bulk.changes import TERMS
from archive.delivering import bringing, looking, undoing
from archive.models import BulkEdit, Delivery, Discarded, Job, User
from archive.relating import finding
from archive.repairing import gathering
from archive.working import declaring
from archive.working.declaring import Progress, Turn

MOST = 1_000_000  # articles of one look for duplicates, or for damage
TOGETHER = 100  # articles that go to the trash in one transaction
GONE = gettext_noop("The files of this delivery are no longer here. Bring them again.")
NOT_MERGED = gettext_noop("One of the entries is gone, or the one that stays stands below another. See what is left.")
NOT_RECOVERED = gettext_noop("The entry is here again already, or another one has its name now.")


@declaring.job("look", minutes=5, turn=Turn.NONE)
def look(progress: Progress, *, delivery: int) -> dict[str, Any]:
    """The first articles of a delivery as they would become."""
    given = _delivery(delivery)
    return looking.look(given.paths, given.manner)


@declaring.job("import", megabytes=3072, minutes=24 * 60)
def bring(progress: Progress, *, delivery: int, dry: bool, again: list[int] | None = None) -> dict[str, Any]:
    """A delivery is brought in, or tried, or what imports of it rejected is taken again.

    The looks for duplicates and for damage wait behind it.
    """
    numbers = bringing.bring(_delivery(delivery), progress, dry=dry, again=again)
    if not dry:
        working.enqueue_once("relate")
        working.enqueue_once("repair")
    return numbers


@declaring.job("undo import", minutes=24 * 60)
def undo(progress: Progress, *, delivery: int) -> dict[str, Any]:
    """What a delivery brought is taken back, in the name of who asked for it."""
    given = Delivery.objects.get(pk=delivery)
    return undoing.undo(given, progress, by=progress.job.by or given.by)


@declaring.job("relate", minutes=12 * 60, turn=Turn.UPKEEP)
def relate(progress: Progress) -> dict[str, int]:
    """Articles whose text is new or changed are held against all others."""
    articles = related = 0
    for done in finding.run(MOST):
        articles, related = articles + done.articles, related + done.related
        progress.tell(articles, result={"articles": articles, "pairs": related})
    return {"articles": articles, "pairs": related}


@declaring.job("repair", minutes=12 * 60, turn=Turn.UPKEEP)
def repair(progress: Progress) -> dict[str, int]:
    """Articles whose text is new or changed are looked through for damage."""
    articles = places = 0
    for done in gathering.run(MOST):
        articles, places = articles + done.articles, places + done.places
        progress.tell(articles, result={"articles": articles, "places": places})
    return {"articles": articles, "places": places}


@declaring.job("bulk_edit", minutes=12 * 60)
def bulk_edit(progress: Progress, *, edit: int) -> None:
    """An edit of many articles is carried out, or goes on."""
    asked = BulkEdit.objects.get(pk=edit)
    editing.run(asked, lambda done: progress.tell(done, asked.total))
    _unless_stopped(asked)


@declaring.job("bulk_undo", minutes=12 * 60)
def bulk_undo(progress: Progress, *, edit: int, by_whom: int) -> None:
    """An edit of many articles is taken back, under the name of who wants it back."""
    asked = BulkEdit.objects.get(pk=edit)
    editing.undo(asked, by=User.objects.get(pk=by_whom), told=lambda done: progress.tell(done, asked.total))
    _unless_stopped(asked)


@declaring.job("merge", minutes=12 * 60)
def merge(
    progress: Progress, *, vocabulary: str, losers: list[int], winner: int, by_whom: int, **told: Any
) -> dict[str, int]:
    """Terms that stand on many articles become one, each in a transaction of its own; `told` is for the page."""
    model, by = TERMS[vocabulary], User.objects.get(pk=by_whom)
    left = list(model.objects.filter(pk__in=losers).order_by("pk"))
    stays = model.objects.filter(pk=winner).first()
    if stays is None:
        raise declaring.Failed(NOT_MERGED)
    reached, done = [loser.articles.count() for loser in left], 0
    result = {"merged": 0, "articles": 0} | progress.job.result  # of an attempt whose process was ended
    for loser, reach in zip(left, reached, strict=True):
        progress.tell(done, sum(reached))
        try:
            articles = merging.merge_terms(loser=loser, winner=stays, by=by)
        except curation.BadMerge:
            raise declaring.Failed(NOT_MERGED) from None
        done += reach
        result = {"merged": result["merged"] + 1, "articles": result["articles"] + articles}
        Job.objects.filter(pk=progress.job.pk).update(result=result)
    return result


@declaring.job("recover", minutes=12 * 60)
def recover(progress: Progress, *, vocabulary: str, event: int, by_whom: int, **told: Any) -> dict[str, int]:
    """A term that stood on many articles is here again; `told` is for the page."""
    gone = recovering.gone(TERMS[vocabulary]).filter(pgh_id=event).first()
    try:
        found = recovering.recover(event=gone, by=User.objects.get(pk=by_whom)) if gone else None
    except curation.Refusal:
        found = None
    if found is None:
        raise declaring.Failed(NOT_RECOVERED)
    return {"articles": found.articles, "left": found.left, "term": found.term.pk}


@declaring.job("discard", minutes=12 * 60)
def discard(progress: Progress, *, articles: list[int], note: str, by_whom: int) -> dict[str, int]:
    """Many articles go to the trash, a hundred at a time; those that cannot are counted, and stay."""
    by, done = User.objects.get(pk=by_whom), 0
    while batch := articles[done : done + TOGETHER]:
        discarding.discard_all(articles=batch, by=by, note=note)
        done += len(batch)
        progress.tell(done, len(articles))
    moved = discarding.restorable().filter(number__in=articles).count()
    return {"moved": moved, "left": len(articles) - moved}


@declaring.job("bring_back", minutes=12 * 60)
def bring_back(progress: Progress, *, kept: list[int], note: str, by_whom: int) -> dict[str, int]:
    """Many articles come back from the trash, one by one; those that cannot are counted, and stay there."""
    by = User.objects.get(pk=by_whom)
    lying = Discarded.objects.filter(pk__in=kept)
    for done, one in enumerate(lying.defer("content").order_by("-pk"), 1):
        with suppress(curation.Refusal):
            discarding.restore(discarded=one, by=by, note=note)
        progress.tell(done, len(kept))
    left = lying.count()
    return {"moved": len(kept) - left, "left": left}


def _unless_stopped(edit: BulkEdit) -> None:
    if edit.state == BulkEdit.State.STOPPED:
        raise declaring.Cancelled


def _delivery(number: int) -> Delivery:
    found = Delivery.objects.filter(pk=number).first()
    if found is None or found.cleared or not all(path.exists() for path in found.paths):
        raise declaring.Failed(GONE)
    return found
