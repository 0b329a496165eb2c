"""Statements that are written once, and asked with other values each time."""

import datetime

import pytest
from django.db.models import BigIntegerField, CharField, DateField

from archive.models import Article
from search.showing import surroundings
from search.showing.preparing import Among, Given, Prepared
from tests import makers

TODAY = datetime.date(2026, 11, 23)


def test_prepared_statement_is_asked_with_new_values(db):
    first, second = makers.make_article("الأول"), makers.make_article("الثاني")
    statement = Prepared(Article.objects.select_related("source").filter(identifier=Given("identifier", CharField())))

    assert statement.ask(identifier=first.identifier) == [first]
    assert [(one.title, one.source.slug) for one in statement.ask(identifier=second.identifier)] == [
        ("الثاني", "warraq")
    ]
    assert statement.ask(identifier="'; --") == []


@pytest.mark.parametrize("many", [0, 2, 3], ids=["none", "some", "all"])
def test_column_is_among_a_given_list(db, many):
    numbers = [makers.make_article().pk for _ in range(3)][:many]
    statement = Prepared(Article.objects.filter(Among("pk", Given("numbers", BigIntegerField()))).order_by("pk"))

    assert [one.pk for one in statement.ask(numbers=numbers)] == numbers


def test_embargo_ends_for_a_statement_that_was_prepared_before(db):
    article = makers.make_article(embargo_until=TODAY)
    statement = Prepared(Article.objects.visible_to(None, Given("today", DateField())))

    assert statement.ask(today=TODAY - datetime.timedelta(days=1)) == []
    assert statement.ask(today=TODAY) == [article]


def test_statement_without_one_of_its_values_is_not_asked(db):
    with pytest.raises(KeyError):
        Prepared(Article.objects.filter(pk=Given("pk", BigIntegerField()))).ask()


@pytest.mark.parametrize("curator_first", [True, False], ids=["curator first", "reader first"])
def test_draft_beside_an_article_is_shown_to_curators_alone(db, curator_first):
    article, draft = makers.make_article(), makers.make_article("مسودة", "نص آخر.", status=Article.Status.DRAFT)
    curator = makers.make_curator()
    readers = [curator, makers.make_reader(), None]

    seen = {user: surroundings.around(article, user).later for user in (readers if curator_first else readers[::-1])}

    assert [seen[user] for user in readers] == [draft, None, None]


@pytest.mark.parametrize("curator_first", [True, False], ids=["curator first", "reader first"])
def test_draft_opens_for_curators_alone(client, curator_first, db):
    address = makers.make_article(status=Article.Status.DRAFT).get_absolute_url()
    curator, reader = makers.make_curator(), makers.make_reader()
    found = {}
    for user in (curator, reader)[:: 1 if curator_first else -1]:
        client.force_login(user)
        found[user] = client.get(address).status_code

    assert (found[curator], found[reader]) == (200, 404)
