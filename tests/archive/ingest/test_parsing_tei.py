"""TEI gives its articles with the printed words."""

import pytest

from archive.ingest import parsing, reading
from archive.ingest.problems import Problem
from tests.archive.ingest.making import write


def parsed(folder, name, data):
    return [item for raw in reading.read(write(folder, name, data)) for item in parsing.parse(raw)]


def test_tei_gives_its_items_with_printed_words(tmp_path):
    tei = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc/></teiHeader><text><body>
    <div type="item" xml:id="a:1"><head>خبر</head><byline><persName>ليلى</persName></byline>
    <dateline><placeName>بيروت</placeName> <date when="1910-08-06">السبت</date></dateline>
    <p>قال <choice><sic>هدا</sic><corr>هذا</corr></choice><note>حاشية</note> اليوم</p></div>
    <div type="item"><head>آخر</head><p>نص</p></div></body></text></TEI>"""

    first, second = parsed(tmp_path, "a.xml", tei)

    assert (first.title, first.authors, first.places, first.published) == ("خبر", ("ليلى",), ("بيروت",), "1910-08-06")
    assert first.body.endswith("قال هدا اليوم")
    assert second.title == "آخر"
    assert not isinstance(second, Problem)


def test_every_text_of_a_group_is_an_article(tmp_path):
    tei = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><group>
    <text><body><head>الأول</head><p>نص أول</p></body></text>
    <text><group><text><body><head>الثاني</head><p>نص ثان</p></body></text></group></text>
    </group></text></TEI>"""

    assert [article.title for article in parsed(tmp_path, "a.xml", tei)] == ["الأول", "الثاني"]


def test_what_a_header_leaves_unsaid_its_corpus_says(tmp_path):
    tei = """<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><sourceDesc><biblStruct><monogr>
    <title level="j">الحقائق</title><imprint><date when="1910-08-06"/></imprint></monogr></biblStruct></sourceDesc>
    </fileDesc></teiHeader>
    <TEI><teiHeader><fileDesc><titleStmt><title>الصيام</title></titleStmt></fileDesc></teiHeader>
    <text><body><p>نص</p></body></text></TEI></teiCorpus>"""

    [article] = parsed(tmp_path, "a.xml", tei)

    assert (article.title, article.source, article.published) == ("الصيام", "الحقائق", "1910-08-06")


@pytest.mark.parametrize("attribute", ["when", "when-iso", "value", "from", "notBefore"])
def test_day_is_taken_from_the_attributes_of_its_date(attribute, tmp_path):
    tei = f"""<TEI.2><teiHeader/><text lang="ar"><body><div type="article"><head>خبر</head>
    <dateline><date {attribute}="1910-08-06">السبت</date></dateline><p>نص</p></div></body></text></TEI.2>"""

    [article] = parsed(tmp_path, "a.xml", tei)

    assert (article.published, article.language) == ("1910-08-06", "ar")


def test_language_of_the_editors_is_not_that_of_the_text(tmp_path):
    tei = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><text><body><p>نص</p></body></text></TEI>'

    [article] = parsed(tmp_path, "a.xml", tei)

    assert article.language == ""


def test_running_heads_are_left_out_and_printed_spelling_stays(tmp_path):
    tei = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><fw>رأس الصفحة</fw>
    <p>في <choice><orig>الاسلام</orig><reg>الإسلام</reg></choice></p></body></text></TEI>"""

    [article] = parsed(tmp_path, "a.xml", tei)

    assert article.body == "في الاسلام"
