"""Explaining: why an article was found, word by word, in what its own text prints. Pure, no Django."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from arabic import letters
from search.datatypes import Leaf, Query
from search.showing import highlighting, marking
from search.showing.marking import NEARNESS, Hit

MAX_SEARCHED = 100_000  # characters of the text


@dataclass(frozen=True, slots=True)
class Met:
    """One printed form that answered: how, and how often."""

    form: str
    kind: str  # "exact", "form", "glued" or "alias"
    count: int


@dataclass(frozen=True, slots=True)
class Reason:
    """A word or phrase of the query, and what of the article it met; the nearest kind first, then the most frequent."""

    leaf: Leaf
    met: tuple[Met, ...]


def reasons(query: Query, title: str, subtitle: str, text: str, lead: int | None = None) -> list[Reason]:
    """For every wanted word or phrase what it met in an article; those that met nothing are left out.

    `text` is the lead and then the body, of which `lead` characters are the lead. Only its beginning is looked at.
    """
    leaves = list(query.wanted())
    counts: list[dict[str, tuple[str, str, int]]] = [{} for _ in leaves]
    searched = highlighting.beginning(text, MAX_SEARCHED)
    for printed, zone, begins in ((title, "title", None), (subtitle, "lead", None), (searched, "", lead)):
        for number, form, kind in _occurrences(printed, marking.hits(printed, query, zone, begins)):
            key = letters.unify(form).text
            first, known, count = counts[number].get(key, (form, kind, 0))
            counts[number][key] = (first, min(known, kind, key=NEARNESS.__getitem__), count + 1)
    return [Reason(leaf, _in_order(found.values())) for leaf, found in zip(leaves, counts, strict=True) if found]


def _occurrences(text: str, hits: Sequence[Hit]) -> Iterable[tuple[int, str, str]]:
    """The number of the leaf, what is printed, and its kind; a phrase is one stretch, as near as its worst word."""
    together: dict[tuple[int, int], list[Hit]] = {}
    for hit in hits:
        together.setdefault((hit.leaf, hit.first), []).append(hit)
    for (leaf, _), found in together.items():
        form = " ".join(text[found[0].start : found[-1].end].split())
        yield leaf, form, max((hit.kind for hit in found), key=NEARNESS.__getitem__)


def _in_order(found: Iterable[tuple[str, str, int]]) -> tuple[Met, ...]:
    met = (Met(form, kind, count) for form, kind, count in found)
    return tuple(sorted(met, key=lambda one: (NEARNESS[one.kind], -one.count, one.form)))
