"""The articles desk: what a curator decides there, and what history tells of it."""

import datetime

import pytest

from archive import curation
from archive.admin import bounds
from archive.admin.histories import Difference
from archive.bulk import editing
from archive.models import Article, ArticleTopic, BulkEdit
from tests.archive.newsroom import address, sign_in
from tests.makers import make_article

pytestmark = pytest.mark.django_db
LIST = "archive_article_changelist"


def stored(article) -> Article:
    return Article.objects.get(pk=article.pk)


# ---------- deciding ----------


def choose(client, act, *articles, **given):
    sent = {"action": act, "_selected_action": [article.pk for article in articles], "index": "0", **given}
    return client.post(address(LIST), sent, follow=True)


def test_a_decision_is_asked_for_before_it_is_taken(client):
    sign_in(client)
    article = make_article()

    page = choose(client, "withhold", article)

    assert "Withhold 1 article?" in page.content.decode()
    assert stored(article).status == "published"


def test_articles_are_withheld_with_a_reason(client):
    curator = sign_in(client)
    articles = [make_article(), make_article()]

    page = choose(client, "withhold", *articles, decide="1", reason="privacy", note="طلب")

    assert {stored(article).status_reason for article in articles} == {"privacy"}
    assert "2 articles withheld." in page.content.decode()
    assert articles[0].events.latest("pgh_id").pgh_context.metadata["user"] == curator.pk


def test_no_reason_no_withdrawal(client):
    sign_in(client)
    article = make_article()

    page = choose(client, "withdraw", article, decide="1", reason="")

    assert page.context["form"].errors["reason"]
    assert stored(article).status == "published"


def test_what_cannot_be_published_is_said_and_left(client):
    sign_in(client)
    draft, gone = make_article(status="draft"), make_article(status="withdrawn")

    asked = choose(client, "publish", draft, gone).content.decode()
    page = choose(client, "publish", draft, gone, decide="1").content.decode()

    assert "Publish 1 article?" in asked
    assert "Withdrawn 1" in asked
    assert "1 article is as it was." in page
    assert [stored(article).status for article in (draft, gone)] == ["published", "withdrawn"]


def test_hiding_without_a_reason_asks_for_one_and_keeps_what_was_chosen(client):
    sign_in(client)
    articles = [make_article() for _ in range(2)]

    page = choose(client, "withhold", *articles, decide="1", note="بطلب من الناشر").content.decode()

    assert "Say why: choose a reason." in page
    assert all(f'name="_selected_action" value="{article.pk}"' in page for article in articles)
    assert "بطلب من الناشر" in page


def test_a_decision_on_more_is_a_bulk_edit(client, monkeypatch):
    monkeypatch.setattr(bounds, "AT_ONCE", 1)
    sign_in(client)
    articles = [make_article(status="draft") for _ in range(2)]

    page = choose(client, "publish", *articles)
    choose(client, "bulk", *articles, what="publish", step="do", changing="2")

    assert page.context["choice"].key == "publish"
    assert {stored(article).status for article in articles} == {"published"}
    assert BulkEdit.objects.get().total == 2


def test_more_are_restored_each_to_what_it_was(client, monkeypatch):
    monkeypatch.setattr(bounds, "AT_ONCE", 1)
    curator = sign_in(client)
    published, draft = make_article(), make_article(status="draft")
    for article in (published, draft):
        curation.withhold(article=article, by=curator, reason="privacy", note="", until=None)

    choose(client, "bulk", published, draft, what="restore", step="do", changing="2")

    assert [stored(article).status for article in (published, draft)] == ["published", "draft"]
    editing.undo(BulkEdit.objects.get(), by=curator)
    assert [stored(article).status for article in (published, draft)] == ["withheld", "withheld"]


def test_one_article_is_decided_from_its_form(client):
    sign_in(client)
    article = make_article()
    assert "Withhold" in client.get(address("archive_article_change", article.pk)).content.decode()

    client.post(address("archive_article_decide", article.pk, "embargo"), {"decide": "1", "until": "2030-01-02"})

    assert stored(article).embargo_until == datetime.date(2030, 1, 2)


def test_an_unknown_act_is_no_page(client):
    sign_in(client)

    assert client.get(address("archive_article_decide", make_article().pk, "explode")).status_code == 404


def test_two_articles_are_merged_into_the_one_that_is_chosen(client):
    sign_in(client)
    loser, winner = make_article(topics=["نفط"]), make_article()
    assert "Which one stays?" in choose(client, "merge", loser, winner).content.decode()

    choose(client, "merge", loser, winner, decide="1", winner=str(winner.pk))

    assert stored(loser).merged_into == winner
    assert ArticleTopic.objects.get().article == winner


def test_no_article_is_deleted(client):
    sign_in(client)
    article = make_article()

    assert client.post(address("archive_article_delete", article.pk), {"post": "yes"}).status_code == 403
    assert "delete_selected" not in client.get(address(LIST)).content.decode()


# ---------- history ----------


def test_history_says_who_changed_what(client):
    curator = sign_in(client)
    article = make_article(section="سياسة", title="قديم")
    curation.correct(article=article, fields={"section": "اقتصاد", "title": "جديد"}, by=curator)
    curation.withhold(article=article, reason="privacy", by=curator)

    page = client.get(address("archive_article_history", article.pk))

    newest, oldest = page.context["changes"]
    assert (newest.act, newest.who) == ("Withheld", "curator")
    assert Difference("Status", "Published", "Withheld") in newest.fields
    assert Difference("Section", "سياسة", "اقتصاد") in oldest.fields


def test_a_former_text_is_compared_and_restored(client):
    curator = sign_in(client)
    article = make_article(body="النص القديم")
    curation.correct(article=article, fields={"body": "النص الجديد"}, by=curator)

    page = client.get(address("archive_article_history", article.pk), {"text": "1"})
    assert "القديم</del>" in page.content.decode()
    client.post(address("archive_article_text", article.pk, 1), {"edition": page.context["edition"]})

    assert stored(article).body == "النص القديم"
    assert stored(article).text_version == 3


def test_a_former_text_is_not_restored_over_somebody_elses_edit(client):
    curator = sign_in(client)
    article = make_article(body="أول")
    curation.correct(article=article, fields={"body": "ثان"}, by=curator)
    seen = curation.edition(stored(article))
    curation.correct(article=article, fields={"body": "ثالث"}, by=curator)

    client.post(address("archive_article_text", article.pk, 1), {"edition": seen})

    assert stored(article).body == "ثالث"


@pytest.mark.parametrize(("version", "status"), [("9", 404), ("x", 200), ("99999999999999999999", 404)])
def test_a_version_that_never_was(client, version, status):
    sign_in(client)

    page = client.get(address("archive_article_history", make_article().pk), {"text": version})

    assert page.status_code == status
