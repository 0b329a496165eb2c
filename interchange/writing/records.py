"""RIS and BibTeX: the records one after the other, between lines that reference managers pass over."""

from interchange.formats import bibtex, ris
from interchange.lines import one_line
from interchange.writing.datatypes import Ending, Heading, Row


class Ris:
    """A reader of RIS begins at the first TY and leaves each record at its ER."""

    media_type, extension = "application/x-research-info-systems", "ris"

    def head(self, heading: Heading) -> str:
        return "".join(f"# {remark(name, value)}\r\n" for name, value in heading.facts) + "\r\n"

    def row(self, row: Row) -> str:
        return ris.write(row.reference, row.accessed) + "\r\n"

    def end(self, ending: Ending) -> str:
        return f"# {one_line(ending.said)} {ending.written}/{ending.total}\r\n"


class Bibtex:
    """What stands between entries is a remark to BibTeX, as long as no @ is in it; biber wants a percent sign, too."""

    media_type, extension = "application/x-bibtex", "bib"

    def head(self, heading: Heading) -> str:
        return "".join(f"% {remark(name, value)}\n" for name, value in heading.facts) + "\n"

    def row(self, row: Row) -> str:
        return bibtex.write(row.reference, row.accessed) + "\n"

    def end(self, ending: Ending) -> str:
        return f"% {remark(ending.said, '')} {ending.written}/{ending.total}\n"


def remark(name: str, value: str) -> str:
    """One line that begins no entry and no record."""
    return one_line(f"{name}: {value}" if value else name).replace("@", "(at)").replace("  - ", " - ")
