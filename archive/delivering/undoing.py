"""Undoing an import: what only it brought goes to the trash, what it changed becomes again what it was.

Nothing that somebody has touched since is touched: it is listed with the reason, and stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.db import models
from django.utils.translation import gettext_noop

from archive import curation, discarding, returning
from archive.models import Article, Delivery, Original, User
from archive.working.declaring import Progress

CHANGED_SINCE = gettext_noop("Somebody has changed it since.")
BROUGHT_AGAIN = gettext_noop("Another import brought it, too, or changed it since.")
NOT_POSSIBLE = gettext_noop("What it was cannot be put back: another article or term stands in its way.")
MOST_LISTED = 1_000
BATCH = 100  # articles that go to the trash together, between two looks whether to stop


def undo(delivery: Delivery, progress: Progress, *, by: User) -> dict[str, Any]:
    """Take back what its imports did; can be broken off and begun again. How many went, came back, and what stayed."""
    imports = list(delivery.imports.values_list("pk", flat=True))
    result: dict[str, Any] = {"discarded": 0, "returned": 0, "kept": 0, "left": []}
    brought, updated = Article.objects.filter(importing__in=imports), _updated(imports)
    of, done = brought.count() + updated.count(), 0
    for articles, act, outcome in ((brought, _discard, "discarded"), (updated, _return, "returned")):
        for batch in _batches(articles):
            progress.tell(done, of, result=result)
            reasons = {article.pk: _stays(article, imports) for article in batch}
            gone = act([article for article in batch if not reasons[article.pk]], imports, by)
            result[outcome] += len(gone)
            _list(result, [(article, reasons[article.pk]) for article in batch if article.pk not in gone])
            done += len(batch)
    return result


def _batches(articles: models.QuerySet[Article]) -> Iterator[list[Article]]:
    numbers = list(articles.order_by("-pk").values_list("pk", flat=True))
    for first in range(0, len(numbers), BATCH):
        yield list(Article.objects.filter(pk__in=numbers[first : first + BATCH]).order_by("-pk"))


def _list(result: dict[str, Any], left: list[tuple[Article, str]]) -> None:
    """Add what stays, and why."""
    result["kept"] += len(left)
    for article, reason in left[: MOST_LISTED - len(result["left"])]:
        row = {"article": article.pk, "title": article.title[:200], "reason": reason or NOT_POSSIBLE}
        result["left"].append(row)


def _updated(imports: list[int]) -> Any:
    """Articles that were here before, and were changed by these imports."""
    changed = Original.objects.filter(importing__in=imports).values("article")
    return Article.objects.filter(pk__in=changed).exclude(importing__in=imports)


def _stays(article: Article, imports: list[int]) -> str:
    """Why it is left as it is; empty if nobody but these imports has had to do with it since they came."""
    if Original.objects.filter(article=article, importing__gt=max(imports)).exists():
        return BROUGHT_AGAIN
    first = _first_event(article, imports)
    later = article.events.select_related("pgh_context")
    if first is not None:
        later = later.filter(pgh_id__gte=first.pgh_id)
    if article.importing_id not in imports and first is None:
        return ""
    return CHANGED_SINCE if any(not _by_import(event, imports) for event in later) else ""


def _by_import(event: Any, imports: list[int]) -> bool:
    return bool(event.pgh_context and event.pgh_context.metadata.get("importing") in imports)


def _first_event(article: Article, imports: list[int]) -> Any:
    events = article.events.select_related("pgh_context").order_by("pgh_id")
    return next((event for event in events if _by_import(event, imports)), None)


def _discard(articles: list[Article], imports: list[int], by: User) -> set[int]:
    numbers = [article.pk for article in articles]
    return {kept.number for kept in discarding.discard_all(articles=numbers, by=by, note="import undone")}


def _return(articles: list[Article], imports: list[int], by: User) -> set[int]:
    """The texts of before the import, and the facts of then; of those for which that is possible."""
    gone = set()
    for article in articles:
        with suppress(curation.Refusal):
            _return_one(article, imports, by)
            gone.add(article.pk)
    return gone


def _return_one(article: Article, imports: list[int], by: User) -> None:
    texts = article.former_texts.select_related("pgh_context").order_by("pgh_id")
    text = next((former for former in texts if _by_import(former, imports)), None)
    event = _first_event(article, imports)
    if text is not None:
        curation.restore_text(article=article, version=text.text_version, by=by)
    if event is not None:
        returning.return_to(thing=article, event=event, by=by, seen=returning.state_of(article), note="import undone")
