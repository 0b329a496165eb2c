import itertools

import pytest

from archive import curation, ingest
from archive.ingest import originals, planning, running
from archive.models import Article, ArticleAuthor, Import, Original, Source, Topic
from archive.signals import import_ended
from tests.archive.ingest.making import BODY, gzipped, json_lines, write, zipped
from tests.makers import make_article, make_curator, make_source

OTHER = "خسر الفريق أمام ضيفه في الدقيقة الأخيرة من المباراة."


def bring_in(tmp_path, *rows, name="rows.jsonl", **options) -> dict[str, int]:
    """The numbers of a run over the rows."""
    path = write(tmp_path, name, json_lines(*rows))
    options.setdefault("source", make_source("warraq"))
    return numbers(ingest.bring_in([path], **options))


def numbers(found) -> dict[str, int]:
    return {outcome.value: count for outcome, count in found.counts.items() if count}


# ---------- what a row becomes ----------


def test_a_row_becomes_an_article_with_all_that_it_says(db, tmp_path):
    row = {
        "id": "7",
        "title": "وفد في دمشق",
        "subtitle": "محادثات",
        "lead": "موجز",
        "body": BODY,
        "date": "23 آذار/مارس 2019",
        "updated": "2019-03-24T10:00:00+02:00",
        "author": "سامي حداد وليلى نصر",
        "category": "سياسة",
        "dateline": "دمشق",
        "page": 3,
        "issue": "1204",
        "url": "https://example.org/7",
        "lang": "ar",
        "type": "تقرير",
    }
    bring_in(tmp_path, row)

    [article] = Article.objects.all()
    assert (article.source_key, article.title, article.subtitle, article.lead) == (
        "7",
        "وفد في دمشق",
        "محادثات",
        "موجز",
    )
    assert (article.body, article.page, article.issue, article.genre) == (BODY, "3", "1204", "report")
    assert (str(article.published_on), article.date_precision) == ("2019-03-23", "day")
    assert article.date_printed == "23 آذار/مارس 2019"
    assert article.updated_at.isoformat() == "2019-03-24T08:00:00+00:00"
    assert [author.name_ar for author in article.authors.order_by("articleauthor__place_in_line")] == [
        "سامي حداد",
        "ليلى نصر",
    ]
    assert [term.name_ar for term in (*article.topics.all(), *article.places.all())] == ["سياسة", "دمشق"]
    assert article.status == "published"


@pytest.mark.parametrize("status", ["draft", "review"])
def test_new_articles_take_the_status_that_is_asked_for(db, tmp_path, status):
    bring_in(tmp_path, {"body": BODY}, status=status)

    assert Article.objects.get().status == status


def test_an_article_without_date_and_title_is_welcome(db, tmp_path):
    bring_in(tmp_path, {"body": BODY})

    article = Article.objects.get()
    assert (article.title, article.published_on, article.date_precision) == ("", None, "none")


def test_an_article_is_never_too_long(db, tmp_path):
    bring_in(tmp_path, {"body": "كلمة " * 120_000})

    assert len(Article.objects.get().body) == 120_000 * 5 - 1


def test_names_of_the_vocabularies_are_shared(db, tmp_path):
    Topic.objects.create(name_ar="سياسة")
    bring_in(tmp_path, {"body": BODY, "category": "سياسة"}, {"body": OTHER, "category": "سياسة"})

    assert Topic.objects.get().articles.count() == 2


def test_a_byline_keeps_its_printed_form(db, tmp_path):
    bring_in(tmp_path, {"body": BODY, "author": "بقلم: سامي حداد"})

    assert ArticleAuthor.objects.get().printed == "بقلم: سامي حداد"


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

    assert bring_in(tmp_path, {"id": "7", "body": BODY}, source=None) == {"duplicates": 1}


def test_a_merged_article_is_not_woken(db, tmp_path):
    bring_in(tmp_path, {"id": "7", "body": BODY})
    curation.merge(loser=Article.objects.get(), winner=make_article(), by=make_curator())

    assert bring_in(tmp_path, {"id": "7", "body": OTHER}, name="later.jsonl") == {"duplicates": 1}


def test_a_withheld_article_is_updated_and_stays_withheld(db, tmp_path):
    bring_in(tmp_path, {"id": "7", "body": BODY})
    curation.withhold(article=Article.objects.get(), reason=Article.Reason.RIGHTS, by=make_curator())

    assert bring_in(tmp_path, {"id": "7", "body": OTHER}, name="later.jsonl") == {"updated": 1}
    assert Article.objects.get().status == "withheld"


# ---------- the account ----------


def test_the_numbers_add_up_and_problems_are_kept(db, tmp_path):
    bring_in(
        tmp_path, {"id": "1", "body": BODY}, "{", {"id": "1", "body": BODY}, {"id": "2"}, {"id": "1", "body": OTHER}
    )

    record = Import.objects.get()
    assert (record.rows_read, record.imported, record.updated, record.duplicates, record.rejected) == (5, 1, 1, 1, 2)
    assert record.state == "finished"
    assert list(record.problems.values_list("line", "stage", "reason")) == [
        (2, "parse", "bad_json"),
        (4, "clean", "no_text"),
    ]


def test_problems_beyond_the_bound_are_counted_and_not_kept(db, tmp_path, monkeypatch):
    monkeypatch.setattr(running, "MOST_PROBLEMS", 3)
    bring_in(tmp_path, *["{"] * 10)

    record = Import.objects.get()
    assert (record.rejected, record.problems.count()) == (10, 3)


def test_whoever_listens_hears_of_the_end_of_an_import(db, tmp_path):
    heard = []

    def listen(sender, **_):
        heard.append(Import.objects.get().state)

    import_ended.connect(listen)
    try:
        bring_in(tmp_path, {"id": "1", "body": BODY})
    finally:
        import_ended.disconnect(listen)

    assert heard == [Import.State.FINISHED]


def test_a_failure_leaves_whole_batches_and_says_so(db, tmp_path, monkeypatch):
    monkeypatch.setattr(running, "BATCH", 2)
    rows = [{"id": str(n), "body": f"{BODY} {n}"} for n in range(5)]
    path = write(tmp_path, "rows.jsonl", json_lines(*rows))

    def interrupted(paths):
        yield from itertools.islice(real(paths), 3)
        raise KeyboardInterrupt

    real = ingest.articles_in
    monkeypatch.setattr(ingest, "articles_in", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ingest.bring_in([path], source=make_source("warraq"))

    record = Import.objects.get()
    assert (record.state, record.imported, Article.objects.count()) == ("failed", 2, 2)


def test_a_file_that_goes_away_costs_its_own_articles_only(db, tmp_path):
    paths = [write(tmp_path, name, text) for name, text in (("a.txt", BODY), ("b.txt", OTHER))]
    items = list(ingest.articles_in(paths))
    paths[0].unlink()

    with running.Run(paths) as run:
        for item in items:
            run.take(item)

    assert numbers(run.numbers) == {"imported": 1, "rejected": 1}
    assert Import.objects.get().problems.get().reason == "file_changed"


def test_a_dry_run_says_the_same_and_writes_nothing(db, tmp_path, settings):
    rows = [{"id": "1", "body": BODY}, {"id": "2", "body": BODY}, "{", {"id": "1", "body": OTHER}]

    dry = bring_in(tmp_path, *rows, dry=True, source=None)

    assert Article.objects.count() + Import.objects.count() + Source.objects.filter(slug="unsourced").count() == 0
    assert not settings.ORIGINALS.exists()
    assert dry == bring_in(tmp_path, *rows, source=None)


def test_a_batch_asks_the_database_a_fixed_number_of_questions(db, tmp_path, django_assert_max_num_queries):
    rows = [{"id": str(n), "body": f"{BODY} {n}", "category": f"باب {n}", "author": f"كاتب {n}"} for n in range(200)]

    with django_assert_max_num_queries(60):
        bring_in(tmp_path, *rows)


def test_the_text_digest_is_the_databases(db, tmp_path):
    path = write(tmp_path, "rows.jsonl", json_lines({"title": "خبر", "lead": "موجز", "body": BODY}))
    [article] = ingest.articles_in([path])
    ingest.bring_in([path])

    assert Article.objects.get().digest == planning.text_digest(article)


# ---------- originals ----------


def test_the_bytes_as_received_are_kept_under_their_hash(db, tmp_path, settings):
    path = write(tmp_path, "rows.jsonl", json_lines({"id": "1", "body": BODY}, {"id": "2", "body": OTHER}))
    ingest.bring_in([path])

    first, second = Original.objects.order_by("first_byte")
    assert first.path.read_bytes() == path.read_bytes()
    assert first.path == settings.ORIGINALS / first.sha256[:2] / first.sha256[2:4] / first.sha256
    assert (first.sha256, first.media_type, first.encoding) == (second.sha256, "application/jsonl", "utf-8")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("rows.jsonl", json_lines({"body": OTHER}, {"id": "7", "body": BODY}), id="file"),
        pytest.param("rows.jsonl.gz", gzipped(json_lines({"body": OTHER}, {"id": "7", "body": BODY})), id="gzip"),
        pytest.param("rows.zip", zipped(rows__jsonl=json_lines({"body": OTHER}, {"id": "7", "body": BODY})), id="ZIP"),
        pytest.param(
            "rows.zip", zipped(**{"../\u202eأ.jsonl": json_lines({"id": "7", "body": BODY})}), id="odd member"
        ),
    ],
)
def test_the_bytes_of_one_article_are_found_again(db, tmp_path, name, data):
    ingest.bring_in([write(tmp_path, name, data)])

    original = Original.objects.get(article__source_key="7")
    assert originals.received_bytes(original) == json_lines({"id": "7", "body": BODY})
    assert originals.received_text(original) == json_lines({"id": "7", "body": BODY}).decode()


def test_a_text_in_an_old_encoding_is_shown_as_it_was_received(db, tmp_path):
    ingest.bring_in([write(tmp_path, "news.txt", BODY.encode("cp1256"))])

    original = Original.objects.get()
    assert (original.encoding, originals.received_text(original)) == ("windows-1256", BODY)


def test_a_row_too_deep_in_a_gzip_file_is_out_of_reach(db, tmp_path, monkeypatch):
    ingest.bring_in([write(tmp_path, "rows.jsonl.gz", gzipped(json_lines({"body": OTHER}, {"id": "7", "body": BODY})))])
    monkeypatch.setattr(originals, "FURTHEST", 10)

    with pytest.raises(originals.OutOfReach):
        originals.received_bytes(Original.objects.get(article__source_key="7"))


def test_what_a_killed_run_left_behind_is_swept_after_a_day(tmp_path, settings):
    unfinished = write(settings.ORIGINALS, "coming-x", b"half")
    now = unfinished.stat().st_mtime

    originals.sweep(now + 3600)
    assert unfinished.exists()
    originals.sweep(now + 100_000)
    assert not unfinished.exists()


def test_a_file_that_changes_while_it_is_read_is_not_kept_under_a_wrong_hash(tmp_path, settings):
    path = write(tmp_path, "news.txt", BODY)
    sha256 = originals.digest(path)
    path.write_text(OTHER)

    with pytest.raises(originals.Refused):
        originals.keep(path, sha256)

    assert [file for file in settings.ORIGINALS.rglob("*") if file.is_file()] == []
