"""Understanding: a query as the page shows it back, word by word, with what leads to a narrower or wider one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.datatypes import (
    AllOf,
    AnyOf,
    AtLeast,
    Dates,
    Facet,
    Fact,
    Leaf,
    Marked,
    Near,
    Node,
    Not,
    Other,
    Phrase,
    Prefix,
    Query,
    Widened,
    Within,
    Word,
    words_of,
)
from search.query import writing
from search.results import naming, narrowing
from search.words.attaching import Attached
from search.words.expanding import EXACT, Expansion, FormCount

GLANCE = 3  # other forms that a closed chip names


def forms_to_count(query: Query, expansions: Sequence[Expansion]) -> list[FormCount]:
    """The printed forms of a query that is a single word: among them one may choose."""
    if not isinstance(query.root, Word):
        return []
    return [form for expansion in expansions for form in expansion.forms]


@dataclass(frozen=True)
class Sign:
    """What stands between the words: "or", a bracket."""

    text: str
    reach: None = None


@dataclass(frozen=True)
class Spelling:
    """Another spelling of a name: in how many articles it stands, and the searches for either and for this one."""

    form: FormCount
    added: str
    instead: str


@dataclass(frozen=True)
class Term:
    """One word, phrase or fact of the query."""

    text: str
    reach: str  # what else it finds, in words
    zone: str = ""  # where in the article it is asked, in words
    negated: bool = False
    is_exact: bool = False
    expansions: Sequence[Expansion] = ()
    others: Sequence[Other] = field(default=())  # what aliases hold to mean the same
    spellings: Sequence[Spelling] = ()  # that are not searched unasked
    removed: str = ""  # addresses of the search without it,
    exact: str = ""  # with exactly what was typed,
    wide: str = ""  # with all forms,
    attached: str = ""  # and with particles written onto it,
    more: int = 0  # which finds so many more articles, where that is known

    @property
    def glance(self) -> list[str]:
        return [form.form for form in self._forms if form.kind != EXACT][:GLANCE]

    @property
    def is_cut(self) -> bool:
        """Whether there are more forms than a glance shows."""
        return sum(form.kind != EXACT for form in self._forms) > GLANCE

    @property
    def _forms(self) -> list[FormCount]:
        return [form for expansion in self.expansions for form in expansion.forms]


def terms(
    query: Query, state: QueryDict, expansions: Sequence[Expansion] = (), attached: Sequence[Attached] = ()
) -> list[Term | Sign]:
    """The query as typed, in its order; with `expanding.expand` and `attaching.attached` of it."""
    return list(_Reading(query, state, expansions, attached).node(query.root))


class _Reading:
    def __init__(self, query, state, expansions: Sequence[Expansion], attached: Sequence[Attached]):
        self.query, self.state = query, state
        self.attached: dict[Leaf | Fact, Attached] = {one.phrase: one for one in attached}
        self.expansions = {expansion.word.lexemes: expansion for expansion in expansions}

    def node(
        self,
        node: Node | None,
        zone: str = "",
        negated: bool = False,
        others: Sequence[Other] = (),
        inside: bool = False,
    ) -> Iterator[Term | Sign]:
        match node:
            case None | Marked():
                return
            case Not(child):
                yield from self.node(child, zone, not negated, others, True)
            case Within(inner, child):
                yield from self.node(child, inner, negated, others, True)
            case Widened(child, more):
                yield from self.node(child, zone, negated, more, inside)
            case AllOf(parts) | AnyOf(parts):
                yield from self._group(node, parts, zone, negated, others, inside)
            case _:
                yield self._term(node, zone, negated, others)

    def _group(self, node, parts, zone, negated, others, inside) -> Iterator[Term | Sign]:
        """Parts side by side, or with "or" between them; an inner group stands in brackets."""
        if inside:
            yield Sign("(")
        for number, part in enumerate(parts):
            if number and isinstance(node, AnyOf):
                yield Sign(_("or"))
            last = number == len(parts) - 1  # what an alias widens as a whole is said after its last word
            yield from self.node(part, zone, negated, others if last else (), isinstance(part, AllOf | AnyOf))
        if inside:
            yield Sign(")")

    def _term(self, leaf: Leaf | Fact, zone: str, negated: bool, others: Sequence[Other]) -> Term:
        removed = self._address(writing.without(self.query, leaf))
        if isinstance(leaf, Facet | Dates):
            return Term(_written(leaf), "", negated=negated, removed=removed)
        words = words_of(leaf)
        exact = not any(word.forms for word in words) and not isinstance(leaf, Prefix)
        found = (self.expansions.get(word.lexemes) for word in words if word.forms)
        expansions = [expansion for expansion in found if expansion]
        particles = self.attached.get(leaf)
        other = writing.widened_to_forms(self.query, leaf) if exact else writing.narrowed_to_exact(self.query, leaf)
        turned = self._address(other) if other != self.query.text else ""
        return Term(
            text=_written(leaf),
            reach=_reach(leaf),
            zone=str(ZONES[zone]()) if zone else "",
            negated=negated,
            is_exact=exact,
            expansions=expansions,
            others=others,
            spellings=[] if negated else self._spellings(leaf, expansions),
            removed=removed,
            exact="" if exact else turned,
            wide=turned if exact else "",
            attached=self._address(particles.text) if particles else "",
            more=self._more(leaf),
        )

    def _more(self, leaf: Leaf | Fact) -> int:
        """What the particles add, where that is known and the phrase is all that is asked."""
        particles = self.attached.get(leaf)
        return (particles.count or 0) if particles and leaf == self.query.root else 0

    def _spellings(self, leaf: Leaf, expansions: Sequence[Expansion]) -> list[Spelling]:
        """Of a single word; in a quotation nothing is spelt otherwise."""
        return [self._spelling(leaf, near) for each in expansions if each.word == leaf for near in each.near]

    def _spelling(self, leaf: Leaf, form: FormCount) -> Spelling:
        other = Word(form.form, f"={form.form}")
        either, instead = (
            writing.written(writing.replaced(self.query.root, leaf, node)) for node in (AnyOf((leaf, other)), other)
        )
        return Spelling(form, self._address(either), self._address(instead))

    def _address(self, text: str) -> str:
        """The search for another text; forms that were chosen belong to the word that was."""
        return narrowing.replaced(self.state, {"q": [text] if text else [], "form": (), "not-form": ()})


ZONES = {
    "title": lambda: _("in the title"),
    "lead": lambda: _("in the lead"),
    "body": lambda: _("in the text after the lead"),
}


def _written(leaf: Leaf | Fact) -> str:
    match leaf:
        case Phrase(text=text, words=words, exact=exact):
            return f"«{text}»" if exact and len(words) > 1 else text
        case Prefix(text=text):
            return f"{text}…"
        case Facet(name, text):
            return f"{naming.TITLES[name]}: {text}"
        case Dates(first, last):
            return narrowing.period_named(first, last)
    return leaf.text


def _reach(leaf: Leaf | Fact) -> str:
    """What of the texts answers, in the reader's words."""
    match leaf:
        case Word(forms=forms):
            return _("in all its forms") if forms else _("exactly so")
        case Phrase(exact=exact):
            return _("exactly so") if exact else _("side by side, in all forms")
        case Near(within=within):
            return ngettext("next to each other", "within %(count)s words", within) % {"count": within}
        case Prefix():
            return _("all words that begin so")
        case AtLeast(times=times):
            return ngettext("at least once", "at least %(count)s times", times) % {"count": times}
    return ""
