"""Two curators on one article: what each of them changed, against what both began with."""

import pytest

from archive import curation, reconciling
from archive.models import Article
from tests.makers import make_article, make_curator, make_source


@pytest.mark.parametrize(
    ("was", "kept", "typed", "theirs", "both"),
    [
        ("أ", "ب", "أ", ["title"], []),
        ("أ", "أ", "ج", [], []),
        ("أ", "ب", "ج", [], ["title"]),
        ("أ", "ب", "ب", [], []),
    ],
    ids=["theirs alone", "mine alone", "both", "both the same"],
)
def test_a_field_is_theirs_mine_or_both(was, kept, typed, theirs, both):
    found = reconciling.reconcile(was={"title": was}, kept={"title": kept}, typed={"title": typed})

    assert (found.theirs, found.both) == (theirs, both)


def test_without_knowledge_of_the_beginning_nothing_is_taken_over():
    assert reconciling.reconcile(was=None, kept={"title": "ب"}, typed={"title": "أ"}).both == ["title"]


@pytest.mark.django_db
def test_the_state_that_was_seen_is_found_again_after_several_changes():
    curator, source = make_curator(), make_source("other")
    article = make_article("عنوان", "أول")
    curation.correct(article=article, fields={"section": "ثقافة"}, by=curator)
    seen = curation.edition(article)
    for fields in ({"body": "ثان"}, {"section": "رأي", "source": source}, {"body": "ثالث", "title": "آخر"}):
        curation.correct(article=Article.objects.get(pk=article.pk), fields=fields, by=curator)

    before = reconciling.before(Article.objects.get(pk=article.pk), seen)

    assert [before[name] for name in ("title", "body", "section", "source")] == [
        "عنوان",
        "أول",
        "ثقافة",
        article.source_id,
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("seen", ["", "x.1.2", "9" * 30])
def test_what_is_no_edition_is_not_guessed(seen):
    assert reconciling.before(make_article(), seen) is None
