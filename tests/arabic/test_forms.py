"""The table of docs/arabic.md that says which forms of a word meet: what it says is so."""

from pathlib import Path

import pytest

import arabic

PAGE = Path(__file__).parents[2] / "docs" / "arabic.md"


def rows():
    """The word, the forms that meet it and those that do not, of each row of the table under "Which forms meet"."""
    section = PAGE.read_text(encoding="utf-8").partition("## Which forms meet")[2].partition("\n## ")[0]
    lines = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| ")]
    return [(name.strip(), word.strip(), yes.split(), no.split()) for name, word, yes, no in lines[1:]]


def meet(typed, printed):
    return bool(set(arabic.lexemes(typed, query=True)) & set(arabic.lexemes(printed)))


def test_the_table_is_there():
    assert len(rows()) >= 10


@pytest.mark.parametrize(("name", "word", "same", "other"), rows(), ids=[row[0] for row in rows()])
def test_the_forms_of_the_table_meet_or_stay_apart(name, word, same, other):
    assert [form for form in same if not meet(word, form)] == []
    assert [form for form in other if meet(word, form)] == []
