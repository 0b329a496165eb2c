"""A whole benchmark over a hundred remixed articles, by its command, as CI runs it."""

import io
import json
import os

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import sql

from archive.models import Article
from search.benchmarks import housing
from search.benchmarks.peers import KINDS

KINDS_OF_QUERIES = ("rare", "mid", "common", "very common", "two very common", "three OR-ed", "phrase", "prefix",
                    "filtered", "question", "newest")  # fmt: skip
ARTICLES = 90  # few enough to be indexed without workers
NAME = f"fihrist_bench_test_{os.getpid()}"


def bench(**options) -> str:
    screen = io.StringIO()
    given = {"articles": ARTICLES, "database": NAME, "runs": 3, "seconds": 1, "load_seconds": 1, "verbosity": 0}
    call_command("bench", stdout=screen, stderr=io.StringIO(), **given | options)
    return screen.getvalue()


@pytest.fixture(scope="module")
def measured(django_db_setup, django_db_blocker, tmp_path_factory):
    """What a run over a new database prints and writes. Its tables are copied from the tests', which is quicker."""
    file = tmp_path_factory.mktemp("bench") / "report.json"
    with django_db_blocker.unblock():
        copy_of_the_tests_database()
        text = bench(json=file, parts=["ranked", "together", "overlap", "pages", "edits"], kinds=KINDS_OF_QUERIES)
    yield text, json.loads(file.read_text(encoding="utf-8"))
    with django_db_blocker.unblock():
        housing.drop(housing.house_of(None, ARTICLES, NAME))


def copy_of_the_tests_database():
    with connection.cursor() as cursor:
        dsn, password = cursor.connection.info.dsn, connection.settings_dict["PASSWORD"]
    connection.close()
    with psycopg.connect(dsn, dbname="template1", password=password or None, autocommit=True) as direct:
        # Of a database that somebody looks into no copy is made, and a thread of a test before may not have left yet.
        direct.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND backend_type = 'client backend'",
            [connection.settings_dict["NAME"]],
        )
        names = map(sql.Identifier, (NAME, connection.settings_dict["NAME"]))
        direct.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))


def test_all_articles_were_brought_in_and_measured(measured):
    _, report = measured

    assert report["articles"] == ARTICLES
    assert report["build"]["rate"] > 0
    assert report["build"]["memory"] > 0
    assert all(size >= 0 for size in report["sizes"].values())


def test_kinds_of_queries_are_measured_alone_together_and_as_pages(measured):
    _, report = measured
    found = {kind["name"]: kind for kind in report["kinds"]}

    for name in ("rare", "common", "two very common", "three OR-ed", "phrase", "prefix", "question", "newest"):
        assert found[name]["alone"]["runs"] == found[name]["page"]["runs"] == 3
        assert found[name]["together"]["runs"] == 4
        assert found[name]["alone"]["given_up"] == 0


def test_words_are_drawn_by_how_common_they_are(measured):
    _, report = measured
    matches = {kind["name"]: kind["matches"] for kind in report["kinds"]}

    assert 0 < matches["rare"] < matches["common"] < matches["very common"]
    assert matches["phrase"] > 0


def test_first_pages_are_those_of_ranking_all_matches(measured):
    _, report = measured
    shares = [kind["overlap"] for kind in report["kinds"] if kind["overlap"] is not None]

    assert len(shares) >= len(KINDS_OF_QUERIES) - 2
    assert min(shares) >= 0.98


def test_peers_search_the_same_texts(measured):
    _, report = measured
    [common] = [kind for kind in report["kinds"] if kind["name"] == "very common"]

    missing = {sentence.split(":")[0] for sentence in report["missing"]}
    assert report["peers"].keys() | missing == set(KINDS)
    for name in report["peers"]:
        assert common["peers"][name]["runs"] == 3
        assert common["found"][name] > 0
    assert common["found"]["ts_rank, our lexemes"] == common["matches"]


def test_edited_articles_are_found(measured):
    _, report = measured

    assert report["edits"]["edits"] > 0
    assert report["edits"]["most"] < 10


def test_report_is_a_table(measured):
    text, _ = measured

    assert f"### {ARTICLES} articles" in text
    assert "| very common |" in text


@pytest.mark.usefixtures("measured")
def test_readers_archive_is_not_touched(django_db_blocker):
    with django_db_blocker.unblock():
        assert not Article.objects.exists()


@pytest.mark.usefixtures("measured")
def test_database_that_is_built_is_used_again_and_its_pages_are_served(django_db_blocker):
    built = housing.house_of(None, ARTICLES, NAME).record
    before = built.stat().st_mtime_ns

    with django_db_blocker.unblock():
        text = bench(load=True)

    assert built.stat().st_mtime_ns == before
    assert "pages a second" in text
    assert "errors: none" in text


@pytest.mark.usefixtures("measured")
def test_other_corpus_is_not_taken_for_the_one_that_was_built(tmp_path, django_db_blocker):
    other = tmp_path / "remixed.jsonl"
    other.write_text('{"title": "خبر"}\n', encoding="utf-8")

    with django_db_blocker.unblock(), pytest.raises(CommandError, match="--fresh"):
        bench(corpus=other)
