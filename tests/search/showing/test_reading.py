"""Reading: paragraphs as excerpts count them, hits numbered through the page, nothing lost."""

from hypothesis import given
from hypothesis import strategies as st

from search.query import parsing
from search.showing import highlighting, reading


def test_hits_are_numbered_from_the_title_to_the_end():
    read = reading.read("مكتبة", "مكتبة", "مكتبة ومكتبة", parsing.parse("مكتبة"))
    pieces = [*read.title, *read.subtitle, *(piece for paragraph in read.paragraphs for piece in paragraph.pieces)]

    assert [piece.number for piece in pieces if piece.hit] == [1, 2, 3, 4]
    assert read.hits == 4


def test_without_a_query_nothing_is_marked():
    assert reading.read("مكتبة", "", "مكتبة").hits == 0


def test_paragraph_of_an_excerpt_is_that_of_the_page():
    text = "أولى\n\n  \nثانية\nالمكتبة ثالثة"
    query = parsing.parse("المكتبة")

    [excerpt] = highlighting.excerpts(text, query)
    [marked] = [
        paragraph for paragraph in reading.read("", "", text, query).paragraphs if any(p.hit for p in paragraph.pieces)
    ]

    assert excerpt.paragraph == marked.number


def test_a_phrase_that_a_line_breaks_is_marked_in_both_paragraphs():
    read = reading.read("", "", "لقي وزير\nالخارجية أمس", parsing.parse('"وزير الخارجية"'))

    assert [[p.text for p in paragraph.pieces if p.hit] for paragraph in read.paragraphs] == [["وزير"], ["الخارجية"]]


def test_text_beyond_the_marked_part_is_shown_unmarked(monkeypatch):
    monkeypatch.setattr(reading, "MAX_MARKED", 10)

    read = reading.read("", "", "مكتبة\nحشو حشو حشو\nمكتبة", parsing.parse("مكتبة"))

    assert read.hits == 1
    assert read.cut


def test_no_more_hits_are_marked_than_a_page_can_carry(monkeypatch):
    monkeypatch.setattr(reading, "MAX_HITS", 2)

    read = reading.read("", "", "مكتبة مكتبة مكتبة", parsing.parse("مكتبة"))

    assert read.hits == 2
    assert read.cut


@given(st.text(alphabet="ab كتاب\n\t،", max_size=80))
def test_pieces_joined_give_the_paragraphs_again(text):
    read = reading.read("", "", text, parsing.parse("كتاب"))
    joined = ["".join(piece.text for piece in paragraph.pieces) for paragraph in read.paragraphs]

    assert joined == [found.group() for found in highlighting.PARAGRAPH.finditer(text)]


LONG = "أظهرت لقطات لتلفزيون يوم الأحد الأوضاع الصعبة في أطلال المدينة التي غادرها سكانها."


def test_starred_line_is_a_heading():
    read = reading.read("", "", f"{LONG}\n\n* أوضاع صعبة\n\n{LONG}")

    assert [paragraph.is_heading for paragraph in read.paragraphs] == [False, True, False]


def test_crosshead_inside_a_paragraph_is_set_apart_and_nothing_is_lost():
    text = f"{LONG} * أوضاع صعبة، {LONG}"

    [paragraph] = reading.read("", "", text).paragraphs

    assert [stretch.is_heading for stretch in paragraph.stretches] == [False, True, False]
    assert "".join(piece.text for piece in paragraph.pieces) == text


def test_a_paragraph_without_end_is_laid_out_in_stretches_of_whole_sentences(monkeypatch):
    monkeypatch.setattr(reading, "LAID_OUT", 40)
    text = "وصل الوفد إلى دمشق. " * 20 + "ثم غادر"

    [paragraph] = reading.read("", "", text, parsing.parse("دمشق")).paragraphs

    lengths = [sum(len(piece.text) for piece in stretch.pieces) for stretch in paragraph.stretches]
    assert "".join(piece.text for piece in paragraph.pieces) == text
    assert lengths[:-1] == [40] * 10
    assert all(stretch.is_one_of_many for stretch in paragraph.stretches)
    assert sum(bool(piece.hit) for piece in paragraph.pieces) == 20


def test_a_word_without_end_is_laid_out_too(monkeypatch):
    monkeypatch.setattr(reading, "LAID_OUT", 40)

    [paragraph] = reading.read("", "", "ه" * 100).paragraphs

    assert [len(piece.text) for piece in paragraph.pieces] == [40, 40, 20]
