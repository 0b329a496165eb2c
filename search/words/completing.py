"""Completing: what a reader who has begun to type may go on with: words of the archive, and names of its vocabularies.

Nothing is offered that stands only in articles which the reader may not know of.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

import arabic
from arabic import letters, names, romanising, stopwords
from archive.access import knows_all
from archive.models import Article, Author, Place, Source, Topic
from search.finding.asking import TooCostly, asking
from search.query.parsing import MAX_CHARACTERS
from search.words import attaching, expanding

SHORTEST, SHORTEST_LATIN = 2, 3  # letters that a word must have to be completed
MOST = 8  # words
MOST_NAMES = 3  # of each vocabulary
MOST_KEYS = 6  # beginnings of Arabic names that Latin letters may mean
LOOKED_AT = 80  # the most frequent forms that begin so
CLOSE = 0.5
PLACES = 1000  # in the order of frequency that outweigh the whole of a distance

WORD = "word"
VOCABULARIES = (("source", Source), ("topic", Topic), ("place", Place), ("author", Author))
LINKS = {"source": "source", "topic": "topics", "place": "places", "author": "authors"}
LAST = chr(0x10FFFF)

# Ranges, and not LIKE: in the collation C what begins with some letters is one range of the index.
# OFFSET 0 keeps the planner from joining the whole tables first.
FORMS = """
    SELECT found.form
      FROM unnest(%(begun)s::varchar[]) AS asked (begun)
     CROSS JOIN LATERAL (
        SELECT f.form FROM search_form f
         WHERE f.{column} >= asked.begun COLLATE "C" AND f.{column} < (asked.begun || %(last)s) COLLATE "C"
           AND f.key <> ''
        OFFSET 0) AS found
     CROSS JOIN LATERAL (
        SELECT l.df FROM search_lexeme l WHERE l.lexeme = ('=' || found.form) COLLATE "default" AND l.df > 0
        OFFSET 0) AS counted
     GROUP BY found.form, counted.df ORDER BY counted.df DESC, found.form LIMIT %(looked_at)s"""
VISIBLE = """
    SELECT form.form
      FROM (SELECT asked.form, asked.place, l.df
              FROM unnest(%(forms)s::varchar[]) WITH ORDINALITY AS asked (form, place)
              JOIN search_lexeme l ON l.lexeme = ('=' || asked.form) COLLATE "default") AS form
     CROSS JOIN LATERAL ({visible}) AS visible
     WHERE visible.articles > 0 ORDER BY form.place"""

Reader = AbstractBaseUser | AnonymousUser | None


@dataclass(frozen=True, slots=True)
class Completion:
    """What may be gone on with: the whole text of a search, or a name of a vocabulary; with its address."""

    kind: str  # "word", or the vocabulary's name
    text: str
    address: str


def complete(typed: str, user: Reader = None) -> list[Completion]:
    """Completions of what was typed so far, words first, frequent ones before others; none where it would be costly."""
    typed = typed.replace("\x00", "")[:MAX_CHARACTERS].strip()
    made: list[Completion] = []
    with suppress(TooCostly), asking():
        before, _, last = typed.rpartition(" ")
        for word in _words(letters.unify(last).text, user):
            text = f"{before} {word}".strip()
            made.append(Completion(WORD, text, _address("q", text)))
        if len(typed.removeprefix(names.ARTICLE)) >= SHORTEST:
            made += _names(typed, user)
    return made


def is_enough(typed: str) -> bool:
    """Whether the last word has letters enough to be completed: two besides the article, or three Latin ones."""
    begun = letters.unify(typed.rpartition(" ")[2]).text
    if romanising.is_latin(begun):
        return len(begun) >= SHORTEST_LATIN
    return len(begun.removeprefix(names.ARTICLE)) >= SHORTEST and begun.isalpha()


def _words(begun: str, user: Reader) -> list[str]:
    if not is_enough(begun):
        return []
    if romanising.is_latin(begun):
        return _visible(_in_arabic(begun), user)
    with_article = [] if begun.startswith(names.ARTICLE) else [names.ARTICLE + begun]
    forms = [form for form in _forms("form", [begun, *with_article], LOOKED_AT) if form != begun]
    return _visible(sorted(forms, key=_has_particle), user)


def _has_particle(form: str) -> bool:
    """Whether something is written onto it, without which it is the same word: such forms stand behind the others."""
    lexemes = arabic.lexemes(form)
    rests = (form[len(each) :] for each in attaching.PARTICLES if each != names.ARTICLE and form.startswith(each))
    return any(len(rest) >= SHORTEST and arabic.lexemes(rest) == lexemes for rest in rests)


def _in_arabic(begun: str) -> list[str]:
    """A few words that begin with these Latin letters, and Arabic names that may be meant by them, nearest first."""
    own = _forms("form", [begun], MOST // 2)
    keys = [key for key in names.keys(begun) if len(key) > 1][:MOST_KEYS]
    costs = {
        form: romanising.distance(begun, names.without_article(form), begun=True) + place / PLACES
        for place, form in enumerate(_forms("key", keys, 200))
        if not form.isascii()
    }
    return [*own, *sorted((form for form in costs if costs[form] <= CLOSE), key=costs.__getitem__)]


def _forms(column: str, begun: list[str], looked_at: int) -> list[str]:
    """The most frequent forms of which the form, or the key, begins so."""
    if not begun:
        return []
    with connection.cursor() as cursor:
        cursor.execute(FORMS.format(column=column), {"begun": begun, "last": LAST, "looked_at": looked_at})
        return [form for (form,) in cursor.fetchall()]


def _visible(forms: list[str], user: Reader) -> list[str]:
    """The first of the forms that stand in an article which the reader may know of; "the" makes no other word."""
    once: dict[str, str] = {}
    for form in forms:
        if form not in stopwords.WORDS:
            once.setdefault(names.without_article(form), form)
    asked = list(once.values())[: 2 * MOST]
    if knows_all(user) or not asked:
        return asked[:MOST]
    visible, params = expanding.counting(user)
    with connection.cursor() as cursor:
        # One article is enough to know that there are some.
        cursor.execute(VISIBLE.format(visible=visible), params | {"forms": asked, "counted": 0})
        return [form for (form,) in cursor.fetchall()][:MOST]


def _names(typed: str, user: Reader) -> Iterator[Completion]:
    """Terms and sources that have articles for this reader, of which a word begins as was typed."""
    for kind, model in VOCABULARIES:
        begins = Q()
        for field in ("name_ar", "name_latin"):
            begins |= Q(**{f"{field}__istartswith": typed}) | Q(**{f"{field}__icontains": f" {typed}"})
            begins |= Q(**{f"{field}__icontains": f"{names.ARTICLE}{typed}"})
        visible = Article.objects.visible_to(user).filter(**{LINKS[kind]: OuterRef("pk")})
        for row in model.objects.filter(begins, Exists(visible)).order_by("name_ar", "pk")[:MOST_NAMES]:
            yield Completion(kind, row.name, _address(kind, row.slug if isinstance(row, Source) else str(row.pk)))


def _address(name: str, value: str) -> str:
    return reverse("search:results", query={name: value})
