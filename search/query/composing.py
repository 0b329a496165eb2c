"""Composing: a query in the language of the search box, out of the fields of a form. Pure, no Django."""

import re
from collections.abc import Iterator, Mapping

from search.query import signs

FACTS = ("source", "author", "place", "topic", "language", "genre")
FIELDS = ("all", "phrase", "any", "none", "title", "near", "within", *FACTS, "first", "last")
WITHIN = 10
DAY = re.compile(signs.DAY)
APART = re.compile(f"[{signs.APART}]+")
# What before a word would be a sign, and a colon anywhere in it.
LEADING = signs.MINUS + signs.EQUALS + signs.TILDES
COLON = re.compile(f"[{signs.COLONS}]")


def compose(fields: Mapping[str, str]) -> str:
    """The query text, "" when nothing is filled in; what is typed into a field is words, whatever signs are in it.

    `within` is a number, `first` and `last` are years, months or days; what is not is left out.
    """
    return " ".join(filter(None, _parts({name: fields.get(name, "").strip() for name in FIELDS})))


def is_date(text: str) -> bool:
    """Whether there is such a year, month (2011-03) or day."""
    try:
        return bool(DAY.fullmatch(text) and signs.days(text))
    except ValueError:
        return False


def _parts(fields: dict[str, str]) -> Iterator[str]:
    yield " ".join(_words(fields["all"]))
    yield _quoted(fields["phrase"])
    yield _group(_words(fields["any"]), " OR ")
    if near := _quoted(fields["near"]):
        yield f"{near}~{fields['within'] if fields['within'].isdecimal() else WITHIN}"
    if title := _group(_words(fields["title"]), " "):
        yield f"title:{title}"
    for name in FACTS:
        if value := _quoted(fields[name]):
            yield f"{name}:{value}"
    first, last = (fields[end] if is_date(fields[end]) else "" for end in ("first", "last"))
    if first or last:
        yield f"{first}..{last}"
    yield " ".join(f"-{word}" for word in _words(fields["none"]))


def _words(typed: str) -> list[str]:
    """The words of a field as no sign of the language; an asterisk at the end keeps its meaning."""
    words = (part.lstrip(LEADING) for word in APART.split(typed) for part in COLON.split(word))
    return [_plain(word) for word in words if any(map(str.isalnum, word))]


def _plain(word: str) -> str:
    """A word that would be an operator or a span of days stands between brackets or marks."""
    if word in signs.OPERATORS:
        return f"({word})"
    return f'~"{word}"' if ".." in word else word


def _quoted(typed: str) -> str:
    words = re.sub(f"[{signs.QUOTES}\x00]", " ", typed).split()
    return f'"{" ".join(words)}"' if any(map(str.isalnum, " ".join(words))) else ""


def _group(words: list[str], between: str) -> str:
    return f"({between.join(words)})" if len(words) > 1 else "".join(words)
