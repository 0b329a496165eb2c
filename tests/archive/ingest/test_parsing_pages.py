import json

import pytest

from archive.ingest import cleaning
from tests.archive.ingest.making import BODY, parsed, problems

TEXT = "".join(f"<p>{BODY} الفقرة {n}.</p>\n" for n in range(4))


def page(body: str = TEXT, head: str = "") -> str:
    return f'<!DOCTYPE html><html lang="ar" dir="rtl"><head>{head}</head><body><article>{body}</article></body></html>'


def linked(**values) -> str:
    data = {"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle"} | values]}
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


def test_a_page_says_of_itself_what_it_is():
    head = linked(
        headline="وفد في دمشق",
        datePublished="2019-03-23T10:00:00+03:00",
        author=[{"@type": "Person", "name": "سامي حداد"}],
        publisher={"name": "صحيفة الورّاق"},
        articleSection="سياسة",
        url="https://example.org/1",
    )
    [article] = parsed("a.html", page(head=head))

    assert (article.title, article.published) == ("وفد في دمشق", "2019-03-23T10:00:00+03:00")
    assert (article.source, article.section, article.authors) == ("صحيفة الورّاق", "سياسة", ("سامي حداد",))
    assert (article.url, article.language, article.text_origin) == ("https://example.org/1", "ar", "scraped")


def test_paragraphs_are_kept_apart():
    [article] = parsed("a.html", page())

    assert len(cleaning.clean_text(article.body).split("\n\n")) == 4


def test_open_graph_comes_second():
    head = (
        '<meta property="og:title" content="وفد في دمشق"><meta property="article:published_time" content="2019-03-23">'
    )
    [article] = parsed("a.html", page(head=head))

    assert (article.title, article.published) == ("وفد في دمشق", "2019-03-23")


def test_the_heading_and_the_printed_date_come_third():
    [article] = parsed("a.html", page("<h1>وفد في دمشق</h1><span class='post-date'>الجمعة 8 فيفري 2019</span>" + TEXT))

    assert (article.title, article.published) == ("وفد في دمشق", "الجمعة 8 فيفري 2019")


def test_a_date_below_the_heading_needs_no_class_that_says_so():
    stamp = "<div><span class='tmstmp'>الأحد، 04 آب/اغسطس 2013</span></div>"
    [article] = parsed("a.html", page("<h1>وفد في دمشق</h1>" + stamp + TEXT))

    assert (article.published, article.published_evidence) == ("الأحد، 04 آب/اغسطس 2013", "stated")


def test_the_name_of_the_site_is_no_part_of_the_title():
    [article] = parsed("a.html", page(head="<title>وفد في دمشق | صحيفة الورّاق</title>"))

    assert article.title == "وفد في دمشق"


def test_the_headline_does_not_stand_in_the_text_again():
    [article] = parsed("a.html", page("<h1>وفد في دمشق</h1>" + TEXT))

    assert article.body.startswith("وصل الوفد")


def test_a_text_that_only_the_data_carries_is_taken():
    [article] = parsed("a.html", page("<p>اقرأ المزيد</p>", head=linked(headline="خبر", articleBody=BODY * 5)))

    assert article.body == BODY * 5


def test_scripts_and_comments_are_no_text():
    [article] = parsed("a.html", page("<script>alert(1)</script><!-- سر -->" + TEXT + "<style>p{}</style>"))

    assert not {"alert", "سر", "p{}"} & set(article.body.split())


@pytest.mark.parametrize("declared", ["windows-1256", "utf-8", "nonsense"])
def test_the_encoding_is_found_whatever_is_declared(declared):
    data = page(head=f'<meta charset="{declared}">').encode("cp1256")
    [article] = parsed("a.html", data)

    assert article.body.startswith("وصل الوفد")
    assert article.provenance.encoding == "windows-1256"


@pytest.mark.parametrize(
    "head",
    [
        pytest.param('<script type="application/ld+json">{"@type": </script>', id="no JSON"),
        pytest.param('<script type="application/ld+json">' + "[" * 50_000 + "</script>", id="too deep"),
        pytest.param(linked(headline=["خبر"], author=7, publisher=[], datePublished=None), id="odd values"),
    ],
)
def test_broken_data_in_a_page_does_no_harm(head):
    [article] = parsed("a.html", page(head=head))

    assert article.body.startswith("وصل الوفد")


def test_a_page_that_is_nested_too_deeply_is_named():
    assert problems(parsed("a.html", page("<div>" * 20_000 + BODY))) == [("no_text", None)]


def test_an_empty_page_is_named():
    assert problems(parsed("a.html", "<html><body></body></html>")) == [("no_text", None)]


def test_section_and_tags_are_topics():
    tags = "".join(f'<meta property="article:tag" content="{tag}">' for tag in ("سوريا", "الباغوز"))
    [article] = parsed("a.html", page(head=f'<meta property="article:section" content="سياسة">{tags}'))

    assert article.topics == ("سياسة", "سوريا", "الباغوز")


@pytest.mark.parametrize(
    ("links", "address"),
    [
        ('<link rel="canonical" href="https://example.org/1">', "https://example.org/1"),
        ('<link rel="Canonical nofollow" href="https://example.org/1">', "https://example.org/1"),
        ('<link rel="canonical" href="/1"><meta property="og:url" content="https://example.org/2">', None),
    ],
)
def test_canonical_link_is_the_address_where_it_is_whole(links, address):
    [article] = parsed("a.html", page(head=links))

    assert article.url == (address or "https://example.org/2")
