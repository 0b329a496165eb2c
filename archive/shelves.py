"""The shelves by which readers walk the archive: sources, topics, places and people.

An address holds what never changes: the number of a term, whose names are mended, and the short name of a source, whose
former ones are remembered. A term that was merged into another leads to that one.
"""

import operator
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import CharField, Count, F, Func, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat, Lower, NullIf
from django.urls import reverse
from django.utils.translation import get_language

from archive import access, hierarchy, holdings
from archive.models import Author, Place, Source, Topic
from archive.querysets import ArticleQuerySet

MERGES_FOLLOWED = 10
LETTERS_ASKED = 100
WORTH_KEEPING = 0.05  # seconds; what is quicker is made anew each time and so is never old
KEPT_FOR = 200  # times the seconds that it took, so that making it costs half a percent of the time at most
KEPT_AT_MOST = 600  # seconds
# Spellings that readers mix, and marks that they leave out: a name is looked up without them.
MIXED = str.maketrans("أإآٱىة", "اااايه", "\N{ARABIC TATWEEL}ًٌٍَُِّْٰ")


@dataclass(frozen=True)
class Shelf:
    """One way to walk: `role` is what its things are called by addresses and filters of a search, `page` its index."""

    role: str
    page: str
    model: type[Any]

    def articles(self, thing, among: ArticleQuerySet) -> ArticleQuerySet:
        """Those of `among` that stand here under `thing`, or under a topic below it, each once."""
        if self.model is Source:
            return among.from_source(thing)
        things = hierarchy.below(thing) if self.model is Topic else [thing.pk]
        links = self.model.articles.through.objects.filter(**{f"{self.role}__in": things})
        return among.filter(pk__in=links.values("article"))

    def known_to(self, user, words: str = "", order: str = "count") -> QuerySet:
        """What stands here and is `known` to hold something, largest first or by name; only names with the `words`."""
        held = self.model.objects.annotate(known=holdings.known_to(user, "tallies__")).filter(known__gt=0)
        for word in words[:LETTERS_ASKED].lower().translate(MIXED).split():
            held = held.alias(spelled=self._spelled()).filter(spelled__contains=word)
        return held.order_by(_name(), "pk") if order == "name" else held.order_by("-known", _name(), "pk")

    def named(self, user, keys: Iterable[str]) -> QuerySet:
        """The things with those keys that have a page for `user`: a term whose articles are hidden tells no name."""
        things = self.model.objects.all() if self.model is Source else self.known_to(user).order_by()
        return things.filter(**{f"{self.key}__in": list(keys)})

    def find(self, key: str | int):
        """The thing with that key, or None."""
        return self.model.objects.filter(**{self.key: key}).first()

    def heir(self, key: str | int):
        """What stands now for a key that is gone: the source whose short name it was, the term that took it over."""
        if self.model is Source:
            former = self.model.events.rel.related_model.objects.filter(slug=key).order_by("-pgh_id").first()
            return Source.objects.filter(pk=former.pgh_obj_id).first() if former else None
        events = self.model.events.rel.related_model.objects.filter(pgh_label="delete")
        for _ in range(MERGES_FOLLOWED):
            end = events.filter(pgh_obj_id=key).select_related("pgh_context").order_by("-pgh_id").first()
            key = (end.pgh_context.metadata.get("winner") if end and end.pgh_context else None) or 0
            if not key or (found := self.find(key)):
                return found if key else None
        return None

    @property
    def key(self) -> str:
        return "slug" if self.model is Source else "pk"

    def _spelled(self) -> Func:
        others = "former_names" if self.model is Source else "variants"
        joined = Func(others, Value(" "), function="array_to_string", output_field=CharField())
        names: list[Any] = [F("name_ar"), Value(" "), F("name_latin"), Value(" "), joined]
        removed = "".join(chr(letter) for letter, to in MIXED.items() if to is None)
        replaced = {chr(letter): chr(to) for letter, to in MIXED.items() if to is not None}
        given, wanted = Value("".join(replaced) + removed), Value("".join(replaced.values()))
        return Func(Lower(Concat(*names, output_field=CharField())), given, wanted, function="translate")


def _name() -> Coalesce:
    """The name that the reader's language shows, for ordering."""
    latin = NullIf("name_latin", Value(""))
    return Coalesce(latin, "name_ar") if get_language() == "en" else Coalesce("name_ar", latin)


SOURCES = Shelf("source", "sources", Source)
TOPICS = Shelf("topic", "topics", Topic)
PLACES = Shelf("place", "places", Place)
PEOPLE = Shelf("author", "people", Author)
ALL = (SOURCES, TOPICS, PLACES, PEOPLE)
BY_ROLE = {shelf.role: shelf for shelf in ALL}


@dataclass(frozen=True)
class Entry:
    """A line of an index: where it leads, what it is called, how many articles it has."""

    role: str
    key: str
    name_ar: str
    name_latin: str
    count: int

    @property
    def name(self) -> str:
        return self.name_latin if get_language() == "en" and self.name_latin else self.name_ar

    @property
    def href(self) -> str:
        return address(self.role, self.key)


def address(role: str, key: str | int) -> str:
    return reverse(f"archive:{role}", args=[key])


def address_of(thing) -> str:
    """Where the page of a source or a term is."""
    return address(thing._meta.model_name, thing.slug if isinstance(thing, Source) else thing.pk)


def largest(user, number: int) -> dict[str, list[Entry]]:
    """By role: the `number` things with the most articles. One statement; a large archive says what it just said."""
    key = f"largest-{number}-{access.knows_all(user)}-{get_language()}"
    if (found := cache.get(key)) is not None:
        return found
    began = time.monotonic()
    made = _entries([(shelf, shelf.known_to(user)) for shelf in ALL], number)
    if (took := time.monotonic() - began) > WORTH_KEEPING:
        cache.set(key, made, timeout=min(took * KEPT_FOR, KEPT_AT_MOST))
    return made


def beside(articles: list[int], number: int, without: Shelf) -> dict[str, list[Entry]]:
    """By role: what the `articles`, a few hundred by their numbers, have most often beside. One statement."""
    counted = []
    for shelf in ALL:
        if shelf is not without:
            found = shelf.model.objects.filter(articles__in=articles).annotate(known=Count("articles", distinct=True))
            counted.append((shelf, found.order_by("-known", "name_ar", "pk")))
    return _entries(counted, number)


def _entries(counted: Iterable[tuple[Shelf, QuerySet]], number: int) -> dict[str, list[Entry]]:
    parts = [
        queryset.annotate(role=Value(shelf.role), address=Cast(shelf.key, CharField())).values_list(
            "role", "address", "name_ar", "name_latin", "known"
        )[:number]
        for shelf, queryset in counted
    ]
    entries = [Entry(*row) for row in parts[0].union(*parts[1:], all=True)]
    found: dict[str, list[Entry]] = {shelf.role: [] for shelf in ALL}
    for entry in sorted(entries, key=operator.attrgetter("name_ar", "key")):
        found[entry.role].append(entry)
    return {role: sorted(those, key=lambda entry: -entry.count) for role, those in found.items()}
