"""A PDF with a text layer gives one article, any other says why not."""

import io

import pypdfium2

from archive.ingest import parsing, reading
from archive.ingest.parsing import pdf
from tests.archive.ingest.making import write


def parsed(folder, name, data):
    return [item for raw in reading.read(write(folder, name, data)) for item in parsing.parse(raw)]


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_pdf_without_a_text_layer_says_so(tmp_path):
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)

    [problem] = parsed(tmp_path, "a.pdf", saved(document))

    assert problem.reason == "no_text_layer"


def test_broken_pdf_says_so(tmp_path):
    [problem] = parsed(tmp_path, "a.pdf", b"%PDF-1.4 broken")

    assert problem.reason == "damaged_document"


def test_paragraph_goes_on_over_a_page_that_breaks_a_sentence():
    pages = "عقد الوزير اجتماعا طويلا مع\fالوفد الذي وصل صباح السبت.\fوغادر الوفد المدينة مساء اليوم."

    assert pdf.to_paragraphs(f"عنوان\n{pages}") == (
        "عنوان\n\nعقد الوزير اجتماعا طويلا مع الوفد الذي وصل صباح السبت.\n\nوغادر الوفد المدينة مساء اليوم."
    )
