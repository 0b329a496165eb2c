"""Who knows of what, and how much of it is shown: one rule, the same on the article and on its copy in the index."""

import datetime
import itertools

import pytest
from django.contrib.auth.models import AnonymousUser, Permission

from archive import access
from archive.access import Access, Showing
from archive.models import Article
from search.models import IndexEntry
from tests.makers import make_article, make_curator, make_index_entry, make_reader, make_source

TODAY = datetime.date(2024, 5, 10)
EMBARGOES = [None, TODAY - datetime.timedelta(1), TODAY, TODAY + datetime.timedelta(1)]


@pytest.fixture
def people(db):
    former = make_curator("former")
    former.is_active = False
    viewer = make_reader("viewer")
    viewer.user_permissions.add(Permission.objects.get(codename="view_article"))
    return {
        "nobody": None,
        "anonymous": AnonymousUser(),
        "reader": make_reader(),
        "curator": make_curator(),
        "a curator who left": former,
        "somebody with the permission to view": viewer,
    }


@pytest.fixture(scope="module")
def articles(kept):
    """One article of every status, access (own or of its source) and embargo, with its entry in the index."""
    made = {}
    for status, own, embargo in itertools.product(Article.Status.values, [None, *Access.values], EMBARGOES):
        source = make_source("metadata-only", access=Access.METADATA) if own is None else make_source("open")
        article = make_article(status=status, access=own, embargo_until=embargo, source=source)
        make_index_entry(article)
        made[article.pk] = (status, embargo)
    return made


@pytest.fixture
def every_article(articles, db):
    """The articles, as each test finds them."""
    return articles


def test_articles_and_index_entries_agree_for_everybody(people, every_article):
    for who, user in people.items():
        articles = set(Article.objects.visible_to(user, TODAY).values_list("pk", flat=True))
        entries = set(IndexEntry.objects.visible_to(user, TODAY).values_list("article_id", flat=True))

        assert articles == entries, who


@pytest.mark.parametrize("who", ["nobody", "anonymous", "reader", "a curator who left"])
def test_readers_know_of_the_published_whose_embargo_has_ended(people, every_article, who):
    expected = {
        pk
        for pk, (status, embargo) in every_article.items()
        if status == "published" and (embargo is None or embargo <= TODAY)
    }

    assert set(Article.objects.visible_to(people[who], TODAY).values_list("pk", flat=True)) == expected


@pytest.mark.parametrize("who", ["curator", "somebody with the permission to view"])
def test_curators_know_of_everything(people, every_article, who):
    assert set(Article.objects.visible_to(people[who], TODAY).values_list("pk", flat=True)) == set(every_article)


@pytest.mark.parametrize(
    ("level", "stranger", "reader", "on_site"),
    [
        pytest.param(Access.OPEN, Showing.TEXT, Showing.TEXT, Showing.TEXT, id="open"),
        pytest.param(Access.REGISTERED, Showing.EXCERPTS, Showing.TEXT, Showing.EXCERPTS, id="registered"),
        pytest.param(Access.ON_SITE, Showing.EXCERPTS, Showing.EXCERPTS, Showing.TEXT, id="on site"),
        pytest.param(Access.SNIPPET, Showing.EXCERPTS, Showing.EXCERPTS, Showing.EXCERPTS, id="excerpts"),
        pytest.param(Access.METADATA, Showing.FACTS, Showing.FACTS, Showing.FACTS, id="description"),
    ],
)
def test_how_much_is_shown(people, level, stranger, reader, on_site):
    assert access.showing(level, user=AnonymousUser()) == stranger
    assert access.showing(level, user=None) == stranger
    assert access.showing(level, user=people["reader"]) == reader
    assert access.showing(level, user=AnonymousUser(), on_site=True) == on_site
    assert access.showing(level, user=people["curator"]) == Showing.TEXT


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        pytest.param("10.1.2.3", True, id="in the network"),
        pytest.param("10.2.0.1", False, id="beside it"),
        pytest.param("2001:db8::7", True, id="in the IPv6 network"),
        pytest.param("::ffff:8.8.8.8", False, id="elsewhere, mapped"),
        pytest.param("", False, id="unknown"),
        pytest.param("غير معروف", False, id="not an address"),
    ],
)
def test_who_sits_in_the_reading_room(settings, address, inside):
    settings.ON_SITE_NETWORKS = ["10.1.0.0/16", "2001:db8::/32"]

    assert access.is_on_site(address) is inside
