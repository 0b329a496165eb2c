import json

import pytest

from archive import ingest
from archive.models import Article, Source
from tests.archive.ingest.making import BODY, json_lines, write
from tests.makers import make_source

WARRAQ = {"slug": "warraq", "name_ar": "صحيفة الورّاق", "name_latin": "Al-Warraq", "kind": "newspaper", "country": "EG"}


def source_of_row(tmp_path, folder: str = "", **row) -> Source:
    write(tmp_path, f"{folder}/rows.jsonl".lstrip("/"), json_lines({"body": BODY} | row))
    ingest.bring_in([tmp_path])
    return Article.objects.get().source


@pytest.mark.parametrize("name", ["warraq", "صحيفة الورّاق", "Al-Warraq", "al-warraq", "الورّاق القديمة"])
def test_a_row_names_its_source_by_any_of_its_names(db, tmp_path, name):
    warraq = make_source("warraq", name_latin="Al-Warraq", former_names=["الورّاق القديمة"])

    assert source_of_row(tmp_path, source=name) == warraq


def test_a_source_that_nobody_knows_is_made(db, tmp_path):
    source = source_of_row(tmp_path, source="جريدة القرطاس")

    assert (source.slug, source.name_ar) == ("جريدة-القرطاس", "جريدة القرطاس")


def test_two_names_never_share_a_slug(db, tmp_path):
    write(tmp_path, "rows.jsonl", json_lines({"body": "أ", "source": "القرطاس!"}, {"body": "ب", "source": "القرطاس?"}))
    ingest.bring_in([tmp_path])

    assert set(Source.objects.values_list("slug", flat=True)) == {"القرطاس", "القرطاس-2"}


def test_a_folder_named_like_a_source_outranks_the_row(db, tmp_path):
    warraq = make_source("warraq")

    assert source_of_row(tmp_path, folder="warraq/2019", source="CNNArabic") == warraq


def test_a_source_that_is_asked_for_outranks_everything(db, tmp_path):
    make_source("warraq")
    path = write(tmp_path, "warraq/rows.jsonl", json_lines({"body": BODY, "source": "CNN"}))
    ingest.bring_in([path], source=make_source("qirtas"))

    assert Article.objects.get().source.slug == "qirtas"
    assert not Source.objects.filter(slug="cnn").exists()


def test_an_article_of_no_source_has_a_place_too(db, tmp_path):
    assert source_of_row(tmp_path).slug == "unsourced"


def test_an_endless_name_is_refused(db, tmp_path):
    write(tmp_path, "rows.jsonl", json_lines({"body": BODY, "source": "ط" * 301}))
    told = []

    ingest.bring_in([tmp_path], tell=told.append)

    assert [problem.reason.value for problem in told] == ["field_too_long"]


def test_a_description_makes_the_sources_first(db, tmp_path):
    write(tmp_path, "sources.json", json.dumps([WARRAQ | {"access": "on site", "unknown": 1}]))
    write(tmp_path, "warraq/news.txt", BODY)
    ingest.bring_in([tmp_path])

    source = Article.objects.get().source
    assert (source.slug, source.kind, source.country, source.get_access_display()) == (
        "warraq",
        "newspaper",
        "EG",
        Source(access=3).get_access_display(),
    )


def test_a_description_does_not_overwrite_what_curators_wrote(db, tmp_path):
    make_source("warraq", name_ar="الورّاق الجديد")
    write(tmp_path, "sources.json", json.dumps([WARRAQ]))
    ingest.bring_in([tmp_path])

    assert Source.objects.get().name_ar == "الورّاق الجديد"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{", id="no JSON"),
        pytest.param("{}", id="no array"),
        pytest.param("[7]", id="no objects"),
        pytest.param('[{"name_ar": "x"}]', id="no slug"),
        pytest.param('[{"slug": "x", "name_ar": "x", "kind": "circus"}]', id="an unknown kind"),
        pytest.param('[{"slug": "x", "name_ar": "x", "access": "secret"}]', id="an unknown access"),
        pytest.param("[" * 100_000, id="too deep"),
    ],
)
def test_a_bad_description_is_named_and_the_rest_goes_on(db, tmp_path, text):
    write(tmp_path, "sources.json", text)
    write(tmp_path, "news.txt", BODY)
    told = []

    ingest.bring_in([tmp_path], tell=told.append)

    assert (Article.objects.count(), Source.objects.get().slug) == (1, "unsourced")
    assert [problem.reason.value for problem in told] == ([] if text == "{}" else ["bad_sources_file"])
