"""The spellings of a name that stand in the archive, nearest first."""

import pytest
from django.core.management import call_command

from archive.models import Article
from search.index import indexing
from search.words import resembling
from search.words.resembling import Spelling
from tests.makers import make_article


@pytest.fixture
def archive(db):
    make_article(body="نتنياهو ونتانياهو نتانياهو حلب أمريكية الأمريكية ستولتنبرغ")
    indexing.refresh(list(Article.objects.values_list("pk", flat=True)))


def test_spellings_that_the_word_finds_by_itself_are_listed_and_marked(archive):
    assert resembling.spellings("نتنياهو") == [Spelling("نتنياهو", True), Spelling("نتانياهو", True)]
    assert resembling.meant("نتنياهو") == []


def test_a_spelling_with_and_without_the_article_is_one(archive):
    assert [each.form for each in resembling.spellings("أمريكية")] == ["أمريكية"]
    assert [each.form for each in resembling.spellings("الأمريكية")] == ["الأمريكية"]


def test_an_alias_stands_first(archive):
    assert resembling.spellings("aleppo")[0] == Spelling("حلب", False)


def test_command_marks_what_is_found_already(archive, capsys):
    call_command("suggest", "نتنياهو", "ستولتنبرج")

    assert capsys.readouterr().out.splitlines() == ["نتنياهو\tنتنياهو= نتانياهو=", "ستولتنبرج\tستولتنبرغ"]
