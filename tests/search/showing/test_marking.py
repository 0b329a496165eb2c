"""Where the words of a query stand in a text, and how they were met."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import arabic
from search.datatypes import Other, Query, Widened
from search.query import parsing
from search.showing import highlighting, marking, meeting


def marked(text: str, typed: str, **place) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.kind) for hit in marking.hits(text, parsing.parse(typed), **place)]


@pytest.mark.parametrize(
    ("text", "typed", "hits"),
    [
        pytest.param("الكتب وكتاب", "=كتاب", [], id="an exact word is not its forms"),
        pytest.param("كتاب", "=كتاب", [("كتاب", "exact")], id="an exact word"),
        pytest.param("سور وسوريا", "سور*", [("سور", "exact")], id="a prefix itself"),
        pytest.param("سوريون", "سور*", [("سوريون", "form")], id="what begins so"),
        pytest.param("كتابان وكتاب", "atleast2:كتاب", [("كتابان", "form"), ("وكتاب", "form")], id="a counted word"),
        pytest.param("الولاياتالمتحدة", "الولايات", [("الولايات", "glued")], id="in a glued word"),
        pytest.param("كتاب", "source:كتاب", [], id="a fact is nothing to mark"),
        pytest.param("حلب", "كتاب -(حلب دمشق)", [], id="what must not be there"),
        pytest.param("حلب دمشق", "-(كتاب -حلب)", [("حلب", "exact")], id="what must not be missing"),
        pytest.param(
            "وزراء الخارجية وزير", '~"وزير خارجية"', [("وزراء", "form"), ("الخارجية", "form")], id="a phrase of forms"
        ),
    ],
)
def test_words_are_marked_as_they_were_met(text, typed, hits):
    assert marked(text, typed) == hits


def test_words_are_marked_where_they_are_near():
    text = "العراق وتركيا وإيران ودول كثيرة أخرى قالت إن سوريا تجاور العراق"

    assert marked(text, '"سوريا العراق"~3') == [("سوريا", "exact"), ("العراق", "exact")]
    assert len(marked(text, '"سوريا العراق"~20')) == 3


@pytest.mark.parametrize(
    ("typed", "place", "number"),
    [
        pytest.param("title:كتاب", {"zone": "title"}, 2, id="the title in the title"),
        pytest.param("title:كتاب", {"lead": 5}, 0, id="the title in the text"),
        pytest.param("lead:كتاب", {"lead": 5}, 1, id="the lead in the lead"),
        pytest.param("body:كتاب", {"lead": 5}, 1, id="the body behind the lead"),
        pytest.param("body:كتاب", {"zone": "lead"}, 0, id="the body in the subtitle"),
        pytest.param("كتاب", {"lead": 5}, 2, id="everywhere"),
    ],
)
def test_what_is_asked_of_one_zone_is_marked_only_there(typed, place, number):
    assert len(marked("كتاب\nكتاب", typed, **place)) == number


def test_what_an_alias_brought_is_marked_as_such():
    word, other = parsing.parse("كايرو").root, parsing.parse("القاهرة").root
    query = Query("كايرو", Widened(word, (Other("exonym", "القاهرة", other),)))

    assert [hit.kind for hit in marking.hits("كايرو في القاهرة", query)] == ["exact", "alias"]


def test_an_excerpt_knows_the_lead_from_the_body():
    excerpts = highlighting.excerpts("كتاب أول\nكتاب ثان", parsing.parse("body:كتاب"), lead=8)

    assert [excerpt.paragraph for excerpt in excerpts] == [2]


def test_no_phrase_reaches_from_the_lead_into_the_body():
    assert marked("وزير\nالخارجية", '"وزير الخارجية"', lead=4) == []


def test_word_of_letters_that_come_and_go_is_marked_below_an_empty_lead():
    assert marked("هوية المدينة", "هوية", lead=0) == [("هوية", "exact")]


WORDS = st.sampled_from(
    [
        "كتاب",
        "كتب",
        "في",
        "لم",
        "قال",
        "إن",
        "الولاياتالمتحدة",
        "والكتب",
        "علم",
        "2,019",
        "BBC",
        "و1,5",
        "ـــ",
        "كِتَابًا",
        "هوية",
    ]
)
TYPED = WORDS | st.builds(
    str.format,
    st.sampled_from(['"{} {}"', '"{} {}"~2', "{1} {0}*", '"{} علم {}"', "={} {}", "عنوان:{} {}"]),
    WORDS,
    WORDS,
)


@given(st.lists(st.tuples(WORDS, st.sampled_from([" ", "، ", "\n", ""]))), st.lists(TYPED, min_size=1, max_size=3))
def test_what_is_marked_is_marked_as_in_a_text_that_is_read_whole(printed, sought):
    text, query = "".join(word + gap for word, gap in printed), parsing.parse(" OR ".join(sought))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(meeting, "stretches", lambda text, sought: [arabic.analyse(text)])
        whole = marking.hits.__wrapped__(text, query)

    assert marking.hits(text, query) == whole
