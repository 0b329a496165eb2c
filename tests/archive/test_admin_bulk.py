"""Editing many articles from their list: chosen, foreseen, done, taken back, by whom it is allowed."""

import pytest

from archive.admin import bulk_asking
from archive.models import Article, BulkEdit, Job, Topic
from archive.working import performing
from search.index import indexing
from tests.archive.newsroom import address, sign_in
from tests.makers import make_article

pytestmark = pytest.mark.django_db

LIST = "archive_article_changelist"


def send(client, articles=(), query="", follow=False, **given):
    sent = {"action": "bulk", "_selected_action": [article.pk for article in articles], **given}
    return client.post(address(LIST) + query, sent, follow=follow)


def test_a_curator_chooses_looks_and_does(client):
    sign_in(client)
    article, other = make_article(), make_article()
    topic = Topic.objects.create(name_ar="نفط")
    asked = {"what": "add-topic", "term": topic.pk}

    assert "Add a topic" in send(client, [article]).content.decode()
    looked = send(client, [article], **asked, step="look")
    done = send(client, [article], **asked, step="do", changing="1", follow=True)

    assert "1 article" in looked.content.decode()
    assert list(topic.articles.all()) == [article]
    assert "Add the topic" in done.content.decode()
    assert other not in topic.articles.all()


def test_what_the_answers_are_wrong_about_is_said(client):
    sign_in(client)

    page = send(client, [make_article()], what="language", step="look", value="!")

    assert page.context["form"].errors["value"]


def test_nothing_is_done_when_the_articles_are_others_by_now(client):
    sign_in(client)
    article = make_article()

    page = send(client, [article], what="genre", value="news", step="do", changing="2")

    assert "no longer the same" in page.content.decode()
    assert not BulkEdit.objects.exists()


def test_all_that_a_filter_leaves_are_meant(client):
    sign_in(client)
    make_article(status="draft", title="")
    make_article()

    across = {"select_across": "1", "step": "do", "changing": "1"}
    send(client, Article.objects.all()[:1], "?status__exact=draft", what="genre", value="news", **across)

    assert Article.objects.get(genre="news").status == "draft"
    assert BulkEdit.objects.get().chosen_by == "status__exact=draft"


def test_all_that_a_search_finds_are_meant_not_only_the_best(client, monkeypatch):
    monkeypatch.setattr("search.admin.articles.BEST", 1)
    sign_in(client)
    articles = [make_article(body="نص عن النفط") for _ in range(3)]
    indexing.refresh([article.pk for article in articles])

    across = {"select_across": "1", "step": "do", "changing": "3"}
    send(client, articles[:1], "?q=النفط", what="genre", value="news", **across)

    assert Article.objects.filter(genre="news").count() == 3


def test_an_edit_is_taken_back_from_its_page(client):
    sign_in(client)
    send(client, [make_article()], what="genre", value="news", step="do", changing="1")
    page = address("archive_bulkedit_change", BulkEdit.objects.get().pk)

    assert "Taken back" in client.post(page, {"act": "undo"}, follow=True).content.decode()

    assert Article.objects.get().genre == ""
    assert "Genre: News" in client.get(address("archive_bulkedit_changelist")).content.decode()


def test_a_large_edit_is_the_workers_and_ends_like_a_small_one(client, monkeypatch):
    monkeypatch.setattr("archive.admin.bulk_asking.WAITED_FOR", 1)
    sign_in(client)
    articles = [make_article(), make_article()]
    page = send(client, articles, what="genre", value="news", step="do", changing="2", follow=True)
    assert page["Refresh"] == "3"

    performing.perform(Job.objects.get().pk, limited=False)
    assert Article.objects.filter(genre="news").count() == 2
    client.post(address("archive_bulkedit_change", BulkEdit.objects.get().pk), {"act": "undo"})
    performing.perform(Job.objects.get(name="bulk_undo").pk, limited=False)

    assert set(BulkEdit.objects.values_list("state", flat=True)) == {"undone"}
    assert not Article.objects.filter(genre="news").exists()


def test_ten_thousand_ticked_rows_are_taken(client):
    sign_in(client)
    article = make_article(genre="news")
    ticked = [article.pk, *range(article.pk + 1, article.pk + 10_000)]

    sent = {"action": "bulk", "_selected_action": ticked, "what": "genre", "value": "opinion", "step": "do"}
    client.post(address(LIST), sent | {"changing": "1"})

    assert Article.objects.get().genre == "opinion"


@pytest.fixture
def large_edit(client, monkeypatch) -> BulkEdit:
    """An edit of two articles that waits for the worker."""
    monkeypatch.setattr("archive.admin.bulk_asking.WAITED_FOR", 1)
    sign_in(client)
    send(client, [make_article(), make_article()], what="genre", value="news", step="do", changing="2")
    return BulkEdit.objects.get()


def test_a_waiting_edit_is_stopped_at_once_and_goes_on(client, large_edit):
    page = address("archive_bulkedit_change", large_edit.pk)

    stopped = client.post(page, {"act": "stop"}, follow=True).content.decode()
    client.post(page, {"act": "go-on"})
    performing.perform(Job.objects.latest("pk").pk, limited=False)

    assert "Stopped" in stopped
    assert list(Job.objects.order_by("pk").values_list("state", flat=True)) == ["cancelled", "done"]
    assert Article.objects.filter(genre="news").count() == 2


def test_an_edit_that_is_stopped_while_it_runs_is_a_cancelled_job(client, large_edit, monkeypatch):
    monkeypatch.setattr("archive.bulk.editing.BATCH", 1)
    monkeypatch.setattr("archive.working.declaring.Progress.tell", lambda *_: bulk_asking.stop(large_edit))

    performing.perform(Job.objects.get().pk, limited=False)

    large_edit.refresh_from_db()
    assert (large_edit.state, Job.objects.get(name="bulk_edit").state) == ("stopped", "cancelled")
    assert Article.objects.filter(genre="news").count() == 1


def test_an_edit_whose_process_was_ended_says_why_and_goes_on(client, large_edit):
    BulkEdit.objects.update(state="running")
    performing.fail(Job.objects.get().pk, performing.BROKEN_OFF)

    page = client.get(address("archive_bulkedit_change", large_edit.pk))

    assert "ended suddenly" in page.content.decode()
    assert (page.context["edit"].state, bool(page.context["may_go_on"])) == ("failed", True)
