"""Documents of offices and printers: PDF, DOCX, XLSX and TEI give their articles or say why not."""

import io
from datetime import datetime

import docx
import openpyxl
import pypdfium2

from archive.ingest import parsing, reading
from archive.ingest.datatypes import Problem
from archive.ingest.parsing import text_layers
from tests.archive.ingest.making import BODY, OTHER, write, zipped


def parsed(folder, name, data):
    return [item for raw in reading.read(write(folder, name, data)) for item in parsing.parse(raw)]


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def workbook(*rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def test_word_title_is_the_paragraph_styled_so(tmp_path):
    document = docx.Document()
    document.add_heading("وصول الوفد", 0)
    document.add_paragraph(BODY)
    document.add_table(1, 1).cell(0, 0).text = OTHER

    [article] = parsed(tmp_path, "a.docx", saved(document))

    assert (article.title, article.body) == ("وصول الوفد", f"{BODY}\n\n{OTHER}")


def test_empty_word_document_is_refused(tmp_path):
    [problem] = parsed(tmp_path, "a.docx", saved(docx.Document()))

    assert problem.reason == "no_text"


def test_sheet_gives_an_article_a_row_and_its_dates(tmp_path):
    data = workbook(["العنوان", "النص", "التاريخ"], ["أ", BODY, datetime(2019, 3, 24)], [], ["ب", OTHER, "2020"])

    first, second = parsed(tmp_path, "a.xlsx", data)

    assert (first.body, first.published, second.published) == (BODY, "2019-03-24", "2020")
    assert (first.provenance.where.line, second.provenance.where.line) == (2, 4)


def test_sheet_without_known_columns_is_refused(tmp_path):
    [problem] = parsed(tmp_path, "a.xlsx", workbook(["س", "ص"], ["1", "2"]))

    assert problem.reason == "no_known_columns"


def test_package_that_is_a_bomb_is_refused(tmp_path):
    [problem] = parsed(tmp_path, "a.xlsx", zipped(**{"xl/workbook.xml": b" " * 20_000_000}))

    assert problem.reason == "ratio"


def test_package_with_a_dtd_is_refused(tmp_path):
    [problem] = parsed(tmp_path, "a.docx", zipped(**{"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}))

    assert problem.reason == "entities"


def test_pdf_without_a_text_layer_says_so(tmp_path):
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)

    [problem] = parsed(tmp_path, "a.pdf", saved(document))

    assert problem.reason == "no_text_layer"


def test_broken_pdf_says_so(tmp_path):
    [problem] = parsed(tmp_path, "a.pdf", b"%PDF-1.4 broken")

    assert problem.reason == "damaged_document"


def test_visual_order_is_turned_and_numbers_keep_theirs():
    text = "وصلت اللجنة إلى المدينة القديمة (العاصمة) عام 2019"
    turned = "2019 ماع (ةمصاعلا) ةميدقلا ةنيدملا ىلإ ةنجللا تلصو"

    layer = text_layers.judge(turned)

    assert (layer.text, layer.mended) == (text, ("visual order",))


def test_turned_lam_alef_and_presentation_forms_are_mended():
    assert text_layers.judge("اإلنتاج واألمن").text == "الإنتاج والأمن"
    assert text_layers.judge("ﻣﺼﺮ").mended == ("presentation forms",)


def test_letters_set_apart_and_unmapped_letters_are_damage():
    assert text_layers.judge(" ".join(BODY.replace(" ", ""))).damage == "letters set apart"
    assert text_layers.judge("\ue001\ue002 " + BODY[:20]).damage == "unmapped letters"


def test_sound_text_stays_as_it_is():
    assert text_layers.judge(BODY * 3) == text_layers.Layer(BODY * 3)


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
