"""Suggesting the topics and places that an article names without being described with them.

What a curator has declined is not suggested again. A term that stands in the headline or the lead, or twice in the
text, is suggested firmly; one that stands once in the text, beside the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pghistory
from django.db import transaction
from django.db.models import Max

from archive import curation
from archive.models import Article, ArticlePlace, ArticleTopic, Declined, Place, Topic, User
from archive.models.articles import TEXT_FIELDS
from archive.recognising import Key, Mention, Recogniser

SOUGHT: dict[str, type[Any]] = {"topic": Topic, "place": Place}
FIRM = 2  # mentions in the text


@dataclass(frozen=True)
class Suggestion:
    """A term, and where it stands: field by field, as places in the text."""

    term: Any
    mentions: list[tuple[str, Mention]] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.term._meta.model_name}-{self.term.pk}"

    @property
    def called(self) -> str:
        """Whether it is a topic or a place, in the reader's language."""
        return str(self.term._meta.verbose_name)

    @property
    def firm(self) -> bool:
        return len(self.mentions) >= FIRM or any(name != "body" for name, _ in self.mentions)


def suggest(article: Article) -> list[Suggestion]:
    """The terms that stand in the article and neither describe it nor were declined; the firm ones first."""
    found: dict[Key, list[tuple[str, Mention]]] = {}
    for name, mention in mentions(article, recogniser(_state())):
        found.setdefault(mention.key, []).append((name, mention))
    for key in _known(article) & found.keys():
        del found[key]
    terms = {(kind, pk): term for kind in SOUGHT for pk, term in _terms(kind, found).items()}
    made = [Suggestion(terms[key], places) for key, places in found.items() if key in terms]
    return sorted(made, key=lambda one: (not one.firm, -len(one.mentions), one.term.name_ar))


def mentions(article: Article, names: Recogniser) -> Iterable[tuple[str, Mention]]:
    """Each field's name with the places of the terms in it."""
    for name in TEXT_FIELDS:
        for mention in names.mentions(getattr(article, name)):
            yield name, mention


def of_term(article: Article, term: Any) -> Suggestion:
    """Where the article names this term, whatever was decided; longer names of other terms win."""
    key = (term._meta.model_name, term.pk)
    found = [(name, one) for name, one in mentions(article, recogniser(_state())) if one.key == key]
    return Suggestion(term, found)


def names_firmly(number: int, term: Any) -> bool:
    """Whether the article of that number would be suggested the term firmly."""
    return of_term(Article.objects.only(*TEXT_FIELDS).get(pk=number), term).firm


def decide(*, article: Article, accepted: Collection[Any], declined: Collection[Any], by: User) -> None:
    """Describe the article with the accepted terms, as they are printed there; remember the others as declined."""
    with transaction.atomic(), pghistory.context(user=by.pk, act="describe"):
        printed = {one.key: printed_form(article, one) for one in suggest(article)}
        for term in accepted:
            words = printed.get(f"{term._meta.model_name}-{term.pk}", "")
            if isinstance(term, Topic):
                ArticleTopic.objects.get_or_create(article=article, topic=term, defaults={"printed": words})
            else:
                about: dict[str, Any] = {"role": ArticlePlace.Role.SUBJECT, "defaults": {"printed": words}}
                ArticlePlace.objects.get_or_create(article=article, place=term, **about)
        rows = (Declined(article=article, by=by, **{term._meta.model_name: term}) for term in declined)
        Declined.objects.bulk_create(rows, ignore_conflicts=True)
        if accepted:
            names = sorted({f"{term._meta.model_name}s" for term in accepted})
            curation.describe(article=article, names=names, by=by)


def printed_form(article: Article, one: Suggestion) -> str:
    """The words by which the article first names the term."""
    name, mention = one.mentions[0]
    return getattr(article, name)[mention.start : mention.end][:300]


@lru_cache(maxsize=1)
def recogniser(state: tuple) -> Recogniser:
    """All names of the sought terms; made again when the vocabularies are in another `state`."""
    terms = [(kind, term) for kind, model in SOUGHT.items() for term in model.objects.filter(sought=True)]
    return Recogniser(((kind, term.pk), name) for kind, term in terms for name in term.names)


def _state() -> tuple:
    """What changes with every change of the vocabularies: the last terms, and the last rows of their history."""
    found: list[Any] = []
    for model in SOUGHT.values():
        found += [model.objects.aggregate(last=Max("pk"))["last"]]
        found += [model.events.rel.related_model.objects.aggregate(last=Max("pgh_id"))["last"]]
    return tuple(found)


def _known(article: Article) -> set[Key]:
    """The terms that describe the article, and those that were declined."""
    known: set[Key] = set()
    for kind, model in SOUGHT.items():
        links = model.articles.through.objects.filter(article=article).values_list(f"{kind}_id", flat=True)
        declined = Declined.objects.filter(article=article).exclude(**{kind: None}).values_list(f"{kind}_id", flat=True)
        known |= {(kind, pk) for pk in [*links, *declined]}
    return known


def _terms(kind: str, found: Collection[Key]) -> dict[int, Any]:
    return SOUGHT[kind].objects.in_bulk([pk for key, pk in found if key == kind])
