"""Which articles are like one, by the words that tell it apart."""

import datetime

import pytest

from archive.models import Article
from search.finding import similarity
from search.finding.similarity import Likeness
from search.index import indexing
from search.models import IndexEntry, Lexeme
from tests.makers import make_article

pytestmark = pytest.mark.django_db
FIRE = "حريق في مصنع الخزف القديم عند أطراف القرية، والتهم اللهب الأفران والمخازن والقوارير والمغازل."
DAY = datetime.date(2019, 3, 23)


def index(*articles: Article) -> None:
    indexing.refresh([article.pk for article in articles])


def like(article: Article, among=None, limit: int = 10) -> list[Likeness]:
    among = IndexEntry.objects.all() if among is None else among
    return similarity.read(
        Article.objects.annotate(alike=similarity.Alike(among, limit=limit)).get(pk=article.pk).alike
    )


def test_most_alike_comes_first():
    article, same = make_article(body=FIRE), make_article(body=FIRE)
    half = make_article(body="حريق في مصنع الخزف القديم، ولا ضحايا. وكان المصنع خاليا.")
    other = make_article(body="أمطار غزيرة على الساحل.")
    index(article, same, half, other)

    assert [one.article_id for one in like(article)] == [same.pk, half.pk]


def test_names_that_the_lexicon_does_not_know_tell_most():
    article, same = make_article(body="غونزاليس وباغوز وداعش"), make_article(body="داعش وغونزاليس وباغوز")
    index(article, same)

    [found] = like(article)

    assert found.article_id == same.pk
    assert found.words >= 3


def test_share_is_of_the_weight_of_the_telling_words():
    article, same = make_article(body=FIRE), make_article(body=FIRE)
    index(article, same)

    [found] = like(article)

    assert found.share == pytest.approx(1)


def test_words_that_stand_everywhere_tell_nothing():
    articles = [make_article(body=f"{FIRE} {'زرافة' if n < 2 else ''}") for n in range(30)]
    index(*articles)

    assert like(articles[0]) == []


def test_only_what_is_among_is_found():
    article, hidden = make_article(body=FIRE), make_article(body=FIRE, status="draft")
    index(article, hidden)

    assert like(article, IndexEntry.objects.visible_to(None)) == []


def test_bound_is_kept():
    articles = [make_article(body=FIRE) for _ in range(4)]
    index(*articles)

    assert len(like(articles[0], limit=2)) == 2


@pytest.mark.parametrize("body", ["", "!!!", "في"])
def test_article_without_words_is_like_none(body):
    article = make_article("", body)
    index(article, make_article(body=FIRE))

    assert like(article) == []


def test_signs_in_a_lexeme_are_letters_to_the_database():
    article, same = make_article(body=FIRE), make_article(body=FIRE)
    index(article, same)
    for sign, lexeme in zip(("+a'b", "+c\\d", "+e|f"), Lexeme.objects.filter(lexeme__startswith="+"), strict=False):
        quoted = "''".join(sign.split("'")).replace("\\", "\\\\")
        entries = IndexEntry.objects.filter(article_id__in=[article.pk, same.pk])
        entries.update(tsv=f"'{quoted}':1 '+x':2 '+y':3")
        Lexeme.objects.bulk_create(
            [Lexeme(lexeme=sign, df=2), Lexeme(lexeme="+x", df=2), Lexeme(lexeme="+y", df=2)], ignore_conflicts=True
        )

        assert [one.article_id for one in like(article)] == [same.pk], lexeme


@pytest.mark.parametrize(
    ("share", "words", "days", "same"),
    [
        pytest.param(0.7, 15, 1, True, id="most words, a day later"),
        pytest.param(0.7, 15, 4, False, id="too late"),
        pytest.param(0.3, 15, 0, False, id="too few of the words"),
        pytest.param(1.0, 3, 0, False, id="hardly any words at all"),
        pytest.param(0.7, 15, None, False, id="undated"),
    ],
)
def test_same_story_has_most_words_within_a_few_days(share, words, days, same):
    other = None if days is None else DAY + datetime.timedelta(days=days)

    assert similarity.is_same_story(Likeness(1, share, words), DAY, other) is same
