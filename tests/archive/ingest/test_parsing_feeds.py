"""RSS and Atom: every article with what the feed says of it."""

import pytest

from tests.archive.ingest.making import BODY, OTHER, articles, parsed, problems

HEAD = '<?xml version="1.0" encoding="utf-8"?>'
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/"'
)


def rss(
    *items: str, channel: str = "<title>الورّاق</title><link>https://example.org/</link><language>ar</language>"
) -> str:
    inside = "".join(f"<item>{item}</item>\n" for item in items)
    return f'{HEAD}\n<rss version="2.0" {SPACES}><channel>{channel}\n{inside}</channel></rss>'


def with_entity(definition: str) -> str:
    return f"<!DOCTYPE rss [{definition}]>" + rss("<title>&a;</title>").removeprefix(HEAD)


def atom(*entries: str) -> str:
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'{HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>الورّاق</title>{inside}</feed>'


def notes(found: list) -> list[str]:
    return [item.reason.value for item in found if getattr(item, "note", False)]


def test_an_item_says_what_it_is():
    item = (
        "<title>وفد في دمشق</title><link>https://example.org/1</link><guid isPermaLink='false'>n-1</guid>"
        "<pubDate>Sat, 23 Mar 2019 10:00:00 +0300</pubDate><dc:creator>سامي حداد</dc:creator>"
        "<category>سياسة</category><category>لبنان، سوريا</category>"
        f"<content:encoded><![CDATA[<p>{BODY}</p>]]></content:encoded>"
    )
    [article] = parsed("a.xml", rss(item))

    assert (article.title, article.url, article.given_id) == ("وفد في دمشق", "https://example.org/1", "n-1")
    assert (article.published, article.source, article.language) == ("Sat, 23 Mar 2019 10:00:00 +0300", "الورّاق", "ar")
    assert (article.authors, article.topics) == (("سامي حداد",), ("سياسة", "لبنان، سوريا"))
    assert (article.body, article.lead) == (BODY, "")


def test_the_whole_text_goes_before_the_description():
    whole = f"<content:encoded>&lt;p&gt;{BODY}&lt;/p&gt;</content:encoded>"
    item = f"<title>خبر</title><description>موجز آخر للخبر</description>{whole}"
    [article] = parsed("a.xml", rss(item))

    assert (article.lead, article.body) == ("موجز آخر للخبر", BODY)


def test_a_description_that_repeats_the_beginning_is_no_lead():
    item = f"<title>خبر</title><description>{BODY[:30]}…</description><content:encoded>{BODY}</content:encoded>"
    [article] = parsed("a.xml", rss(item))

    assert (article.lead, article.body) == ("", BODY)


def test_a_summary_alone_is_the_lead_and_is_marked():
    found = parsed("a.xml", rss(f"<title>خبر</title><description>{BODY}</description>"))
    [article] = articles(found)

    assert (article.lead, article.body, notes(found)) == (BODY, "", ["summary_only"])


def test_a_description_of_many_paragraphs_is_the_text():
    text = "".join(f"&lt;p&gt;{BODY}&lt;/p&gt;" for _ in range(3))
    found = parsed("a.xml", rss(f"<title>خبر</title><description>{text}</description>"))

    assert (articles(found)[0].lead, notes(found)) == ("", [])


def test_a_long_description_that_leads_on_is_a_summary():
    text = "".join(f"&lt;p&gt;{BODY}&lt;/p&gt;" for _ in range(3)) + "&lt;a href='/1'&gt;اقرأ المزيد&lt;/a&gt;"

    assert notes(parsed("a.xml", rss(f"<title>خبر</title><description>{text}</description>"))) == ["summary_only"]


def test_relative_links_are_completed():
    [article] = articles(parsed("a.xml", rss("<title>خبر</title><link>/news/1</link>")))

    assert article.url == "https://example.org/news/1"


def test_markup_in_a_title_is_no_title():
    [article] = articles(parsed("a.xml", rss("<title>&lt;b&gt;عاجل:&lt;/b&gt; وفد &amp;amp; وزير</title>")))

    assert "<" not in article.title
    assert article.title.startswith("عاجل: وفد")


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param("2019-03-23T10:00:00+03:00", id="ISO in RSS"),
        pytest.param("23 آذار 2019", id="Arabic"),
        pytest.param("23/03/2019", id="numbers"),
    ],
)
def test_a_date_is_kept_as_it_is_printed(printed):
    [article] = articles(parsed("a.xml", rss(f"<title>خبر</title><pubDate>{printed}</pubDate>")))

    assert article.published == printed


def test_a_description_of_a_picture_stands_in_for_a_summary():
    [article] = articles(parsed("a.xml", rss(f"<title>خبر</title><media:description>{BODY}</media:description>")))

    assert article.lead == BODY


def test_an_atom_entry_has_its_content_and_both_dates():
    entry = (
        "<id>tag:1</id><title>خبر</title><link href='https://example.org/1'/>"
        "<published>2019-03-23T08:00:00Z</published>"
        "<updated>2019-03-24T08:00:00Z</updated><author><name>سامي حداد</name></author>"
        f"<content type='html'>&lt;p&gt;{BODY}&lt;/p&gt;</content>"
    )
    [article] = parsed("a.xml", atom(entry))

    assert (article.given_id, article.body, article.authors) == ("tag:1", BODY, ("سامي حداد",))
    assert (article.published, article.updated) == ("2019-03-23T08:00:00Z", "2019-03-24T08:00:00Z")
    assert article.language == "ar"


def test_every_article_knows_its_own_bytes():
    data = rss(
        f"<title>أول</title><description>{BODY}</description>", "<title>ثان</title><!-- <item> --><guid>2</guid>"
    ).encode()
    places = [article.provenance for article in articles(parsed("a.xml", data))]

    assert [data[place.start : place.end].decode()[:19] for place in places] == [
        "<item><title>أول</t",
        "<item><title>ثان</t",
    ]
    assert [place.where.line for place in places] == [3, 4]


@pytest.mark.parametrize("declared", ["windows-1256", "utf-8"])
def test_the_encoding_is_found_whatever_is_declared(declared):
    text = rss(f"<title>خبر</title><description>{BODY * 3}</description>").replace("utf-8", declared)
    [article] = articles(parsed("a.xml", text.encode("cp1256")))

    assert (article.lead, article.provenance.encoding) == (BODY * 3, "windows-1256")


def test_a_feed_in_utf_16_is_read():
    text = rss(f"<title>خبر</title><description>{BODY}</description>").replace("utf-8", "utf-16")

    assert articles(parsed("a.xml", text.encode("utf-16")))[0].lead == BODY


def test_a_broken_feed_gives_what_it_has():
    broken = rss(
        f"<title>أول & ثان</title><description>{BODY}</description>",
        f"<title>ثالث</title><description>{OTHER}</description>",
    )
    found = parsed("a.xml", broken.removesuffix("</channel></rss>"))

    assert [article.lead for article in articles(found)] == [BODY, OTHER]
    assert "faulty_feed" in notes(found)


def test_an_item_without_a_word_is_named_and_the_rest_goes_on():
    found = parsed("a.xml", rss("<guid>1</guid>", "<title>خبر</title>"))

    assert [article.title for article in articles(found)] == ["خبر"]
    assert problems(found) == [("no_text", 3)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(rss(), "no_articles", id="no items"),
        pytest.param(with_entity('<!ENTITY b "ها"><!ENTITY a "&b;&b;">'), "entities", id="entity bomb"),
        pytest.param(with_entity('<!ENTITY a SYSTEM "file:///etc/passwd">'), "entities", id="outer entity"),
    ],
)
def test_what_cannot_be_read_is_named(data, reason):
    assert problems(parsed("a.xml", data)) == [(reason, None)]


def test_bottomless_nesting_is_refused():
    assert problems(parsed("a.xml", rss("<title>خبر</title>" + "<b>" * 20_000))) == [("too_deep", None)]
