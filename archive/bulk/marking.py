"""What a bulk edit keeps from imports: the fields that it marks as curated, and gives back when it is taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive.bulk import changes
from archive.models import Article, BulkEdit, BulkItem

Marks = dict[int, list[str]]  # by the number of an article: names of its curated fields


def mark(articles: Sequence[Article], names: Sequence[str]) -> Marks:
    """Set the names among the `curated_fields` of each; those that were not there before. Whoever calls saves them."""
    new = {one.pk: sorted({*names} - {*one.curated_fields}) for one in articles}
    for one in articles:
        one.curated_fields = [*one.curated_fields, *new[one.pk]]
    return new


def unmark(articles: Sequence[Article], marked: Mapping[int, list[str]], edit: BulkEdit) -> None:
    """Take what the edit had marked from the `curated_fields` again; whoever calls saves them.

    A field that another edit has changed, too, stays marked: the mark is that one's from now on.
    """
    kept = _hand_on(marked, edit)
    for one in articles:
        gone = {*marked.get(one.pk, [])} - kept.get(one.pk, set())
        one.curated_fields = [name for name in one.curated_fields if name not in gone]


def _hand_on(marked: Mapping[int, list[str]], edit: BulkEdit) -> dict[int, set[str]]:
    others = BulkItem.objects.filter(article__in=[pk for pk, names in marked.items() if names])
    standing = others.filter(outcome=BulkItem.Outcome.CHANGED).exclude(edit=edit).select_related("edit").order_by("pk")
    kept: dict[int, set[str]] = {}
    for item in standing:
        shared = {*marked[item.article_id]} & {*changes.read(item.edit.change).curated}
        if new := shared - kept.get(item.article_id, set()):
            item.marked = sorted({*(item.marked or []), *new})
            item.save(update_fields=["marked"])
            kept[item.article_id] = kept.get(item.article_id, set()) | new
    return kept
