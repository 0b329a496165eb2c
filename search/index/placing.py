"""Placing: which lexeme stands where in an article, and how often. Pure, no Django.

The layout of positions. All words of an article have positions in one row, counted from 1: those of the title, the
subtitle, the lead and the body, with a gap of REACH between one and the next, over which no phrase reaches. Weights
tell the zones too: A title, B subtitle and lead, D body. A text too long for one tsvector goes on in a further part,
whose positions begin again at 1 (`dividing`).

How often a lexeme stands in which zone is counted for the whole article, whatever its parts: ranking reads these
counts (`packing`), for picking a few lexemes out of a tsvector takes several times as long.

Beside the lexemes of its words an article's only part holds the markers of `tiering`, without positions. A text in
several parts has none: such articles are few, and looked at each time.

Articles are placed many at once, as arrays of numbers (`numbering`, `standing`), and their parts made as the bytes that
PostgreSQL's binary COPY takes (`encoding`): to write and parse numbers costs more than to place.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

import arabic
from search.index import dividing, encoding, impacts, standing, tiering
from search.index.encoding import Packed
from search.index.impacts import Factors, Lengths
from search.index.numbering import Lexemes, Numbers, Words
from search.index.standing import WEIGHT_BITS, A, B, D, Standing
from search.index.tiering import Tiers
from search.query.parsing import MAX_PHRASE

# To be counted up when the layout changes: then, as under another analysis, every entry is made anew.
LAYOUT = 4
VERSION = f"{arabic.VERSION}/{LAYOUT}"

# How many positions a phrase may reach over.
REACH = MAX_PHRASE
AT_ONCE, LETTERS_AT_ONCE = 250, 2_000_000  # of articles that are placed together
MOST = 2**19  # lexemes, or words, that a process remembers; some 200 MB

ESCAPES = str.maketrans({"'": "''", "\\": "\\\\"})


@dataclass(frozen=True, slots=True)
class Text:
    """What is indexed of an article's text."""

    title: str = ""
    subtitle: str = ""
    lead: str = ""
    body: str = ""


class Part(NamedTuple):
    """One tsvector of an article in PostgreSQL's binary form, its lengths in words, and the article's packed counts."""

    part: int
    tsv: bytes
    title_length: int
    lead_length: int
    length: int
    packed: Packed


class Read(NamedTuple):
    """The words of an article."""

    words: list[tuple[str, ...]]  # the lexemes of each
    zones: tuple[int, int, int, int]  # how many of them are in the title, the subtitle, the lead, the body

    @property
    def lengths(self) -> Lengths:
        title, subtitle, lead, body = self.zones
        return Lengths(title, subtitle + lead, body)


class Stood(NamedTuple):
    """Many articles in arrays: their words and places, in one row; where their lexemes stand; what weighs how much."""

    numbers: Numbers
    places: Numbers
    words: Numbers  # of each article
    rows: Standing
    counts: Numbers  # of each row
    lengths: Lengths  # each an array, with an element for each article

    def tf(self, average: Lengths) -> NDArray[np.float64]:
        """The tf of each row."""
        of_article = impacts.factors(self.lengths, average)
        return impacts.tf(self.counts, Factors(*(factor[self.rows.article] for factor in of_article)))


NO_TIERS = Tiers()
NO_MARKERS = (np.zeros(0, np.int64), np.zeros(0, np.int64))
WEIGHTS = (A, B, B, D)  # of the title, the subtitle, the lead and the body
Article = TypeVar("Article")


def read(text: Text) -> Read:
    """The words of an article, zone by zone."""
    zones = [arabic.filed(zone) if zone else [] for zone in (text.title, text.subtitle, text.lead, text.body)]
    title, subtitle, lead, body = map(len, zones)
    return Read([word for zone in zones for word in zone], (title, subtitle, lead, body))


def batches(articles: Iterable[Article], text_of: Callable[[Article], Text]) -> Iterator[list[Article]]:
    """The articles in batches that are worth an array and take some tens of MB at most."""
    batch: list[Article] = []
    letters = 0
    for article in articles:
        text = text_of(article)
        batch.append(article)
        letters += len(text.title) + len(text.subtitle) + len(text.lead) + len(text.body)
        if len(batch) == AT_ONCE or letters > LETTERS_AT_ONCE:
            yield batch
            batch, letters = [], 0
    if batch:
        yield batch


class Placer:
    """Places articles under the tiers in force, and remembers the words that it met."""

    def __init__(self, tiers: Tiers = NO_TIERS) -> None:
        self.tiers = tiers
        self.lexemes = Lexemes()
        self.words = Words(self.lexemes)
        self._thresholds = tiering.number(tiers, self.lexemes)

    @property
    def full(self) -> bool:
        """Whether it is time to begin with a new one."""
        return max(len(self.lexemes), len(self.words)) > MOST

    def stand(self, articles: Sequence[Read]) -> Stood:
        """Where the lexemes of these articles stand."""
        zones = np.array([article.zones for article in articles], np.int64).reshape(len(articles), 4)
        numbers = self.words.numbers(article.words for article in articles)
        places, words = standing.places(zones, WEIGHTS, REACH), zones.sum(axis=1)
        rows = standing.stand(numbers, places, words, self.words)
        lengths = Lengths(zones[:, 0], zones[:, 1] + zones[:, 2], zones[:, 3])
        return Stood(numbers, places, words, rows, rows.counts(), lengths)

    def parts(self, articles: Sequence[Read], stood: Stood) -> Iterator[list[Part]]:
        """The parts of each of these articles, at least one; the first has number 0."""
        rows = stood.rows
        packed = encoding.occurrences(rows, self.lexemes.keys(rows.lexeme), stood.counts)
        vectors = encoding.tsvectors(rows, self._markers(stood), self.lexemes)
        for article, vector, one, fits in zip(articles, vectors, packed, self._fitting(stood), strict=True):
            title, lead, body = map(int, article.lengths)
            found = [vector] if fits else self._divided(article)
            yield [Part(number, tsv, title, lead, title + lead + body, one) for number, tsv in enumerate(found)]

    def _markers(self, stood: Stood) -> tuple[Numbers, Numbers]:
        """The markers of the articles in one part, and whose they are."""
        if not self.tiers:
            return NO_MARKERS
        rows, fitting = stood.rows, self._fitting(stood)
        of_words = np.repeat(np.arange(rows.articles), stood.words)
        tf = stood.tf(self.tiers.average)
        marked = tiering.markers(rows.article, rows.lexeme, tf, self._thresholds, self.lexemes)
        exact = self.words.exact(stood.numbers)
        paired = tiering.pairs(of_words, exact, stood.places >> WEIGHT_BITS, self._thresholds, self.lexemes)
        articles, markers = np.concatenate([marked, paired], axis=1)
        return articles[fitting[articles]], markers[fitting[articles]]

    def _fitting(self, stood: Stood) -> NDArray[np.bool_]:
        """Of each article whether one tsvector is enough."""
        rows = stood.rows
        sizes = self.lexemes.sizes(rows.lexeme) + dividing.BYTES_OF_LEXEME + dividing.BYTES_OF_PLACE * rows.number
        last = np.zeros(rows.articles, np.int64)
        np.maximum.at(last, rows.article, rows.places[rows.first + rows.number - 1] >> WEIGHT_BITS)
        most = np.zeros(rows.articles, np.int64)
        np.maximum.at(most, rows.article, rows.number)
        return (
            (last <= dividing.MAX_POSITION)
            & (most <= dividing.MAX_PLACES_OF_LEXEME)
            & (np.bincount(rows.article, sizes, rows.articles) <= dividing.MAX_BYTES)
        )

    def _divided(self, article: Read) -> list[bytes]:
        """The tsvectors of an article that does not fit into one."""
        numbers = self.words.numbers([article.words])
        places = standing.places(np.array([article.zones]), WEIGHTS, REACH)
        stretches = list(dividing.divide(article.words, (places >> WEIGHT_BITS).tolist(), REACH))
        each = [slice(stretch.first, stretch.beyond) for stretch in stretches]
        rows = standing.stand(
            np.concatenate([numbers[stretch] for stretch in each]),
            np.concatenate([places[one] - (of.start << WEIGHT_BITS) for one, of in zip(each, stretches, strict=True)]),
            np.array([stretch.beyond - stretch.first for stretch in stretches]),
            self.words,
        )
        return encoding.tsvectors(rows, NO_MARKERS, self.lexemes)


def quote(lexeme: str) -> str:
    """A lexeme as the text forms of tsvector and tsquery hold it; no character in it means anything there."""
    return f"'{lexeme.translate(ESCAPES)}'"
