"""What becomes of a row that the archive knows already, and what an update leaves alone."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive import curation, ingest
from archive.ingest import planning
from archive.models import Article, Original
from tests.archive.ingest.making import BODY, OTHER, bring_in, json_lines, numbers, write
from tests.makers import make_article, make_curator, make_source


def articles_told(told):
    """The articles that the notes of a run name, in their order."""
    return [problem.detail["identifier"] for problem in told]


# ---------- identity ----------


def test_a_second_run_changes_nothing(db, tmp_path):
    rows = [{"id": str(n), "body": f"{BODY} {n}", "category": "سياسة"} for n in range(20)]
    bring_in(tmp_path, *rows)
    before = list(Article.objects.values())

    assert bring_in(tmp_path, *rows) == {"duplicates": 20}
    assert list(Article.objects.values()) == before
    assert Original.objects.count() == 20


def test_a_changed_text_under_a_known_key_is_a_new_version(db, tmp_path):
    bring_in(tmp_path, {"id": "7", "body": BODY})

    assert bring_in(tmp_path, {"id": "7", "body": OTHER}, name="later.jsonl") == {"updated": 1}

    article = Article.objects.get()
    assert (article.body, article.text_version, article.text_as_of(1)["body"]) == (OTHER, 2, BODY)
    assert article.originals.count() == 2


def test_two_versions_in_one_file_are_stored_in_their_order(db, tmp_path):
    rows = [{"id": "7", "body": BODY}, {"id": "7", "body": OTHER}]

    assert bring_in(tmp_path, *rows) == {"imported": 1, "updated": 1}
    assert bring_in(tmp_path, *rows) == {"duplicates": 2}
    assert (Article.objects.get().body, Article.objects.get().text_version) == (OTHER, 2)


def test_the_later_version_wins_whatever_the_order(db, tmp_path):
    rows = [
        {"id": "7", "body": OTHER, "updated": "2019-03-24T10:00:00Z"},
        {"id": "7", "body": BODY, "updated": "2019-03-23T10:00:00Z"},
    ]

    assert bring_in(tmp_path, *rows) == {"imported": 1, "duplicates": 1}
    assert Article.objects.get().body == OTHER


def test_an_older_text_from_another_file_does_not_come_back(db, tmp_path):
    bring_in(tmp_path, {"id": "7", "body": BODY}, {"id": "7", "body": OTHER})

    assert bring_in(tmp_path, {"id": "7", "body": BODY}, name="again.jsonl") == {"duplicates": 1}
    assert Article.objects.get().body == OTHER


def test_the_same_text_under_another_key_is_a_duplicate_that_is_named(db, tmp_path):
    told = []
    found = bring_in(tmp_path, {"id": "7", "body": BODY}, {"id": "8", "body": BODY}, tell=told.append)

    assert found == {"imported": 1, "duplicates": 1}
    assert [problem.detail["identifier"] for problem in told] == [Article.objects.get().identifier]


def test_every_row_that_is_here_already_names_its_article(db, tmp_path):
    rows = [{"id": "7", "body": BODY}, {"id": "8", "body": OTHER}]
    bring_in(tmp_path, *rows)
    seven, eight = (article.identifier for article in Article.objects.order_by("source_key"))
    told = []

    bring_in(tmp_path, *rows, tell=told.append)  # the same bytes
    bring_in(tmp_path, *reversed(rows), name="later.jsonl", tell=told.append)  # the same rows in another file

    assert articles_told(told) == [seven, eight, eight, seven]


def test_the_same_row_twice_in_a_file_names_the_article_of_the_first(db, tmp_path):
    told = []

    assert bring_in(tmp_path, *[{"id": "7", "body": BODY}] * 2, tell=told.append) == {"imported": 1, "duplicates": 1}
    assert articles_told(told) == [Article.objects.get().identifier]


def test_naming_the_article_of_each_row_takes_no_query_for_a_row(db, tmp_path):
    def queries(count):
        rows = [{"id": str(number), "body": f"{BODY} {number}"} for number in range(count)]
        bring_in(tmp_path, *rows, name=f"{count}.jsonl")
        with CaptureQueriesContext(connection) as asked:
            bring_in(tmp_path, *rows, name=f"{count}.jsonl")
        return len(asked)

    assert queries(3) == queries(40)


def test_a_dry_run_names_the_place_where_the_same_text_stands_before(db, tmp_path):
    told = []
    rows = [{"id": "7", "body": BODY}, {"id": "8", "body": BODY}]

    assert bring_in(tmp_path, *rows, dry=True, tell=told.append) == {"imported": 1, "duplicates": 1}
    assert [problem.detail["where"] for problem in told] == [f"{tmp_path / 'rows.jsonl'}:1"]


def test_a_former_text_under_another_key_is_a_duplicate(db, tmp_path):
    rows = [{"id": "7", "body": BODY}, {"id": "8", "body": BODY}, {"id": "7", "body": OTHER}]

    assert bring_in(tmp_path, *rows) == {"imported": 1, "duplicates": 1, "updated": 1}
    assert bring_in(tmp_path, *rows) == {"duplicates": 3}


def test_the_same_text_under_another_title_is_another_article(db, tmp_path):
    assert bring_in(tmp_path, {"title": "أ", "body": BODY}, {"title": "ب", "body": BODY}) == {"imported": 2}


def test_the_same_text_in_another_source_is_a_reprint(db, tmp_path):
    bring_in(tmp_path, {"id": "7", "body": BODY})
    bring_in(tmp_path, {"id": "7", "body": BODY}, source=make_source("qirtas"))

    first, second = Article.objects.order_by("pk")
    assert list(first.reprints()) == [second]


def test_a_corrected_fact_is_an_update_and_no_new_version(db, tmp_path):
    bring_in(tmp_path, {"id": "7", "body": BODY, "date": "2019-03-23", "category": "سياسة"})
    row = {"id": "7", "body": BODY, "date": "2019-03-24", "category": "لبنان"}

    assert bring_in(tmp_path, row, name="later.jsonl") == {"updated": 1}

    article = Article.objects.get()
    assert (str(article.published_on), article.text_version) == ("2019-03-24", 1)
    assert [topic.name_ar for topic in article.topics.all()] == ["لبنان"]


def test_an_export_with_fewer_columns_takes_nothing_away(db, tmp_path):
    row = {"id": "7", "title": "خبر", "lead": "موجز", "body": BODY, "date": "2019", "category": "سياسة", "page": "3"}
    bring_in(tmp_path, row)

    assert bring_in(tmp_path, {"id": "7", "body": BODY}, name="later.jsonl") == {"duplicates": 1}
    assert Article.objects.get().lead == "موجز"


def test_a_text_file_under_another_name_is_a_duplicate(db, tmp_path):
    source = make_source("warraq")
    for name in ("a.txt", "b.txt"):
        write(tmp_path, name, BODY)

    assert numbers(ingest.bring_in([tmp_path], source=source)) == {"imported": 1, "duplicates": 1}


def test_the_text_digest_is_the_databases(db, tmp_path):
    path = write(tmp_path, "rows.jsonl", json_lines({"title": "خبر", "lead": "موجز", "body": BODY}))
    [article] = ingest.articles_in([path])
    ingest.bring_in([path])

    assert Article.objects.get().digest == planning.text_digest(article)


# ---------- curators ----------


def test_an_update_never_overwrites_what_a_curator_mended(db, tmp_path):
    bring_in(tmp_path, {"id": "7", "title": "خبر", "body": BODY, "date": "2019-03-23"})
    article = Article.objects.get()
    curation.correct(article=article, fields={"title": "وفد في دمشق", "date_printed": "السبت"}, by=make_curator())
    told = []

    bring_in(
        tmp_path,
        {"id": "7", "title": "خبر آخر", "body": OTHER, "date": "2020-01-01"},
        name="later.jsonl",
        tell=told.append,
    )

    article.refresh_from_db()
    assert (article.title, str(article.published_on), article.body) == ("وفد في دمشق", "2019-03-23", OTHER)
    [problem] = told
    assert problem.detail["identifier"] == article.identifier


def test_topics_that_a_curator_set_stay(db, tmp_path):
    bring_in(tmp_path, {"id": "7", "body": BODY, "category": "سياسة"})
    article = Article.objects.get()
    curation.describe(article=article, names=["topics"], by=make_curator())

    assert bring_in(tmp_path, {"id": "7", "body": BODY, "category": "لبنان"}, name="later.jsonl") == {"duplicates": 1}
    assert [topic.name_ar for topic in article.topics.all()] == ["سياسة"]


def test_an_article_that_a_curator_moved_to_another_source_does_not_come_again(db, tmp_path):
    bring_in(tmp_path, {"id": "7", "body": BODY}, source=None)
    curation.correct(article=Article.objects.get(), fields={"source": make_source("qirtas")}, by=make_curator())
    told = []

    assert bring_in(tmp_path, {"id": "7", "body": BODY}, source=None, tell=told.append) == {"duplicates": 1}
    assert articles_told(told) == [Article.objects.get().identifier]


def test_a_merged_article_is_not_woken(db, tmp_path):
    bring_in(tmp_path, {"id": "7", "body": BODY})
    curation.merge(loser=Article.objects.get(), winner=make_article(), by=make_curator())

    assert bring_in(tmp_path, {"id": "7", "body": OTHER}, name="later.jsonl") == {"duplicates": 1}


def test_a_withheld_article_is_updated_and_stays_withheld(db, tmp_path):
    bring_in(tmp_path, {"id": "7", "body": BODY})
    curation.withhold(article=Article.objects.get(), reason=Article.Reason.RIGHTS, by=make_curator())

    assert bring_in(tmp_path, {"id": "7", "body": OTHER}, name="later.jsonl") == {"updated": 1}
    assert Article.objects.get().status == "withheld"
