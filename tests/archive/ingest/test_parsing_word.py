"""Word documents give one article with every printed word."""

import io

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn

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


def test_title_is_told_by_the_name_of_its_style_in_every_language_of_word(tmp_path):
    document = docx.Document()
    document.styles["Title"].element.set(qn("w:styleId"), "a3")
    document.add_paragraph(BODY)
    document.add_paragraph("وصول الوفد", style="Title")

    [article] = parsed(tmp_path, "a.docx", saved(document))

    assert (article.title, article.body) == ("وصول الوفد", BODY)


def test_notes_stand_at_the_end(tmp_path):
    document = docx.Document()
    document.add_paragraph(BODY)
    for kind, reltype in (("footnote", RELATIONSHIP_TYPE.FOOTNOTES), ("endnote", RELATIONSHIP_TYPE.ENDNOTES)):
        notes = f"""<w:{kind}s {nsdecls("w")}><w:{kind} w:type="separator"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:{kind}>
        <w:{kind} w:id="1"><w:p><w:r><w:t>حاشية {kind}</w:t></w:r></w:p></w:{kind}></w:{kind}s>"""
        part = Part(PackURI(f"/word/{kind}s.xml"), "application/xml", notes.encode(), document.part.package)
        document.part.relate_to(part, reltype)

    [article] = parsed(tmp_path, "a.docx", saved(document))

    assert article.body.endswith(f"{BODY}\n\nحاشية footnote\n\nحاشية endnote")


def test_signs_are_read_and_hidden_text_is_not(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("قبل")
    for name, value in (("w:noBreakHyphen", None), ("w:sym", "2022"), ("w:cr", None)):
        element = OxmlElement(name)
        if value:
            element.set(qn("w:char"), value)
        paragraph.runs[0]._r.append(element)
    paragraph.add_run("سر").font.hidden = True
    paragraph.add_run("بعد").font.hidden = False

    [article] = parsed(tmp_path, "a.docx", saved(document))

    assert article.body == "قبل\N{NON-BREAKING HYPHEN}•\nبعد"


def test_inserted_text_is_read_and_deleted_text_is_not(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("قبل ")._p
    for name, kind, word in (("w:ins", "w:t", "وصل"), ("w:del", "w:delText", "غادر")):
        change, run, text = OxmlElement(name), OxmlElement("w:r"), OxmlElement(kind)
        text.text = word
        run.append(text)
        change.append(run)
        paragraph.append(change)

    [article] = parsed(tmp_path, "a.docx", saved(document))

    assert article.body == "قبل وصل"
