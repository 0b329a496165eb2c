"""RIS: one tag a line, as reference managers have read it since the nineties; UTF-8, lines end with CR LF."""

import datetime

from interchange.datatypes import ARCHIVE_LATIN, Reference, Span

# ISO 639-2, which RIS readers know, for the two-letter tags that articles carry.
LANGUAGES = {"ar": "ara", "en": "eng", "fr": "fre", "fa": "per", "he": "heb", "tr": "tur", "ku": "kur"} | {
    "de": "ger", "es": "spa", "it": "ita", "ru": "rus", "ur": "urd"
}  # fmt: skip
TYPES = {"magazine": "MGZN", "website": "ELEC"}


def write(reference: Reference, accessed: datetime.date) -> str:
    """One record, from TY to ER."""
    gone = {"withdrawn": "Withdrawn from the archive.", "withheld": "Withheld from readers."}.get(reference.state, "")
    span = reference.date
    tags = [
        ("TY", TYPES.get(reference.kind, "NEWS")),
        ("TI", reference.marked_title),
        *(
            ("AU", name.arabic.replace(",", "،")) for name in reference.authors
        ),  # a comma would part family and given name
        ("T2", reference.source.arabic),
        ("PB", reference.source.latin),
        ("PY", str(span.first.year) if span else ""),
        ("DA", day(span)),
        ("IS", reference.issue),
        ("SP", reference.page),
        ("SE", reference.section),
        ("SN", reference.issn),
        ("CY", reference.city),
        ("ET", str(reference.version)),
        ("LA", language(reference.language)),
        *(("KW", topic) for topic in reference.topics),
        ("DB", ARCHIVE_LATIN),
        ("AN", reference.identifier),
        ("UR", reference.address),
        ("Y2", accessed.strftime("%Y/%m/%d/")),
        ("N1", gone),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in tags if value) + "ER  - \r\n"


def day(span: Span | None) -> str:
    """2019/03/23/, 2019/03//, 2019///; after the third slash what a Hijri date covers."""
    if span is None:
        return ""
    if span.hijri:
        return f"{span.first.year}///{span.first.isoformat()} to {span.last.isoformat()}"
    date = span.first
    return f"{date.year}/{date.month:02}/{date.day:02}/"[: {"year": 5, "month": 8}.get(span.precision, 11)].ljust(
        {"year": 7, "month": 9}.get(span.precision, 11), "/"
    )


def language(tag: str) -> str:
    primary = tag.split("-")[0].lower()
    return LANGUAGES.get(primary, primary)
