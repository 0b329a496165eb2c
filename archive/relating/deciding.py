"""Deciding: what a curator says of two articles that were found alike. Recorded, and taken back by `reopen`."""

from __future__ import annotations

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive import curation
from archive.models import Article, Original, Relation, User

State = Relation.State


class DecidedAlready(curation.Refusal):
    """Somebody else was faster; nothing has changed."""

    sentence = _("Somebody else has decided this meanwhile.")


def confirm(*, relation: Relation, kind: str, by: User) -> None:
    """They are what `kind` says. Raises `DecidedAlready`."""
    _decide(relation, State.CONFIRMED, by, kind=Relation.Kind(kind).value)


def refuse(*, relation: Relation, by: User) -> None:
    """They are not the same, whatever is found later. Raises `DecidedAlready`."""
    _decide(relation, State.REFUSED, by)


def merge(*, relation: Relation, winner: Article, by: User) -> None:
    """Make the other a redirection to `winner`, as `curation.merge`. Raises `DecidedAlready` and `BadMerge`."""
    loser = relation.second if winner.pk == relation.first_id else relation.first
    with transaction.atomic():
        held = _owned(loser)
        before = loser.status
        curation.merge(loser=loser, winner=winner, by=by)
        left = _owned(loser)
        carried = {name: sorted(set(held[name]) - set(left[name])) for name in held}
        _decide(relation, State.MERGED, by, carried={"loser": loser.pk, "status": before, "rows": carried})


def reopen(*, relation: Relation, by: User) -> None:
    """Take a decision back: the pair waits again, and what was merged stands by itself as it did before."""
    with transaction.atomic(), pghistory.context(user=by.pk, act="reopen"):
        now = Relation.objects.select_for_update().get(pk=relation.pk)
        if now.state == State.WAITING:
            raise DecidedAlready(str(now))
        if now.state == State.MERGED:
            _part(now)
        now.state, now.decided_by, now.decided_at, now.carried = State.WAITING, None, None, {}
        now.save()
    relation.refresh_from_db()


def _decide(relation: Relation, state: str, by: User, **changes) -> None:
    with transaction.atomic(), pghistory.context(user=by.pk, act=str(state)):
        now = Relation.objects.select_for_update().get(pk=relation.pk)
        if now.state != State.WAITING:
            raise DecidedAlready(str(now))
        for name, value in {"state": state, "decided_by": by, "decided_at": timezone.now(), **changes}.items():
            setattr(now, name, value)
        now.save()
    relation.refresh_from_db()


def _tables():
    return {model._meta.model_name: model for model in (*curation.DESCRIPTIONS.values(), Original)}


def _owned(article: Article) -> dict[str, list[int]]:
    rows = {
        name: list(model.objects.filter(article=article).values_list("pk", flat=True))
        for name, model in _tables().items()
    }
    return {**rows, "article": list(Article.objects.filter(merged_into=article).values_list("pk", flat=True))}


def _part(relation: Relation) -> None:
    """Give the loser back what merging took from it and the winner still has."""
    pks = sorted((relation.first_id, relation.second_id))
    pair = Article.objects.select_for_update().order_by("pk").in_bulk(pks)
    lost = pair.pop(relation.carried["loser"])
    [won] = pair.values()
    if lost.merged_into_id != won.pk:
        raise curation.BadMerge(lost.identifier)
    for name, model in _tables().items():
        model.objects.filter(pk__in=relation.carried["rows"][name], article=won).update(article=lost)
    for earlier in Article.objects.select_for_update().filter(
        pk__in=relation.carried["rows"]["article"], merged_into=won
    ):
        curation.save(earlier, {"merged_into": lost})
    curation.save(
        lost, {"merged_into": None, "status": relation.carried["status"], "status_reason": "", "status_note": ""}
    )
    curation.save(won, {})
