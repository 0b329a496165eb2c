"""One article's record at an address of its own, and what pages show of citing."""

import html
import json
import re

import pytest
from pybtex.database import parse_string

from archive import curation
from archive.models import Article
from tests.makers import make_article, make_curator, make_source

pytestmark = pytest.mark.django_db


def take(client, article: Article, form: str):
    return client.get(f"/a/{article.identifier}/cite/{form}/")


def text(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize(("form", "extension"), [("bibtex", "bib"), ("ris", "ris"), ("csl-json", "json")])
def test_record_comes_as_a_file_named_by_the_article(client, form, extension):
    article = make_article()

    response = take(client, article, form)

    assert response["Content-Disposition"] == f'attachment; filename="fihrist-{article.identifier}.{extension}"'
    assert response["X-Robots-Tag"] == "noindex"
    assert article.identifier in text(response)


def test_english_address_gives_the_same_record(client):
    article = make_article()

    assert text(client.get(f"/en/a/{article.identifier}/cite/ris/")) == text(take(client, article, "ris"))


def test_unknown_format_and_unknown_article_are_not_there(client):
    assert take(client, make_article(), "docx").status_code == 404
    assert client.get("/a/nothing/cite/ris/").status_code == 404
    assert client.get("/a/%00/cite/ris/").status_code == 404


@pytest.mark.parametrize("status", ["draft", "withheld"])
def test_what_a_reader_may_not_know_of_has_no_record(client, status):
    assert take(client, make_article(status=status), "ris").status_code == 404


def test_withdrawn_article_keeps_its_record(client):
    article = make_article()
    curation.withdraw(article=article, reason=Article.Reason.RIGHTS, by=make_curator())

    assert "Withdrawn from the archive" in text(take(client, article, "ris"))


def test_merged_article_leads_to_the_record_of_the_other(client):
    other = make_article()
    article = make_article(status="withdrawn", merged_into=other)

    assert take(client, article, "ris").url == f"/a/{other.identifier}/cite/ris/"


def test_page_of_an_article_cites_it_and_links_its_records(client):
    article = make_article("انتهاء المعركة", authors=["مراسلة"])

    page = text(client.get(f"/a/{article.identifier}/"))

    assert "استشهد بهذه المقالة" in page
    assert [f"/a/{article.identifier}/cite/{form}/" in page for form in ("bibtex", "ris", "csl-json")] == [True] * 3
    assert '<meta name="eprints.type" content="newsitem">' in page
    assert '<meta name="citation_author" content="مراسلة">' in page


def test_hostile_title_stays_a_title_in_the_page(client):
    article = make_article("</script><script>alert(1)</script>")

    page = text(client.get(f"/a/{article.identifier}/"))

    assert "<script>alert" not in page
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert json.loads(data)["headline"] == article.title


def test_tombstone_carries_a_citation(client):
    article = make_article("خبر مسحوب")
    curation.withdraw(article=article, reason=Article.Reason.RIGHTS, by=make_curator())

    response = client.get(f"/a/{article.identifier}/")

    assert response.status_code == 410
    assert "سُحبت المقالة من الأرشيف." in text(response)


def test_english_page_gives_the_permanent_address(client):
    article = make_article()

    page = text(client.get(f"/en/a/{article.identifier}/"))

    assert f'<meta property="og:url" content="http://testserver/a/{article.identifier}/">' in page
    assert "Cite this article" in page


def test_every_hit_of_a_list_can_be_taken_by_a_reference_manager(client):
    from search.index import indexing

    article = make_article("مكتبة", source=make_source(name_ar="صحيفة الورّاق"))
    indexing.refresh([article.pk])

    [span] = re.findall(r'class="Z3988" title="([^"]*)"', text(client.get("/search/", {"q": "مكتبة"})))

    assert "rft.type=newspaperArticle" in html.unescape(span)


def test_record_of_a_hostile_title_is_one_entry(client):
    article = make_article("}}\n@comment{x}\n@article{evil, title={{")

    assert len(parse_string(text(take(client, article, "bibtex")), "bibtex").entries) == 1
