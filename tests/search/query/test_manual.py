"""What the help page and docs/search-syntax.md say is what the search does."""

import datetime
import re

import pytest
from django.conf import settings

from search.query import manual, parsing
from tests.makers import make_article, make_source

ROOT = settings.BASE_DIR
EXAMPLES = [example for chapter in manual.CHAPTERS for example in chapter.examples]
WITH_TEXTS = [example for example in EXAMPLES if example.finds]
# For the others, an article as its maker takes it, and one that must not be found.
ARTICLES = {
    "عنوان:انتخابات": ({"title": "الانتخابات"}, {"body": "الانتخابات"}),
    "مقدمة:(زلزال أو فيضان)": ({"lead": "فيضانات"}, {"body": "فيضانات"}),
    'متن:"وزير الخارجية"': ({"body": "وزير الخارجية"}, {"title": "وزير الخارجية"}),
    "مصدر:الحياة": ({"name": "الحياة"}, {"name": "السفير"}),
    'كاتب:"محمد علي"': ({"authors": ["محمد علي"]}, {"authors": ["محمد سعيد"]}),
    "مكان:دمشق": ({"places": ["دمشق"]}, {"places": ["حلب"]}),
    "موضوع:(اقتصاد أو تجارة)": ({"topics": ["الاقتصاد"]}, {"topics": ["سياسة"]}),
    "نوع:رأي": ({"genre": "opinion"}, {"genre": "news"}),
    "لغة:العربية": ({"language": "ar"}, {"language": "fr"}),
    "2011..2014": ({"year": 2014}, {"year": 2015}),
    "2011-03..2011-08": ({"year": 2011}, {"year": 2012}),
    "قبل:2014": ({"year": 2013}, {"year": 2014}),
    "بعد:2011-03": ({"year": 2012}, {"year": 2010}),
}


def made(name: str = "", year: int = 0, **fields):
    if name:
        fields["source"] = make_source(name_ar=name)
    if year:
        fields["published_on"] = datetime.date(year, 5, 1)
    return make_article(**fields)


@pytest.mark.parametrize("example", WITH_TEXTS, ids=lambda example: f"example {EXAMPLES.index(example)}")
def test_an_example_finds_what_it_says_and_not_what_it_does_not(search_for, example):
    wanted = make_article(body=example.finds)
    make_article(body=example.misses)

    assert search_for(example.typed) == [wanted]


@pytest.mark.parametrize("typed", ARTICLES, ids=lambda typed: f"fact {list(ARTICLES).index(typed)}")
def test_an_example_of_a_field_finds_its_article(search_for, typed):
    wanted, _ = (made(**fields) for fields in ARTICLES[typed])

    assert search_for(typed) == [wanted]


def test_every_example_is_tried():
    assert {example.typed for example in EXAMPLES} == {example.typed for example in WITH_TEXTS} | ARTICLES.keys()


@pytest.mark.parametrize("example", [example for example in EXAMPLES if example.also], ids=lambda one: one.also)
def test_another_way_of_typing_means_the_same(example):
    first, second = parsing.parse(example.typed).root, parsing.parse(example.also).root

    assert first == second or names(first) == names(second)


def names(root) -> list:
    """What is asked of things: رأي and opinion are the same genre."""
    return [fact.field for fact in parsing.Query("", root).facts()]


@pytest.mark.parametrize("root", ["", "/en"])
def test_every_example_is_a_link_on_the_page(client, db, root):
    page = client.get(f"{root}/help/search/").content.decode()

    assert page.count(f'<a href="{root}/search/?q=') == sum(1 + bool(example.also) for example in EXAMPLES)


def test_the_document_has_the_examples_of_the_page():
    text = (ROOT / "docs" / "search-syntax.md").read_text(encoding="utf-8")
    written = re.findall(r"^\| `(.+?)` \|", text, re.MULTILINE)

    assert [typed.replace("\\|", "|") for typed in written] == [example.typed for example in EXAMPLES]
