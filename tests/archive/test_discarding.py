"""The trash: seen nowhere, brought back as it was, gone for good after thirty days."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from archive import curation, discarding, emptying, reporting
from archive.models import Article, Declined, Discarded, Original, Relation, Report, Tally, Topic
from search.index import indexing
from search.models import IndexEntry
from tests.makers import make_article, make_curator

pytestmark = pytest.mark.django_db

TEXT = "احترقت المكتبة القديمة في الحي."


@pytest.fixture
def curator():
    return make_curator()


def thrown(article: Article, by, days: int = 0) -> Discarded:
    """The article in the trash, for so many days already."""
    kept = discarding.discard(article=article, by=by, note="نسخة تالفة")
    Discarded.objects.filter(pk=kept.pk).update(discarded_at=timezone.now() - datetime.timedelta(days=days))
    kept.refresh_from_db()
    return kept


def make_original(article: Article, digit: str = "a") -> Original:
    original = Original.objects.create(article=article, sha256=digit * 64, media_type="text/plain", byte_count=1)
    original.path.parent.mkdir(parents=True, exist_ok=True)
    original.path.write_bytes(b"x")
    return original


def test_a_discarded_article_is_in_no_table(curator):
    article = make_article("خبر", TEXT, authors=["كاتبة"], topics=["ثقافة"])
    indexing.refresh([article.pk])

    thrown(article, curator)

    assert not Article.objects.filter(pk=article.pk).exists()
    assert not IndexEntry.objects.filter(article_id=article.pk).exists()


def test_counts_forget_it(curator):
    article = make_article("خبر", TEXT)
    thrown(article, curator)

    assert sum(Tally.objects.filter(source=article.source_id).values_list("held", flat=True)) == 0


@pytest.mark.django_db(transaction=True)
def test_it_comes_back_as_it_was(curator):
    article = make_article("خبر", TEXT, authors=["كاتبة"], topics=["ثقافة"], places=["حلب"])
    curation.correct(article=article, fields={"body": TEXT + " ونجا المخطوط."}, by=curator)
    make_original(article)
    Report.objects.create(article=article, kind="error", text_version=1, message="خطأ")
    before = Article.objects.values().get(pk=article.pk)

    discarding.restore(discarded=thrown(article, curator), by=curator)

    after = Article.objects.values().get(pk=article.pk)
    assert {name for name in before if before[name] != after[name]} == {"changed_at"}
    back = Article.objects.get(pk=article.pk)
    assert [a.name_ar for a in back.authors.all()] == ["كاتبة"]
    assert (back.originals.count(), back.reports.count(), back.topics.count(), back.places.count()) == (1, 1, 1, 1)
    assert back.text_as_of(1)["body"] == TEXT
    assert IndexEntry.objects.filter(article_id=article.pk).exists()
    assert not Discarded.objects.exists()


def test_what_was_decided_of_a_pair_comes_back(curator):
    first, second = make_article("أول"), make_article("ثان")
    Relation.objects.create(first=first, second=second, kind="same", state="refused", shared=1, contained=1)

    discarding.restore(discarded=thrown(first, curator), by=curator)

    assert Relation.objects.get().state == "refused"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["first to go first to return", "first to go last to return"])
def test_what_was_decided_of_a_pair_comes_back_with_the_second_of_them(curator, order):
    first, second = make_article("أول"), make_article("ثان")
    Relation.objects.create(first=first, second=second, kind="same", state="refused", shared=1, contained=1)
    kept = [thrown(first, curator), thrown(second, curator)]

    discarding.restore(discarded=kept[order[0]], by=curator)
    assert not Relation.objects.exists()
    discarding.restore(discarded=kept[order[1]], by=curator)

    assert Relation.objects.get().state == "refused"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["first returns first", "second returns first"])
def test_what_was_decided_of_two_that_went_together_comes_back_with_the_second_of_them(curator, order):
    both = [make_article("أول"), make_article("ثان")]
    Relation.objects.create(first=both[0], second=both[1], kind="same", state="refused", shared=1, contained=1)
    kept = discarding.discard_all(articles=[one.pk for one in both], by=curator)

    for place in order:
        discarding.restore(discarded=kept[place], by=curator)

    assert Relation.objects.get().state == "refused"


def test_many_go_at_the_cost_of_one_and_what_cannot_go_stays(curator, django_assert_max_num_queries):
    articles = [make_article(f"خبر {n}", authors=["كاتب"], topics=["موضوع"]) for n in range(30)]
    Article.objects.filter(pk=articles[1].pk).update(merged_into=articles[0], status="withdrawn")

    with django_assert_max_num_queries(60):
        kept = discarding.discard_all(articles=[one.pk for one in articles], by=curator)

    assert [one.number for one in kept] == [one.pk for one in articles[2:]]
    assert {one.cited["signed"][0]["name_ar"] for one in kept} == {"كاتب"}


def test_a_pair_of_which_one_is_gone_for_good_stays_gone(curator):
    first, second = make_article("أول"), make_article("ثان")
    Relation.objects.create(first=first, second=second, kind="same", state="refused", shared=1, contained=1)
    kept = thrown(first, curator)
    thrown(second, curator)
    Discarded.objects.exclude(pk=kept.pk).update(content=None)

    discarding.restore(discarded=kept, by=curator)

    assert not Relation.objects.exists()


def test_what_was_brought_in_anew_is_not_doubled_and_comes_back_beside_it(curator):
    article = make_article("خبر", TEXT)
    kept = thrown(article, curator)
    anew = make_article("خبر", TEXT, source=article.source, source_key=article.source_key)

    with pytest.raises(discarding.BroughtInAnew):
        discarding.restore(discarded=kept, by=curator)
    assert discarding.in_the_way(kept) == anew
    back = discarding.restore(discarded=kept, by=curator, beside=True)

    assert back.identifier == article.identifier
    assert Article.objects.get(source=article.source, source_key=article.source_key) == anew


def test_a_declined_suggestion_stays_declined(curator):
    article, topic = make_article("خبر", TEXT), Topic.objects.create(name_ar="مكتبات")
    said = Declined.objects.create(article=article, topic=topic, by=curator)

    discarding.restore(discarded=thrown(article, curator), by=curator)

    assert Declined.objects.values_list("article", "topic", "by", "at").get() == (
        article.pk,
        topic.pk,
        curator.pk,
        said.at,
    )


def test_a_report_outlives_its_article_and_the_text_that_it_quotes_does_not(curator):
    article = make_article("عنوان باق", TEXT)
    report = Report.objects.create(article=article, kind="removal", text_version=1, message="أزيلوها", quoted=TEXT)
    reporting.decide(report=report, state="looking", note="ننظر", by=curator, seen="new")
    thrown(article, curator, 31)
    lying = Report.objects.get()

    emptying.empty()

    kept = Report.objects.get()
    assert (lying.article, lying.identifier, lying.about) == (None, article.identifier, "عنوان باق")
    assert (kept.message, kept.about, kept.quoted) == ("أزيلوها", "عنوان باق", "")
    assert kept.events.filter(state="new").exists()


def test_a_report_of_what_nobody_could_cite_keeps_no_title(curator):
    article = make_article("مسودة", status="draft")
    Report.objects.create(article=article, kind="error", text_version=1, message="خطأ")
    thrown(article, curator, 31)

    emptying.empty()

    assert Report.objects.values_list("identifier", "about").get() == (article.identifier, "")


def test_what_others_were_merged_into_stays(curator):
    winner, loser = make_article("باق"), make_article("مدموج")
    curation.merge(loser=loser, winner=winner, by=curator)

    for article in (winner, loser):
        with pytest.raises(discarding.NotDiscardable):
            discarding.discard(article=article, by=curator)


@pytest.mark.parametrize(("days", "there"), [(29, True), (30, False)], ids=["a day before", "after thirty days"])
def test_thirty_days_are_thirty_days_whoever_has_emptied(curator, days, there):
    kept = thrown(make_article("خبر", TEXT), curator, days)

    assert discarding.restorable().filter(pk=kept.pk).exists() is there


def test_what_is_overdue_is_not_brought_back(curator):
    with pytest.raises(discarding.NotRestorable):
        discarding.restore(discarded=thrown(make_article("خبر"), curator, 31), by=curator)


def test_emptying_leaves_of_the_published_its_citation_only(curator, django_capture_on_commit_callbacks):
    article = make_article("عنوان باق", TEXT, authors=["كاتبة"])
    curation.correct(article=article, fields={"body": "نص آخر"}, by=curator)
    path = make_original(article).path
    kept = thrown(article, curator, 31)

    assert emptying.empty() == 1

    kept.refresh_from_db()
    assert kept.content is None
    assert kept.cited["title"] == "عنوان باق"
    assert not path.exists()
    assert not Article.former_texts.rel.related_model.objects.filter(pgh_obj_id=article.pk).exists()
    assert not Article.events.rel.related_model.objects.filter(pgh_obj_id=article.pk).exists()


def test_emptying_leaves_nothing_of_what_nobody_could_cite(curator):
    thrown(make_article("مسودة", status="draft"), curator, 31)

    call_command("empty_trash", verbosity=0)

    assert not Discarded.objects.exists()


def test_emptying_is_bounded_and_leaves_what_is_young(curator):
    for days in (31, 32, 1):
        thrown(make_article("خبر"), curator, days)

    assert (emptying.empty(most=1), emptying.empty(), emptying.empty()) == (1, 1, 0)


def test_a_file_that_another_article_came_from_stays(curator):
    article, other = make_article("خبر"), make_article("آخر")
    path = make_original(article).path
    make_original(other)
    thrown(article, curator, 31)

    emptying.empty()

    assert path.exists()


def test_a_file_that_lies_in_the_trash_is_named(curator):
    article = make_article("خبر")
    sha256 = make_original(article).sha256
    thrown(article, curator)

    assert discarding.named([sha256, "b" * 64]) == {sha256}


@pytest.mark.parametrize("days", [0, 31], ids=["in the trash", "destroyed"])
def test_the_address_of_what_was_published_answers_with_its_citation(client, curator, days):
    article = make_article("عنوان باق", TEXT, authors=["كاتبة بارعة"])
    thrown(article, curator, days)
    emptying.empty()

    page = client.get(article.get_absolute_url())

    assert page.status_code == 410
    assert "عنوان باق" in page.content.decode()
    assert "كاتبة بارعة" in page.content.decode()
    assert "احترقت" not in page.content.decode()


def test_the_address_of_what_was_never_published_is_none(client, curator):
    article = make_article("مسودة", status="draft")
    thrown(article, curator)

    assert client.get(article.get_absolute_url()).status_code == 404
