"""Expanding: which forms of a query's words really stand in the archive, and in how many articles.

Beside them stand other spellings of names (`resembling`), which the query does not find. A form that stands only in
articles which the reader may not know of is not there for that reader.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import connection

import arabic
from archive.access import knows_all
from search.datatypes import Query, Word
from search.finding.asking import asking
from search.models import IndexEntry
from search.words import resembling

MOST_WORDS = 12  # of a query
SHOWN = 12  # forms of a word
LOOKED_AT = 60  # forms of a word, the most frequent; few words have more
RESEMBLING = 25  # forms of a key, the most frequent
LONGER = 4  # letters that another spelling may have more, or fewer
COUNTED = 500  # articles of a form that are counted for who does not know all

EXACT = "exact"  # spelt as typed
FORM = "form"  # another form of the word
GLUED = "glued"  # printed together with another word
RESEMBLES = "resembles"  # perhaps another spelling of it, which it does not find

SQL = Path(__file__).with_name("expanding.sql").read_text()
# Who knows all is told by the frequency.
ALL = "SELECT form.df AS articles, true AS exactly"
# A quoted lexeme, as `placing.quote` writes it. The articles in several parts count once. What stands in more articles
# than are counted and hidden together need not be looked up; nor, where nothing is hidden, anything.
AMONG = """
    SELECT CASE WHEN hidden.most = 0 THEN form.df WHEN form.df > %(counted)s + hidden.most THEN %(counted)s + 1
                ELSE found.articles END AS articles,
           hidden.most = 0 OR form.df <= %(counted)s + hidden.most AND found.exactly AS exactly
      FROM (SELECT count(*) AS most FROM search_indexentry WHERE access = 0 OR visible_from IS NOT NULL) AS hidden,
   LATERAL (
        SELECT count(DISTINCT article_id) AS articles, count(*) <= %(counted)s AS exactly FROM (
            SELECT search_indexentry.article_id FROM ({entries}) AS search_indexentry
             WHERE form.df <= %(counted)s + hidden.most AND hidden.most > 0
               AND tsv @@ ('''=' || replace(replace(form.form, '\\', '\\\\'), '''', '''''') || '''')::tsquery
             LIMIT %(counted)s + 1) AS counted) AS found"""

Reader = AbstractBaseUser | AnonymousUser | None


@dataclass(frozen=True, slots=True)
class FormCount:
    """A form of a word and the number of articles with it; there are more than that where it is not `exactly` so."""

    form: str
    count: int
    exactly: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Expansion:
    """A word of a query with its forms, most frequent first, and how many further ones there are.

    `near` are other spellings of it if it is a name, which the query does not find, the nearest first, at most three.
    """

    word: Word
    forms: tuple[FormCount, ...]
    more: int = 0
    near: tuple[FormCount, ...] = ()


def expand(query: Query, user: Reader = None) -> list[Expansion]:
    """The words that `query` looks for, in the order typed, each once, with their forms that `user` may know of.

    One statement for all words. Words beyond the twelfth are left out; raises `TooCostly`.
    """
    words = list({word.lexemes: word for word in query.words()}.values())[:MOST_WORDS]
    known = resembling.found_already(query)
    found: dict[int, list[FormCount]] = {}
    near: dict[int, list[FormCount]] = {}
    for number, form, count, exactly, resembles in _forms(words, known, user) if words else ():
        kind = RESEMBLES if resembles else _kind(form, words[number])
        (near if resembles else found).setdefault(number, []).append(FormCount(form, count, exactly, kind))
    return [
        Expansion(
            word,
            tuple(found.get(n, ())[:SHOWN]),
            max(0, len(found.get(n, ())) - SHOWN),
            _nearest(word, near.get(n, ()), known),
        )
        for n, word in enumerate(words)
    ]


def _nearest(word: Word, near: Sequence[FormCount], known: set[str]) -> tuple[FormCount, ...]:
    counts = {form.form: form for form in near}
    frequencies = {form.form: form.count for form in near}
    return tuple(counts[form] for form in resembling.nearest(word, frequencies, known))


def _forms(words: list[Word], known: set[str], user: Reader) -> list[tuple[int, str, int, bool, bool]]:
    asked = [
        {"number": n, "exact": word.exact[1:], "lexemes": word.forms, "keys": resembling.keys_beside(word)}
        for n, word in enumerate(words)
    ]
    visible, params = counting(user)
    params |= {"words": json.dumps(asked), "looked_at": LOOKED_AT, "known": sorted(known)}
    with asking(), connection.cursor() as cursor:
        cursor.execute(SQL.format(visible=visible), params | {"resembling": RESEMBLING, "longer": LONGER})
        return [(n, form, count, exactly, resembles) for n, form, _, count, exactly, resembles in cursor.fetchall()]


def counting(user: Reader) -> tuple[str, dict]:
    """SQL for the number of articles with `form.form`, in `form.df` articles, that `user` may know of; its parameters.

    Beyond `%(counted)s` it stops, and says so.
    """
    if knows_all(user):
        return ALL, {}
    sql, values = IndexEntry.objects.visible_to(user).values("article_id", "tsv").query.sql_with_params()
    names = {f"visible_{n}": value for n, value in enumerate(values)}
    return AMONG.format(entries=sql % tuple(f"%({name})s" for name in names)), names | {"counted": COUNTED}


def _kind(form: str, word: Word) -> str:
    if f"={form}" == word.exact:
        return EXACT
    return GLUED if len(arabic.split(form)) > 1 else FORM
