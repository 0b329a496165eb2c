"""CSV: what was searched in the first seven rows, the names of the columns in the eighth, how it ended in the last."""

from archive.cells import BYTE_ORDER_MARK, written
from interchange.formats import bibtex
from interchange.writing.datatypes import Ending, Heading, Row

COLUMNS = (
    *("identifier", "address", "title", "title_supplied", "source", "source_name", "source_name_latin", "authors"),
    *("date", "date_precision", "date_first", "date_last", "topics", "places", "language", "genre", "section", "page"),
    *("issue", "words", "access", "shown", "text_version", "digest"),
)
BETWEEN = "; "


class Table:
    media_type, extension = "text/csv", "csv"

    def __init__(self, *, mark: bool = True):
        self.mark = mark

    def head(self, heading: Heading) -> str:
        texts = ("text_repaired" if heading.repaired else "text",) if heading.with_text else ()
        facts = [written([f"# {name}", value]) for name, value in heading.facts]
        return (BYTE_ORDER_MARK if self.mark else "") + "".join(facts) + written((*COLUMNS, *texts))

    def row(self, row: Row) -> str:
        of, span = row.reference, row.reference.date
        cells = (
            *(of.identifier, of.address, of.title, "yes" if of.supplied else "", row.source),
            *(of.source.arabic, of.source.latin, BETWEEN.join(name.arabic for name in of.authors)),
            *(bibtex.edtf(span), span.precision if span else "none"),
            *((span.first.isoformat(), span.last.isoformat()) if span else ("", "")),
            *(BETWEEN.join(of.topics), BETWEEN.join(row.places), of.language, row.genre, of.section, of.page),
            *(of.issue, str(row.words), row.access, row.shown, str(of.version), row.digest),
        )
        return written(cells if row.text is None else (*cells, row.text))

    def end(self, ending: Ending) -> str:
        return written([f"# {ending.said}", f"{ending.written}/{ending.total}"])
