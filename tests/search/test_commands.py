"""The command line does what the pages do."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from archive.models import Article, Job
from search.index import indexing
from search.models import IndexEntry
from tests.makers import make_article


@pytest.fixture
def typed(monkeypatch):
    """Puts lines on standard input."""

    def put(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    return put


def output_of(capsys, *arguments, **options) -> str:
    call_command(*arguments, **options)
    return capsys.readouterr().out


def index_all() -> None:
    indexing.index(list(Article.objects.values_list("pk", flat=True)))


def test_find_prints_what_is_found_with_an_excerpt(db, capsys):
    article = make_article("خبر من الباغوز", "وصلت القوات إلى الباغوز صباحا")
    index_all()

    out = output_of(capsys, "find", "باغوز")

    assert f"1. {article.identifier}  2019-03-23  warraq" in out
    assert "وصلت القوات إلى الباغوز" in out
    assert "1 found" in out


def test_find_gives_one_json_object_a_line(db, capsys):
    article = make_article("كتاب")
    index_all()

    [line] = output_of(capsys, "find", "كتاب", json=True).splitlines()

    assert json.loads(line)["identifier"] == article.identifier
    assert json.loads(line)["date"] == "2019-03-23"


def test_find_sees_what_everybody_sees_unless_asked_for_all(db, capsys):
    make_article("كتاب", status="draft")
    index_all()

    assert "0 found" in output_of(capsys, "find", "كتاب")
    assert "1 found" in output_of(capsys, "find", "كتاب", all=True)


def test_find_passes_over_an_article_that_is_gone_since_it_was_indexed(db, capsys):
    article = make_article("كتاب")
    index_all()
    IndexEntry.objects.filter(article=article).update(article_id=article.pk + 1)

    assert article.identifier not in output_of(capsys, "find", "كتاب")


def test_find_explains_every_word(db, capsys):
    make_article("كتاب")
    index_all()

    out = output_of(capsys, "find", "الكتب -حلب", explain=True)

    assert "الكتب: =الكتب (in 0" in out
    assert "+kitAb (in 1" in out
    assert "الكتب → كتاب 1 (form)" in out
    assert "without حلب" in out
    assert "why: الكتب → كتاب (form)" in out


def test_find_says_where_there_is_no_word(db, capsys):
    call_command("find", "؟!")

    assert "no word" in capsys.readouterr().err


def test_analyse_prints_tokens_with_their_places(capsys):
    assert "2\t8-13\tسوريا\t=سوريا" in output_of(capsys, "analyse", "رأى في\u00a0 سوريا")


def test_analyse_reads_words_as_printed_or_as_typed(db, capsys, typed):
    typed("كتابان\nاسلاميه\n")
    as_text = output_of(capsys, "analyse", words=True).splitlines()
    typed("كتابان\nاسلاميه\n")
    as_query = output_of(capsys, "analyse", "--words", "--as", "query").splitlines()

    assert as_text[0] == "كتابان\t+kitAb"
    assert "=" not in "".join(as_query)
    assert "+<isolAmiy~" in as_query[1]


def test_analyse_splits_glued_words(capsys, typed):
    typed("الولاياتالمتحدة\nكتاب\n")

    assert output_of(capsys, "analyse", splits=True).splitlines() == ["الولاياتالمتحدة\tالولايات المتحدة", "كتاب\tكتاب"]


def test_analyse_wants_something_to_analyse():
    with pytest.raises(CommandError, match="TEXT"):
        call_command("analyse")


def test_evaluate_writes_a_run_best_first(db, tmp_path, capsys):
    make_article("نهر النيل", "يجري النهر في مصر", source_key="nile")
    make_article("حلب", "مدينة على نهر", source_key="aleppo")
    index_all()
    queries = tmp_path / "queries.jsonl"
    queries.write_text(json.dumps({"id": "q1", "text": "أين يجري نهر النيل؟"}), encoding="utf-8")

    call_command("evaluate", queries=queries, run=tmp_path / "run.tsv", verbosity=0)

    assert (tmp_path / "run.tsv").read_text().splitlines() == ["q1\tnile\t1", "q1\taleppo\t2"]

    call_command("evaluate", queries=queries, run=tmp_path / "run.tsv", any_word=True, verbosity=0)

    assert (tmp_path / "run.tsv").read_text().splitlines() == ["q1\tnile\t1", "q1\taleppo\t2"]


def test_learn_writes_a_model_of_the_archive_s_words(db, tmp_path, capsys):
    make_article("كتاب", "كتاب وكتاب ثم كتب الكاتب كتابا " * 3)

    assert "words read" in output_of(capsys, "learn", output=tmp_path / "model", verbosity=0)
    assert (tmp_path / "model").stat().st_size


def test_more_articles_than_a_start_waits_for_are_left_to_the_worker(db, capsys):
    for _ in range(2):
        make_article()
    IndexEntry.objects.all().delete()

    with translation.override("ar"):
        said = output_of(capsys, "index", at_most=1)

    assert "مقالتان تنتظران" in said
    assert [job.name for job in Job.objects.all()] == ["index"]
    assert not IndexEntry.objects.exists()
