"""tantivy, the search library in Rust, with its Python binding (requirements-dev.txt): BM25, an index in a folder."""

import os
import shutil
from functools import cached_property
from types import ModuleType
from typing import Any

from search.benchmarks.drawing import ANY, PER_PAGE, PHRASE, PREFIX, Asked
from search.benchmarks.housing import House
from search.benchmarks.peers.peer import Missing, Peer, texts

WRITING = 256 * 2**20  # bytes of memory
FIELDS = ("title", "body")

try:
    import tantivy
except ImportError:
    tantivy = None  # type: ignore[assignment]


class Tantivy(Peer):
    name = "tantivy"

    def __init__(self, house: House) -> None:
        super().__init__(house)
        if tantivy is None:
            raise Missing("tantivy is not installed (requirements-dev.txt).")
        self.library: ModuleType = tantivy
        self.folder = house.folder / "tantivy"

    def ready(self) -> bool:
        return self.folder.exists()

    def build(self) -> None:
        unfinished = self.folder.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        index = self.library.Index(self._schema(), path=str(unfinished))
        writer = index.writer(heap_size=WRITING, num_threads=os.cpu_count() or 1)
        for pk, source, year, day, title, text in texts():
            writer.add_document(self.library.Document(pk=pk, source=source, year=year, day=day, title=title, body=text))
        writer.commit()
        writer.wait_merging_threads()
        unfinished.rename(self.folder)

    def size(self) -> int:
        return sum(path.stat().st_size for path in self.folder.iterdir())

    def search(self, asked: Asked) -> int:
        order = {"order_by_field": "day"} if asked.newest else {}
        found = self._searcher.search(self._query(asked), PER_PAGE, count=True, offset=asked.offset, **order)
        return found.count

    def _query(self, asked: Asked) -> Any:
        query = self.library.Query
        must, should = self.library.Occur.Must, self.library.Occur.Should
        if asked.how == PREFIX:
            either = [(should, query.regex_query(self._index.schema, field, f"{asked.words[0]}.*")) for field in FIELDS]
            return query.boolean_query(either)
        if asked.how == PHRASE:
            typed = f'"{" ".join(asked.words)}"'
        else:
            typed = " ".join(word if asked.how == ANY else f"+{word}" for word in asked.words)
        parts = [(must, self._index.parse_query(typed, list(FIELDS)))]
        for field, value in (("source", asked.source), ("year", asked.year)):
            if value:
                parts.append((must, query.term_query(self._index.schema, field, value)))
        return query.boolean_query(parts) if len(parts) > 1 else parts[0][1]

    @cached_property
    def _index(self) -> Any:
        return self.library.Index.open(str(self.folder))

    @cached_property
    def _searcher(self) -> Any:
        return self._index.searcher()

    def _schema(self) -> Any:
        builder = self.library.SchemaBuilder()
        builder.add_integer_field("pk", stored=True, indexed=True, fast=True)
        for name in ("source", "year", "day"):
            builder.add_integer_field(name, indexed=True, fast=True)
        for name in FIELDS:
            builder.add_text_field(name, stored=False)
        return builder.build()
