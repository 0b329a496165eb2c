"""Undoing an import: what only it brought goes to the trash, what it changed becomes again what it was.

Nothing that somebody has touched since is touched: it is listed with the reason, and stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext_noop

from archive import curation, discarding, returning
from archive.models import Article, Delivery, Original, User
from archive.working.declaring import Progress

CHANGED_SINCE = gettext_noop("Somebody has changed it since.")
BROUGHT_AGAIN = gettext_noop("Another import brought it, too, or changed it since.")
NOT_POSSIBLE = gettext_noop("What it was cannot be put back: another article or term stands in its way.")
MOST_LISTED = 1_000
Act = Callable[[Article, list[int], User], str]


def undo(delivery: Delivery, progress: Progress, *, by: User) -> dict[str, Any]:
    """Take back what its imports did; can be broken off and begun again. How many went, came back, and what stayed."""
    imports = list(delivery.imports.values_list("pk", flat=True))
    result: dict[str, Any] = {"discarded": 0, "returned": 0, "kept": 0, "left": []}
    of = Article.objects.filter(importing__in=imports).count() + _updated(imports).count()
    for done, (article, act) in enumerate(_touched(imports)):
        progress.tell(done, of, result=result)
        reason = _stays(article, imports)
        if not reason:
            try:
                result[act(article, imports, by)] += 1
                continue
            except curation.Refusal:
                reason = NOT_POSSIBLE
        result["kept"] += 1
        if len(result["left"]) < MOST_LISTED:
            result["left"].append({"article": article.pk, "title": article.title[:200], "reason": reason})
    return result


def _touched(imports: list[int]) -> Iterator[tuple[Article, Act]]:
    acts: tuple[tuple[Any, Act], ...] = (
        (Article.objects.filter(importing__in=imports), _discard),
        (_updated(imports), _return),
    )
    for articles, act in acts:
        for number in list(articles.order_by("-pk").values_list("pk", flat=True)):
            if article := Article.objects.filter(pk=number).first():
                yield article, act


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


def _discard(article: Article, imports: list[int], by: User) -> str:
    discarding.discard(article=article, by=by, note="import undone")
    return "discarded"


def _return(article: Article, imports: list[int], by: User) -> str:
    """The text of before the import, and its facts of then."""
    texts = article.former_texts.select_related("pgh_context").order_by("pgh_id")
    text = next((former for former in texts if _by_import(former, imports)), None)
    event = _first_event(article, imports)
    if text is not None:
        curation.restore_text(article=article, version=text.text_version, by=by)
    if event is not None:
        returning.return_to(thing=article, event=event, by=by, seen=returning.state_of(article), note="import undone")
    return "returned"
