"""Reconciling: what two curators made of one article, field by field, against what both began with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from archive import curation
from archive.models import Article
from archive.models.articles import TEXT_FIELDS


@dataclass(frozen=True)
class Reconciled:
    """The fields that only the other has changed (they are taken over), and those that both changed differently."""

    theirs: list[str]
    both: list[str]


def before(article: Article, seen: str) -> dict[str, Any] | None:
    """The fields of the article in the edition `seen` (of `curation.edition`); None for what is no edition of it.

    A row of history is the state that a change ended: so the first one after `seen` is what was seen.
    """
    last = seen.partition(".")[0]
    if not last.isdecimal() or len(last) > 18:
        return None
    event = article.events.filter(pgh_id__gt=int(last)).order_by("pgh_id").first()
    state = event or article
    try:
        texts = article.text_as_of(state.text_version)
    except LookupError:
        return None
    names = curation.CORRECTABLE - {*TEXT_FIELDS}
    return {name: _value(state, name) for name in names} | texts


def since(article: Article, seen: str) -> list[Any]:
    """The rows of history that were written after the edition `seen`, oldest first, at most ten."""
    last = seen.partition(".")[0]
    if not last.isdecimal() or len(last) > 18:
        return []
    return list(article.events.select_related("pgh_context").filter(pgh_id__gt=int(last)).order_by("pgh_id")[:10])


def reconcile(*, was: Mapping[str, Any] | None, kept: Mapping[str, Any], typed: Mapping[str, Any]) -> Reconciled:
    """Which of the `typed` fields somebody else has changed, from what they were to what is kept now.

    Without knowledge of what they were, each field that differs is held to be changed by both.
    """
    different = [name for name in typed if name in kept and typed[name] != kept[name]]
    if was is None:
        return Reconciled([], different)
    theirs = [name for name in different if typed[name] == was.get(name)]
    both = [name for name in different if name not in theirs and kept[name] != was.get(name)]
    return Reconciled(theirs, both)


def state(article: Article) -> dict[str, Any]:
    """The fields of the article now, comparable with those of `before`."""
    return {name: _value(article, name) for name in curation.CORRECTABLE}


def _value(state: Any, name: str) -> Any:
    """A plain value: of a related thing its number."""
    return state.source_id if name == "source" else getattr(state, name)
