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

from arabic import letters, names, romanising, stopwords
from archive.models import Article, Author, Place, Source, Topic
from search import expanding
from search.asking import TooCostly, asking
from search.parsing import MAX_CHARACTERS

SHORTEST, SHORTEST_LATIN = 2, 3  # letters that a word must have to be completed
MOST = 8  # words
MOST_NAMES = 3  # of each vocabulary
MOST_KEYS = 6  # beginnings of Arabic names that Latin letters may mean
LOOKED_AT = 40  # the most frequent forms that begin so
CLOSE = 0.35

WORD = "word"
VOCABULARIES = (("source", Source), ("topic", Topic), ("place", Place), ("author", Author))
LINKS = {"source": "source", "topic": "topics", "place": "places", "author": "authors"}
LAST = chr(0x10FFFF)

# Ranges, and not LIKE: in the collation C what begins with some letters is one range of the index.
FORMS = """
    SELECT form.form FROM (
        SELECT DISTINCT f.form, l.df FROM unnest(%(begun)s::varchar[]) AS asked (begun)
          JOIN search_form f
            ON f.{column} >= asked.begun COLLATE "C" AND f.{column} < (asked.begun || %(last)s) COLLATE "C"
          JOIN search_lexeme l ON l.lexeme = ('=' || f.form) COLLATE "default"
         WHERE f.key <> '' AND l.df > 0
         ORDER BY l.df DESC, f.form LIMIT %(looked_at)s) AS form
     CROSS JOIN LATERAL ({visible}) AS visible
     WHERE visible.articles > 0 ORDER BY form.df DESC, form.form"""

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


def _words(begun: str, user: Reader) -> list[str]:
    if romanising.is_latin(begun):
        if len(begun) < SHORTEST_LATIN:
            return []
        own = _forms("form", [begun], user)
        keys = [key for key in names.keys(begun) if len(key) > 1][:MOST_KEYS]
        distances = {
            form: romanising.distance(begun, names.without_article(form), begun=True)
            for form in _forms("key", keys, user, 5 * LOOKED_AT)
            if not form.isascii()
        }
        near = (form for form, distance in distances.items() if distance <= CLOSE)
        meant = sorted(near, key=lambda form: round(distances[form], 1))
        return _once([*own[: MOST // 2], *meant])
    if len(begun.removeprefix(names.ARTICLE)) < SHORTEST or not begun.isalpha():
        return []
    with_article = [] if begun.startswith(names.ARTICLE) else [names.ARTICLE + begun]
    return _once(form for form in _forms("form", [begun, *with_article], user) if form != begun)


def _once(forms) -> list[str]:
    """Of a name with and without the article the more frequent one."""
    found: dict[str, str] = {}
    for form in forms:
        if form not in stopwords.WORDS:
            found.setdefault(names.without_article(form), form)
    return list(found.values())[:MOST]


def _forms(column: str, begun: list[str], user: Reader, looked_at: int = LOOKED_AT) -> list[str]:
    """The most frequent forms of which the form, or the key, begins so."""
    if not begun:
        return []
    visible, params = expanding.counting(user)
    asked = params | {"begun": begun, "last": LAST, "looked_at": looked_at}
    with connection.cursor() as cursor:
        # One article is enough to know that there are some.
        cursor.execute(FORMS.format(column=column, visible=visible), asked | {"counted": 0})
        return [form for (form,) in cursor.fetchall()]


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
