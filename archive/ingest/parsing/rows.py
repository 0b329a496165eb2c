"""A row of named values (a JSON object, a line of a table) to an article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from archive.ingest.datatypes import FIND_OUT, Manner, ParsedArticle, Provenance
from archive.ingest.parsing import fields, markup
from archive.ingest.problems import Problem, Reason, Refused, Stage, Where

LONGEST_FIELD = 5_000  # letters, of every field but the texts
TEXTS = {"title", "subtitle", "lead", "body"}
NAMED_BY = ("name", "title", "label", "value", "text", "id")  # where an object stands for a name
MOST_NAMED_FIELDS = 40


@dataclass
class Unused:
    """The names of a file's fields that mean nothing to us, to be told once at the end."""

    names: dict[str, None] = field(default_factory=dict)

    def add(self, others: Unused) -> None:
        self.names |= others.names

    def note(self, where: Where) -> Iterable[Problem]:
        if self.names:
            detail = {"fields": list(self.names)[:MOST_NAMED_FIELDS]}
            yield Problem(where, Stage.PARSE, Reason.UNUSED_FIELDS, detail, note=True)


def to_article(
    pairs: Iterable[tuple[str, Any]], provenance: Provenance, unused: Unused, manner: Manner = FIND_OUT
) -> ParsedArticle:
    """The article that the named values make; `Refused` where a value cannot be what its field is.

    Where two columns mean one field (`date` and `published_at`), the first that says something is taken.
    """
    found: dict[str, Any] = {}
    for name, value in pairs:
        meaning = meaning_of(name, manner)
        if not meaning:
            if value not in (None, "", [], {}) and len(unused.names) <= MOST_NAMED_FIELDS:
                unused.names[name[:100]] = None
        elif meaning in fields.MANY:
            found[meaning] = (*found.get(meaning, ()), *to_texts(value, name))
        elif not found.get(meaning):
            found[meaning] = to_text(value, name)
    check(found)
    for name in TEXTS & found.keys():
        if markup.looks_like_markup(found[name]):
            found[name] = markup.to_text(found[name])
    return ParsedArticle(provenance=provenance, **found)


def meaning_of(name: str, manner: Manner) -> str | None:
    """The field that a column holds: as a curator said, else by its name."""
    said = manner.field_of(name)
    return fields.field_of(name) if said is None else said


def holds_texts(names: Iterable[str], manner: Manner) -> bool:
    """Whether the columns of a table are those of articles."""
    return bool({"title", "body", "lead"} & {meaning_of(name, manner) for name in names})


def to_text(value: Any, name: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            raise Refused(Reason.FIELD_TYPE, field=name)
        case str():
            return value
        case int() | float():
            return str(value)
        case list():
            return "\n\n".join(to_texts(value, name))
        case dict():
            inner = next((value[key] for key in NAMED_BY if isinstance(value.get(key), str)), None)
            if inner is not None:
                return inner
    raise Refused(Reason.FIELD_TYPE, field=name)


def to_texts(value: Any, name: str) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(text for inner in values if not isinstance(inner, list) and (text := to_text(inner, name)))


def check(found: dict[str, Any]) -> None:
    """Refuses what a database cannot keep: NUL, halves of letters, names as long as articles."""
    for name, value in found.items():
        for text in value if isinstance(value, tuple) else (value,):
            if "\0" in text:
                raise Refused(Reason.NUL, field=name)
            try:
                text.encode("utf-8")
            except UnicodeEncodeError:
                raise Refused(Reason.SURROGATE, field=name) from None
            if name not in TEXTS and len(text) > LONGEST_FIELD:
                raise Refused(Reason.FIELD_TOO_LONG, field=name, limit=LONGEST_FIELD)
