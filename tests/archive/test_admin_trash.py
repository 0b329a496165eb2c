"""Deleting in the newsroom, and the way back."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from archive import discarding
from archive.models import Article, Discarded
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
