"""The search box of the articles desk: the archive's own search, over articles of every status."""

import pytest

from archive.models import Article
from search.admin import FindableArticleAdmin
from search.index import indexing
from tests.archive.newsroom import address, sign_in
from tests.makers import make_article, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(client):
    """`found("كتاب", status__exact="draft")`: everything is indexed, and the rows of the list come back."""
    sign_in(client)

    def find(text: str, **filters) -> list[Article]:
        indexing.refresh(list(Article.objects.values_list("pk", flat=True)))
        page = client.get(address("archive_article_changelist"), {"q": text, **filters})
        assert page.status_code == 200
        return list(page.context["cl"].result_list)

    return find


def test_a_word_is_found_in_its_other_forms(found):
    wanted = make_article(body="اجتمع الوزراء في دمشق")
    make_article(body="فاز الفريق")

    assert found("وزير") == [wanted]


def test_drafts_and_withheld_articles_are_found_too(found):
    wanted = {make_article(body="قمة عربية", status=status) for status in Article.Status.values}

    assert set(found("قمة")) == wanted


def test_the_best_comes_first(found):
    beside = make_article(title="خبر", body="في آخر الخبر ذكر للزيتون وغيره من المحاصيل والأشجار")
    about = make_article(title="موسم الزيتون", body="الزيتون في الشمال")

    assert found("الزيتون") == [about, beside]


def test_a_phrase_means_exactly_these_words(found):
    wanted = make_article(body="وزير الخارجية يزور دمشق")
    make_article(body="الخارجية تنفي خبر وزير")

    assert found('"وزير الخارجية"') == [wanted]


def test_search_and_filters_narrow_together(found):
    make_article(body="قمة عربية")
    wanted = make_article(body="قمة عربية", status="draft", source=make_source("q"))

    assert found("قمة", status__exact="draft") == [wanted]


def test_the_curators_own_order_stands(found):
    column = FindableArticleAdmin.list_display.index("arrived") + 1
    first = make_article(title="الزيتون", body="الزيتون الزيتون")
    second = make_article(title="خبر", body="ذكر للزيتون")

    assert found("الزيتون", o=str(column)) == [first, second]


def test_an_identifier_leads_to_its_article(found):
    wanted = make_article()
    make_article()

    assert found(f" {wanted.identifier} ") == [wanted]


@pytest.mark.parametrize(
    "text", ['"', "-", "OR OR", "(((", "\N{RIGHT-TO-LEFT OVERRIDE}", "'; DROP TABLE", "ا" * 3000, "%"]
)
def test_no_search_is_wrong_input(found, text):
    make_article()

    assert isinstance(found(text), list)


def test_nothing_found_is_said(found, client):
    make_article()
    assert found("زرافة") == []

    assert "Nothing fits" in client.get(address("archive_article_changelist"), {"q": "زرافة"}).content.decode()
