"""What a query means, read plainly off the analysed words of an article: the measure of matching and of marking."""

import datetime
import itertools
from random import Random

import arabic
from archive.models import Article
from search.datatypes import AllOf, AnyOf, AtLeast, Dates, Facet, Near, Node, Not, Phrase, Prefix, Widened, Within, Word
from tests.makers import make_article, make_source

WORDS = (  # noqa: SIM905 - Arabic reads better in one line
    "كتاب الكتب والكتاب دمشق حلب في على من وزير الوزراء الخارجية باغوز بالباغوز أبوظبي أبو ظبي سوريا لسوريا آب أغسطس"
    " 15 2019 e-mail mail Trump ترامب ﷺ عبد الله عبدالله القاهرة مصر مدارس"
).split()
SOURCES = ("alpha", "beta")


def make_articles(random: Random, number: int) -> None:
    """Articles of random words and line breaks; some are long, some have no date."""
    for _ in range(number):
        day = datetime.date(random.randint(2009, 2014), random.randint(1, 12), random.randint(1, 28))
        make_article(
            title=_words(random, 1, 4),
            subtitle=_words(random, 0, 2),
            lead=_words(random, 0, 5),
            body="\n".join(_words(random, 0, 8) for _ in range(random.choice([0, 1, 2, 10]))),
            source=make_source(random.choice(SOURCES)),
            published_on=random.choice([None, day, day]),
        )


def typed(random: Random, depth: int = 0) -> str:
    """A random query with everything that can be typed."""
    words = [random.choice(WORDS) for _ in range(3)]
    if depth < 3 and random.random() < 0.35:
        signs = random.choice([" ", " OR ", " AND ", " -"])
        parts = signs.join(typed(random, depth + 1) for _ in range(random.randint(2, 3)))
        return f"({parts})" if depth else parts
    if random.random() < 0.25:
        before = ("-", "title:", "lead:", "body:", f"atleast{random.randint(1, 3)}:")
        return random.choice(before) + typed(random, depth + 1)
    return random.choice(
        [
            *words,
            f"={words[0]}",
            f"{words[0][:3]}*",
            f'"{" ".join(words[:2])}"',
            f'~"{" ".join(words[:2])}"',
            f'"{" ".join(words)}"~{random.randint(0, 4)}',
            f"source:{random.choice(SOURCES)}",
            random.choice(["2011..2012", "before:2012", "after:2011-03", "..2010"]),
        ]
    )


def _words(random: Random, least: int, most: int) -> str:
    return " ".join(random.choice(WORDS) + random.choice(["", "", "،"]) for _ in range(random.randint(least, most)))


class Plainly:
    """One article as its words."""

    def __init__(self, article: Article) -> None:
        self.article = article
        title, subtitle, lead, body = map(arabic.analyse, (article.title, article.subtitle, article.lead, article.body))
        self.zones = {"title": [title], "lead": [subtitle, lead], "body": [body]}

    def answers(self, node: Node, zone: str = "") -> bool:
        """Whether the article answers, an alias in the place of a word."""
        texts = self.zones[zone] if zone else list(itertools.chain.from_iterable(self.zones.values()))
        match node:
            case Word():
                return any(_is(token, node) for text in texts for token in text)
            case AtLeast(times, word):
                found = [lexeme for text in texts for token in text for lexeme in token.lexemes]
                return any(found.count(lexeme) >= times for lexeme in word.lexemes)
            case Phrase(words=words, places=places):
                return any(
                    all(_is(text[at + place], word) for word, place in zip(words, places, strict=True))
                    for text in texts
                    for at in range(len(text) - places[-1])
                )
            case Near(words=words, within=within):
                stretches = (text[at : at + within + 1] for text in texts for at in range(len(text)))
                return any(all(any(_is(token, word) for token in one) for word in words) for one in stretches)
            case Prefix(stem=stem):
                return any(
                    lexeme.startswith(f"={stem}") for text in texts for token in text for lexeme in token.lexemes
                )
            case Facet("source", name):
                return self.article.source.slug == name
            case Dates(first, last):
                day = self.article.published_on
                return bool(day and (not first or day >= first) and (not last or day <= last))
            case Not(child):
                return not self.answers(child, zone)
            case AllOf(parts):
                return all(self.answers(part, zone) for part in parts)
            case AnyOf(parts):
                return any(self.answers(part, zone) for part in parts)
            case Within(inner, child):
                return self.answers(child, inner)
            case Widened(child, others):
                return any(self.answers(each, zone) for each in (child, *(other.node for other in others)))
        raise TypeError(f"no plain reading: {node}")


def _is(token: arabic.Token, word: Word) -> bool:
    return not set(word.lexemes).isdisjoint(token.lexemes)
