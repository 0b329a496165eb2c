"""The page on which readers report an error in an article, or ask for its removal."""

import pytest
from django.test import Client

from archive.models import Report
from tests.makers import make_article, make_reader

pytestmark = pytest.mark.django_db

BODY = "الفقرة الأولى.\nالفقرة الثانية."


def page_of(article) -> str:
    return f"/en/a/{article.identifier}/report/"


def send(client, article, **sent):
    return client.post(
        page_of(article), {"kind": "error", "message": "خطأ", "email": "", "website": "", "p": "2"} | sent
    )


def test_every_paragraph_leads_to_the_page_that_quotes_it(client):
    article = make_article(body=BODY)

    assert f"/a/{article.identifier}/report/?p=2" in client.get(article.get_absolute_url()).content.decode()
    assert "الفقرة الثانية." in client.get(page_of(article) + "?p=2").content.decode()


def test_what_is_sent_waits_in_the_queue(client):
    article = make_article(body=BODY)

    answer = send(client, article, email="reader@example.org")

    report = Report.objects.get()
    assert (report.paragraph, report.quoted, report.email) == (2, "الفقرة الثانية.", "reader@example.org")
    assert "Thank you" in client.get(answer["Location"]).content.decode()


def test_no_account_is_needed_and_one_is_remembered(client):
    reader = make_reader()
    client.force_login(reader)

    send(client, make_article(body=BODY))

    assert Report.objects.get().reader == reader


def test_removal_is_asked_for_without_a_paragraph(client):
    send(client, make_article(), kind="removal", p="")

    assert (Report.objects.get().kind, Report.objects.get().paragraph) == ("removal", None)


def test_a_robot_is_thanked_and_not_heard(client):
    assert send(client, make_article(), website="http://example.org").status_code == 302
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [{"message": ""}, {"message": "x" * 4_001}, {"email": "nobody"}, {"kind": "other"}, {"message": "a\x00b"}],
    ids=["nothing said", "too long", "no address", "no such kind", "a zero byte"],
)
def test_what_cannot_be_taken_stays_in_the_form(client, sent):
    page = send(client, make_article(), **sent)

    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode()
    assert not Report.objects.exists()


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999", "x", "٢", "7"])
def test_a_paragraph_that_is_none_is_a_page(client, number):
    assert client.get(page_of(make_article(body=BODY)) + f"?p={number}").status_code == 200


def test_closed_texts_are_not_quoted(client):
    article = make_article(body=BODY, access=5)

    assert "الفقرة" not in client.get(page_of(article) + "?p=2").content.decode()
    send(client, article)
    assert Report.objects.get().quoted == ""


def test_what_nobody_may_know_of_cannot_be_reported(client):
    assert send(client, make_article(status="draft")).status_code == 404


def test_another_site_cannot_send(client):
    assert send(Client(enforce_csrf_checks=True), make_article()).status_code == 403
