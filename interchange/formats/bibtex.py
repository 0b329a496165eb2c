"""BibTeX as biblatex reads it: `langid`, dates of any precision in ISO 8601-2, whole names in braces, since which part
of an Arabic name is the family's no rule can tell."""

import datetime

from interchange.datatypes import ARCHIVE_LATIN, Reference, Span

# Babel's and polyglossia's names of the languages that news comes in.
LANGIDS = {"ar": "arabic", "en": "english", "fr": "french", "fa": "persian", "he": "hebrew", "tr": "turkish"} | {
    "de": "german", "es": "spanish", "it": "italian", "ru": "russian", "ckb": "kurdish", "ku": "kurdish", "ur": "urdu"
}  # fmt: skip
PERIODICALS = {"newspaper", "magazine"}
# BibTeX counts braces even behind a backslash, so they become words.
ESCAPED = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_"}
    | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}", "\\": r"\textbackslash{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
# In an address these break the entry; encoded they mean the same.
IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


def write(reference: Reference, accessed: datetime.date) -> str:
    """One entry, its key made of the permanent identifier, so that it never changes."""
    periodical = reference.kind in PERIODICALS
    fields = {
        "author": " and ".join(f"{{{_tex(name.arabic)}}}" for name in reference.authors),
        "title": f"{{{_tex(reference.marked_title)}}}",
        "journaltitle" if periodical else "organization": _tex(reference.source.arabic),
        "entrysubtype": "newspaper" if reference.kind == "newspaper" else "magazine" if periodical else "",
        "date": edtf(reference.date),
        "number": _tex(reference.issue),
        "pages": _tex(reference.page),
        "issn": _tex(reference.issn),
        "location": _tex(reference.city),
        "langid": langid(reference.language),
        "version": str(reference.version),
        "eprint": reference.identifier,
        "eprinttype": ARCHIVE_LATIN.lower(),
        "keywords": _tex(", ".join(topic.replace(",", "،") for topic in reference.topics)),  # a comma parts keywords
        "note": _tex(_note(reference)),
        "url": reference.address.translate(IN_ADDRESS),
        "urldate": accessed.isoformat(),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{'article' if periodical else 'misc'}{{{key(reference)},", *lines, "}", ""])


def key(reference: Reference) -> str:
    """A stable key of ASCII letters."""
    return f"{ARCHIVE_LATIN.lower()}-{reference.identifier}"


def langid(language: str) -> str:
    return LANGIDS.get(language.split("-")[0].lower(), "")


def edtf(span: Span | None) -> str:
    """2019-03-23, 2019-03, 2019, or for a month or year of the Hijri calendar the interval that it covers."""
    if span is None:
        return ""
    if span.hijri:
        return f"{span.first.isoformat()}/{span.last.isoformat()}"
    return span.first.isoformat()[: {"year": 4, "month": 7}.get(span.precision, 10)]


def _note(reference: Reference) -> str:
    roman = "; ".join(name.latin for name in (*reference.authors, reference.source) if name.latin)
    gone = {"withdrawn": "withdrawn from the archive", "withheld": "withheld from readers"}.get(reference.state, "")
    return ". ".join(part for part in (roman, gone) if part)


def _tex(text: str) -> str:
    return text.translate(ESCAPED)
