"""What a reader's words mean, and that there are no wrong ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import datatypes
from search.datatypes import AllOf, AnyOf, AtLeast, Dates, Facet, Near, Not, Phrase, Prefix, Within, Word
from search.query import parsing


def shape(node) -> str:
    """A query as a short line: AND as +, OR as |, words as typed."""
    match node:
        case None:
            return ""
        case Word(text=text):
            return text
        case Phrase(text=text, exact=exact):
            return f'"{text}"' if exact else f"<{text}>"
        case Near(text=text, within=within):
            return f"<{text}>~{within}"
        case Prefix(text=text):
            return f"{text}*"
        case AtLeast(times, word):
            return f"{times}×{word.text}"
        case Facet(field, text):
            return f"{field}={text}"
        case Dates(first, last):
            return f"{first or ''}…{last or ''}"
        case Within(zone, child):
            return f"{zone}[{shape(child)}]"
        case Not(child):
            return f"-{shape(child)}"
        case AllOf(parts):
            return " + ".join(f"({shape(part)})" if isinstance(part, AnyOf) else shape(part) for part in parts)
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


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("كتاب AND حلب", "كتاب + حلب", id="AND may be said"),
        pytest.param("كتاب & حلب", "كتاب + حلب", id="ampersand"),
        pytest.param("AT&T", "<AT&T>", id="an ampersand in a word is no operator"),
        pytest.param("كتاب NOT حلب", "كتاب + -حلب", id="NOT"),
        pytest.param("كتاب NOT -حلب", "كتاب + حلب", id="not not is yes"),
        pytest.param("(كتاب OR حلب) دمشق", "((كتاب) | (حلب)) + دمشق", id="brackets"),
        pytest.param("（كتاب｜حلب） دمشق", "((كتاب) | (حلب)) + دمشق", id="fullwidth signs"),
        pytest.param("كتاب -(حلب OR دمشق)", "كتاب + -(حلب) | (دمشق)", id="minus before a bracket"),
        pytest.param("كتاب (حلب دمشق)", "كتاب + حلب + دمشق", id="a bracket that changes nothing"),
        pytest.param("(كتاب حلب", "كتاب + حلب", id="an open bracket closes at the end"),
        pytest.param("كتاب) حلب", "كتاب + حلب", id="a bracket that closes nothing is passed over"),
        pytest.param("كتاب OR () حلب", "(كتاب) | (حلب)", id="empty brackets"),
        pytest.param("=الكتاب", '"الكتاب"', id="an exact word"),
        pytest.param('~"وزير خارجية"', "<وزير خارجية>", id="a phrase of forms"),
        pytest.param('~"كتاب"', "كتاب", id="a phrase of one form is a word"),
        pytest.param('"سوريا العراق"~5', "<سوريا العراق>~5", id="nearness"),
        pytest.param("«سوريا العراق»~٥", "<سوريا العراق>~5", id="nearness in Arabic"),
        pytest.param('"سوريا العراق"~0', "<سوريا العراق>~1", id="two words cannot stand on one place"),
        pytest.param('"سوريا العراق"~', "<سوريا العراق>", id="a tilde without a number"),
        pytest.param("سور*", "سور*", id="a prefix"),
        pytest.param("سور٭", "سور*", id="the Arabic star"),
        pytest.param("e-mail*", "<e-mail>", id="a compound is no prefix"),
        pytest.param("atleast3:كتاب", "3×كتاب", id="at least"),
        pytest.param("على_الأقل٣:كتاب", "3×كتاب", id="at least in Arabic"),
        pytest.param("atleast1:كتاب", "كتاب", id="at least once is a word"),
        pytest.param("atleast2:(كتاب حلب)", "2×كتاب + 2×حلب", id="each word of a bracket"),
        pytest.param("title:كتاب", "title[كتاب]", id="a zone"),
        pytest.param("العنوان:«كتاب حلب»", 'title["كتاب حلب"]', id="a zone in Arabic, with the article"),
        pytest.param("مقدّمة:كتاب متن:حلب", "lead[كتاب] + body[حلب]", id="short vowels in the name of a field"),
        pytest.param("title:(كتاب OR حلب) دمشق", "title[(كتاب) | (حلب)] + دمشق", id="a bracket in a zone"),
        pytest.param("title:-كتاب", "title[-كتاب]", id="not in the title"),
        pytest.param("title:", "title", id="an empty field is a word"),
        pytest.param("title: كتاب", "title + كتاب", id="a field holds on to its word"),
        pytest.param("title:()", "title", id="a field before empty brackets"),
        pytest.param("http://example.org", "<http://example.org>", id="an address"),
        pytest.param("foo:كتاب", "<foo:كتاب>", id="an unknown field is a compound"),
        pytest.param("SOURCE:رويترز", "source=رويترز", id="a fact"),
        pytest.param("مصدر:«الشرق الأوسط»", "source=الشرق الأوسط", id="a fact in Arabic, quoted"),
        pytest.param("-source:رويترز كتاب", "-source=رويترز + كتاب", id="not a fact"),
        pytest.param("مكان:(حلب OR دمشق)", "(place=حلب) | (place=دمشق)", id="either of two facts"),
        pytest.param("title:(source:رويترز كتاب)", "title[source=رويترز + كتاب]", id="a fact in a zone"),
        pytest.param("2011..2014", "2011-01-01…2014-12-31", id="years"),
        pytest.param("٢٠١١-٠٣..٢٠١١-٠٨", "2011-03-01…2011-08-31", id="months in Arabic digits"),
        pytest.param("2014..2011", "2011-01-01…2014-12-31", id="years turned round"),
        pytest.param("2012-02-05..", "2012-02-05…", id="an open end"),
        pytest.param("..2012-02", "…2012-02-29", id="an open beginning"),
        pytest.param("before:2014", "…2013-12-31", id="before leaves out what is named"),
        pytest.param("بعد:2011-02", "2011-03-01…", id="after leaves out what is named"),
        pytest.param("تاريخ:2011", "2011-01-01…2011-12-31", id="a date"),
        pytest.param("2011-13..2014", "<2011-13..2014>", id="no such month"),
        pytest.param("before:0001", "<before:0001>", id="nothing is before the first year"),
        pytest.param("قبل:الحرب", "<قبل:الحرب>", id="before something that is no date"),
        pytest.param("2019", "2019", id="a year alone is a word"),
    ],
)
def test_the_language_has_a_reading_for(typed, meant):
    assert shape(parsing.parse(typed).root) == meant


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        pytest.param("ب* كتاب", datatypes.STEM_TOO_SHORT, id="one letter is no prefix"),
        pytest.param('"سوريا العراق"~99', datatypes.TOO_FAR, id="far from near"),
        pytest.param('atleast2:"وزير الخارجية"', datatypes.WORDS_ARE_COUNTED, id="phrases are not counted"),
        pytest.param("(" * 12 + "كتاب", datatypes.TOO_DEEP, id="brackets in brackets"),
        pytest.param("-source:رويترز", datatypes.NEGATIONS_ONLY, id="a negated fact wants nothing"),
    ],
)
def test_what_was_understood_otherwise_is_noted(typed, note):
    query = parsing.parse(typed)

    assert query
    assert note in query.notes


def test_a_loosened_query_keeps_its_facts():
    query = parsing.loosen(parsing.parse("كتاب حلب source:رويترز -دمشق"))

    assert shape(query.root) == "((كتاب) | (حلب)) + -دمشق + source=رويترز"


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

    assert shape(query.root) == "((كتب) | (رواية) | (جديدة)) + -شعر"


OVERRIDE = "\N{RIGHT-TO-LEFT OVERRIDE}"
OPERATORS = st.sampled_from(['"', "«", "»", "-", "|", " OR ", " أو ", " ", OVERRIDE, "\x00", "\ud800"])


@given(st.lists(st.one_of(OPERATORS, st.text(max_size=20), st.just("كتاب")), max_size=40).map("".join))
def test_every_string_is_a_query(typed):
    query = parsing.parse(typed)

    assert query.text == typed
    assert len(list(query.wanted())) + len(list(query.unwanted())) <= parsing.MAX_TERMS
