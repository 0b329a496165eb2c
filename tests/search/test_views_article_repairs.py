"""An article's page with approved repairs over its text, and search over what was printed."""

import pytest

from archive.models import RepairPattern
from archive.repairing import deciding, gathering
from tests.makers import make_article, make_curator

pytestmark = pytest.mark.django_db

BODY = "زار سفير الولاياتالمتحدة دمشق"


def repaired(**fields):
    """An article with a glued word, and its pattern approved."""
    article = make_article(body=BODY, **fields)
    list(gathering.run(100))
    deciding.approve(RepairPattern.objects.values_list("pk", flat=True), by=make_curator())
    return article


def test_the_repair_is_shown_with_what_was_printed(client):
    page = client.get(repaired().get_absolute_url()).content.decode()

    assert 'الولاياتالمتحدة">الولايات المتحدة</span> دمشق' in page


def test_readers_can_switch_repairs_off(client):
    answer = client.get(repaired().get_absolute_url(), {"text": "printed"})

    assert BODY in answer.content.decode()
    assert answer.context["as_printed"]
    assert not answer.context["reading"].repairs


def test_a_decision_that_is_taken_back_removes_the_repair(client):
    article = repaired()
    deciding.reopen(RepairPattern.objects.values_list("pk", flat=True), by=make_curator("other"))

    page = client.get(article.get_absolute_url()).content.decode()

    assert BODY in page
    assert "text=printed" not in page


def test_a_sound_article_offers_no_switch(client):
    page = client.get(make_article(body="نص سليم").get_absolute_url()).content.decode()

    assert "text=printed" not in page


@pytest.mark.parametrize("approved", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("words", ["الولاياتالمتحدة", '"الولايات المتحدة"', "المتحدة", "متحدة"])
def test_search_finds_both_forms_before_and_after(search_for, words, approved):
    wanted = repaired() if approved else make_article(body=BODY)

    assert search_for(words) == [wanted]
