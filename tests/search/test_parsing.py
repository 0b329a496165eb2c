"""What a reader's words mean, and that there are no wrong ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import datatypes, parsing
from search.datatypes import AllOf, AnyOf, Not, Phrase, Word


def shape(node) -> str:
    """A query as a short line: AND as +, OR as |, words as typed."""
    match node:
        case None:
            return ""
        case Word(text=text):
            return text
        case Phrase(text=text, exact=exact):
            return f'"{text}"' if exact else f"<{text}>"
        case Not(child):
            return f"-{shape(child)}"
        case AllOf(parts):
            return " + ".join(map(shape, parts))
        case AnyOf(parts):
            return " | ".join(f"({shape(part)})" for part in parts)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("كتاب حلب", "كتاب + حلب", id="words are all wanted"),
        pytest.param("كتاب OR حلب", "(كتاب) | (حلب)", id="OR"),
        pytest.param("كتاب | حلب", "(كتاب) | (حلب)", id="bar"),
        pytest.param("كتاب|حلب", "(كتاب) | (حلب)", id="bar without spaces"),
        pytest.param("كتاب أو حلب", "(كتاب) | (حلب)", id="Arabic or"),
        pytest.param("كتاب حلب أو دمشق", "(كتاب + حلب) | (دمشق)", id="AND binds tighter than OR"),
        pytest.param('"وزير الخارجية"', '"وزير الخارجية"', id="straight quotes"),
        pytest.param("«وزير الخارجية»", '"وزير الخارجية"', id="guillemets"),
        pytest.param("»وزير الخارجية«", '"وزير الخارجية"', id="guillemets turned round"),
        pytest.param("“وزير الخارجية”", '"وزير الخارجية"', id="curly quotes"),
        pytest.param("”وزير الخارجية“", '"وزير الخارجية"', id="curly quotes turned round"),
        pytest.param("„وزير الخارجية“", '"وزير الخارجية"', id="low quotes"),
        pytest.param("″وزير الخارجية″", '"وزير الخارجية"', id="double primes"),
        pytest.param('"وزير الخارجية', '"وزير الخارجية"', id="an open quotation closes at the end"),
        pytest.param("«وزير الخارجية” دمشق", '"وزير الخارجية" + دمشق', id="any mark closes where the right one lacks"),
        pytest.param('قال "وزير الخارجية" دمشق', 'قال + "وزير الخارجية" + دمشق', id="words around a phrase"),
        pytest.param("كتاب -حلب", "كتاب + -حلب", id="minus"),
        pytest.param("كتاب −حلب", "كتاب + -حلب", id="the minus of typographers"),
        pytest.param('كتاب -"وزير الخارجية"', 'كتاب + -"وزير الخارجية"', id="minus before a phrase"),
        pytest.param("كتاب - حلب", "كتاب + حلب", id="a hyphen that stands alone is punctuation"),
        pytest.param("أو كتاب", "كتاب", id="or at the start is a stop word"),
        pytest.param("كتاب OR", "كتاب", id="OR at the end is a stop word"),
        pytest.param("كتاب | | حلب", "(كتاب) | (حلب)", id="two bars are one"),
        pytest.param("أو", "أو", id="or alone is a word"),
        pytest.param("e-mail", "<e-mail>", id="a compound is a phrase of forms"),
        pytest.param("2019-03-23", "<2019-03-23>", id="a date is a phrase"),
        pytest.param("كتاب،حلب", "كتاب + حلب", id="a comma parts words"),
        pytest.param("", "", id="nothing"),
        pytest.param('- | " « ، ؟', "", id="signs without a word"),
        pytest.param("-" * 33, "", id="33 hyphens"),
        pytest.param("\x00\ud800كتاب\x00\ud800", "كتاب", id="NUL and half of a surrogate pair"),
    ],
)
def test_what_is_typed_is_understood(typed, meant):
    assert shape(parsing.parse(typed).root) == meant


def test_stop_words_are_optional_beside_others():
    query = parsing.parse("من كتب في حلب")

    assert shape(query.root) == "كتب + حلب"
    assert query.notes == (datatypes.STOP_WORDS_OPTIONAL,)


def test_stop_words_alone_are_searched_as_spelt():
    query = parsing.parse("من في")

    assert query.root == AllOf((Word("من", "=من", stop=True), Word("في", "=في", stop=True)))
    assert query.notes == (datatypes.STOP_WORDS_ONLY,)


def test_a_phrase_keeps_its_stop_words():
    phrase = parsing.parse('"زار في دمشق"').root

    assert [word.exact for word in phrase.words] == ["=زار", "=في", "=دمشق"]


def test_quotation_marks_mean_the_exact_spelling():
    [word] = parsing.parse('"الكتب"').root.words

    assert word.lexemes == ("=الكتب",)


def test_only_what_must_not_be_there_is_said():
    assert parsing.parse("-كتاب").notes == (datatypes.NEGATIONS_ONLY,)


def test_the_first_32_terms_are_read_and_the_rest_is_said():
    query = parsing.parse(" ".join(f"كلمة{number}" for number in range(40)))

    assert len(list(query.wanted())) == parsing.MAX_TERMS
    assert datatypes.TOO_MANY_TERMS in query.notes


def test_the_first_500_characters_are_read_and_the_rest_is_said():
    query = parsing.parse("كتاب " + "ا" * 600 + " حلب")

    assert "حلب" not in [leaf.text for leaf in query.wanted()]
    assert datatypes.TOO_LONG in query.notes


def test_a_loosened_query_wants_any_of_the_words_and_still_not_the_others():
    query = parsing.loosen(parsing.parse('من كتب "رواية جديدة" -شعر'))

    assert shape(query.root) == "(كتب) | (رواية) | (جديدة) + -شعر"


OVERRIDE = "\N{RIGHT-TO-LEFT OVERRIDE}"
OPERATORS = st.sampled_from(['"', "«", "»", "-", "|", " OR ", " أو ", " ", OVERRIDE, "\x00", "\ud800"])


@given(st.lists(st.one_of(OPERATORS, st.text(max_size=20), st.just("كتاب")), max_size=40).map("".join))
def test_every_string_is_a_query(typed):
    query = parsing.parse(typed)

    assert query.text == typed
    assert len(list(query.wanted())) + len(list(query.unwanted())) <= parsing.MAX_TERMS
