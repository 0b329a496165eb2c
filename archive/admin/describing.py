"""What became of the authors, topics and places of an article: who gave, changed and took them, for its record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst

from archive import curation
from archive.admin import histories
from archive.admin.histories import Change, Difference
from archive.models import Article


def changes(article: Article) -> list[Change]:
    """The latest changes of all three, newest first. What an import gave is no change."""
    found: list[Change] = []
    for through in curation.DESCRIPTIONS.values():
        found += _changes(article, through)
    return sorted(found, key=lambda change: change.at, reverse=True)[: histories.LONGEST]


def _changes(article: Article, through: type[Any]) -> Iterable[Change]:
    """Of one table. A row of history is the link that a change ended, or the one that was given."""
    rows = through.events.rel.related_model.objects.filter(article_id=article.pk)
    events = list(rows.select_related("pgh_context").order_by("-pgh_id")[: histories.LONGEST])
    names = histories.names_of(events)
    after: dict[int, Any] = through.objects.in_bulk([event.pgh_obj_id for event in events])
    label = capfirst(str(through._meta.verbose_name_plural))
    for event in events:
        if event.pgh_label == "insert":
            before, now = None, event
        else:
            before, now = event, None if event.pgh_label == "delete" else after.get(event.pgh_obj_id)
            after[event.pgh_obj_id] = event
        difference = Difference(label, _said(through, before), _said(through, now))
        if difference.before != difference.after:
            who, note = histories.who(event, names), histories.note(event)
            act = histories.act(event) if event.pgh_context else ""
            yield Change(0, event.pgh_created_at, who, act, note, [difference])


def _said(through: type[Any], link: Any) -> str:
    """The term, its role and the printed words."""
    if link is None:
        return "–"
    field = through._meta.constraints[0].fields[1]
    term = through._meta.get_field(field).related_model.objects.filter(pk=getattr(link, f"{field}_id")).first()
    role = dict(through._meta.get_field("role").flatchoices).get(link.role, "") if hasattr(link, "role") else ""
    parts = [str(term or getattr(link, f"{field}_id")), str(role), link.printed]
    return " · ".join(part for part in parts if part)
