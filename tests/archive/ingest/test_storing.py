"""What a row becomes in the archive."""

import datetime

import pytest

from archive.models import Article, ArticleAuthor, Topic
from tests.archive.ingest.making import BODY, OTHER, bring_in


def test_a_row_becomes_an_article_with_all_that_it_says(db, tmp_path):
    row = {
        "id": "7",
        "title": "وفد في دمشق",
        "subtitle": "محادثات",
        "lead": "موجز",
        "body": BODY,
        "date": "23 آذار/مارس 2019",
        "updated": "2019-03-24T10:00:00+02:00",
        "author": "سامي حداد وليلى نصر",
        "category": "سياسة",
        "dateline": "دمشق",
        "page": 3,
        "issue": "1204",
        "url": "https://example.org/7",
        "lang": "ar",
        "type": "تقرير",
    }
    bring_in(tmp_path, row)

    [article] = Article.objects.all()
    assert (article.source_key, article.title, article.subtitle, article.lead) == (
        "7",
        "وفد في دمشق",
        "محادثات",
        "موجز",
    )
    assert (article.body, article.page, article.issue, article.genre) == (BODY, "3", "1204", "report")
    assert (str(article.published_on), article.date_precision) == ("2019-03-23", "day")
    assert article.date_printed == "23 آذار/مارس 2019"
    assert article.updated_at.isoformat() == "2019-03-24T08:00:00+00:00"
    assert [author.name_ar for author in article.authors.order_by("articleauthor__place_in_line")] == [
        "سامي حداد",
        "ليلى نصر",
    ]
    assert [term.name_ar for term in (*article.topics.all(), *article.places.all())] == ["سياسة", "دمشق"]
    assert article.status == "published"


@pytest.mark.parametrize("status", ["draft", "review"])
def test_new_articles_take_the_status_that_is_asked_for(db, tmp_path, status):
    bring_in(tmp_path, {"body": BODY}, status=status)

    assert Article.objects.get().status == status


def test_an_article_without_date_and_title_is_welcome(db, tmp_path):
    bring_in(tmp_path, {"body": BODY})

    article = Article.objects.get()
    assert (article.title, article.published_on, article.date_precision) == ("", None, "none")


def test_an_article_is_never_too_long(db, tmp_path):
    bring_in(tmp_path, {"body": "كلمة " * 120_000})

    assert len(Article.objects.get().body) == 120_000 * 5 - 1


def test_names_of_the_vocabularies_are_shared(db, tmp_path):
    Topic.objects.create(name_ar="سياسة")
    bring_in(tmp_path, {"body": BODY, "category": "سياسة"}, {"body": OTHER, "category": "سياسة"})

    assert Topic.objects.get().articles.count() == 2


def test_a_byline_keeps_its_printed_form(db, tmp_path):
    bring_in(tmp_path, {"body": BODY, "author": "بقلم: سامي حداد"})

    assert ArticleAuthor.objects.get().printed == "بقلم: سامي حداد"


def test_what_an_agency_withholds_or_embargoes_is_not_shown(db, tmp_path):
    item = {"type": "text", "versioncreated": "2019-03-24T09:00:00Z", "headline": "وفد في دمشق"}
    withheld = item | {"guid": "1", "pubstatus": "withheld", "body_text": BODY}
    embargoed = item | {"guid": "2", "embargoed": "2019-04-01T12:00:00Z", "body_text": OTHER}
    bring_in(tmp_path, withheld, embargoed)

    kept = Article.objects.order_by("source_key")
    assert [article.status for article in kept] == ["withheld", "published"]
    assert [article.embargo_until for article in kept] == [None, datetime.date(2019, 4, 2)]
