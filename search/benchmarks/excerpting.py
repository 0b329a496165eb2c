"""Excerpting: words that really stand beside each other in articles, of which phrases and questions are made."""

import itertools
import random
from collections.abc import Iterator, Sequence

from django.db.models import Max, Min

import arabic
from arabic import Token
from archive.models import Article
from search.models import Lexeme, Totals

TEXTS = 100  # articles that phrases are looked for in
LETTERS = 6_000  # of each
COMMON = 0.02  # a phrase is of words each of which is printed so in such a share of the articles, as far as there are
FEW = 20
QUESTION_WORDS = 4


def pairs(rng: random.Random, most: int) -> list[tuple[str, ...]]:
    """Printed words side by side, both common, no stop words; where there are few, the most common there are."""
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    for text, tokens in _texts(rng, TEXTS):
        for first, second in itertools.pairwise(tokens):
            if _plain(first) and _plain(second) and text[first.end : second.start] == " ":
                pair = (text[first.start : first.end], text[second.start : second.end])
                found.setdefault(pair, (first.lexemes[0], second.lexemes[0]))
    df = _df({lexeme for both in found.values() for lexeme in both})
    rarer = {pair: min(df.get(lexeme, 0) for lexeme in both) for pair, both in found.items()}
    articles = Totals.objects.values_list("articles", flat=True).first() or 0
    common = [pair for pair, least in rarer.items() if least >= COMMON * articles]
    if len(common) < FEW:
        common = sorted(rarer, key=lambda pair: (-rarer[pair], pair))[:FEW]
    rng.shuffle(common)
    return common[:most]


def questions(rng: random.Random, most: int) -> Iterator[tuple[str, ...]]:
    """Some words in a row of an article each."""
    for text, tokens in _texts(rng, most):
        plain = [text[token.start : token.end] for token in tokens if _plain(token)]
        if len(plain) >= QUESTION_WORDS:
            start = rng.randrange(len(plain) - QUESTION_WORDS + 1)
            yield tuple(plain[start : start + QUESTION_WORDS])


def numbers(rng: random.Random, count: int) -> list[int]:
    """Numbers that articles may have."""
    ends = Article.objects.aggregate(first=Min("pk"), last=Max("pk"))
    known = range(ends["first"], ends["last"] + 1) if ends["first"] else range(0)
    return rng.sample(known, min(count, len(known)))


def _texts(rng: random.Random, count: int) -> Iterator[tuple[str, Sequence[Token]]]:
    bodies = Article.objects.filter(pk__in=numbers(rng, count)).order_by("pk").values_list("body", flat=True)
    for body in bodies:
        text = body[:LETTERS]
        yield text, arabic.analyse(text)


def _plain(token: Token) -> bool:
    return not token.stop and not token.glued and len(token.surface) > 2 and token.surface.isalpha()


def _df(lexemes: set[str]) -> dict[str, int]:
    return dict(Lexeme.objects.filter(lexeme__in=lexemes).values_list("lexeme", "df"))
