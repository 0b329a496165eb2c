"""TEI gives its articles with the printed words."""

from archive.ingest import parsing, reading
from archive.ingest.datatypes import Problem
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
