"""The table of forms holds the spellings that stand in the archive, whatever brought or took them."""

import pytest
from django.core.management import call_command

from arabic import names
from archive.models import Article
from search.index import forming, indexing
from search.models import Form, Totals
from tests.makers import make_article


@pytest.fixture
def index(db):
    def index() -> None:
        indexing.refresh(list(Article.objects.values_list("pk", flat=True)))

    return index


def keep() -> None:
    call_command("index", verbosity=0, workers=0)


def forms() -> set[str]:
    return set(Form.objects.values_list("form", flat=True))


def test_an_indexed_article_brings_its_forms(index):
    make_article(title="", body="مدارس الباغوز")
    index()

    form = Form.objects.get(form="الباغوز")
    assert forms() == {"مدارس", "الباغوز"}
    assert form.key == names.key("الباغوز")
    assert form.lexemes == ["~باغوز"]


def test_a_very_common_word_has_no_key(index):
    make_article(body="في المدرسة")
    index()

    assert Form.objects.get(form="في").key == ""


def test_a_form_that_nobody_writes_any_more_goes_with_the_next_recount(index):
    article = make_article(title="", body="الباغوز")
    index()
    Article.objects.filter(pk=article.pk).update(body="كوباني")
    call_command("index", verbosity=0, workers=0, all=True)

    assert forms() == {"كوباني"}


def test_a_deleted_article_takes_its_forms_along(index):
    make_article(title="", body="الباغوز").delete()
    make_article(title="", body="كوباني")
    index()
    keep()

    assert forms() == {"كوباني"}


def test_a_table_that_was_never_made_is_made(index):
    make_article(title="", body="الباغوز")
    index()
    Form.objects.all().delete()
    Totals.objects.update(forms_version="")
    keep()

    assert forms() == {"الباغوز"}
    assert not forming.is_due()


def test_other_rules_make_all_rows_anew(index):
    make_article(title="", body="الباغوز")
    index()
    Form.objects.update(key="old", lexemes=["old"])
    Totals.objects.update(forms_version="of yesterday")
    keep()

    assert list(Form.objects.values_list("key", "lexemes")) == [(names.key("الباغوز"), ["~باغوز"])]


def test_a_recount_that_was_killed_before_the_forms_is_noticed(index):
    make_article(title="", body="الباغوز")
    index()
    keep()
    Form.objects.all().delete()
    indexing.recount()

    assert forming.is_due()


def test_batches_reach_every_form(index, monkeypatch):
    monkeypatch.setattr(forming, "BATCH", 2)
    make_article(title="", body="حلب دمشق حمص بغداد الموصل 2019 London")
    index()
    Form.objects.all().delete()
    Totals.objects.update(forms_version="")
    keep()

    assert forms() == {"حلب", "دمشق", "حمص", "بغداد", "الموصل", "2019", "london"}
