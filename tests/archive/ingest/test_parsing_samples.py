"""Files of real agencies and archives, good and broken: each gives its articles or says why not."""

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from archive.ingest import parsing, reading
from archive.ingest.datatypes import ParsedArticle
from archive.ingest.dividing import clean
from archive.ingest.problems import Problem

SAMPLES = Path(os.environ.get("FIHRIST_SHARED", Path(__file__).parents[4] / "shared")) / "samples"

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"there are no sample files in {SAMPLES}")


def results(path: Path) -> list:
    """The clean articles and the problems of a file."""
    return [clean(item) for raw in reading.read(path) for item in parsing.parse(raw)]


def files(folder: str) -> list[Path]:
    return sorted((SAMPLES / folder).iterdir()) if SAMPLES.is_dir() else []


@pytest.mark.parametrize("path", [*files("feeds"), *files("newsml"), *files("warc")], ids=lambda path: path.name)
def test_every_file_gives_articles_or_a_reason(path):
    found = results(path)
    articles = [item for item in found if not isinstance(item, Problem)]
    refused = [item for item in found if isinstance(item, Problem) and not item.note]

    assert articles or refused
    assert all(article.title or article.lead or article.body for article in articles)


@pytest.mark.parametrize(
    ("name", "title", "begins"),
    [
        ("superdesk_dpa.xml", "Eintracht in London", "London (dpa) - 2019 gab es"),
        ("superdesk_ap-nitf.xml", "Can trading pollution", "NEW YORK (AP) — The gas"),
        ("superdesk_efe_nitf.xml", "Honduran president", "Tegucigalpa, Jan 2 (EFE).-"),
        ("superdesk_nitf-ntb.xml", "Faktisk.no: Nei", "Nei, dette dokumentet"),
        ("superdesk_ansa-newsmlg2-text.xml", "Catalan independence", "(ANSA) - Rome, October 11"),
        (
            "iptc_LISTING_25_An_NITF_marked-up_article_conveyed_in_inlineXML.xml",
            "Arizona Diamondbacks",
            "(Sports Network) -",
        ),
        ("superdesk_ninjs4.json", "China behauptet", "Es kann ganz schön"),
        ("superdesk_ninjsExMediumText1.json", "Captain of wrecked", "GROSSETO, Italy (AP)"),
    ],
)
def test_what_agencies_sent_is_read(name, title, begins):
    [article] = [item for item in results(SAMPLES / "newsml" / name) if not isinstance(item, Problem)]

    assert article.title.startswith(title)
    assert article.body.startswith(begins)


def test_what_was_cancelled_or_is_embargoed_does_not_come_in_as_published():
    [cancelled] = results(SAMPLES / "newsml" / "superdesk_nitf-fishing.xml")
    embargoed = results(SAMPLES / "newsml" / "superdesk_ninjs_embargoed.json")[0]

    assert cancelled.reason == "canceled"
    assert str(embargoed.embargo_until) == "2022-06-30"


def test_an_arabic_feed_is_read():
    [article] = results(SAMPLES / "feeds" / "abarrak.ar.feed.rss.xml")

    assert article.body.startswith("عزيزي القاىء")
    assert str(article.published.first_day) == "2022-02-12"


def manifest(folder: str) -> dict[str, int]:
    """The files of a folder of samples and their sizes, as their list has them."""
    with (SAMPLES / "MANIFEST.tsv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream, delimiter="\t") if row["path"].startswith(f"samples/{folder}/")]
    return {Path(row["path"]).name: int(row["bytes"]) for row in rows}


@pytest.mark.parametrize("folder", ["pdf", "tei"])
def test_documents_are_those_of_their_list(folder):
    assert {path.name: path.stat().st_size for path in files(folder)} == manifest(folder)


@pytest.mark.parametrize(
    ("name", "words", "notes"),
    [
        ("ArabicCIDTrueType.pdf", "انواع الخطوط العربية", []),
        ("habibi.pdf", "habibi", ["doubtful_text_layer"]),
        ("habibi-oneline-cmap.pdf", "habibi", ["doubtful_text_layer"]),
        ("habibi-rotated.pdf", "habibi", ["doubtful_text_layer"]),
        ("right_to_left_01.pdf", "من الأدوات القوية التي يمكن أن تعزز الإنتاجية", ["mended_text_layer"]),
        ("right_to_left_03.pdf", "در بازار اصلی", ["mended_text_layer"]),
    ],
)
def test_text_layer_is_read_with_its_notes(name, words, notes):
    article, *problems = results(SAMPLES / "pdf" / name)

    assert words in article.body
    assert [problem.reason for problem in problems if problem.reason.endswith("text_layer")] == notes


def test_text_layer_with_wrong_letters_is_refused():
    [problem] = results(SAMPLES / "pdf" / "right_to_left_02.pdf")

    assert (problem.reason, problem.detail) == ("damaged_text_layer", {"damage": "wrong letters"})


@pytest.mark.parametrize(
    ("issue", "count", "title"), [(1, 8, "فاتحة السنة الاولى"), (2, 13, "الدين الإسلامي والتوحيد")]
)
def test_articles_of_a_journal_are_told_apart(issue, count, title):
    found = results(SAMPLES / "tei" / f"oclc_644997575-i_{issue}.TEIP5.xml")

    assert len(found) == count
    assert found[0].title == title
    assert all(item.source and item.published.first_day and item.issue == str(issue) for item in found)


def test_every_web_archive_gives_its_one_page_once():
    found = [item for path in files("warc") for item in results(path)]
    addresses = Counter(item.url for item in found if not isinstance(item, (Problem, ParsedArticle)))

    assert addresses == {"http://example.com/": 4}
