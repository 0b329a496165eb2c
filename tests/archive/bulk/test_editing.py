"""Many articles are edited as one act: foreseen, recorded, resumed after a kill, taken back as a whole."""

import datetime

import pytest

from archive import curation
from archive.bulk import editing
from archive.models import Article, ArticleTopic, BulkEdit, Place, Topic
from archive.working import declaring
from tests.makers import make_article, make_curator, make_source

pytestmark = pytest.mark.django_db

NEWS = {"kind": "field", "name": "genre", "value": "news"}
EVERYTHING = Article.objects.all()


@pytest.fixture
def curator():
    return make_curator()


def edit(change, curator, among=EVERYTHING) -> BulkEdit:
    made = editing.prepare(among.all(), change=change, by=curator)
    editing.run(made)
    return made


def outcomes(made: BulkEdit) -> dict[str, int]:
    return {name: count for name, count in editing.progress(made).items() if count}


def test_what_will_change_is_foreseen():
    make_article(genre="news")
    article = make_article()

    found = editing.foresee(EVERYTHING.all(), NEWS)

    assert (found.total, found.already, found.refused, found.changing) == (2, 1, 0, 1)
    assert found.examples == [editing.Example(article, {"genre": ""}, {"genre": "news"})]


def test_a_field_is_set_and_remembered_as_mended(curator):
    article = make_article()

    made = edit(NEWS, curator)

    article.refresh_from_db()
    assert (article.genre, article.curated_fields, outcomes(made)) == ("news", ["genre"], {"changed": 1})


def test_the_record_says_who_and_which_edit(curator):
    article = make_article()

    made = edit(NEWS, curator)

    said = article.events.order_by("pgh_id").first().pgh_context.metadata
    assert (said["user"], said["act"], said["bulk"]) == (curator.pk, "bulk", made.pk)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(NEWS, id="a field"),
        pytest.param({"kind": "field", "name": "date_precision", "value": "month"}, id="a coarser date"),
        pytest.param({"kind": "decide", "act": "withhold", "reason": "rights"}, id="a decision"),
        pytest.param({"kind": "describe", "vocabulary": "topic", "term": 1, "give": False}, id="a topic taken"),
        pytest.param({"kind": "describe", "vocabulary": "place", "term": 1, "give": True}, id="a place given"),
    ],
)
def test_an_edit_is_taken_back_as_one_act(curator, change):
    article = make_article(topics=["نفط"])
    ArticleTopic.objects.update(printed="النفط الخام")
    terms = {"topic": Topic.objects.get(), "place": Place.objects.create(name_ar="حلب")}
    if "vocabulary" in change:
        change = change | {"term": terms[change["vocabulary"]].pk}
    names = ("genre", "published_on", "date_precision", "status", "status_reason", "topics__name_ar", "places")
    names += ("articletopic__printed",)
    before = list(Article.objects.values_list(*names))
    made = edit(change, curator)
    assert list(Article.objects.values_list(*names)) != before

    editing.undo(made, by=curator)

    assert list(Article.objects.values_list(*names)) == before
    assert outcomes(made) == {"undone": 1}
    assert article.events.exists()


def test_what_somebody_has_changed_since_stays(curator):
    first, second = make_article(), make_article()
    made = edit(NEWS, curator)
    curation.correct(article=second, fields={"genre": "opinion"}, by=curator)

    editing.undo(made, by=curator)

    assert set(Article.objects.values_list("pk", "genre")) == {(first.pk, ""), (second.pk, "opinion")}
    assert outcomes(made) == {"undone": 1, "kept": 1}


def test_what_does_not_allow_it_stays(curator):
    make_article(status="withdrawn")
    make_article(status="draft")
    make_article()

    made = edit({"kind": "decide", "act": "publish"}, curator)

    assert outcomes(made) == {"changed": 1, "already": 1, "refused": 1}


def test_a_coarser_date_is_the_first_day_it_may_mean(curator):
    make_article(published_on=datetime.date(2019, 3, 23), date_precision="time", published_time=datetime.time(9, 30))
    make_article(published_on=None)

    made = edit({"kind": "field", "name": "date_precision", "value": "year"}, curator)

    row = Article.objects.exclude(published_on=None).values_list("published_on", "published_time", "date_precision")
    assert list(row) == [(datetime.date(2019, 1, 1), None, "year")]
    assert outcomes(made) == {"changed": 1, "refused": 1}


def test_articles_move_to_another_source(curator):
    make_article()
    target = make_source("hayat")

    edit({"kind": "field", "name": "source", "value": target.pk}, curator)

    assert Article.objects.get().source == target


def test_a_run_that_was_killed_goes_on_where_it_was(curator, monkeypatch):
    monkeypatch.setattr(editing, "BATCH", 2)
    for _ in range(5):
        make_article()
    made = editing.prepare(EVERYTHING.all(), change=NEWS, by=curator)

    def killed(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        editing.run(made, killed)
    assert outcomes(made) == {"changed": 2, "waiting": 3}
    editing.run(made)

    assert outcomes(made) == {"changed": 5}


def test_an_edit_stops_between_two_batches(curator, monkeypatch):
    monkeypatch.setattr(editing, "BATCH", 2)
    for _ in range(3):
        make_article()
    made = editing.prepare(EVERYTHING.all(), change=NEWS, by=curator)

    editing.run(made, lambda done: BulkEdit.objects.update(stopping=True))

    made.refresh_from_db()
    assert (made.state, outcomes(made)) == ("stopped", {"changed": 2, "waiting": 1})


def test_which_articles_are_meant_is_fixed_beforehand(curator):
    make_article()
    made = editing.prepare(EVERYTHING.all(), change=NEWS, by=curator)
    make_article()

    editing.run(made)

    assert Article.objects.filter(genre="news").count() == 1


def test_a_text_is_not_set_in_many_articles(curator):
    with pytest.raises(ValueError, match="not set in many"):
        editing.prepare(EVERYTHING.all(), change={"kind": "field", "name": "body", "value": "x"}, by=curator)


def test_a_cancelled_edit_says_so_and_what_was_done_is_taken_back(curator, monkeypatch):
    monkeypatch.setattr(editing, "BATCH", 2)
    for _ in range(3):
        make_article()
    made = editing.prepare(EVERYTHING.all(), change=NEWS, by=curator)

    def cancelled(done: int) -> None:
        raise declaring.Cancelled

    editing.run(made, cancelled)
    stopped = (made.state, outcomes(made))
    editing.undo(made, by=curator)

    assert stopped == ("stopped", {"changed": 2, "waiting": 1})
    assert (made.state, outcomes(made)) == ("undone", {"undone": 2, "waiting": 1})


def test_undoing_stops_between_two_batches_and_goes_on(curator, monkeypatch):
    monkeypatch.setattr(editing, "BATCH", 2)
    for _ in range(3):
        make_article()
    made = edit(NEWS, curator)

    editing.undo(made, by=curator, told=lambda done: BulkEdit.objects.update(stopping=True))
    stopped = (made.state, outcomes(made))
    BulkEdit.objects.update(stopping=False)
    editing.undo(made, by=curator)

    assert stopped == ("stopped", {"changed": 1, "undone": 2})
    assert (made.state, outcomes(made)) == ("undone", {"undone": 3})
