"""What readers report, and what becomes of it."""

import pytest

from archive import reporting
from archive.models import Report
from tests.makers import make_article, make_curator

pytestmark = pytest.mark.django_db

TEXT = ["الفقرة الأولى.", "الفقرة الثانية."]


def send(article, **given) -> Report:
    return reporting.report(
        **{"article": article, "kind": "error", "message": "خطأ", "paragraph": 2, "text": TEXT, "email": "", "by": None}
        | given
    )


def test_a_report_keeps_the_paragraph_that_the_reader_saw():
    report = send(make_article(body="\n".join(TEXT)))

    assert (report.paragraph, report.quoted, report.state) == (2, TEXT[1], "new")


def test_a_paragraph_that_is_none_is_left_out():
    assert send(make_article(), paragraph=3).paragraph is None


def test_the_same_words_twice_are_one_report():
    article = make_article()

    assert send(article) == send(article)


def test_one_article_has_so_many_waiting_and_no_more(monkeypatch):
    monkeypatch.setattr(reporting, "OPEN_OF_ONE", 1)
    article = make_article()
    send(article)

    with pytest.raises(reporting.EnoughReports):
        send(article, message="خطأ آخر")


def test_history_says_who_decided_and_has_no_word_of_the_reader():
    curator = make_curator()
    report = send(make_article(), email="reader@example.org")

    reporting.decide(report=report, state="answered", note="صُحح", by=curator, seen="new")

    event = report.events.get()
    assert (event.state, event.pgh_context.metadata["user"]) == ("new", curator.pk)
    assert not hasattr(event, "email")
    assert not hasattr(event, "message")


def test_the_second_of_two_curators_is_told():
    report, curator = send(make_article()), make_curator()
    reporting.decide(report=report, state="looking", note="", by=curator, seen="new")

    with pytest.raises(reporting.DecidedMeanwhile):
        reporting.decide(report=report, state="dismissed", note="", by=curator, seen="new")
