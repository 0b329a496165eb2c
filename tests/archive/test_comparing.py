"""What a curator is shown as changed is what changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import comparing
from archive.comparing import Kind, Part

texts = st.text(alphabet="ابت نم\n.", max_size=80)


@given(texts, texts)
def test_both_texts_can_be_put_together_again(old, new):
    parts = comparing.compare(old, new)

    assert "".join(part.text for part in parts if part.kind != Kind.ADDED) == old
    assert "".join(part.text for part in parts if part.kind != Kind.REMOVED) == new


@given(texts)
def test_equal_texts_have_no_changes(text):
    assert {part.kind for part in comparing.compare(text, text)} <= {Kind.SAME}


def test_a_changed_word_is_shown_whole():
    assert comparing.compare("زار الوزير دمشق", "زار الوزراء دمشق") == [
        Part("زار ", Kind.SAME),
        Part("الوزير", Kind.REMOVED),
        Part("الوزراء", Kind.ADDED),
        Part(" دمشق", Kind.SAME),
    ]


def test_a_long_unchanged_stretch_is_cut_at_words():
    same = "كلمة " * 100
    [before, change, after] = comparing.shorten(
        [Part(same, Kind.SAME), Part("جديد", Kind.ADDED), Part(same, Kind.SAME)]
    )

    assert before.text.startswith(" … كلمة")
    assert after.text.endswith("كلمة … ")
    assert change.text == "جديد"


@pytest.mark.parametrize("count", [comparing.MOST_WORDS + 1, 60_000])
def test_a_paragraph_too_long_to_compare_is_shown_as_replaced(count):
    old, new = "أ " * count, "ب " * count

    assert comparing.compare(old, new) == [Part(old, Kind.REMOVED), Part(new, Kind.ADDED)]


def test_a_word_is_found_among_two_million_letters():
    paragraphs = [f"الفقرة {number} " + "كلمة " * 60 for number in range(6_400)]
    old = "\n".join(paragraphs)
    paragraphs[3_000] += "جديدة"

    parts = comparing.compare(old, "\n".join(paragraphs))

    assert len(old) > 2_000_000
    assert [part.text.strip() for part in parts if part.kind == "added"] == ["جديدة"]
