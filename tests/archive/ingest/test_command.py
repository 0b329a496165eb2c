import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from archive.ingest import reasons
from archive.ingest.problems import Reason
from archive.models import Article, Import, Source
from tests.archive.ingest.making import BODY, gzipped, json_lines, write
from tests.makers import make_source


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def run(capsys, *arguments, **options) -> list[str]:
    call_command("ingest", *map(str, arguments), **options)
    captured = capsys.readouterr()
    return [" ".join(line.split()) for line in (captured.out + captured.err).splitlines()]


def test_the_summary_adds_up(db, tmp_path, capsys):
    row = {"id": "7", "body": BODY}
    path = write(tmp_path, "rows.jsonl.gz", gzipped(json_lines(row, row, "{", row | {"body": BODY * 2})))

    said = run(capsys, path)

    assert [line for line in said if line[:1].isdigit()][:5] == [
        "1 new",
        "1 updated",
        "1 already here",
        "1 rejected",
        "4 read",
    ]
    assert (
        f"{path}:3: This is no valid JSON at character 1 (Expecting property name enclosed in double quotes)." in said
    )


def test_only_the_first_problems_are_shown(db, tmp_path, capsys):
    path = write(tmp_path, "rows.jsonl", json_lines({"body": BODY}, *["{"] * 30))

    said = run(capsys, path)

    assert len([line for line in said if line.startswith(str(path))]) == 20
    assert f"10 further problems are kept with the import {Import.objects.get().pk}." in said


def test_an_unknown_source_is_refused_with_those_that_are_known(db, tmp_path):
    make_source("warraq")
    path = write(tmp_path, "news.txt", BODY)

    with pytest.raises(CommandError, match="There is no source “waraq”"):
        call_command("ingest", str(path), source="waraq")

    assert not Article.objects.exists()


def test_a_source_can_be_made_by_name(db, tmp_path, capsys):
    run(capsys, write(tmp_path, "news.txt", BODY), source="qirtas", new_source="جريدة القرطاس")

    assert Article.objects.get().source == Source.objects.get(slug="qirtas", name_ar="جريدة القرطاس")


def test_a_dry_run_makes_no_source(db, tmp_path, capsys):
    path = write(tmp_path, "news.txt", BODY)

    said = run(capsys, path, source="qirtas", new_source="جريدة القرطاس", dry_run=True)

    assert "1 new" in said
    assert "This was a dry run: nothing was written." in said
    assert Source.objects.count() + Article.objects.count() + Import.objects.count() == 0


def test_nothing_read_is_a_failure(db, tmp_path):
    with pytest.raises(CommandError, match="Nothing could be brought in"):
        call_command("ingest", str(tmp_path / "missing.jsonl"))


def test_a_second_run_is_no_failure(db, tmp_path, capsys):
    path = write(tmp_path, "news.txt", BODY)
    run(capsys, path)

    assert "1 already here" in run(capsys, path)


def test_the_status_is_chosen(db, tmp_path, capsys):
    run(capsys, write(tmp_path, "news.txt", BODY), status="review")

    assert Article.objects.get().status == "review"


def test_every_reason_has_a_sentence():
    assert set(Reason) == set(reasons.SENTENCES)


def test_a_reason_of_another_version_is_shown_by_its_code():
    assert reasons.sentence("from_the_future", {}) == "from_the_future"
    assert reasons.sentence("bad_json", {}) == "bad_json"
