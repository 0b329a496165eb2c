"""SQLite's FTS5 with its bm25, in a file beside the database; the texts themselves are not kept there."""

import sqlite3
from functools import cached_property

from search.benchmarks.drawing import ANY, PER_PAGE, PHRASE, PREFIX, Asked
from search.benchmarks.housing import House
from search.benchmarks.peers.peer import Missing, Peer, texts

TABLES = """
    CREATE TABLE article (id INTEGER PRIMARY KEY, source INTEGER, year INTEGER, day INTEGER);
    CREATE VIRTUAL TABLE words USING fts5 (title, body, content='', tokenize="unicode61 remove_diacritics 2");"""

QUOTE = '"'


class Fts5(Peer):
    name = "SQLite FTS5"

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.file = house.folder / "fts5.sqlite"
        try:
            with sqlite3.connect(":memory:") as memory:
                memory.execute("CREATE VIRTUAL TABLE words USING fts5 (text)")
        except sqlite3.OperationalError as error:
            raise Missing(f"This Python's SQLite has no FTS5 ({error}).") from None

    def ready(self) -> bool:
        return self.file.exists()

    def build(self) -> None:
        unfinished = self.file.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        database = sqlite3.connect(unfinished)
        database.executescript(f"PRAGMA journal_mode = off; PRAGMA synchronous = off; {TABLES}")
        for pk, source, year, day, title, text in texts():
            database.execute("INSERT INTO article VALUES (?, ?, ?, ?)", (pk, source, year, day))
            database.execute("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", (pk, title, text))
        database.execute("INSERT INTO words (words) VALUES ('optimize')")
        database.commit()
        database.close()
        unfinished.rename(self.file)

    def size(self) -> int:
        return self.file.stat().st_size

    def search(self, asked: Asked) -> int:
        source, where = "FROM words", "words MATCH ?"
        given: list[str | int] = [_match(asked)]
        if asked.source or asked.year or asked.newest:
            source += " JOIN article ON article.id = words.rowid"
        for column, value in (("source", asked.source), ("year", asked.year)):
            if value:
                where += f" AND article.{column} = ?"
                given.append(value)
        order = "article.day DESC" if asked.newest else "rank"
        page = f"SELECT words.rowid, rank {source} WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"
        self._database.execute(page, [*given, PER_PAGE, asked.offset]).fetchall()
        return self._database.execute(f"SELECT count(*) {source} WHERE {where}", given).fetchone()[0]

    @cached_property
    def _database(self) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)


def _match(asked: Asked) -> str:
    words = [f'"{word.replace(QUOTE, QUOTE * 2)}"' for word in asked.words]
    if asked.how == PHRASE:
        return " + ".join(words)
    if asked.how == PREFIX:
        return f"{words[0]} *"
    return (" OR " if asked.how == ANY else " ").join(words)
