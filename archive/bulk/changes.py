"""What a bulk edit does to an article, as values of fields before and after; so each change can be foreseen and undone.

A change is kept as JSON (`BulkEdit.change`): `{"kind": "field", "name": "genre", "value": "news"}`.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from django.db.models import Exists, OuterRef, Q

from archive import curation, suggesting
from archive.models import Article, Author, Place, Topic

State = dict[str, Any]  # plain values by name, as JSON has them
TERMS: dict[str, type[Any]] = {"topic": Topic, "place": Place, "author": Author}
# What may be set to one value in many articles. Titles, texts and links are each article's own.
FIELDS = ("source", "genre", "section", "language", "text_origin", "date_precision", "date_evidence", "access")
DECIDED = ("status", "status_reason", "status_note", "status_until", "embargo_until")
ACTS = {"submit": Article.Status.REVIEW, "publish": Article.Status.PUBLISHED, "withhold": Article.Status.WITHHELD}
ACTS |= {"withdraw": Article.Status.WITHDRAWN}


class Change(Protocol):
    """Something that is done to many articles alike."""

    curated: tuple[str, ...]  # what imports leave alone from now on

    def already(self) -> Q:
        """Which articles are so already."""

    def refused(self) -> Q:
        """Which articles do not allow it."""

    def states(self, articles: Sequence[Article]) -> dict[int, State]:
        """How each article is now, as far as the change goes."""

    def target(self, article: Article, state: State) -> State:
        """How an article that allows it will be."""

    def write(self, articles: Sequence[Article], wanted: Mapping[int, State]) -> Sequence[str]:
        """Make the articles so, but for their own columns: these are set, and whoever calls saves the named ones."""


@dataclass(frozen=True)
class Setting:
    """Giving a field of every article one value. A coarser date is the first day that it may mean."""

    name: str
    value: Any

    @property
    def curated(self) -> tuple[str, ...]:
        return tuple(self._names)

    @property
    def _names(self) -> list[str]:
        dates = ["published_on", "published_time"] if self.name == "date_precision" else []
        return [self.name, *dates]

    def already(self) -> Q:
        return Q(**{self.name: self.value})

    def refused(self) -> Q:
        return Q(published_on=None) if self.name in ("date_precision", "date_evidence") else Q(pk__in=[])

    def states(self, articles: Sequence[Article]) -> dict[int, State]:
        return {article.pk: _values(article, self._names) for article in articles}

    def target(self, article: Article, state: State) -> State:
        if self.name != "date_precision" or article.published_on is None:
            return {**state, self.name: self.value}
        first = {"month": {"day": 1}, "year": {"day": 1, "month": 1}}.get(self.value, {})
        day = article.published_on.replace(**first)
        return {self.name: self.value, "published_on": day.isoformat(), "published_time": None}

    def write(self, articles: Sequence[Article], wanted: Mapping[int, State]) -> Sequence[str]:
        return _set(articles, wanted, self._names)


@dataclass(frozen=True)
class Deciding:
    """An act of `curation` that changes who sees an article: one of `ACTS`, an embargo, or restoring."""

    act: str
    reason: str = ""
    note: str = ""
    until: str | None = None
    curated: tuple[str, ...] = ()

    def already(self) -> Q:
        match self.act:
            case "embargo":
                return Q(embargo_until=self.until)
            case "restore":
                return Q(pk__in=[])
        return Q(status=ACTS[self.act])

    def refused(self) -> Q:
        return ~Q(status__in=curation.MOVES[self.act]) | Q(merged_into__isnull=False)

    def states(self, articles: Sequence[Article]) -> dict[int, State]:
        return {article.pk: _values(article, DECIDED) for article in articles}

    def target(self, article: Article, state: State) -> State:
        if self.act == "embargo":
            return {**state, "embargo_until": self.until}
        hidden = self.act in ("withhold", "withdraw")
        reason = {"status_reason": self.reason if hidden else "", "status_until": self.until if hidden else None}
        status = curation.state_before(article) if self.act == "restore" else ACTS[self.act].value
        return {**state, "status": status, "status_note": self.note, **reason}

    def write(self, articles: Sequence[Article], wanted: Mapping[int, State]) -> Sequence[str]:
        return _set(articles, wanted, DECIDED)


@dataclass(frozen=True)
class Describing:
    """Giving articles a topic, a place or an author, or taking it (`give` is false)."""

    vocabulary: str
    term: int
    give: bool
    role: str = ""
    named: bool = False  # only where the text names it firmly: see `archive.suggesting`

    @property
    def curated(self) -> tuple[str, ...]:
        return (f"{self.vocabulary}s",)

    @property
    def _through(self) -> type[Any]:
        return TERMS[self.vocabulary].articles.through

    @cached_property
    def _term(self) -> Any:
        return TERMS[self.vocabulary].objects.get(pk=self.term)

    def _links(self):
        return self._through.objects.filter(**{f"{self.vocabulary}_id": self.term})

    def already(self) -> Q:
        linked = Exists(self._links().filter(article=OuterRef("pk")))
        return Q(linked) if self.give else ~Q(linked)

    def refused(self) -> Q:
        return Q(pk__in=[])

    def states(self, articles: Sequence[Article]) -> dict[int, State]:
        found: dict[int, State] = {article.pk: {"links": []} for article in articles}
        for link in self._links().filter(article__in=articles).order_by("pk"):
            found[link.article_id]["links"].append(self._kept(link))
        return found

    def target(self, article: Article, state: State) -> State:
        if not self.give:
            return {"links": []}
        if self.named and not suggesting.names_firmly(article.pk, self._term):
            return state
        return {"links": state["links"] or [self._new()]}

    def write(self, articles: Sequence[Article], wanted: Mapping[int, State]) -> Sequence[str]:
        """Only what differs is taken or given, so that the record of changes tells of nothing else."""
        now = self.states(articles)
        gone, come = [], []
        for article in articles:
            before, after = now[article.pk]["links"], wanted[article.pk]["links"]
            gone += [article.pk] if before and before != after else []
            if before != after:
                come += [
                    self._through(article_id=article.pk, **{f"{self.vocabulary}_id": self.term}, **link)
                    for link in after
                ]
        curation.unlink(self._links().filter(article__in=gone))
        self._through.objects.bulk_create(come)
        return ()

    def _new(self) -> State:
        if self.vocabulary == "topic":
            return {"printed": ""}
        extra = {"place_in_line": 0} if self.vocabulary == "author" else {}
        return {"role": self.role or ("subject" if self.vocabulary == "place" else "author"), "printed": "", **extra}

    def _kept(self, link: Any) -> State:
        """Of what is taken its number, too: given back, it stands in its old place among the others."""
        number = {} if self.give else {"id": link.pk}
        return {name: getattr(link, name) for name in self._new()} | number


def read(change: Mapping[str, Any]) -> Change:
    """The change that is kept as JSON. Raises `ValueError` for what is none."""
    kinds: dict[str, Any] = {"field": Setting, "decide": Deciding, "describe": Describing}
    given = dict(change)
    try:
        made = kinds[given.pop("kind")](**given)
    except (KeyError, TypeError):
        raise ValueError(f"no change: {change}") from None
    if isinstance(made, Setting) and made.name not in FIELDS:
        raise ValueError(f"not set in many articles: {made.name}")
    return made


def _values(article: Article, names: Sequence[str]) -> State:
    return {name: plain(getattr(article, _field(name).attname)) for name in names}


def _set(articles: Sequence[Article], wanted: Mapping[int, State], names: Sequence[str]) -> Sequence[str]:
    for article in articles:
        for name in names:
            field = _field(name)
            setattr(article, field.attname, field.to_python(wanted[article.pk][name]))
    return names


def _field(name: str) -> Any:
    return Article._meta.get_field(name)


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else value
