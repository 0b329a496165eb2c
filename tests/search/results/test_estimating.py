"""What is too much to be counted one by one is told from a sample and says so; whoever asks has it counted exactly."""

import random

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from archive.estimates import About, MoreThan, Roughly, is_exact
from archive.models import Article
from search.index import indexing
from search.models import IndexEntry, KeptCount, Totals
from search.query import parsing
from search.results import counting, estimating, keeping
from search.results.filters import IndexFilter
from tests.makers import make_article, make_curator, make_source

BOOK = parsing.parse("كتاب")
NAMES = ("source", "year", "genre", "length")
MANY, SMALL = 2000, 60  # articles of warraq, of midad


def rows(number: int, source, **fields) -> list[IndexEntry]:
    """Entries that are as an index would have them, but made without texts."""
    entry = IndexEntry.objects.values().get(article_id=source)
    first = IndexEntry.objects.order_by("-article_id").values_list("article_id", flat=True)[0] + 1
    made = []
    for pk in range(first, first + number):
        place = pk * 2654435761 % 4294967296
        sampled = ["sample"] * (place < 214748365) + ["sparse"] * (place < 42949673)
        lexemes = [fact for fact in entry["facts"] if fact not in ("sample", "sparse")]
        made.append(IndexEntry(**entry | fields | {"article_id": pk, "facts": [*lexemes, *sampled]}))
    return IndexEntry.objects.bulk_create(made)


@pytest.fixture(scope="module")
def books(kept):
    """2,001 books of warraq, 61 of midad."""
    warraq = make_article("كتاب", source=make_source("warraq"), genre="opinion")
    midad = make_article("كتاب آخر", source=make_source("midad"))
    indexing.index(list(Article.objects.values_list("pk", flat=True)))
    rows(MANY, warraq.pk)
    rows(SMALL, midad.pk)
    Totals.objects.update(articles=MANY + SMALL + 2)
    connection.cursor().execute("UPDATE search_lexeme SET df = %s", [MANY + SMALL + 2])


@pytest.fixture
def archive(books, db, monkeypatch):
    """The books, where more than 500 are many."""
    monkeypatch.setattr(counting, "FEW", 500)


def narrowed(address: str = "", user=None) -> IndexFilter:
    return IndexFilter(QueryDict(address), IndexEntry.objects.visible_to(user))


def count(address: str = "", query=BOOK, names=NAMES, **options):
    return estimating.count(query, narrowed(address), names, **options)


def numbers(counts, name: str) -> dict[str, int]:
    return {value.key: value.count for value in counts.facets[name].values}


def test_many_are_estimated_within_the_error_of_a_sample(archive):
    counts = count()

    assert isinstance(counts.total, About)
    assert counts.total == pytest.approx(MANY + SMALL + 2, rel=0.15)
    assert numbers(counts, "source")["warraq"] == pytest.approx(MANY, rel=0.15)


def test_every_number_of_an_estimate_says_that_it_is_one(archive):
    counts = count()
    bars = [counts.span.counts[day] for day in counts.span.held]

    assert not any(map(is_exact, [*bars, *(value.count for facet in counts.facets.values() for value in facet.values)]))
    assert bars
    assert not counts.exact


def test_few_are_exact_where_all_words_together_are_few(archive, monkeypatch):
    monkeypatch.setattr(counting, "FEW", 5000)

    assert count().total == MANY + SMALL + 2
    assert count().exact


def test_few_are_exact_where_only_the_sample_tells_that_they_are_few(archive):
    counts = count("source=midad", query=parsing.parse("كتاب"))

    assert is_exact(counts.total)
    assert counts.total == SMALL + 1
    assert numbers(counts, "genre") == {}
    assert counts.facets["year"].exact


def test_what_a_filter_in_force_hides_is_estimated_yet(archive):
    found = numbers(count("source=midad"), "source")

    assert is_exact(found["midad"])
    assert found["midad"] == SMALL + 1
    assert isinstance(found["warraq"], About)


def test_filters_without_words_are_estimated_too(archive):
    counts = count(query=parsing.parse(""))

    assert isinstance(counts.total, About)


def test_a_number_too_small_for_the_sample_is_no_number(archive):
    found = numbers(count(), "source")

    with translation.override("en"):
        assert found.get("midad", About(0)).printed in ("few", "few or none")


def test_whoever_asks_has_it_counted_exactly(archive):
    counts = count(exactly=True)

    assert counts.exact
    assert counts.total == MANY + SMALL + 2
    assert numbers(counts, "source") == {"warraq": MANY + 1, "midad": SMALL + 1}


def test_an_exact_count_is_kept_for_those_who_did_not_ask(archive):
    exact = count(exactly=True)

    assert count() == exact


def test_an_estimate_is_kept_as_well_and_stays_one(archive):
    first = count()

    assert count() == first
    assert KeptCount.objects.count() == 1
    assert isinstance(count().total, About)


def test_an_exact_count_stands_before_an_estimate_that_was_kept(archive):
    count()
    count(exactly=True)

    assert count().exact


def test_what_is_counted_in_passing_is_not_kept(archive, monkeypatch):
    monkeypatch.setattr(counting, "FEW", 5000)
    monkeypatch.setattr(keeping, "WORTH", MANY + SMALL + 2)
    count()

    assert not KeptCount.objects.exists()


def test_what_took_long_to_count_exactly_is_kept_unasked(archive, monkeypatch):
    monkeypatch.setattr(counting, "FEW", 5000)

    assert count() == count()
    assert KeptCount.objects.count() == 1


def test_a_kept_count_ends_with_the_state_of_the_index_that_it_was_of(archive):
    count(exactly=True)
    Totals.objects.update(generation=Totals.objects.get().generation + 1)

    assert not count().exact


def test_a_kept_count_is_of_those_who_may_know_as_much(archive):
    """A curator's count holds what readers may not know of."""
    Article.objects.filter(source__slug="midad").update(status="withheld")
    estimating.count(BOOK, narrowed(user=make_curator()), NAMES, exactly=True)

    assert not count().exact
    assert count(exactly=True).total == estimating.count(BOOK, narrowed(user=None), NAMES).total


def test_a_kept_count_names_its_terms_as_they_are_called_now(archive):
    count(exactly=True)
    make_source("midad", name_ar="المداد الجديد")

    with translation.override("ar"):
        assert "المداد الجديد" in {value.label for value in count().facets["source"].values}


def test_only_so_many_counts_are_kept(archive, monkeypatch):
    monkeypatch.setattr(keeping, "MOST", 2)
    for address in ("", "source=warraq", "not-source=midad"):
        count(address, exactly=True)

    assert KeptCount.objects.count() == 2


def test_what_is_too_costly_to_count_exactly_is_estimated_and_says_so(archive, monkeypatch):
    monkeypatch.setattr(estimating, "_counted", lambda *args: None)
    counts = count(exactly=True)

    assert counts.too_costly
    assert not counts.exact


def test_counting_exactly_ends_with_the_time_limit(archive):
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT before")
        cursor.execute("SET LOCAL statement_timeout = 1")
        found = estimating._counted(("SELECT pg_sleep(1)", []), True)
        cursor.execute("ROLLBACK TO before")

    assert found is None


def test_an_estimate_reads_the_sample_once_and_nothing_else(archive):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        count()

    assert len([one for one in asked if "found AS MATERIALIZED" in one["sql"]]) == 1


def test_what_offers_count_ends_at_what_is_many(archive):
    found = counting.total(BOOK, narrowed())

    assert (found, isinstance(found, MoreThan)) == (500, True)


@pytest.fixture
def very_many(archive, monkeypatch):
    """The books, where 1,000 are very many."""
    monkeypatch.setattr(estimating, "VERY_MANY", 1_000)
    monkeypatch.setattr(estimating, "ENOUGH", 10)


def test_very_many_are_told_from_a_sparse_sample(very_many):
    found = count()

    assert isinstance(found.total, Roughly)
    assert abs(found.total - (MANY + SMALL + 2)) <= 3 * (99 * MANY) ** 0.5


def test_what_the_sparse_sample_has_little_of_is_told_from_the_dense_one(very_many, monkeypatch):
    monkeypatch.setattr(estimating, "ENOUGH", 1_000)

    assert type(count().total) is About


def test_articles_are_marked_for_both_samples(db):
    made = [make_article("كتاب") for _ in range(150)]
    indexing.index([article.pk for article in made])

    for share, mark in ((20, "sample"), (100, "sparse")):
        marked = IndexEntry.objects.filter(facts__contains=[mark], article__in=made)
        found = set(marked.values_list("article_id", flat=True))
        assert found == {a.pk for a in made if a.pk * 2654435761 % 2**32 < 2**32 / share}
        assert found


def test_the_error_of_the_sample_is_what_is_promised():
    """A number of n is off by less than three times the square root of 19/n, nearly always."""
    dice = random.Random(2026)
    within = 0
    for _ in range(200):
        start, number = dice.randrange(10**7), dice.randrange(2_000, 60_000)
        sampled = sum(pk * 2654435761 % 4294967296 < 214748365 for pk in range(start, start + number))
        within += abs(sampled * estimating.DENSE.share - number) <= 3 * (19 / sampled) ** 0.5 * number
    assert within >= 198
