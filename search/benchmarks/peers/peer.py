"""A peer: what each of them can do."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from archive.models import Article
from search.benchmarks.drawing import Asked
from search.benchmarks.housing import House

BATCH = 2_000
LONGEST = 300_000  # letters of a text that a peer is given; some take no more


class Missing(Exception):  # noqa: N818 - nothing is broken
    """The peer is not installed here; the message says what is missing."""


class Peer(ABC):
    """An index of its own over the texts of a house, kept there for later runs."""

    name: ClassVar[str]

    def __init__(self, house: House) -> None:
        self.house = house

    @abstractmethod
    def ready(self) -> bool:
        """Whether its index is whole."""

    @abstractmethod
    def build(self) -> None:
        """Make its index; one that was left half made is made anew."""

    @abstractmethod
    def size(self) -> int:
        """The bytes of its index on the disk."""

    @abstractmethod
    def search(self, asked: Asked) -> int:
        """Bring the ids and scores of one page and count all; how many there are."""


def texts() -> Iterator[tuple[int, int, int, int, str, str]]:
    """All articles: number, source, year and day (0 where unknown), title, text."""
    rows = Article.objects.order_by("pk").values_list(
        "pk", "source_id", "published_on", "title", "subtitle", "lead", "body"
    )
    for pk, source, day, title, *rest in rows.iterator(chunk_size=BATCH):
        text = "\n".join(filter(None, rest))[:LONGEST]
        yield pk, source, day.year if day else 0, day.toordinal() if day else 0, title, text
