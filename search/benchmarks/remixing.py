"""Remixing: as many articles as one likes from the sentences of the sample, the same for the same seed.

An article keeps half of its sentences and takes the others from other articles; numbers are drawn anew, and some words
get a particle before or after them, so that the vocabulary goes on growing as a real archive's does.
"""

import datetime
import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from archive import ingest
from archive.ingest.datatypes import CleanArticle

SENTENCE_END = re.compile(r"(?<=[.!؟\n])\s+")
NUMBER = re.compile(r"\d+")
PLAIN_WORD = re.compile(r"[\u0621-\u064a]{4,9}")
BEFORE = ("و", "ف", "ب", "ل", "وال", "بال", "ك", "س", "وب", "ول")
AFTER = ("ه", "ها", "هم", "ات", "ين", "ان", "ية", "نا", "تها", "هما")
WORDS_A_CHANGE = 60
SOURCES, TOPICS = 20, ("سياسة", "اقتصاد", "رياضة", "ثقافة", "علوم", "مجتمع", "صحة", "حوادث", "فن", "تقنية")
FIRST_DAY, DAYS = datetime.date(2000, 1, 1), 25 * 365

Text = tuple[str, list[str]]  # a title, and the sentences below it


def write(sample: Path, count: int, file: Path, seed: int = 1) -> None:
    """Write `count` articles from those below the folder `sample` as JSON lines."""
    texts = list(_texts(sample))
    rng = random.Random(seed)
    with file.open("w", encoding="utf-8") as lines:
        for number in range(count):
            title, body = _remixed(rng, texts)
            row = {
                "id": f"remix-{number:07d}",
                "title": title,
                "body": body,
                # More of the later years, more of the first sources and topics, as archives have it.
                "date": (FIRST_DAY + datetime.timedelta(days=int(DAYS * rng.random() ** 0.6))).isoformat(),
                "source": f"مصدر {_skewed(rng, SOURCES) + 1}",
                "category": TOPICS[_skewed(rng, len(TOPICS))],
            }
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")


def _texts(sample: Path) -> Iterator[Text]:
    for item in ingest.articles_in([sample]):
        if isinstance(item, CleanArticle):
            sentences = [sentence for sentence in SENTENCE_END.split(f"{item.lead} {item.body}".strip()) if sentence]
            if item.title and sentences:
                yield item.title, sentences


def _remixed(rng: random.Random, texts: Sequence[Text]) -> tuple[str, str]:
    title, sentences = rng.choice(texts)
    body = " ".join(one if rng.random() < 0.5 else rng.choice(rng.choice(texts)[1]) for one in sentences)
    body = NUMBER.sub(lambda found: str(rng.randrange(1, 10 ** min(len(found[0]), 6))), body)
    words = body.split(" ")
    for _ in range(max(1, len(words) // WORDS_A_CHANGE)):
        place = rng.randrange(len(words))
        if PLAIN_WORD.fullmatch(words[place]):
            before = rng.random() < 0.6
            words[place] = rng.choice(BEFORE) + words[place] if before else words[place] + rng.choice(AFTER)
    head, other = title.split(), rng.choice(texts)[0].split()
    return " ".join([*head[: max(2, len(head) // 2)], *other[-3:]]), " ".join(words)


def _skewed(rng: random.Random, count: int) -> int:
    return min(int(rng.paretovariate(0.9)) - 1, count - 1)
