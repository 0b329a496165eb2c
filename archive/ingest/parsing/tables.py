"""CSV and TSV: the first row names the columns; one article a row, read as a stream.

A quotation mark that is never closed swallows all rows up to the next one, without an error (Python's `csv` as much
as a spreadsheet). Here the row that opened it is refused and reading goes on with the line after it.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator

from archive.ingest import decoding, detecting, lines
from archive.ingest.datatypes import Manner, ParsedArticle, Provenance, RawFile, RawRecord
from archive.ingest.guarding import guarded
from archive.ingest.parsing import rows
from archive.ingest.problems import Problem, Reason, Refused, Stage

MEDIA_TYPES = {",": "text/csv", ";": "text/csv", "|": "text/csv", "\t": "text/tab-separated-values"}
MOST_LINES = 10_000  # of one row: an article of more paragraphs is a quotation mark that was never closed

csv.field_size_limit(lines.LONGEST_ROW)  # the module's own limit of 131,072 letters refuses long articles


def parse(raw: RawFile) -> Iterator[ParsedArticle | Problem]:
    unused = rows.Unused()
    with raw.open() as stream:
        head = lines.look(stream, raw.manner.encoding)
        table = Table(lines.split(head, stream, raw.where), head.encoding, raw.manner)
        columns = table.read_header()
        if not rows.holds_texts(columns, raw.manner):
            raise Refused(Reason.NO_KNOWN_COLUMNS, columns=", ".join(columns)[:200])
        while (row := table.next_row()) is not None:
            if isinstance(row, Problem):
                yield row
                continue
            cells, record = row
            provenance = Provenance(
                record.where,
                raw.received,
                MEDIA_TYPES[table.delimiter],
                head.encoding,
                record.start,
                record.end,
                raw.folders,
            )
            yield from guarded(articles_of(cells, columns, provenance, unused, raw.manner), record.where)
    yield from unused.note(raw.where)


def articles_of(
    cells: list[str], columns: list[str], provenance: Provenance, unused: rows.Unused, manner: Manner
) -> Iterator[ParsedArticle]:
    """The one article of a row."""
    if len(cells) != len(columns):
        raise Refused(Reason.COLUMN_COUNT, expected=len(columns), found=len(cells))
    yield rows.to_article(zip(columns, cells, strict=True), provenance, unused, manner)


class Table:
    """The rows of a table, which can be put back: a row that turns out wrong gives its later lines a second chance."""

    def __init__(self, records: Iterator[RawRecord | lines.TooLong], encoding: str, manner: Manner) -> None:
        self.records = records
        self.put_back: deque[RawRecord | lines.TooLong] = deque()
        self.encoding = encoding
        self.manner = manner
        self.delimiter = ","

    def read_header(self) -> list[str]:
        """The names of the columns; the delimiter is the one that finds most names that we know."""
        record = self.next_line()
        if record is None or isinstance(record, lines.TooLong):
            raise Refused(Reason.NO_KNOWN_COLUMNS, columns="")
        text = decoding.decode_strictly(record.data, self.encoding)
        splits = {delimiter: detecting.header(text, delimiter) for delimiter in MEDIA_TYPES}
        self.delimiter = max(splits, key=lambda delimiter: (self.known(splits[delimiter]), len(splits[delimiter])))
        return splits[self.delimiter]

    def known(self, names: list[str]) -> int:
        """How many of the names say what their column holds."""
        return sum(bool(rows.meaning_of(name, self.manner)) for name in names)

    def next_line(self) -> RawRecord | lines.TooLong | None:
        """The next line that is not empty."""
        while True:
            line = self.put_back.popleft() if self.put_back else next(self.records, None)
            if not isinstance(line, RawRecord) or line.data.strip():
                return line

    def next_row(self) -> tuple[list[str], RawRecord] | Problem | None:
        """The cells of the next row and its bytes; None at the end."""
        first = self.next_line()
        if first is None:
            return None
        if isinstance(first, lines.TooLong):
            return Problem(first.where, Stage.PARSE, Reason.ROW_TOO_LARGE, {"limit": lines.LONGEST_ROW})
        taken: list[RawRecord | lines.TooLong] = []
        try:
            cells = next(csv.reader(self.texts(first, taken), delimiter=self.delimiter, strict=True))
        except csv.Error as error:
            self.put_back.extendleft(reversed(taken[1:]))
            return refuse(error, first, len(taken))
        except Refused as refused:
            self.put_back.extendleft(reversed(taken[1:]))
            return refused.at(first.where, Stage.PARSE)
        newline = "\n".encode(self.encoding)
        data = newline.join(line.data for line in taken if isinstance(line, RawRecord))
        return cells, RawRecord(first.where, data, first.start)

    def texts(self, first: RawRecord, taken: list[RawRecord | lines.TooLong]) -> Iterator[str]:
        """The lines that the csv reader asks for to complete one row; each is noted in `taken`."""
        line: RawRecord | lines.TooLong | None = first
        size = 0
        while line is not None:
            taken.append(line)
            if isinstance(line, lines.TooLong) or size > lines.LONGEST_ROW or len(taken) > MOST_LINES:
                return
            size += len(line.data)
            yield decoding.decode_strictly(line.data, self.encoding) + "\n"
            line = self.put_back.popleft() if self.put_back else next(self.records, None)


def refuse(error: csv.Error, first: RawRecord, line_count: int) -> Problem:
    """Python's messages: 'unexpected end of data' at the end of the file, "',' expected after '\"'" in the middle."""
    if line_count > 1 or "end of data" in str(error):
        return Problem(first.where, Stage.PARSE, Reason.UNTERMINATED_QUOTE)
    return Problem(first.where, Stage.PARSE, Reason.BAD_CSV, {"error": str(error)})
