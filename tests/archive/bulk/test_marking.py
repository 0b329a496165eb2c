"""What a bulk edit kept from imports is theirs again when it is taken back, unless a curator wants it otherwise."""

import pytest

from archive import curation
from archive.bulk import editing
from archive.models import Article, BulkEdit, Topic
from tests.makers import make_article, make_curator

pytestmark = pytest.mark.django_db

NEWS = {"kind": "field", "name": "genre", "value": "news"}


@pytest.fixture
def curator():
    return make_curator()


def edit(change, curator) -> BulkEdit:
    made = editing.prepare(Article.objects.all(), change=change, by=curator)
    editing.run(made)
    return made


def adding(name: str) -> dict:
    return {"kind": "describe", "vocabulary": "topic", "term": Topic.objects.create(name_ar=name).pk, "give": True}


def curated() -> list[str]:
    return Article.objects.get().curated_fields


def test_what_was_not_curated_before_is_not_after_undoing(curator):
    make_article()
    made = edit({"kind": "field", "name": "date_precision", "value": "month"}, curator)
    assert "published_on" in curated()

    editing.undo(made, by=curator)

    assert curated() == []


def test_what_was_curated_before_stays_so(curator):
    article = make_article()
    curation.correct(article=article, fields={"genre": "opinion"}, by=curator)
    made = edit(NEWS, curator)

    editing.undo(made, by=curator)

    assert curated() == ["genre"]


def test_what_a_curator_did_by_hand_since_stays_kept_from_imports(curator):
    article = make_article()
    made = edit(adding("نفط"), curator)
    curation.describe(article=article, names=["topics"], by=curator)

    editing.undo(made, by=curator)

    assert curated() == ["topics"]


def test_what_two_edits_changed_is_kept_from_imports_until_both_are_undone(curator):
    make_article()
    first, second = edit(adding("نفط"), curator), edit(adding("طاقة"), curator)

    editing.undo(first, by=curator)
    between = curated()
    editing.undo(second, by=curator)

    assert (between, curated()) == (["topics"], [])
