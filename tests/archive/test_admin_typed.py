"""Typing an article in: what a dispatch says of itself."""

import pytest

from archive.models import Article, Place
from tests.archive.newsroom import INLINES, address, sign_in
from tests.makers import make_source

pytestmark = pytest.mark.django_db
DISPATCH = {
    "title": "عاجل - رئيس الوزراء يقدم استقالته",
    "body": "بيروت 29 أكتوبر تشرين الأول 2019 (رويترز) - قدم رئيس الوزراء استقالته يوم الثلاثاء.\r\n"
    "وتجمع المحتجون في وسط العاصمة.\r\n(إعداد ليلى بسام للنشرة العربية - تحرير سها جادو)",
}


def add(client, **typed) -> Article:
    empty = {"date_precision": "none", "date_calendar": "gregorian", "date_evidence": "stated", "language": "ar"}
    management = {f"{name}-{part}_FORMS": "0" for name in INLINES for part in ("TOTAL", "INITIAL")}
    page = client.post(
        address("archive_article_add"), {"source": make_source().pk, **empty, **management, **typed}, follow=True
    )
    add.page = page.content.decode()
    return Article.objects.get()


def test_a_typed_dispatch_is_read_as_one_that_a_file_brings(client):
    sign_in(client)

    article = add(client, **DISPATCH)

    assert {row["field"] for row in article.found} == {
        *("flag", "place", "dateline", "agency", "preparing", "editing"),
    }
    assert (article.wire_flag, str(article.published_on), article.date_precision) == ("urgent", "2019-10-29", "day")
    assert article.body.startswith("بيروت 29 أكتوبر")
    signed = article.articleauthor_set.values_list("author__name_ar", "role")
    assert list(signed) == [("ليلى بسام", "preparing"), ("سها جادو", "editing"), ("رويترز", "agency")]
    assert list(article.places.values_list("name_ar", flat=True)) == ["بيروت"]
    assert "Read from the text: flag of the dispatch, place, date of the dateline, Agency" in add.page


def test_what_a_curator_types_beside_a_dispatch_stays(client):
    sign_in(client)
    damascus = Place.objects.create(name_ar="دمشق")
    place = {"articleplace_set-TOTAL_FORMS": "1", "articleplace_set-0-place": damascus.pk}
    place["articleplace_set-0-role"] = "dateline"
    date = {"published_on": "2019-10-30", "date_precision": "day"}

    article = add(client, **DISPATCH, **date, **place, wire_flag="correction")

    assert (article.wire_flag, str(article.published_on)) == ("correction", "2019-10-30")
    assert list(article.places.all()) == [damascus]


def test_an_article_that_is_no_dispatch_is_left_alone(client):
    sign_in(client)

    article = add(client, title="تصحيح مسار الاقتصاد", body="هذا مقال رأي في الاقتصاد.")

    assert (article.found, article.wire_flag, article.articleauthor_set.count()) == ([], "", 0)
    assert "Read from the text" not in add.page
