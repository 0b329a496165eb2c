"""The order of what is found."""

import datetime

from search import datatypes
from search.finding import ranking
from search.models import IndexEntry
from search.query import parsing
from tests.makers import make_article


def test_a_word_in_the_title_weighs_more_than_in_the_text(search_for):
    inside = make_article(title="خبر عاجل", body="زلزال كبير")
    above = make_article(title="زلزال كبير", body="خبر عاجل")

    assert search_for("زلزال") == [above, inside]


def test_the_typed_form_comes_before_other_forms(search_for):
    other = make_article(body="وصلت المدارس")
    same = make_article(body="وصلت مدرسة")
    make_article(body="لا شيء")

    assert search_for("مدرسة") == [same, other]


def test_articles_with_one_score_come_newest_first_and_undated_last(search_for):
    dates = [datetime.date(2011, 5, 1), None, datetime.date(2019, 3, 23), datetime.date(2011, 5, 1)]
    old, undated, new, old_too = (make_article(title="كتاب", body="نص", published_on=date) for date in dates)

    assert search_for("كتاب") == [new, old_too, old, undated]


def test_oldest_first_has_the_undated_last_too(search_for):
    undated = make_article(body="كتاب", published_on=None)
    new = make_article(body="كتاب", published_on=datetime.date(2019, 3, 23))
    old = make_article(body="كتاب", published_on=datetime.date(2011, 5, 1))

    assert search_for("كتاب", order="oldest") == [old, new, undated]
    assert search_for("كتاب", order="newest") == [new, old, undated]


def test_the_longest_come_first(search_for):
    short, long = make_article(body="كتاب"), make_article(body="كتاب " * 9)

    assert search_for("كتاب", order="longest") == [long, short]


def test_of_two_with_the_same_words_the_one_that_has_them_together_comes_first(search_for):
    between = " ".join(["شيء"] * 40)
    apart = make_article(body=f"دمشق {between} القاهرة {between} كلام")
    together = make_article(body=f"{between} دمشق القاهرة {between} كلام")

    assert search_for("دمشق القاهرة") == [together, apart]


def test_a_page_behind_the_last_number_is_empty_and_said(db):
    found = ranking.rank(parsing.parse("كتاب"), IndexEntry.objects.all(), offset=ranking.MAX_RANK, limit=10)

    assert (found.ids, found.notes) == ((), (datatypes.PAGE_TOO_DEEP,))
