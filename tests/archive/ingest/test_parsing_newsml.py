"""NewsML-G2 and NITF: what agencies send."""

import pytest

from archive.ingest import dividing
from archive.ingest.datatypes import CleanArticle
from tests.archive.ingest.making import BODY, OTHER, articles, parsed, problems

NAR = "http://iptc.org/std/nar/2006-10-01/"
TIMES = "<versionCreated>2019-03-24T09:00:00Z</versionCreated><firstCreated>2019-03-23T08:00:00Z</firstCreated>"
ABOUT = "<language tag='ar'/><headline>وفد في دمشق</headline>"


def nitf(head: str = "", top: str = "", content: str = f"<p>{BODY}</p><p>{OTHER}</p>", root: str = "") -> str:
    return (
        f"<nitf {root}><head>{head}</head><body><body.head><hedline><hl1>وفد في دمشق</hl1></hedline>{top}</body.head>"
        f"<body.content>{content}</body.content></body></nitf>"
    )


def item(
    meta: str = "", about: str = ABOUT, content: str = f"<inlineXML>{nitf()}</inlineXML>", guid: str = "urn:1"
) -> str:
    return (
        f'<newsItem xmlns="{NAR}" guid="{guid}"><itemMeta><itemClass qcode="ninat:text"/>'
        f"<provider><name>الورّاق</name></provider>"
        f"{TIMES}{meta}</itemMeta><contentMeta>{about}</contentMeta><contentSet>{content}</contentSet></newsItem>"
    )


XHTML = f"<html><head><title>لا</title></head><body><h1>وفد في دمشق</h1><p>{BODY}</p></body></html>"
EVENTS = "<inlineXML><events><event><name>مؤتمر دمشق</name></event></events></inlineXML>"
PICTURE = "<media><media-caption>صورة</media-caption></media>"


def with_entity(definition: str) -> str:
    return f"<!DOCTYPE nitf [{definition}]>" + nitf(content="<p>&a;</p>")


def message(*items: str) -> str:
    return f'<newsMessage xmlns="{NAR}"><header/><itemSet>\n' + "\n".join(items) + "\n</itemSet></newsMessage>"


def notes(found: list) -> list[str]:
    return [one.reason.value for one in found if getattr(one, "note", False)]


def test_an_item_says_what_it_is():
    about = ABOUT + (
        "<contentCreated>2019-03-23</contentCreated><by>سامي حداد</by><located><name>دمشق، سوريا</name></located>"
        "<subject qcode='medtop:11000000'><name xml:lang='en'>politics</name><name xml:lang='ar'>سياسة</name></subject>"
        "<subject type='cpnat:geoArea'><name>لبنان</name></subject>"
        "<subject type='cpnat:person'><name>وزير</name></subject>"
        "<genre qcode='genre:Interview'/><description role='drol:summary'>موجز الخبر</description>"
    )
    [article] = parsed("a.xml", item(about=about))

    assert (article.given_id, article.source, article.language) == ("urn:1", "الورّاق", "ar")
    assert (article.title, article.lead, article.body) == ("وفد في دمشق", "موجز الخبر", f"{BODY}\n\n{OTHER}")
    assert (article.published, article.updated) == ("2019-03-23", "2019-03-24T09:00:00Z")
    assert (article.authors, article.places, article.topics) == (("سامي حداد",), ("دمشق، سوريا", "لبنان"), ("سياسة",))
    assert article.genre == "interview"


def test_a_comma_inside_a_topic_is_part_of_its_name():
    about = ABOUT + "<subject qcode='medtop:04000000'><name>اقتصاد، أعمال ومال</name></subject>"
    [parsed_article] = parsed("a.xml", item(about=about))
    clean = dividing.clean(parsed_article)

    assert isinstance(clean, CleanArticle)
    assert [topic.name for topic in clean.topics] == ["اقتصاد، أعمال ومال"]


def test_a_code_without_a_name_is_named_or_told():
    about = ABOUT + "<subject qcode='subj:15054000'/><subject qcode='medtop:20000350'/>"
    found = parsed("a.xml", item(about=about))

    assert (articles(found)[0].topics, notes(found)) == (("رياضة",), ["unnamed_subjects"])


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f"<inlineXML>{XHTML}</inlineXML>", id="XHTML"),
        pytest.param(f"<inlineData contenttype='text/plain'>{BODY}</inlineData>", id="plain"),
        pytest.param(f"<inlineData contenttype='text/html'>&lt;p&gt;{BODY}&lt;/p&gt;</inlineData>", id="escaped HTML"),
        pytest.param(f"<inlineXML>{nitf(content=f'{PICTURE}<p>{BODY}</p>')}</inlineXML>", id="NITF with a picture"),
    ],
)
def test_the_text_is_read_in_every_form(content):
    [article] = parsed("a.xml", item(content=content))

    assert article.body.strip() == BODY


def test_a_dateline_that_was_sent_apart_stands_before_the_text_as_it_is_printed():
    about = ABOUT + "<dateline>بيروت 4 مارس آذار (الورّاق) -</dateline>"
    [article] = parsed("a.xml", item(about=about))

    assert article.body.startswith("بيروت 4 مارس آذار (الورّاق) - وصل الوفد")


def test_a_dateline_that_stands_in_the_text_is_not_said_twice():
    content = f"<inlineData>بيروت (الورّاق) - {BODY}</inlineData>"
    [article] = parsed("a.xml", item(about=ABOUT + "<dateline>بيروت (الورّاق) -</dateline>", content=content))

    assert article.body.count("بيروت") == 1


def test_a_message_gives_all_its_items_and_each_its_own_bytes():
    data = message(item(guid="urn:1"), item(guid="urn:2", about="<headline>خبر آخر</headline>")).encode()
    found = articles(parsed("a.xml", data))

    assert [(article.given_id, article.title) for article in found] == [("urn:1", "وفد في دمشق"), ("urn:2", "خبر آخر")]
    assert [data[a.provenance.start :].startswith(b"<newsItem") for a in found] == [True, True]
    assert [a.provenance.where.line for a in found] == [2, 3]


def test_a_package_among_items_is_told_and_a_package_alone_is_refused():
    package = f'<packageItem xmlns="{NAR}" guid="p"/>'

    assert notes(parsed("a.xml", message(package, item()))) == ["not_news"]
    assert problems(parsed("a.xml", package)) == [("not_news", 1)]


def test_widget_without_a_word_is_no_paragraph_and_a_tag_in_a_sentence_stays():
    widget = "&lt;div class='w'&gt;&lt;/div&gt;&lt;script src='w.js'&gt;&lt;/script&gt;"
    [article] = parsed("a.xml", nitf(content=f"<p>{BODY}</p><p>{widget}</p><p>يكتب &lt;b&gt; للخط الغليظ.</p>"))

    assert article.body.split("\n\n") == [BODY, "يكتب <b> للخط الغليظ."]


def test_text_beside_data_is_read():
    [article] = parsed("a.xml", item(content=EVENTS + f"<inlineXML>{nitf()}</inlineXML>"))

    assert article.body.startswith(BODY)


@pytest.mark.parametrize("kind", ["picture", "video", "composite"])
def test_what_holds_no_text_of_an_article_is_named(kind):
    data = item(content="").replace("ninat:text", f"ninat:{kind}")

    assert problems(parsed("a.xml", data)) == [("not_news", 1)]


def test_a_headline_alone_is_an_article_and_told():
    found = parsed("a.xml", item(content=""))

    assert (articles(found)[0].title, notes(found)) == ("وفد في دمشق", ["no_text_in_item"])


def test_a_slug_stands_in_for_a_headline_and_is_marked():
    [article] = parsed("a.xml", item(about="<slugline>وفد-دمشق</slugline>", content=f"<inlineData>{BODY}</inlineData>"))

    assert (article.title, article.title_supplied) == ("وفد-دمشق", True)


def test_what_an_agency_cancelled_stays_outside():
    [problem] = parsed("a.xml", item(meta="<pubStatus qcode='stat:canceled'/>"))

    assert (problem.reason, problem.detail["key"]) == ("canceled", "urn:1")


@pytest.mark.parametrize(
    "status", ["stat:withheld", "http://cv.iptc.org/newscodes/pubstatusg2/withheld", "stat:embarrassing"]
)
def test_what_an_agency_withholds_comes_in_withheld(status):
    found = parsed("a.xml", item(meta=f"<pubStatus qcode='{status}'/>"))

    assert (articles(found)[0].withheld, notes(found)) == (True, ["withheld_by_agency"])


def test_an_embargo_is_kept_and_one_without_an_end_withholds():
    [until] = parsed("a.xml", item(meta="<embargoed>2019-04-01T12:00:00Z</embargoed>"))
    endless = articles(parsed("a.xml", item(meta="<embargoed/>")))[0]

    assert (until.embargo, until.withheld) == ("2019-04-01T12:00:00Z", False)
    assert endless.withheld


def test_nitf_alone_is_an_article():
    head = (
        '<tobject><tobject.subject tobject.subject.type="سياسة" tobject.subject.refnum="11000000"/></tobject>'
        '<docdata management-status="usable"><doc-id id-string="n-1" regsrc="X"/>'
        '<date.issue norm="20190323T080000Z"/></docdata>'
    )
    top = (
        "<byline>سامي حداد<byttl>مراسل</byttl></byline><distributor>الورّاق</distributor>"
        "<abstract><p>موجز</p></abstract>"
        "<dateline><location>دمشق</location></dateline>"
    )
    [article] = parsed("a.xml", '<!DOCTYPE nitf SYSTEM "../dtd/nitf-3-2.dtd">' + nitf(head, top, root='baselang="ar"'))

    assert (article.given_id, article.published, article.source) == ("n-1", "2019-03-23T08:00:00Z", "الورّاق")
    assert (article.authors, article.places, article.topics) == (("سامي حداد",), ("دمشق",), ("سياسة",))
    assert (article.lead, article.body, article.language) == ("موجز", f"{BODY}\n\n{OTHER}", "ar")


def test_nitf_that_was_cancelled_stays_outside():
    data = nitf('<docdata management-status="canceled"><doc-id id-string="n-1"/></docdata>')

    assert problems(parsed("a.xml", data)) == [("canceled", 1)]


def test_nitf_under_embargo_waits_for_its_release():
    data = nitf('<docdata management-status="embargoed"><date.release norm="20190401T120000Z"/></docdata>')
    [article] = parsed("a.xml", data)

    assert (article.embargo, article.withheld) == ("2019-04-01T12:00:00Z", False)


def test_names_of_letters_and_forbidden_signs_cost_no_file():
    [article] = parsed("a.xml", nitf(content=f"<p>{BODY}&nbsp;&laquo;نعم&raquo;\x0b&#x1;</p>"))

    assert article.body == f"{BODY} «نعم»"


def test_the_declared_encoding_is_believed_where_no_arabic_contradicts():
    data = '<?xml version="1.0" encoding="iso-8859-1"?>' + nitf(
        content="<p>Été à Alger, où le comité siège.</p>"
    ).replace("وفد في دمشق", "Comité")
    [article] = parsed("a.xml", data.encode("latin-1"))

    assert (article.body, article.provenance.encoding) == ("Été à Alger, où le comité siège.", "iso8859-1")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(with_entity('<!ENTITY b "ها"><!ENTITY a "&b;&b;">'), "entities", id="entity bomb"),
        pytest.param(with_entity('<!ENTITY a SYSTEM "file:///etc/passwd">'), "entities", id="outer entity"),
        pytest.param(with_entity('<!ENTITY % b SYSTEM "http://127.0.0.1/b.dtd"> %b;'), "entities", id="outer DTD"),
        pytest.param(nitf(content="<p>" * 20_000 + "</p>" * 20_000), "too_deep", id="bottomless"),
        pytest.param(nitf()[:-20], "no_xml", id="cut off"),
        pytest.param(nitf(content="").replace("وفد في دمشق", ""), "no_text", id="empty"),
        pytest.param(f'<conceptItem xmlns="{NAR}"/>', "not_news", id="concept"),
        pytest.param(item(content=EVENTS), "not_news", id="diary of events"),
        pytest.param(f'<contentMeta xmlns="{NAR}"/>', "not_news", id="piece of an item"),
    ],
)
def test_what_cannot_be_read_is_named(data, reason):
    assert [found for found, _ in problems(parsed("a.xml", data))] == [reason]
