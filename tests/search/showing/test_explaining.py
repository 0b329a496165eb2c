"""Why an article was found, in its own printed words."""

from search.query import parsing
from search.showing import explaining


def why(typed: str, title: str, text: str, subtitle: str = "") -> list[tuple[str, list[tuple[str, str, int]]]]:
    reasons = explaining.reasons(parsing.parse(typed), title, subtitle, text, lead=0)
    return [(one.leaf.text, [(met.form, met.kind, met.count) for met in one.met]) for one in reasons]


def test_each_word_says_which_forms_it_met_and_how_often():
    found = why("قائد حلب", "القائد", "قادة وقادة في حلب. قادة آخرون، قائد واحد")

    assert found == [
        ("قائد", [("قائد", "exact", 1), ("قادة", "form", 2), ("القائد", "form", 1), ("وقادة", "form", 1)]),
        ("حلب", [("حلب", "exact", 1)]),
    ]


def test_a_phrase_is_one_stretch():
    assert why('"وزير الخارجية"', "", "وزير الخارجية ووزير الدفاع") == [
        ("وزير الخارجية", [("وزير الخارجية", "exact", 1)])
    ]


def test_spellings_that_differ_in_marks_only_are_one_form():
    assert why("كتاب", "كتاب", "كِتَاب") == [("كتاب", [("كتاب", "exact", 2)])]


def test_a_word_that_met_nothing_gives_no_reason():
    assert why("كتاب OR حلب", "", "حلب") == [("حلب", [("حلب", "exact", 1)])]


def test_a_title_is_a_zone_of_its_own():
    assert why("title:كتاب", "كتاب", "كتاب") == [("كتاب", [("كتاب", "exact", 1)])]


def test_a_word_of_the_subtitle_is_a_reason():
    assert why("كتاب", "حلب", "حلب", subtitle="كتاب") == [("كتاب", [("كتاب", "exact", 1)])]
