"""The page, the JSON and the OpenSearch description of completions."""

from xml.etree import ElementTree

import pytest

from archive.models import Article
from search.index import indexing
from tests.makers import make_article

OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.fixture
def archive(db):
    make_article(body="معركة الباغوز", authors=["باغر الورّاق"])
    make_article(body="قتال في كوباني", status="draft")
    indexing.refresh(list(Article.objects.values_list("pk", flat=True)))


def test_page_lists_words_and_names_as_links(archive, client):
    page = client.get("/search/words/", {"q": "باغ"}).content.decode()

    assert ">الباغوز</bdi>" in page
    assert ">باغر الورّاق</bdi>" in page


@pytest.mark.parametrize("path", ["/search/words/", "/en/search/words/"])
@pytest.mark.parametrize("typed", ["", "ظظظ", '"><script>'])
def test_page_says_when_there_is_nothing(archive, client, path, typed):
    page = client.get(path, {"q": typed}).content.decode()

    assert 'role="status"' in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("ب", id="one letter"),
        pytest.param("الب", id="one letter besides the article"),
        pytest.param("ba", id="two Latin letters"),
    ],
)
def test_page_asks_for_more_letters_where_there_are_too_few(archive, client, typed):
    page = client.get("/en/search/words/", {"q": typed}).content.decode()

    assert "at least two letters" in page


def test_json_has_the_form_of_opensearch(archive, client):
    response = client.get("/search/words.json", {"q": "باغ"})

    typed, texts, kinds, addresses = response.json()
    assert response["Content-Type"] == "application/x-suggestions+json; charset=utf-8"
    assert (typed, texts) == ("باغ", ["الباغوز", "باغر الورّاق"])
    assert len(kinds) == len(addresses) == 2
    assert all(address.startswith("http://testserver/search/?") for address in addresses)


def test_words_of_hidden_articles_are_in_no_answer(archive, client):
    assert client.get("/search/words.json", {"q": "كوبا"}).json()[1] == []


@pytest.mark.parametrize(("prefix", "language"), [("", "ar"), ("/en", "en")])
def test_description_leads_a_browser_to_the_search_of_its_language(client, db, prefix, language):
    response = client.get(f"{prefix}/opensearch.xml")

    root = ElementTree.fromstring(response.content)
    addresses = {url.get("type"): url.get("template") for url in root.iter(f"{OPENSEARCH}Url")}
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    assert root.find(f"{OPENSEARCH}Language").text == language
    assert addresses["text/html"] == f"http://testserver{prefix}/search/?q={{searchTerms}}"
    assert (
        addresses["application/x-suggestions+json"] == f"http://testserver{prefix}/search/words.json?q={{searchTerms}}"
    )
    assert len(root.find(f"{OPENSEARCH}ShortName").text) <= 16


def test_every_page_names_the_description(client, db):
    assert 'rel="search" href="/opensearch.xml"' in client.get("/").content.decode()


def test_results_show_what_may_have_been_meant(archive, client):
    page = client.get("/search/", {"q": "baghouz"}).content.decode()

    assert 'aria-labelledby="h-suggestions"' in page
    assert "الباغوز" in page
