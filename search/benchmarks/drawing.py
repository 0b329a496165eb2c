"""Drawing: the queries of each kind, from what the archive holds, by the share of articles that have their words.

A word is typed as readers would: in the form of it that is printed most often. What stands for how common it is, is the
most frequent lexeme that it is looked for by. Everything drawn is the same for the same seed and index.
"""

import itertools
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import connection

from archive.models import Article
from search.benchmarks import excerpting
from search.datatypes import Prefix, Word
from search.finding import weighing
from search.models import Totals
from search.query import parsing

ALL, ANY, PHRASE, PREFIX = "all", "any", "phrase", "prefix"
MOST = 200  # queries of a kind
TRIED = 600  # lexemes that a class of words is drawn from
DEEP = 30  # a page far down
PER_PAGE = 10
PREFIX_LETTERS = 4

# The share of all articles.
RARE, MID, COMMON, VERY_COMMON = (0.0, 0.001), (0.005, 0.02), (0.05, 0.15), (0.30, 0.62)
FEWEST = 3  # articles: in a small archive a rare word may stand in so many


@dataclass(frozen=True)
class Asked:
    """One query: as an address of the results page, and what peers must know of it to ask the same."""

    kind: str
    address: str  # q=…&source=…
    words: tuple[str, ...]
    how: str = ALL
    source: int | None = None
    year: int | None = None
    newest: bool = False
    page: int = 1

    @property
    def offset(self) -> int:
        return (self.page - 1) * PER_PAGE


@dataclass(frozen=True)
class Words:
    """The words of each class."""

    rare: list[str]
    mid: list[str]
    common: list[str]
    very_common: list[str]


def draw(seed: int) -> dict[str, list[Asked]]:
    """Up to MOST queries of each kind; fewer, or none, where the archive has no more."""
    rng = random.Random(seed)
    words = words_by_class(seed)
    for each in vars(words).values():
        rng.shuffle(each)
    return {kind: list(itertools.islice(queries, MOST)) for kind, queries in _drawn(words, rng)}


def _drawn(words: Words, rng: random.Random) -> Iterator[tuple[str, Iterator[Asked]]]:
    """The kinds in the order of the report; each is to be taken before the next is asked for."""
    common, very_common = words.common, words.very_common
    rows: dict[str, Iterable[tuple[str, ...]]] = {
        "rare": zip(words.rare),
        "mid": zip(words.mid),
        "common": zip(common),
        "very common": zip(very_common),
        "two words": _mixed(rng, words.mid, common),
        "three words": _mixed(rng, words.mid, common, common),
        "two very common": _mixed(rng, very_common, very_common),
    }
    for kind, each in rows.items():
        yield kind, (asked(kind, row) for row in each)
    yield "three OR-ed", (asked("three OR-ed", row, ANY) for row in _mixed(rng, common, common, common))
    yield "phrase", (asked("phrase", pair, PHRASE) for pair in excerpting.pairs(rng, MOST))
    yield "prefix", (asked("prefix", (stem,), PREFIX) for stem in _stems([*common, *words.mid]))
    yield "filtered", (_filtered(word, article) for word, article in zip(common * MOST, _articles(rng), strict=False))
    yield "question", (_question(words) for words in excerpting.questions(rng, MOST))
    yield "deep page", (asked("deep page", (word,), page=DEEP) for word in [*very_common, *common])
    yield "newest", (asked("newest", (word,), newest=True) for word in [*common, *very_common])


def asked(kind: str, words: tuple[str, ...], how: str = ALL, **more) -> Asked:
    """A query as the page and as peers are asked."""
    typed = {
        ALL: " ".join(words),
        ANY: " OR ".join(words),
        PHRASE: f'"{" ".join(words)}"',
        PREFIX: f"{words[0]}*",
    }[how]
    params = {"q": typed}
    if more.get("newest"):
        params["sort"] = "newest"
    if "page" in more:
        params["page"] = str(more["page"])
    return Asked(kind, urlencode(params), words, how, **more)


def words_by_class(seed: int) -> Words:
    articles = Totals.objects.values_list("articles", flat=True).first() or 0
    classes = [_words(low * articles, max(high * articles, FEWEST), seed) for low, high in
               (RARE, MID, COMMON, VERY_COMMON)]  # fmt: skip
    return Words(*classes)


def _words(low: float, high: float, seed: int) -> list[str]:
    """Printed words of which the most frequent lexeme stands in so many articles; no stop words."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH picked AS (
                SELECT lexeme FROM search_lexeme
                 WHERE df BETWEEN greatest(1, %s) AND %s AND left(lexeme, 1) IN ('+', '~')
                 ORDER BY md5(lexeme || %s) LIMIT %s)
            SELECT DISTINCT ON (picked.lexeme) form.form
              FROM picked JOIN search_form form ON form.lexemes @> ARRAY[picked.lexeme::varchar]
              JOIN search_lexeme exact ON exact.lexeme = ('=' || form.form) COLLATE "default"
             WHERE form.form ~ '^[\u0621-\u064a]{3,}$'
             ORDER BY picked.lexeme, exact.df DESC, form.form""",
            [low, high, str(seed), TRIED],
        )
        forms = list(dict.fromkeys(form for (form,) in cursor.fetchall()))
    words = [word for word in map(_word, forms) if word and not word.stop]
    df = weighing.statistics(words).df
    return [word.text for word in words if low <= max(df.get(each, 0) for each in word.lexemes) <= high][:MOST]


def _word(form: str) -> Word | None:
    root = parsing.parse(form).root
    return root if isinstance(root, Word) else None


def _mixed(rng: random.Random, *classes: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Rows of one word of each class, no row twice, no word twice in a row."""
    if not all(classes):
        return
    seen = set()
    for _ in range(MOST * 5):
        row = tuple(map(rng.choice, classes))
        if len(set(row)) == len(row) and frozenset(row) not in seen:
            seen.add(frozenset(row))
            yield row


def _stems(words: Sequence[str]) -> Iterator[str]:
    stems = dict.fromkeys(word[: min(PREFIX_LETTERS, len(word) - 1)] for word in words if len(word) > PREFIX_LETTERS)
    return (stem for stem in stems if isinstance(parsing.parse(f"{stem}*").root, Prefix))


def _articles(rng: random.Random) -> Iterator[tuple[int, str, int]]:
    """The source, its short name and the year of articles with a date."""
    dated = Article.objects.filter(pk__in=excerpting.numbers(rng, MOST * 2)).exclude(published_on=None)
    for source, slug, day in dated.values_list("source_id", "source__slug", "published_on"):
        if day:
            yield source, slug, day.year


def _filtered(word: str, article: tuple[int, str, int]) -> Asked:
    source, slug, year = article
    address = urlencode({"q": word, "source": slug, "year": year})
    return Asked("filtered", address, (word,), source=source, year=year)


def _question(words: tuple[str, ...]) -> Asked:
    return Asked("question", urlencode({"q": f"متى {' '.join(words)}؟"}), words, ANY)
