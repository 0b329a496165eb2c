"""What curators decide. Every act is one transaction, says who, and either happens whole or raises and changes nothing.

    curation.withhold(article=article, reason=Article.Reason.COURT_ORDER, by=request.user)

Acts read the article afresh under a lock, so two curators who decide at once are heard one after the other. Rows are
saved one by one, not by a bulk update, so that whoever listens to saves (the index) hears of them.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from typing import Any

import pghistory
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive import signals
from archive.models import Article, ArticleAuthor, ArticlePlace, ArticleTopic, BulkItem, Original, User
from archive.models.articles import TEXT_FIELDS

Status, Reason = Article.Status, Article.Reason

# From which states each act may start. A withdrawn article comes back only through `restore`. What is withheld or
# withdrawn may be so again: for another reason, until another day.
MOVES = {
    "submit": {Status.DRAFT},
    "publish": {Status.DRAFT, Status.REVIEW, Status.WITHHELD},
    "withhold": {Status.DRAFT, Status.REVIEW, Status.PUBLISHED, Status.WITHHELD},
    "withdraw": {*Status},
    "restore": {Status.WITHHELD, Status.WITHDRAWN},
    "discard": {*Status},
    "embargo": {Status.DRAFT, Status.REVIEW, Status.PUBLISHED, Status.WITHHELD},
}
OPEN_AGAIN: dict[str, Any] = {"status_reason": Reason.UNKNOWN, "status_until": None}
# Why an article may be withheld or withdrawn; MERGED is what `merge` says, UNKNOWN says nothing.
REASONS = [reason for reason in Reason if reason not in (Reason.MERGED, Reason.UNKNOWN)]

TOUCHED = 2_000  # articles of one statement
# What a curator may mend. An import never overwrites a field that was mended here.
CORRECTABLE = frozenset(
    (
        *TEXT_FIELDS,
        *("title_supplied", "text_origin", "language", "genre", "wire_flag"),
        *("section", "page", "issue", "url", "source"),
        *("published_on", "published_time", "date_precision", "date_printed", "date_calendar", "date_evidence"),
        *("updated_at", "captured_at", "access"),
    )
)
DESCRIPTIONS = {"authors": ArticleAuthor, "topics": ArticleTopic, "places": ArticlePlace}


class Refusal(Exception):  # noqa: N818 - it is an outcome, not a mistake of the program
    """An act that may not be done. `sentence` tells the curator why, in their language; nothing has changed."""

    sentence: str | Promise = _("This cannot be done.")


class IllegalMove(Refusal):
    """The article's status does not allow the act."""

    def __init__(self, article: Article, act: str) -> None:
        super().__init__(f"cannot {act} {article.identifier}, which is {article.status}")
        self.sentence = _("The article is “%(status)s”, and from there this cannot be done.") % {
            "status": article.get_status_display()
        }


class NoReason(Refusal):
    """Withholding and withdrawing need a reason from `REASONS`."""

    sentence = _("Say why: choose a reason.")


class DayIsPast(Refusal):
    """The day on which something is to be decided again has to come."""

    sentence = _("The day on which it is decided again has to be a day to come.")


class NotCorrectable(Refusal):
    """A field that is not corrected but decided (status, embargo) or never changes (identifier)."""

    sentence = _("This field is not corrected by hand.")


class EditedMeanwhile(Refusal):
    """Somebody else changed the article after the curator opened it; `article` is how it stands now."""

    sentence = _("Somebody else has changed this article since you opened it.")

    def __init__(self, article: Article) -> None:
        super().__init__(article.identifier)
        self.article = article


class BadMerge(Refusal):
    """An article or term merged into itself, into something withdrawn, or twice."""

    sentence = _("These two cannot be merged: choose another one that stands by itself and is not withdrawn.")


# ---------- decisions about who sees it ----------


def submit(*, article: Article, by: User, note: str = "") -> None:
    """Put a draft before the editors."""
    _move(article, "submit", by, status=Status.REVIEW, status_note=note)


def publish(*, article: Article, by: User, note: str = "") -> None:
    """Let everybody know of it, once its embargo has ended."""
    _move(article, "publish", by, status=Status.PUBLISHED, **OPEN_AGAIN, status_note=note)


def withhold(*, article: Article, reason: str, by: User, note: str = "", until: datetime.date | None = None) -> None:
    """Take it from the readers' sight. From the day `until` on it waits to be decided again, hidden till somebody does.

    Raises `NoReason` without one of `REASONS`, `DayIsPast` for a day that is not to come.
    """
    _hide(article, "withhold", by, Status.WITHHELD, reason, note, until)


def withdraw(*, article: Article, reason: str, by: User, note: str = "", until: datetime.date | None = None) -> None:
    """Take it out; its identifier goes on answering that it was here. Otherwise like `withhold`."""
    _hide(article, "withdraw", by, Status.WITHDRAWN, reason, note, until)


def restore(*, article: Article, by: User, note: str = "") -> None:
    """Bring a withheld or withdrawn article back to the state before; one that came in withheld becomes a draft.

    A merged article stays merged (`IllegalMove`): what it held now belongs to the other.
    """
    _move(article, "restore", by, status=state_before(article), **OPEN_AGAIN, status_note=note)


def state_before(article: Article) -> str:
    """The last state of an article in which it was neither withheld nor withdrawn; a draft where there was none."""
    before = article.events.exclude(status__in=MOVES["restore"]).order_by("-pgh_id").values_list("status", flat=True)
    return before.first() or Status.DRAFT.value


def embargo(*, article: Article, until: datetime.date | None, by: User) -> None:
    """Keep a published article from the readers until that day; `None` ends the embargo."""
    _move(article, "embargo", by, embargo_until=until)


def allows(article: Article, act: str) -> bool:
    """Whether the article's state allows the act, one of `MOVES`. What was merged into another moves no more."""
    return article.status in MOVES[act] and not article.merged_into_id


def _move(article: Article, act: str, by: User, **changes: Any) -> None:
    with transaction.atomic(), pghistory.context(user=by.pk, act=act):
        now = _locked(article)
        if not allows(now, act):
            raise IllegalMove(now, act)
        save(now, changes)
    _show(article, now, changes)


def _hide(article: Article, act: str, by: User, status: str, reason: str, note: str, until) -> None:
    if reason not in REASONS:
        raise NoReason(reason)
    if until and until <= timezone.localdate():
        raise DayIsPast(str(until))
    _move(article, act, by, status=status, status_reason=reason, status_note=note, status_until=until)


# ---------- mending ----------


def correct(*, article: Article, fields: Mapping[str, Any], by: User, note: str = "", seen: str = "") -> list[str]:
    """Set the `fields`, and remember that a curator did, so that a later import leaves them alone.

    Returns the names of what really changed. `seen` is the `edition` that the curator read: if the article is another
    by now, `EditedMeanwhile` is raised. Field names: `CORRECTABLE`, else `NotCorrectable`.
    """
    if unknown := set(fields) - CORRECTABLE:
        raise NotCorrectable(", ".join(sorted(unknown)))
    with transaction.atomic(), pghistory.context(user=by.pk, act="correct", note=note):
        now = _locked(article)
        if seen and edition(now) != seen:
            raise EditedMeanwhile(now)
        changes = {name: value for name, value in fields.items() if getattr(now, name) != value}
        if changes:
            save(now, {**changes, "curated_fields": _with(now.curated_fields, changes)})
            _claim(now, changes)
    _show(article, now, {**changes, "curated_fields": now.curated_fields})
    return list(changes)


def describe(*, article: Article, names: list[str], by: User) -> None:
    """Remember that a curator set the article's authors, topics or places (`names`), whose rows were saved apart."""
    if unknown := set(names) - set(DESCRIPTIONS):
        raise NotCorrectable(", ".join(sorted(unknown)))
    with transaction.atomic(), pghistory.context(user=by.pk, act="describe"):
        now = _locked(article)
        save(now, {"curated_fields": _with(now.curated_fields, names)})
        _claim(now, names)
    _show(article, now, {"curated_fields": now.curated_fields})


def restore_text(*, article: Article, version: int, by: User, seen: str = "") -> list[str]:
    """Make the numbered former text the present one, as a new version. `LookupError` for a number that never was."""
    return correct(article=article, fields=article.text_as_of(version), by=by, note=f"text {version}", seen=seen)


def edition(article: Article) -> str:
    """What tells one saved state of an article from the next; forms carry it, so that nothing is overwritten unread.

    It begins with the number of the last row of history, by which `archive.reconciling` finds that state again.
    """
    last = article.events.order_by("-pgh_id").values_list("pgh_id", flat=True).first() or 0
    return f"{last}.{article.text_version}.{article.changed_at.isoformat()}"


def _with(known: list[str], names) -> list[str]:
    return [*known, *sorted(set(names) - set(known))]


def _claim(article: Article, names) -> None:
    """These fields are curated by a hand now, even if a bulk edit was the first: taking it back leaves them so."""
    for item in BulkItem.objects.filter(article=article, marked__overlap=list(names)):
        item.marked = [name for name in item.marked or [] if name not in names]
        item.save(update_fields=["marked"])


# ---------- merging ----------


def merge(*, loser: Article, winner: Article, by: User, note: str = "") -> None:
    """Make `loser` a redirection to `winner`, which takes over its authors, topics, places and originals.

    What had been merged into the loser now points at the winner, so no chain is longer than one step. What the winner
    has already stays with the loser. Raises `BadMerge`.
    """
    with transaction.atomic(), pghistory.context(user=by.pk, act="merge", note=note):
        pair = Article.objects.select_for_update().order_by("pk").in_bulk([loser.pk, winner.pk])
        lost, won = pair[loser.pk], pair[winner.pk]
        if lost == won or lost.merged_into_id or won.merged_into_id or won.status == Status.WITHDRAWN:
            raise BadMerge(f"{lost.identifier} into {won.identifier}")
        for through in DESCRIPTIONS.values():
            _carry(through, "article", lost, won)
        _carry(Original, "article", lost, won)
        for earlier in lost.merged_from.select_for_update():
            save(earlier, {"merged_into": won})
        withdrawal = {
            "status": Status.WITHDRAWN,
            "status_reason": Reason.MERGED,
            "status_note": note,
            "status_until": None,
            "merged_into": won,
        }
        save(lost, withdrawal)
        save(won, {})
    _show(loser, lost, withdrawal)
    _show(winner, won, {})


def _carry(model, field: str, old, new) -> None:
    """Point the rows of `old` at `new`, but for those that `new` has already."""
    rest = beside(model, field)
    there = set(model.objects.filter(**{field: new}).values_list(*rest))
    for row in model.objects.filter(**{field: old}):
        if tuple(row._meta.get_field(name).value_from_object(row) for name in rest) not in there:
            setattr(row, field, new)
            row.save(update_fields=[field])


def beside(model, field: str) -> list[str]:
    """The fields that with `field` make a row unique."""
    constraints = (getattr(constraint, "fields", ()) for constraint in model._meta.constraints)
    [unique] = [fields for fields in constraints if field in fields]
    return [name for name in unique if name != field]


# ---------- the row itself ----------


def _locked(article: Article) -> Article:
    return Article.objects.select_for_update().get(pk=article.pk)


def save(article: Article, changes: Mapping[str, Any]) -> None:
    """Set and save the changes, of a row that is held by this transaction; its `changed_at` is now."""
    for name, value in changes.items():
        setattr(article, name, value)
    article.save(update_fields=[*changes, "changed_at"])
    article.refresh_from_db(fields=["text_version"])


def unlink(links: QuerySet) -> None:
    """Take many descriptions away by a statement: a signal for each would have the articles indexed one by one.

    Whoever calls tells of the articles (`touch`).
    """
    links._raw_delete(links.db)


def touch(articles: Collection[int], sender: Any) -> None:
    """Say that something hanging on these articles changed by a statement: they are told of and of another edition."""
    now, numbers = timezone.now(), sorted(articles)
    for first in range(0, len(numbers), TOUCHED):
        Article.objects.filter(pk__in=numbers[first : first + TOUCHED]).update(changed_at=now)
    signals.articles_changed.send(sender, articles=articles)


def _show(given: Article, now: Article, changes) -> None:
    """Let the caller's object tell what the database holds now."""
    for name in [*changes, "changed_at", "text_version"]:
        setattr(given, name, getattr(now, name))
