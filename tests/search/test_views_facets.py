"""The page of all values of a facet: found by name, in order, page by page, and kept when chosen."""

import pytest

from archive.models import Article, Topic
from search.index import indexing
from search.views import facets
from tests.makers import make_article, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(db):
    """Three articles: all on a library, two of them on politics."""
    for topics in (["سياسة"], ["سياسة", "آداب"], ["علوم"]):
        make_article(body="مكتبة", topics=topics, source=make_source("warraq", name_ar="الورّاق"))
    indexing.refresh(list(Article.objects.values_list("pk", flat=True)))


def values(response) -> list[tuple[str, int]]:
    return [(value.label, value.count) for value in response.context["values"]]


def test_all_values_are_listed_most_articles_first(archive, client):
    page = client.get("/search/facet/topic/", {"q": "مكتبة"})

    assert values(page) == [("سياسة", 2), ("آداب", 1), ("علوم", 1)]


def test_values_can_be_listed_by_name(archive, client):
    page = client.get("/search/facet/topic/", {"q": "مكتبة", "by": "name"})

    assert [label for label, _ in values(page)] == ["آداب", "سياسة", "علوم"]


def test_a_topic_is_called_by_its_path_in_the_tree(archive, client):
    Topic.objects.filter(name_ar="علوم").update(broader=Topic.objects.create(name_ar="معرفة"))

    page = client.get("/search/facet/topic/", {"q": "مكتبة", "named": "علوم"})

    assert values(page) == [("معرفة › علوم", 1)]


@pytest.mark.parametrize("path", ["/en/search/", "/en/search/facet/topic/", "/en/search/export/"])
def test_numbers_beside_folded_versions_say_that_they_count_articles(archive, client, path):
    asked = {"q": "مكتبة"}

    assert "ot stories" not in client.get(path, asked).content.decode()
    assert "ot stories" in client.get(path, asked | {"stories": "first"}).content.decode()


@pytest.mark.parametrize(
    ("facet", "named", "found"),
    [
        pytest.param("topic", "اداب", ["آداب"], id="letters that are written for one another"),
        pytest.param("topic", "%", [], id="no pattern"),
        pytest.param("topic", "none such", [], id="nothing"),
        pytest.param("year", "19", ["2019"], id="a facet without a vocabulary"),
    ],
)
def test_values_are_found_by_a_part_of_their_name(archive, client, facet, named, found):
    page = client.get(f"/search/facet/{facet}/", {"q": "مكتبة", "named": named})

    assert [label for label, _ in values(page)] == found


def test_the_last_of_many_values_is_on_the_last_page(archive, client, monkeypatch):
    monkeypatch.setattr(facets, "PER_PAGE", 1)

    assert values(client.get("/search/facet/topic/", {"q": "مكتبة", "page": "3"})) == [("علوم", 1)]


def test_a_page_beyond_the_end_is_the_first(archive, client):
    assert len(values(client.get("/search/facet/topic/", {"q": "مكتبة", "page": "9"}))) == 3


def test_values_chosen_on_another_page_stay_chosen(archive, client, monkeypatch):
    monkeypatch.setattr(facets, "PER_PAGE", 1)
    chosen = Topic.objects.get(name_ar="علوم").pk

    page = client.get("/search/facet/topic/", {"q": "مكتبة", "not-topic": chosen})

    assert f'<input type="hidden" name="not-topic" value="{chosen}">' in page.content.decode()


def test_a_chosen_value_is_ticked(archive, client):
    page = client.get("/search/facet/source/", {"q": "مكتبة", "source": "warraq"})

    assert 'value="warraq" checked' in page.content.decode()


@pytest.mark.parametrize("name", ["none-such", "form", "tsv"])
def test_there_are_no_other_facets(client, name):
    assert client.get(f"/search/facet/{name}/").status_code == 404


@pytest.mark.parametrize("address", ["?q=%00&named=%00&page=x&by=x", "?named=%25&q=((", "?page=999999999999"])
def test_a_hostile_address_is_a_normal_page(archive, client, address):
    assert client.get(f"/search/facet/topic/{address}").status_code == 200


def test_a_facet_costs_few_statements_however_many_values(archive, client, django_assert_max_num_queries):
    client.get("/search/facet/topic/", {"q": "مكتبة"})

    with django_assert_max_num_queries(6):
        client.get("/search/facet/topic/", {"q": "مكتبة", "source": "warraq"})
