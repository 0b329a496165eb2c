"""Which articles a query finds."""

from tests.makers import make_article


def test_phrase_keeps_word_order(search_for):
    wanted = make_article(body="وزير الخارجية يزور دمشق")
    make_article(body="الخارجية تنفي خبر وزير")

    [found] = search_for('"وزير الخارجية"')

    assert found == wanted


def test_words_must_all_be_there(search_for):
    wanted = make_article(title="كتاب", body="عن حلب")
    make_article(body="كتاب")
    make_article(body="حلب")

    assert search_for("كتاب حلب") == [wanted]


def test_or_finds_either(search_for):
    make_article(body="كتاب")
    make_article(body="حلب")
    make_article(body="دمشق")

    assert len(search_for("كتاب أو حلب")) == 2
