"""Word documents give one article with every printed word."""

import io

import docx

from archive.ingest import parsing, reading
from tests.archive.ingest.making import BODY, OTHER, write


def parsed(folder, name, data):
    return [item for raw in reading.read(write(folder, name, data)) for item in parsing.parse(raw)]


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


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
