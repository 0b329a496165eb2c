"""A bulk edit from beginning to end: foreseen, prepared, carried out batch by batch, taken back as one act.

    edit = editing.prepare(articles, change={"kind": "field", "name": "genre", "value": "news"}, by=request.user)
    editing.run(edit)
    editing.undo(edit, by=request.user)

Which articles are meant is fixed when it is prepared. A batch is one transaction, with what became of each article; so
a run that was killed goes on where it was. Every change stands in the record under the name of who asked for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pghistory
from django.db import connection, models, transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from archive import signals
from archive.bulk import changes, marking
from archive.bulk.changes import Change, State
from archive.models import Article, BulkEdit, BulkItem, User
from archive.working import declaring

BATCH = 500  # articles of a transaction
MOST = 1_000_000  # articles of one edit
SHOWN = 10

Outcome, Phase = BulkItem.Outcome, BulkEdit.State


@dataclass(frozen=True)
class Example:
    """An article that will change, before and after."""

    article: Article
    before: State
    after: State


@dataclass(frozen=True)
class Foreseen:
    """What an edit would do: articles in all, those that are so already, that do not allow it, the first to change."""

    total: int
    already: int
    refused: int
    examples: list[Example]

    @property
    def changing(self) -> int:
        return self.total - self.already - self.refused


def foresee(articles: QuerySet[Article], change: Mapping[str, Any]) -> Foreseen:
    """Count what would become of the articles, and show the first ten."""
    wanted, rows = changes.read(change), Article.objects.filter(pk__in=articles.order_by().values("pk"))
    refused = wanted.refused() & ~wanted.already()
    counts = rows.aggregate(
        total=Count("pk"), already=Count("pk", filter=wanted.already()), refused=Count("pk", filter=refused)
    )
    changing = rows.exclude(wanted.already()).exclude(wanted.refused()).order_by("pk").select_related("source")
    first = list(changing.defer("subtitle", "lead", "body", "found")[:SHOWN])
    before = wanted.states(first)
    examples = [Example(one, before[one.pk], wanted.target(one, before[one.pk])) for one in first]
    return Foreseen(**counts, examples=examples)


def prepare(
    articles: QuerySet[Article], *, change: Mapping[str, Any], by: User, note: str = "", chosen_by: str = ""
) -> BulkEdit:
    """Write down what is asked for, and of which articles: those that `articles` has now, at most `MOST`."""
    changes.read(change)
    with transaction.atomic():
        edit = BulkEdit.objects.create(change=dict(change), by=by, note=note, chosen_by=chosen_by)
        sql, params = articles.order_by().values("pk")[:MOST].query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO archive_bulkitem (edit_id, article_id, outcome)"
                f" SELECT DISTINCT %s, chosen.*, '' FROM ({sql}) AS chosen",
                [edit.pk, *params],
            )
            edit.total = cursor.rowcount
        edit.save(update_fields=["total"])
    return edit


def run(edit: BulkEdit, told: Callable[[int], None] = lambda done: None) -> None:
    """Do it to all that wait; `told` hears how many are done after each batch. Ends early once it is to be stopped."""
    change = changes.read(edit.change)
    done = edit.total - edit.items.filter(outcome=Outcome.WAITING).count()
    with _phase(edit, Phase.RUNNING, Phase.FINISHED):
        for items in _batches(edit, Outcome.WAITING):
            done += _do(edit, change, items)
            told(done)


def undo(edit: BulkEdit, *, by: User, told: Callable[[int], None] = lambda done: None) -> None:
    """Make every article again what it was, but for those that somebody has changed since: these stay and are listed.

    What still waited is not done any more. Ends early once it is to be stopped; taken back again, it goes on.
    """
    change = changes.read(edit.change)
    done = 0
    with _phase(edit, Phase.UNDOING, Phase.UNDONE):
        for items in _batches(edit, Outcome.CHANGED):
            done += _take_back(edit, change, items, by)
            told(done)


def progress(edit: BulkEdit) -> dict[str, int]:
    """How many articles have come to each outcome, by its name (`waiting`, `changed`, …)."""
    counts = dict(edit.items.order_by().values_list("outcome").annotate(count=Count("pk")))
    return {outcome.name.lower(): counts.get(outcome.value, 0) for outcome in Outcome}


def _batches(edit: BulkEdit, outcome: str) -> Iterator[list[BulkItem]]:
    """What has come to this outcome, until nothing has. Raises `Cancelled` once the edit is to be stopped."""
    while items := list(edit.items.filter(outcome=outcome).order_by("article_id")[:BATCH]):
        if BulkEdit.objects.filter(pk=edit.pk, stopping=True).exists():
            raise declaring.Cancelled
        yield items


def _do(edit: BulkEdit, change: Change, items: list[BulkItem]) -> int:
    with _batch(edit, edit.by, "bulk", items) as articles:
        able = set(_where(articles, ~change.refused()))
        done = set(_where(articles, change.already()))
        before = change.states(articles)
        moving = [one for one in articles if one.pk in able and one.pk not in done]
        wanted = {one.pk: change.target(one, before[one.pk]) for one in moving}
        after = {pk: state for pk, state in wanted.items() if state != before[pk]}
        moving = [one for one in moving if one.pk in after]
        marks = marking.mark(moving, change.curated)
        _write(edit, change, moving, after)
        for item in items:
            item.outcome = Outcome.ALREADY if item.article_id in done else Outcome.REFUSED
            if item.article_id in after:
                item.outcome = Outcome.CHANGED
                item.before, item.after = before[item.article_id], after[item.article_id]
                item.marked = marks[item.article_id]
        save_alike(items, ["outcome", "before", "after", "marked"])
    return len(items)


def _take_back(edit: BulkEdit, change: Change, items: list[BulkItem], by: User) -> int:
    with _batch(edit, by, "unbulk", items) as articles:
        now = change.states(articles)
        same = {item.article_id: item.before or {} for item in items if now.get(item.article_id) == item.after}
        moving = [one for one in articles if one.pk in same]
        marking.unmark(moving, {item.article_id: item.marked or [] for item in items if item.article_id in same}, edit)
        _write(edit, change, moving, same)
        for item in items:
            item.outcome = Outcome.UNDONE if item.article_id in same else Outcome.KEPT
        save_alike(items, ["outcome"])
    return len(items)


def _write(edit: BulkEdit, change: Change, articles: list[Article], wanted: Mapping[int, State]) -> None:
    if not articles:
        return
    names = change.write(articles, wanted)
    now = timezone.now()
    for article in articles:
        article.changed_at = now
    save_alike(articles, [*names, "curated_fields", "changed_at"])
    if edit.total <= BATCH:
        signals.articles_changed.send(edit, articles=[article.pk for article in articles])


def save_alike(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Save these fields of the rows, all that are alike by one statement: of a bulk edit most are."""
    groups: dict[str, list[models.Model]] = {}
    columns = {field.name: field.attname for field in rows[0]._meta.concrete_fields} if rows else {}
    fields = [columns[name] for name in names]
    for row in rows:
        groups.setdefault(repr([getattr(row, name) for name in fields]), []).append(row)
    for alike in groups.values():
        values = {name: getattr(alike[0], name) for name in fields}
        type(alike[0])._default_manager.filter(pk__in=[row.pk for row in alike]).update(**values)


@contextmanager
def _batch(edit: BulkEdit, by: User, act: str, items: list[BulkItem]) -> Iterator[list[Article]]:
    """A transaction under the name of somebody, in which the articles of the items are held."""
    numbers = [item.article_id for item in items]
    with transaction.atomic(), pghistory.context(user=by.pk, act=act, bulk=edit.pk, note=edit.note):
        rows = Article.objects.filter(pk__in=numbers).order_by("pk").select_for_update()
        yield list(rows.defer("subtitle", "lead", "body", "found"))


def _where(articles: list[Article], condition: Q) -> QuerySet:
    return Article.objects.filter(condition, pk__in=[one.pk for one in articles]).values_list("pk", flat=True)


@contextmanager
def _phase(edit: BulkEdit, during: str, afterwards: str) -> Iterator[None]:
    """The state while something is done and after it, and a word to whoever listens that many articles are others.

    What was stopped says so, unless nothing was left to do.
    """
    worked_off = Outcome.WAITING if during == Phase.RUNNING else Outcome.CHANGED
    edit.state, edit.ended_at = during, None
    edit.save(update_fields=["state", "ended_at"])
    try:
        yield
    except declaring.Cancelled:
        left = edit.items.filter(outcome=worked_off).exists()
        _end(edit, Phase.STOPPED if left else afterwards)
    except Exception:
        _end(edit, Phase.FAILED)
        raise
    else:
        _end(edit, afterwards)
    finally:  # what was done stays, however it ended
        if edit.total > BATCH:
            signals.articles_changed.send(edit, articles=None)


def _end(edit: BulkEdit, state: str) -> None:
    edit.state, edit.ended_at = state, timezone.now()
    edit.save(update_fields=["state", "ended_at"])
