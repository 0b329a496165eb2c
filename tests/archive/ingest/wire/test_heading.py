"""Starred cross-heads, and stars that are none."""

from archive.ingest import wire

LONG = "أظهرت لقطات لتلفزيون رويترز يوم الأحد الأوضاع الصعبة في أطلال دولة الخلافة التي أعلنها التنظيم."


def crossheads(text: str) -> list[str]:
    return [one.value for one in wire.read("عنوان", "", text).found if one.field == "crosshead"]


def test_starred_line_between_paragraphs_is_a_crosshead():
    assert crossheads(f"{LONG}\n\n* أوضاع صعبة داخل الباغوز\n\n{LONG}") == ["أوضاع صعبة داخل الباغوز"]


def test_crosshead_is_found_in_a_text_that_lost_its_lines():
    assert crossheads(f"{LONG} * أوضاع صعبة داخل الباغوز، {LONG}") == ["أوضاع صعبة داخل الباغوز"]


def test_starred_lines_beside_each_other_are_a_list():
    assert crossheads(f"{LONG}\n\n* خليل زينية\n\n* داود مجاعص\n\n{LONG}") == []


def test_stars_close_to_each_other_in_a_line_are_a_list():
    assert crossheads(f"{LONG} * خليل زينية، أديب. * داود مجاعص، كاتب. {LONG}") == []


def test_ornament_is_no_crosshead():
    assert crossheads(f"{LONG}\n\n* * *\n\n{LONG}") == []


def test_question_of_an_interview_is_no_crosshead():
    assert crossheads(f"{LONG}\n\n*وماذا عن التطبيع؟\n\n-{LONG}") == []
    assert crossheads(f"{LONG}\n\n*وماذا عن التطبيع؟\n\n{LONG}") == ["وماذا عن التطبيع؟"]


def test_starred_sentence_is_no_crosshead():
    assert crossheads(f"{LONG}\n\n* كاتب من بيروت.\n\n{LONG}") == []
