"""Topics in a tree: a topic stands for those below it, and no topic stands below itself."""

import pgtrigger
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from archive import hierarchy, holdings, shelves
from archive.models import Article, Topic
from search.index import indexing
from search.models import IndexEntry
from tests.makers import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> list[Topic]:
    """Three topics, each below the one before."""
    topics: list[Topic] = []
    for name in ("اقتصاد", "طاقة", "نفط"):
        topics.append(Topic.objects.create(name_ar=name, broader=topics[-1] if topics else None))
    return topics


def test_the_path_begins_with_the_broadest(tree):
    assert hierarchy.path(tree[2]) == tree[:2]
    assert hierarchy.paths(tree) == {tree[0].pk: [], tree[1].pk: tree[:1], tree[2].pk: tree[:2]}


def test_what_stands_below_is_found_at_any_depth(tree):
    assert sorted(hierarchy.below(tree[0])) == [topic.pk for topic in tree]


def test_a_topic_is_not_moved_below_its_own(tree):
    tree[0].broader = tree[2]

    with pytest.raises(ValidationError):
        tree[0].full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.filter(pk=tree[0].pk).update(broader=tree[2])


def test_a_topic_has_the_articles_of_those_below_it_each_once(tree):
    make_article(topics=["نفط", "طاقة"])
    make_article(topics=["نفط"])

    assert holdings.years(None, tree[0]).total == 2
    assert shelves.TOPICS.articles(tree[0], Article.objects.all()).count() == 2


def test_a_topic_that_moves_takes_its_articles_along(tree):
    make_article(topics=["نفط"])
    Topic.objects.filter(pk=tree[2].pk).update(broader=None)

    assert [holdings.years(None, topic).total for topic in tree] == [0, 0, 1]


def test_the_index_knows_the_topics_above(tree):
    article = make_article(topics=["نفط"])
    indexing.refresh([article.pk])
    assert IndexEntry.objects.get().topic_ids == [topic.pk for topic in tree]

    Topic.objects.filter(pk=tree[1].pk).update(broader=None)

    assert indexing.stale() == [article.pk]


def test_a_circle_that_is_there_by_force_ends(tree):
    with pgtrigger.ignore("archive.Topic:refuse_circles"):
        Topic.objects.filter(pk=tree[0].pk).update(broader=tree[2])

    assert len(hierarchy.path(Topic.objects.get(pk=tree[0].pk))) == 3


def test_a_facet_says_where_a_topic_stands(tree, client):
    article = make_article(topics=["نفط"])
    indexing.refresh([article.pk])

    page = client.get("/search/", {"q": "خبر"}).content.decode()

    assert "اقتصاد › طاقة › نفط" in page


def test_the_page_of_a_topic_shows_the_way_to_it(tree, client):
    make_article(topics=["نفط"])

    page = client.get(f"/topics/{tree[2].pk}/").content.decode()

    assert page.index("اقتصاد") < page.index(">طاقة<") < page.index('aria-current="page"><bdi>نفط')
