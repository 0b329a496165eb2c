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


def test_agency_copy_becomes_place_agency_people_and_flag(db, tmp_path):
    body = f"بيروت 4 آذار (رويترز) - {BODY}\n\n{OTHER}\n\n(إعداد سامي حداد للنشرة العربية - تحرير ليلى نصر)"
    bring_in(tmp_path, {"title": "عاجل - وفد في دمشق", "body": body, "date": "2019-03-05"})

    article = Article.objects.get()
    roles = {(row.author.name_ar, row.role, row.author.kind) for row in ArticleAuthor.objects.select_related("author")}
    assert roles == {
        ("رويترز", "agency", "agency"),
        ("سامي حداد", "preparing", "person"),
        ("ليلى نصر", "editing", "person"),
    }
    assert (article.body, article.wire_flag, article.places.get().name_ar) == (body, "urgent", "بيروت")
    assert {row["field"]: row["words"] for row in article.found} == {
        "flag": "عاجل",
        "place": "بيروت",
        "dateline": "4 آذار",
        "agency": "رويترز",
        "preparing": "إعداد سامي حداد للنشرة العربية",
        "editing": "تحرير ليلى نصر",
    }


def test_agency_that_is_given_as_author_is_an_agency(db, tmp_path):
    bring_in(tmp_path, {"body": BODY, "author": "AFP"})

    row = ArticleAuthor.objects.get()
    assert (row.author.name_ar, row.role, row.printed) == ("وكالة فرانس برس", "agency", "AFP")


def test_language_is_read_from_the_text_where_nothing_says_it(db, tmp_path):
    bring_in(tmp_path, {"body": "The foreign minister said on Monday that the talks with all the groups are to go on."})

    assert Article.objects.get().language == "en"


def test_what_an_agency_withholds_or_embargoes_is_not_shown(db, tmp_path):
    item = {"type": "text", "versioncreated": "2019-03-24T09:00:00Z", "headline": "وفد في دمشق"}
    withheld = item | {"guid": "1", "pubstatus": "withheld", "body_text": BODY}
    embargoed = item | {"guid": "2", "embargoed": "2019-04-01T12:00:00Z", "body_text": OTHER}
    bring_in(tmp_path, withheld, embargoed)

    kept = Article.objects.order_by("source_key")
    assert [article.status for article in kept] == ["withheld", "published"]
    assert [article.embargo_until for article in kept] == [None, datetime.date(2019, 4, 2)]
