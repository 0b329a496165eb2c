"""Deleting in the newsroom, and the way back."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from archive import curation, discarding
from archive.models import Article, Discarded, Job
from archive.working import performing
from tests.archive.newsroom import address, sign_in
from tests.makers import make_article, make_reader

pytestmark = pytest.mark.django_db


def test_deleting_moves_to_the_trash_and_says_so(client):
    sign_in(client)
    article = make_article("خبر")

    answer = client.post(address("archive_article_decide", article.pk, "discard"), {"decide": "1", "note": ""})

    assert answer["Location"] == address("archive_article_changelist")
    assert not Article.objects.exists()
    assert "خبر" in client.get(address("archive_discarded_changelist")).content.decode()


def test_many_are_discarded_at_once(client):
    sign_in(client)
    chosen = [make_article(f"خبر {n}").pk for n in range(3)]

    sent = {"action": "discard", "_selected_action": chosen, "decide": "1", "note": ""}
    client.post(address("archive_article_changelist"), sent)

    assert Discarded.objects.count() == 3


def test_an_editor_brings_it_back(client):
    curator = sign_in(client)
    article = make_article("خبر")
    kept = discarding.discard(article=article, by=curator)

    answer = client.post(address("archive_discarded_change", kept.pk), {"note": ""})

    assert answer["Location"] == address("archive_article_change", article.pk)
    assert Article.objects.get().identifier == article.identifier


def test_a_curator_looks_and_brings_nothing_back(client):
    person = make_reader("one")
    person.is_staff = True
    person.save()
    person.groups.add(Group.objects.get(name="Curators"))
    kept = discarding.discard(article=make_article("خبر"), by=person)
    sign_in(client, person)

    assert client.get(address("archive_discarded_change", kept.pk)).status_code == 200
    assert client.post(address("archive_discarded_change", kept.pk), {"note": ""}).status_code == 403


def test_opening_the_desk_destroys_what_is_overdue(client):
    curator = sign_in(client)
    kept = discarding.discard(article=make_article("خبر"), by=curator)
    Discarded.objects.filter(pk=kept.pk).update(discarded_at=timezone.now() - datetime.timedelta(days=31))

    client.get(address("archive_discarded_changelist"))

    kept.refresh_from_db()
    assert kept.content is None


def test_what_was_brought_in_anew_is_shown_and_asked_about(client):
    curator = sign_in(client)
    article = make_article("خبر")
    kept = discarding.discard(article=article, by=curator)
    anew = make_article("خبر", source=article.source, source_key=article.source_key)
    page = address("archive_discarded_change", kept.pk)

    assert address("archive_article_change", anew.pk) in client.get(page).content.decode()
    assert client.post(page, {"note": ""}).status_code == 200
    assert client.post(page, {"note": "", "beside": "on"})["Location"] == address("archive_article_change", article.pk)


@pytest.fixture
def many(client, monkeypatch):
    """More articles than are moved while somebody waits, and who is signed in."""
    monkeypatch.setattr("archive.admin.bounds.AT_ONCE", 1)
    return sign_in(client), [make_article(f"خبر {n}") for n in range(3)]


def chosen(client, desk, action, numbers, **answers):
    sent = {"action": action, "_selected_action": numbers, "note": "", **answers}
    return client.post(address(f"archive_{desk}_changelist"), sent, follow=True)


def work(name) -> Job:
    job = Job.objects.get(name=name)
    performing.perform(job.pk, limited=False)
    job.refresh_from_db()
    return job


def test_more_than_one_decision_changes_go_to_the_trash_behind_a_page(client, many):
    curator, articles = many
    numbers = [article.pk for article in articles]
    merged = make_article("رابع")
    curation.merge(loser=merged, winner=articles[0], by=curator)

    asked = chosen(client, "article", "discard", numbers)
    page = chosen(client, "article", "discard", numbers, decide="1", count="3")
    job = work("discard")

    assert "Move 3 articles to the trash?" in asked.content.decode()
    assert page["Refresh"]
    assert job.result == {"moved": 2, "left": 1}
    assert set(Discarded.objects.values_list("number", flat=True)) == set(numbers[1:])
    assert "In the trash: <b>2 articles</b>" in client.get(address("archive_discarded_work", job.pk)).content.decode()


def test_many_come_back_behind_a_page(client, many):
    curator, articles = many
    kept = discarding.discard_all(articles=[article.pk for article in articles], by=curator)
    make_article("خبر", source=articles[0].source, source_key=articles[0].source_key)
    numbers = [one.pk for one in kept]

    asked = chosen(client, "discarded", "bring_back", numbers)
    chosen(client, "discarded", "bring_back", numbers, decide="1", count="3")
    job = work("bring_back")

    assert "Bring back 3 articles?" in asked.content.decode()
    assert job.result == {"moved": 2, "left": 1}
    assert Article.objects.filter(pk__in=[article.pk for article in articles[1:]]).count() == 2


def test_what_is_moved_is_what_was_asked_about(client, many):
    _curator, articles = many

    page = chosen(client, "article", "discard", [article.pk for article in articles], decide="1", count="2")

    assert "look again" in page.content.decode()
    assert not Job.objects.exists()


def test_the_trash_is_searched_by_title(client):
    curator = sign_in(client)
    numbers = [make_article(title).pk for title in ("وصول الوفد", "سفر الوزير")]
    discarding.discard_all(articles=numbers, by=curator)

    page = client.get(address("archive_discarded_changelist"), {"q": "سفر"}).content.decode()

    assert "سفر الوزير" in page
    assert "وصول الوفد" not in page
