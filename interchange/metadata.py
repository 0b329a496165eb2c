"""Metadata of an article's page, for Zotero, search engines and whoever shares the address. Pure.

Zotero takes a page with `citation_journal_title` for a journal article, whatever else it says; without that tag
`eprints.type` decides, and the rest is read from the other vocabularies (its translator "Embedded Metadata").
"""

import json
from typing import Any
from urllib.parse import urlencode

from interchange.datatypes import ARCHIVE_AR, Reference
from interchange.formats import bibtex

SCHEMAS = {"DC": "http://purl.org/dc/elements/1.1/", "DCTERMS": "http://purl.org/dc/terms/"}
# Inside a script element these would end it, or begin a comment in it; in JSON their escapes mean the same.
IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def tags(reference: Reference) -> list[tuple[str, str]]:
    """The name and content of each meta tag, in order: Highwire, EPrints and PRISM, Dublin Core."""
    date = iso(reference)
    found = [
        ("citation_title", reference.marked_title),
        *(("citation_author", name.arabic) for name in reference.authors),
        ("citation_publication_date", date.replace("-", "/")),
        ("citation_language", reference.language),
        ("citation_issn", reference.issn),
        ("citation_issue", reference.issue),
        ("citation_firstpage", reference.page),
        ("citation_public_url", reference.address),
        ("eprints.type", "newsitem"),
        ("eprints.publication", reference.source.arabic),
        ("prism.publicationName", reference.source.arabic),
        ("DC.title", reference.marked_title),
        *(("DC.creator", name.arabic) for name in reference.authors),
        ("DC.publisher", reference.source.arabic),
        ("DC.date", date),
        ("DC.language", reference.language),
        ("DC.type", "Text"),
        ("DC.identifier", reference.address),
        *(("DC.subject", topic) for topic in reference.topics),
        ("DCTERMS.isPartOf", reference.source.arabic),
    ]
    return [(name, content) for name, content in found if content]


def properties(reference: Reference) -> list[tuple[str, str]]:
    """Open Graph, by property."""
    found = [
        ("og:type", "article"),
        ("og:title", reference.marked_title),
        ("og:url", reference.address),
        ("og:site_name", ARCHIVE_AR),
        ("og:locale", reference.language.replace("-", "_")),
        ("article:published_time", iso(reference)),
    ]
    return [(name, content) for name, content in found if content]


def json_ld(reference: Reference, *, is_open: bool) -> str:
    """schema.org's NewsArticle, safe inside a script element; `is_open` where everybody may read the text."""
    person = "Organization" if reference.kind == "agency" else "Person"
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": reference.address,
        "url": reference.address,
        "identifier": reference.identifier,
        "headline": reference.marked_title,
        "inLanguage": reference.language,
        "datePublished": iso(reference),
        "author": [{"@type": person, "name": name.arabic} for name in reference.authors],
        "publisher": _organisation(reference),
        "articleSection": reference.section,
        "pagination": reference.page,
        "keywords": list(reference.topics),
        "version": str(reference.version),
        "isAccessibleForFree": is_open,
        "archivedAt": reference.address,
    }
    shown = {name: value for name, value in data.items() if value or value is False}
    return json.dumps(shown, ensure_ascii=False).translate(IN_SCRIPT)


def coins(reference: Reference) -> str:
    """The title of a COinS span: an OpenURL ContextObject (Z39.88-2004) of an article."""
    found = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "newspaperArticle"),
        ("rft.title", reference.marked_title),
        ("rft.source", reference.source.arabic),
        ("rft.publisher", reference.source.arabic),
        ("rft.date", iso(reference)),
        ("rft.language", reference.language),
        ("rft.identifier", reference.address),
        *(("rft.creator", name.arabic) for name in reference.authors),
    ]
    return urlencode([(name, value) for name, value in found if value])


def iso(reference: Reference) -> str:
    """The date no finer than printed; of a Hijri month or year only the Gregorian year in which it began."""
    span = reference.date
    return str(span.first.year) if span and span.hijri else bibtex.edtf(span)


def _organisation(reference: Reference) -> dict[str, str]:
    both = {"@type": "NewsMediaOrganization", "name": reference.source.arabic}
    return both | ({"alternateName": reference.source.latin} if reference.source.latin else {})
