"""Which source a row belongs to: the one that was asked for, else the folder's, else the row's own, else a last resort.

A folder named like a source's slug outranks what a row says of itself, because pages name themselves carelessly
("CNNArabic") and whoever sorted files into folders knew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify

from archive.access import Access
from archive.ingest import decoding, reading
from archive.ingest.datatypes import CleanArticle
from archive.ingest.problems import Problem, Reason, Refused, Stage, Where
from archive.models import Source

NAME_IN_FOLDERS = "sources.json"
LARGEST_DESCRIPTION = 5_000_000
LONGEST_NAME = 300
# Where nobody says whose text it is. A curator can move the articles later; nothing is refused for it.
LAST_RESORT = {"slug": "unsourced", "name_ar": "بلا مصدر", "name_latin": "No source given"}


@dataclass(frozen=True, slots=True)
class Row:
    """A clean article, whose it is, the hash of the file that brought it, and that of its text."""

    clean: CleanArticle
    source: Source
    sha256: str
    digest: str

    @property
    def identity(self) -> tuple[int, str]:
        return self.source.pk, self.clean.key

    @property
    def place(self) -> tuple[str, str, int]:
        provenance = self.clean.provenance
        return self.sha256, provenance.where.member, provenance.start


class Sources:
    """The sources by slug and by every name that they go or went by; new ones are made as rows name them.

    With `pretend` nothing is written: a new source has a negative number for the time of the run.
    """

    def __init__(self, given: Source | None = None, *, pretend: bool = False) -> None:
        self.given = given
        self.pretend = pretend
        self.made: list[Source] = []
        self.by_name: dict[str, Source] = {}
        self.by_slug: dict[str, Source] = {}
        self.refresh()

    def refresh(self) -> None:
        """Reads the table again, for instance after a transaction was rolled back."""
        self.by_name.clear()
        self.by_slug.clear()
        for source in Source.objects.order_by("-pk"):
            self.remember(source)
        for source in self.made if self.pretend else ():
            self.remember(source)

    def remember(self, source: Source) -> None:
        self.by_slug[source.slug] = source
        for name in (source.name_ar, source.name_latin, *source.former_names):
            if name:
                self.by_name[name.casefold()] = source

    def of(self, article: CleanArticle) -> Source:
        """The source of an article; made, if a row names one that is not here yet."""
        if self.given:
            return self.given
        for folder in reversed(article.provenance.folders):
            if folder in self.by_slug:
                return self.by_slug[folder]
        if not article.source:
            return self.by_slug.get(LAST_RESORT["slug"]) or self.make(**LAST_RESORT)
        known = self.by_name.get(article.source.casefold()) or self.by_slug.get(article.source.casefold())
        return known or self.make_named(article.source)

    def make_named(self, name: str) -> Source:
        if len(name) > LONGEST_NAME:
            raise Refused(Reason.FIELD_TOO_LONG, field="source", limit=LONGEST_NAME)
        stem = slugify(name, allow_unicode=True)[:70] or "source"
        slug = next(slug for n in range(1, 10_000) if (slug := stem if n == 1 else f"{stem}-{n}") not in self.by_slug)
        return self.make(slug=slug, name_ar=name)

    def make(self, **fields: object) -> Source:
        if self.pretend:
            source = Source(pk=-1 - len(self.made), **fields)
        else:
            source, _ = Source.objects.get_or_create(slug=fields["slug"], defaults=fields)
        self.made.append(source)
        self.remember(source)
        return source

    def describe(self, paths: list[Path]) -> Iterator[Problem]:
        """Makes the sources that a `sources.json` in the given folders describes; those that are here stay as
        curators have them.
        """
        for file in (file for path in paths if path.is_dir() for file in sorted(path.rglob(NAME_IN_FOLDERS))):
            try:
                for description in read_descriptions(file):
                    if description["slug"] not in self.by_slug:
                        self.make(**description)
            except Refused as refused:
                yield refused.at(Where(reading.shown(file)), Stage.READ)


def read_descriptions(file: Path) -> list[dict]:
    """The checked entries of a `sources.json`: an array of objects with the fields of `Source`."""
    try:
        if file.stat().st_size > LARGEST_DESCRIPTION:
            raise Refused(Reason.TOO_LARGE, limit=LARGEST_DESCRIPTION)
        entries = json.loads(decoding.decode(file.read_bytes()).text)
        return [checked(entry) for entry in entries]
    except (OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise Refused(Reason.BAD_SOURCES_FILE, error=str(error)) from None
    except ValidationError as error:
        raise Refused(Reason.BAD_SOURCES_FILE, error="; ".join(error.messages)) from None


def checked(entry: dict) -> dict:
    known = {field.name for field in Source._meta.get_fields() if isinstance(field, models.Field) and field.editable}
    fields = {name: value for name, value in entry.items() if name in known - {"id"} and value is not None}
    if isinstance(fields.get("access"), str):
        fields["access"] = access_of(fields["access"])
    Source(**fields).full_clean(validate_unique=False, validate_constraints=False)
    return fields


def access_of(name: str) -> int:
    """`open`, `on site` → the level."""
    return Access[name.upper().replace(" ", "_")].value
