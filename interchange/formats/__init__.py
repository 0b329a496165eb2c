"""Formats: a `Reference` as a record for a reference manager. A table picks; every format is a module with one verb."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from interchange.datatypes import Reference
from interchange.formats import bibtex, csl_json, ris


@dataclass(frozen=True)
class Format:
    """One record as a text; `accessed` is the day on which somebody takes it away."""

    name: str
    media_type: str
    extension: str
    write: Callable[[Reference, datetime.date], str]


FORMATS = {
    "bibtex": Format("BibTeX", "application/x-bibtex", "bib", bibtex.write),
    "ris": Format("RIS", "application/x-research-info-systems", "ris", ris.write),
    "csl-json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", "json", csl_json.write),
}
