"""Which texts of an article a reader may see."""

import datetime

import pytest

from archive import versions
from archive.models import Article
from archive.readers import Reader
from tests.makers import make_article, make_curator

pytestmark = pytest.mark.django_db


def change(article: Article, **fields) -> None:
    Article.objects.filter(pk=article.pk).update(**fields)
    article.refresh_from_db()


def numbers(article: Article, user=None) -> list[int]:
    return [version.number for version in versions.shown_to(Reader(user), article)]


def test_versions_come_newest_first_and_say_until_when():
    article = make_article(body="أولى")
    change(article, body="ثانية")

    present, former = versions.shown_to(Reader(None), article)

    assert (present.number, present.until) == (2, None)
    assert former.number == 1
    assert former.until is not None


@pytest.mark.parametrize(
    "before",
    [
        pytest.param({"status": "draft"}, id="a draft"),
        pytest.param({"status": "withheld"}, id="withheld"),
        pytest.param({"embargo_until": datetime.date(2999, 1, 1)}, id="under embargo"),
    ],
)
def test_text_that_nobody_could_read_stays_with_the_curators(before):
    article = make_article(body="أولى", **before)
    change(article, body="ثانية")
    change(article, status="published", embargo_until=None)

    assert numbers(article) == [2]
    assert numbers(article, make_curator()) == [2, 1]


def test_number_is_bounded(monkeypatch):
    monkeypatch.setattr(versions, "MOST", 3)
    article = make_article(body="0")
    for number in range(1, 5):
        change(article, body=str(number))

    assert numbers(article) == [5, 4, 3]
