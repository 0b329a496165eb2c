"""The forms of a word that really occur, with counts, for a reader who may know of them."""

import pytest

from archive.models import Article
from search.index import indexing
from search.query import parsing, widening
from search.words import expanding
from tests.makers import make_article, make_curator


@pytest.fixture
def expand(db):
    def expand(text: str, user=None) -> list[expanding.Expansion]:
        indexing.refresh(list(Article.objects.values_list("pk", flat=True)))
        return expanding.expand(parsing.parse(text), user)

    return expand


def shown(expansion: expanding.Expansion) -> list[tuple[str, int]]:
    return [(form.form, form.count) for form in expansion.forms]


def test_forms_come_most_frequent_first(expand):
    for body in ("المدارس", "المدارس", "مدرسة"):
        make_article(body=body)

    [expansion] = expand("مدرسة")

    assert shown(expansion) == [("المدارس", 2), ("مدرسة", 1)]
    assert [form.kind for form in expansion.forms] == [expanding.FORM, expanding.EXACT]


def test_every_word_of_a_query_has_its_forms_in_order(expand):
    make_article(body="مدرسة في دمشق")

    assert [shown(one) for one in expand("دمشق مدرسة كوباني")] == [[("دمشق", 1)], [("مدرسة", 1)], []]


def test_a_quoted_word_has_its_own_spelling_only(expand):
    make_article(body="المدارس مدرسة")

    assert [shown(one) for one in expand('"مدرسة"')] == [[("مدرسة", 1)]]


def test_a_glued_form_is_named_so(expand):
    make_article(body="في الولاياتالمتحدة اليوم")

    kinds = {form.form: form.kind for form in expand("الولايات")[0].forms}

    assert kinds["الولاياتالمتحدة"] == expanding.GLUED


@pytest.mark.parametrize("status", ["draft", "withheld"])
def test_forms_of_hidden_articles_are_not_told(expand, status):
    make_article(body="المدارس", status=status)
    make_article(body="مدرسة")

    assert [shown(one) for one in expand("مدرسة")] == [[("مدرسة", 1)]]


def test_who_knows_all_is_told_all(expand):
    make_article(body="المدارس", status="draft")

    assert [shown(one) for one in expand("مدرسة", make_curator())] == [[("المدارس", 1)]]


def test_where_nothing_is_hidden_every_count_is_exact(expand, monkeypatch):
    monkeypatch.setattr(expanding, "COUNTED", 2)
    for _ in range(4):
        make_article(body="مدرسة")

    [form] = expand("مدرسة")[0].forms

    assert (form.count, form.exactly) == (4, True)


def test_beyond_the_bound_a_count_is_a_least_number(expand, monkeypatch):
    monkeypatch.setattr(expanding, "COUNTED", 2)
    make_article(body="حديقة", status="withheld")
    for _ in range(4):
        make_article(body="مدرسة")

    [form] = expand("مدرسة")[0].forms

    assert not form.exactly
    assert form.count >= 2


def test_further_forms_are_counted(expand, monkeypatch):
    monkeypatch.setattr(expanding, "SHOWN", 1)
    make_article(body="المدارس مدرسة والمدرسة")

    assert expand("مدرسة")[0].more == 2


def test_all_words_take_one_statement(expand, django_assert_num_queries):
    make_article(body="مدرسة في دمشق")
    expand("مدرسة")
    with django_assert_num_queries(1):
        expanding.expand(parsing.parse("مدرسة دمشق حلب بغداد"))


@pytest.mark.parametrize("text", ["o'neill", r"back\slash", "سوريا:اليوم", "100%", "😀 a"])
def test_no_sign_in_a_word_breaks_the_statement(expand, text):
    make_article(body=text)

    assert isinstance(expand(text), list)


def test_another_spelling_of_a_name_is_told_beside_its_forms(expand):
    make_article(body="وصل ستولتنبرغ")
    make_article(body="قال ستولتنبرج")

    [expansion] = expand("ستولتنبرغ")

    assert shown(expansion) == [("ستولتنبرغ", 1)]
    assert [(near.form, near.count) for near in expansion.near] == [("ستولتنبرج", 1)]


def test_a_word_in_latin_letters_is_told_the_name_that_may_be_meant(expand):
    make_article(body="معركة الباغوز")

    assert [near.form for near in expand("معركة baghouz")[1].near] == ["الباغوز"]


@pytest.mark.parametrize(
    ("typed", "body"),
    [
        pytest.param("كتاب", "كتب كاتب كتابة", id="a word of the dictionary"),
        pytest.param("الباغوز", "باغوز وبالباغوز", id="forms that are found"),
        pytest.param("ستولتنبرغ OR ستولتنبرج", "ستولتنبرج", id="a spelling that is searched"),
        pytest.param("أردوغان", "أردوجان", id="a spelling that an alias finds"),
        pytest.param("ستولتنبرغ", "ستالينغراد", id="another name"),
    ],
)
def test_what_is_no_other_spelling_is_not_told(expand, typed, body):
    make_article(body=body)
    indexing.refresh(list(Article.objects.values_list("pk", flat=True)))
    expansions = expanding.expand(widening.widen(parsing.parse(typed)))

    assert [near.form for one in expansions for near in one.near] == []


def test_a_spelling_in_hidden_articles_is_not_told(expand):
    make_article(body="ستولتنبرج", status="withheld")

    assert expand("ستولتنبرغ")[0].near == ()
    assert [near.form for near in expand("ستولتنبرغ", make_curator())[0].near] == ["ستولتنبرج"]
