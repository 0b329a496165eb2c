"""Decisions of curators: who may move what where, what is written down, and that a refused act changes nothing."""

import datetime

import pytest
from django.utils import timezone, translation

from archive import curation
from archive.admin import filters
from archive.models import Article, Original
from tests.makers import make_article, make_curator

pytestmark = pytest.mark.django_db
Reason, Status = Article.Reason, Article.Status


@pytest.fixture
def curator(db):
    return make_curator()


def stored(article) -> Article:
    return Article.objects.get(pk=article.pk)


def last_event(article):
    return article.events.order_by("pgh_id").last()


# ---------- moving ----------

ACTS = {
    "submit": lambda article, by: curation.submit(article=article, by=by),
    "publish": lambda article, by: curation.publish(article=article, by=by),
    "withhold": lambda article, by: curation.withhold(article=article, reason=Reason.PRIVACY, by=by),
    "withdraw": lambda article, by: curation.withdraw(article=article, reason=Reason.RIGHTS, by=by),
    "restore": lambda article, by: curation.restore(article=article, by=by),
}
OUTCOMES = {
    ("submit", "draft"): "review",
    ("publish", "draft"): "published",
    ("publish", "review"): "published",
    ("publish", "withheld"): "published",
    ("withhold", "draft"): "withheld",
    ("withhold", "review"): "withheld",
    ("withhold", "published"): "withheld",
    ("withhold", "withheld"): "withheld",
    ("withdraw", "draft"): "withdrawn",
    ("withdraw", "review"): "withdrawn",
    ("withdraw", "published"): "withdrawn",
    ("withdraw", "withheld"): "withdrawn",
    ("withdraw", "withdrawn"): "withdrawn",
    ("restore", "withheld"): "draft",  # it came in like this: there is no earlier state to go back to
    ("restore", "withdrawn"): "draft",
}


@pytest.mark.parametrize("status", Article.Status.values)
@pytest.mark.parametrize("act", ACTS)
def test_every_act_from_every_status(curator, act, status):
    article = make_article(status=status)
    outcome = OUTCOMES.get((act, status))

    if outcome is None:
        with pytest.raises(curation.IllegalMove):
            ACTS[act](article, curator)

    else:
        ACTS[act](article, curator)
    assert stored(article).status == (outcome or status)


@pytest.mark.parametrize("before", ["draft", "review", "published"])
def test_restoring_brings_back_the_state_before(curator, before):
    article = make_article(status=before)
    curation.withhold(article=article, reason=Reason.SAFETY, by=curator)
    curation.withdraw(article=article, reason=Reason.SAFETY, by=curator)

    curation.restore(article=article, by=curator)

    assert stored(article).status == before
    assert stored(article).status_reason == Reason.UNKNOWN


def test_the_reason_and_the_note_are_kept(curator):
    article = make_article()

    curation.withhold(article=article, reason=Reason.COURT_ORDER, note="حكم رقم 12", by=curator)

    assert (stored(article).status_reason, stored(article).status_note) == ("court_order", "حكم رقم 12")


@pytest.mark.parametrize("act", [curation.withhold, curation.withdraw])
@pytest.mark.parametrize("reason", ["", "merged", "because"])
def test_no_article_is_hidden_without_a_reason(curator, act, reason):
    article = make_article()
    with pytest.raises(curation.NoReason):
        act(article=article, reason=reason, by=curator)

    assert stored(article).status == "published"


def test_history_says_who_decided_and_how_it_was_before(curator):
    article = make_article()

    curation.withhold(article=article, reason=Reason.PRIVACY, by=curator)

    assert last_event(article).status == "published"
    assert last_event(article).pgh_context.metadata["user"] == curator.pk
    assert last_event(article).pgh_context.metadata["act"] == "withhold"


def test_the_callers_article_shows_what_was_decided(curator):
    article = make_article()

    curation.withhold(article=article, reason=Reason.PRIVACY, by=curator)

    assert article.status == "withheld"
    assert article.changed_at == stored(article).changed_at


def test_a_stale_copy_does_not_bring_back_what_another_withdrew(curator):
    article = make_article()
    stale = stored(article)
    curation.withdraw(article=article, reason=Reason.RIGHTS, by=curator)

    with pytest.raises(curation.IllegalMove):
        curation.publish(article=stale, by=curator)


def test_an_embargo_is_set_and_ended(curator):
    article = make_article()

    curation.embargo(article=article, until=datetime.date(2030, 1, 1), by=curator)
    assert not Article.objects.published(datetime.date(2029, 12, 31)).exists()

    curation.embargo(article=article, until=None, by=curator)
    assert Article.objects.published(datetime.date(2029, 12, 31)).exists()


def test_a_refusal_speaks_the_curators_language(curator):
    article = make_article(status="withdrawn")
    with translation.override("en"), pytest.raises(curation.IllegalMove) as refusal:
        curation.publish(article=article, by=curator)

    assert "Withdrawn" in str(refusal.value.sentence)


# ---------- mending ----------


def test_a_correction_is_a_new_version_of_the_text(curator):
    article = make_article(body="خطإ")

    changed = curation.correct(article=article, fields={"body": "خطأ"}, by=curator)

    assert changed == ["body"]
    assert (article.body, article.text_version) == ("خطأ", 2)
    assert stored(article).text_as_of(1)["body"] == "خطإ"


def test_a_mended_field_is_remembered(curator):
    article = make_article(title="قديم", body="نص")

    curation.correct(article=article, fields={"title": "جديد", "body": "نص"}, by=curator)
    curation.correct(article=article, fields={"section": "اقتصاد"}, by=curator)
    curation.describe(article=article, names=["topics"], by=curator)

    assert stored(article).curated_fields == ["title", "section", "topics"]


def test_nothing_changed_is_nothing_done(curator):
    article = make_article(body="نص")

    assert curation.correct(article=article, fields={"body": "نص"}, by=curator) == []
    assert not article.events.exists()


@pytest.mark.parametrize("field", ["status", "identifier", "embargo_until", "digest", "curated_fields", "merged_into"])
def test_what_is_decided_is_not_corrected(curator, field):
    with pytest.raises(curation.NotCorrectable):
        curation.correct(article=make_article(), fields={field: "x"}, by=curator)


def test_the_second_of_two_curators_is_told(curator):
    article = make_article(title="الأول")
    seen = curation.edition(article)
    curation.correct(article=stored(article), fields={"title": "الثاني"}, by=curator)

    with pytest.raises(curation.EditedMeanwhile) as refusal:
        curation.correct(article=article, fields={"title": "الثالث"}, by=curator, seen=seen)

    assert refusal.value.article.title == "الثاني"
    assert stored(article).title == "الثاني"


def test_an_edit_by_sql_is_noticed_too(curator):
    article = make_article()
    seen = curation.edition(article)
    Article.objects.filter(pk=article.pk).update(body="غيره")

    with pytest.raises(curation.EditedMeanwhile):
        curation.correct(article=article, fields={"title": "الثالث"}, by=curator, seen=seen)


def test_a_former_text_comes_back_as_a_new_version(curator):
    article = make_article(title="الأول", body="أ")
    curation.correct(article=article, fields={"title": "الثاني", "body": "ب"}, by=curator)

    curation.restore_text(article=article, version=1, by=curator)

    assert (stored(article).title, stored(article).body, stored(article).text_version) == ("الأول", "أ", 3)


# ---------- merging ----------


def test_the_merged_article_points_at_the_other(curator):
    loser, winner = make_article(), make_article()

    curation.merge(loser=loser, winner=winner, by=curator)

    assert (stored(loser).status, stored(loser).status_reason) == ("withdrawn", "merged")
    assert stored(loser).merged_into == winner
    assert last_event(loser).pgh_context.metadata["user"] == curator.pk


def test_no_chain_is_longer_than_one_step(curator):
    first, second, third = make_article(), make_article(), make_article()

    curation.merge(loser=first, winner=second, by=curator)
    curation.merge(loser=second, winner=third, by=curator)

    assert {stored(first).merged_into, stored(second).merged_into} == {third}


def test_descriptions_are_carried_over_once(curator):
    loser = make_article(authors=["ليلى"], topics=["اقتصاد", "نفط"], places=["بيروت"])
    winner = make_article(topics=["نفط"])

    curation.merge(loser=loser, winner=winner, by=curator)

    assert set(winner.topics.values_list("name_ar", flat=True)) == {"اقتصاد", "نفط"}
    assert winner.authors.get().name_ar == "ليلى"
    assert winner.places.get().name_ar == "بيروت"


def test_originals_are_carried_over(curator):
    loser, winner = make_article(), make_article()
    Original.objects.create(article=loser, sha256="a" * 64, media_type="text/plain", byte_count=7)

    curation.merge(loser=loser, winner=winner, by=curator)

    assert winner.originals.get().sha256 == "a" * 64


def test_an_article_is_not_merged_into_itself(curator):
    article = make_article()
    with pytest.raises(curation.BadMerge):
        curation.merge(loser=article, winner=article, by=curator)


def test_an_article_is_not_merged_twice(curator):
    loser, winner, other = make_article(), make_article(), make_article()
    curation.merge(loser=loser, winner=winner, by=curator)
    with pytest.raises(curation.BadMerge):
        curation.merge(loser=loser, winner=other, by=curator)


def test_nothing_is_merged_into_what_is_withdrawn(curator):
    gone = make_article(status="withdrawn")
    with pytest.raises(curation.BadMerge):
        curation.merge(loser=make_article(), winner=gone, by=curator)


def test_a_merged_article_is_not_restored(curator):
    loser, winner = make_article(), make_article()
    curation.merge(loser=loser, winner=winner, by=curator)
    with pytest.raises(curation.IllegalMove):
        curation.restore(article=loser, by=curator)


# ---------- decided again ----------


@pytest.mark.parametrize("act", [curation.withhold, curation.withdraw], ids=["withheld", "withdrawn"])
def test_a_decision_for_a_time_is_due_from_its_day_on(curator, act):
    article, today = make_article(), timezone.localdate()
    day = today + datetime.timedelta(days=3)

    act(article=article, reason=Reason.COURT_ORDER, by=curator, until=day)

    assert not filters.due(Article.objects, day - datetime.timedelta(days=1)).exists()
    assert filters.due(Article.objects, day).get() == article
    assert not Article.objects.published(day).exists()


@pytest.mark.parametrize("days", [0, -1], ids=["today", "yesterday"])
def test_a_day_that_is_past_is_none(curator, days):
    article, day = make_article(), timezone.localdate() + datetime.timedelta(days=days)

    with pytest.raises(curation.DayIsPast):
        curation.withhold(article=article, reason=Reason.RIGHTS, by=curator, until=day)
    assert Article.objects.get().status == Status.PUBLISHED


def test_what_is_restored_is_not_decided_again(curator):
    article = make_article()
    day = timezone.localdate() + datetime.timedelta(days=3)
    curation.withhold(article=article, reason=Reason.RIGHTS, by=curator, until=day)

    curation.restore(article=article, by=curator)

    assert Article.objects.get().status_until is None
