"""Writing: the articles of a search in the form of a file. A table picks; every form is a module with one writer."""

from collections.abc import Callable

from interchange.writing import json_lines, records, tables
from interchange.writing.datatypes import Ending, Heading, Row, Writer

__all__ = ["WRITERS", "Ending", "Heading", "Row", "Writer"]

# By the name in the address; a table may begin with a byte order mark, which Excel wants.
WRITERS: dict[str, Callable[..., Writer]] = {
    "csv": tables.Table,
    "jsonl": json_lines.Lines,
    "ris": records.Ris,
    "bibtex": records.Bibtex,
}
