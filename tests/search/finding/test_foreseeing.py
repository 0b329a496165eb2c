"""How many articles a query can find at most, known before anything is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.datatypes import (
    AllOf,
    AnyOf,
    AtLeast,
    Dates,
    Facet,
    Marked,
    Near,
    Not,
    Other,
    Phrase,
    Prefix,
    Widened,
    Within,
    Word,
)
from search.finding import foreseeing

ARTICLES = 1000
DF = {"=كتاب": 40, "كتاب": 100, "كتب": 300, "=قديم": 20, "قديم": 900}
BOOK = Word("كتاب", "=كتاب", ("كتاب",))
BOOKS = Word("كتب", "=كتب", ("كتاب", "كتب"))
OLD = Word("قديم", "=قديم", ("قديم",))
MISSING = Word("ورّاق", "=وراق", ("وراق",))


@pytest.mark.parametrize(
    ("node", "most"),
    [
        pytest.param(BOOK, 140, id="a word is in what its lexemes are in"),
        pytest.param(MISSING, 0, id="a word that stands nowhere"),
        pytest.param(AllOf((BOOK, OLD)), 140, id="all of them are in no more than the rarest"),
        pytest.param(AnyOf((BOOK, BOOKS)), 540, id="any of them are in no more than all together"),
        pytest.param(AnyOf((BOOKS, OLD)), ARTICLES, id="never more than there are"),
        pytest.param(Not(BOOK), ARTICLES, id="what must not be there leaves all"),
        pytest.param(AllOf((BOOK, Not(OLD))), 140, id="what must not be there takes nothing from the bound"),
        pytest.param(Phrase("كتاب قديم", (BOOK, OLD), (0, 1)), 140, id="a phrase"),
        pytest.param(Near("كتاب قديم", (BOOK, OLD), 5), 140, id="a nearness"),
        pytest.param(AtLeast(3, BOOK), 140, id="a number of times"),
        pytest.param(Within("title", BOOK), 140, id="a zone"),
        pytest.param(Widened(BOOK, (Other("variant", "كتب", BOOKS),)), 540, id="an alias"),
        pytest.param(Prefix("كت", "كت"), ARTICLES, id="a prefix may begin anything"),
        pytest.param(Facet("source", "الحياة"), ARTICLES, id="a fact"),
        pytest.param(Dates(None, None), ARTICLES, id="dates"),
        pytest.param(Marked(("1كتاب",)), ARTICLES, id="a marker"),
        pytest.param(AllOf((BOOK, Facet("source", "الحياة"))), 140, id="a word with a fact"),
    ],
)
def test_a_query_finds_at_most(node, most):
    assert foreseeing.at_most(node, DF, ARTICLES) == most


LETTERS = "abcde"
LEAVES = st.sampled_from(LETTERS).map(lambda letter: Word(letter, letter))
TREES = st.recursive(
    LEAVES,
    lambda children: (
        st.lists(children, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts)))
        | st.lists(children, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts)))
        | children.map(Not)
    ),
    max_leaves=6,
)


def holds(node, text: frozenset[str]) -> bool:
    match node:
        case Not(child):
            return not holds(child, text)
        case AllOf(parts):
            return all(holds(part, text) for part in parts)
        case AnyOf(parts):
            return any(holds(part, text) for part in parts)
    return node.exact in text


@given(TREES, st.lists(st.frozensets(st.sampled_from(LETTERS)), max_size=12))
def test_never_more_is_found_than_was_foreseen(tree, texts):
    df = {letter: sum(letter in text for text in texts) for letter in LETTERS}

    assert sum(holds(tree, text) for text in texts) <= foreseeing.at_most(tree, df, len(texts))
