"""Similarity: which articles share the most telling words of one.

A word tells an article apart the better the more often it stands there and the fewer articles have it (tf·idf, idf as
in `weighing`). What is found shares a part of the weight of these words: near 1 for the same story told again, about
a third for the same subject.
"""

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Expression, JSONField

from search.index import impacts
from search.models import IndexEntryQuerySet

SQL = re.sub(r"^ *--.*\n", "", Path(__file__).with_name("similarity.sql").read_text(), flags=re.MULTILINE)
NAMED = re.compile(r"%\((\w+)\)s|\{among\}")
BOUNDS = {
    "considered": 400,  # the article's most frequent words, among which the telling ones are chosen
    "words": 25,
    "common": 0.1,  # a word in a tenth of all articles tells nothing …
    "few": 20,  # … in an archive that is not very small
    "most_df": 2_500,
    "reach": 20_000,
    "least": 3,  # words that two articles share at least
    "k1": impacts.K1,
}
SAME_STORY = 0.5
SAME_STORY_WORDS = 8
SAME_STORY_DAYS = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """An article that is like another, and the share, from 0 to 1, of the other's telling words that it has."""

    article_id: int
    share: float
    words: int  # how many of them


class Alike(Expression):
    """An annotation for articles: those entries of `among` that are most like each, up to `limit`; for `read`.

    It is a part of the statement that finds an article, so that a page asks once. Reckon with 10 to 40 ms an article.
    """

    output_field = JSONField()

    def __init__(self, among: IndexEntryQuerySet, *, limit: int):
        super().__init__()
        self.among = among.whole().values("article_id", "length", "tsv").query
        self.limit = limit

    def as_sql(self, compiler, connection):
        among, of_among = self.among.sql_with_params()
        given = BOUNDS | {"limit": self.limit}
        values: list[object] = []
        for found in NAMED.finditer(SQL):
            values += [given[found[1]]] if found[1] else of_among
        return f"({NAMED.sub(lambda found: '%s' if found[1] else among, SQL)})", values


def read(rows: list[tuple[int, float, int]]) -> list[Likeness]:
    """What `Alike` found, best first."""
    return [Likeness(*row) for row in rows]


def is_same_story(likeness: Likeness, first: datetime.date | None, second: datetime.date | None) -> bool:
    """Whether articles so much alike, dated so, tell one story: most of the words, and not few, within a few days."""
    if first is None or second is None or likeness.words < SAME_STORY_WORDS:
        return False
    return likeness.share >= SAME_STORY and abs(first - second) <= datetime.timedelta(days=SAME_STORY_DAYS)
