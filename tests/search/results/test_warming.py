"""Common words are counted before anybody asks."""

from search.models import KeptCount
from search.results import counting, warming
from tests.makers import make_article


def test_a_page_takes_the_count_of_a_common_word_that_was_warmed(db, search, monkeypatch):
    for number in range(6):
        make_article(f"كتاب {number}", "مكتبة")
    search("مكتبة")
    monkeypatch.setattr(counting, "FEW", 3)

    assert dict(warming.warm())["مكتبة"] == 6
    for kept in KeptCount.objects.all():  # so that one sees where the number comes from
        kept.rows = kept.rows.replace('["total", "", "", "", 6, 0]', '["total", "", "", "", 7, 0]')
        kept.save()
    assert search("مكتبة").context["found"].total == 7


def test_rare_words_are_not_warmed(db, search):
    make_article("كتاب")
    search("كتاب")

    assert (list(warming.warm()), KeptCount.objects.count()) == ([], 0)
