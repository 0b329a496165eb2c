import pytest

from archive import discarding
from archive.models import Article, RepairPattern, RepairPlace
from archive.repairing import deciding, gathering
from tests.makers import make_article, make_curator

pytestmark = pytest.mark.django_db

GLUED = "في الولاياتالمتحدة"


def gather() -> int:
    """How many articles were looked at."""
    return sum(done.articles for done in gathering.run(1000))


def the_pattern() -> RepairPattern:
    return RepairPattern.objects.get(printed="الولاياتالمتحدة")


def test_a_pattern_knows_its_places_in_the_whole_archive():
    make_article(title="الولاياتالمتحدة", body=f"{GLUED} و{GLUED}")
    make_article(body=GLUED)

    gather()

    assert (the_pattern().mended, the_pattern().places) == ("الولايات المتحدة", 4)


def test_what_was_looked_at_is_not_looked_at_again_until_its_text_changes():
    make_article(body="نص سليم")
    changed = make_article(body=GLUED)
    gather()
    Article.objects.filter(pk=changed.pk).update(body="في الولايات المتحدة")

    assert gather() == 1
    assert not RepairPattern.objects.exists()


def test_a_run_that_was_broken_off_goes_on_where_it_stopped():
    make_article(body=GLUED)
    make_article(body=GLUED)
    broken = gathering.run(1)
    next(broken)
    broken.close()

    assert gather() == 1
    assert the_pattern().places == 2


def test_what_was_decided_holds_for_what_comes_in_later():
    make_article(body=GLUED)
    gather()
    deciding.approve([the_pattern().pk], by=make_curator())
    later = make_article(body=GLUED)
    gather()

    assert deciding.approved_among([later.pk]) == {later.pk: {("glue", "الولاياتالمتحدة"): "الولايات المتحدة"}}
    assert the_pattern().state == "approved"


def test_a_repair_lies_over_the_version_in_which_it_was_found_only():
    article = make_article(body=GLUED)
    gather()
    deciding.approve([the_pattern().pk], by=make_curator())
    Article.objects.filter(pk=article.pk).update(body=GLUED + " وكندا")

    assert deciding.approved_among([article.pk]) == {}


def test_a_decision_is_recorded_and_taken_back():
    make_article(body=GLUED)
    gather()
    curator, pattern = make_curator(), the_pattern()

    assert deciding.approve([pattern.pk], by=curator) == 1
    assert deciding.refuse([pattern.pk], by=curator) == 0  # somebody was faster
    assert deciding.reopen([pattern.pk], by=curator) == 1
    assert the_pattern().state == "waiting"
    assert [event.state for event in pattern.events.order_by("pgh_id")] == ["waiting", "approved"]


def test_the_stored_text_stays_as_it_was():
    article = make_article(body=GLUED)
    gather()
    deciding.approve([the_pattern().pk], by=make_curator())
    article.refresh_from_db()

    assert (article.body, article.text_version) == (GLUED, 1)


def test_what_goes_to_the_trash_leaves_the_count_and_comes_back_to_it():
    article = make_article(body=GLUED)
    make_article(body=GLUED)
    gather()
    kept = discarding.discard(article=article, by=make_curator())
    gather()

    assert the_pattern().places == 1
    discarding.restore(discarded=kept, by=kept.discarded_by)
    gather()
    assert the_pattern().places == 2 == RepairPlace.objects.count()
