"""All results as one file: complete, in the order of the page, of one state of the archive, as far as access goes."""

import csv
import datetime
import io
import json
import threading
from urllib.parse import unquote

import pytest
from django.db import connection

from archive.models import Article, RepairPattern
from archive.repairing import deciding, gathering
from interchange import exporting, finding
from search.index import indexing
from search.models import Alias
from tests.makers import make_article, make_curator, make_reader, make_source

pytestmark = pytest.mark.django_db


def index() -> None:
    indexing.refresh(list(Article.objects.values_list("pk", flat=True)))


def make_several(count: int, **fields) -> list[Article]:
    days = (datetime.date(2019, 1, 1) + datetime.timedelta(days=number) for number in range(count))
    made = [make_article(f"مكتبة رقم {n}", "افتتحت.", published_on=day, **fields) for n, day in enumerate(days)]
    index()
    return made


def body(response) -> str:
    return b"".join(response.streaming_content).decode("utf-8-sig")


def take(client, form: str = "jsonl", **params) -> list[dict]:
    """The lines of a file in JSON Lines."""
    return [json.loads(line) for line in body(client.get(f"/search/export/{form}/", params)).splitlines()]


def rows(client, **params) -> list[dict]:
    return [line for line in take(client, **params) if line["record"] == "article"]


def test_file_holds_all_results_in_the_order_of_the_page(client, monkeypatch):
    monkeypatch.setattr(exporting, "BATCH", 4)
    monkeypatch.setattr(finding, "STRETCH", 10)
    made = make_several(25)

    found = rows(client, q="مكتبة", sort="oldest")

    assert [row["identifier"] for row in found] == [article.identifier for article in made]


def test_what_an_alias_finds_is_taken_away_as_the_page_lists_it(client):
    make_article(body="نزل في سوريا")
    make_article(body="نزل في الشام")
    Alias.objects.create(expressions=["الشام", "سوريا"])
    index()
    shown = [hit.article.identifier for hit in client.get("/search/", {"q": "الشام"}).context["hits"]]

    assert [row["identifier"] for row in rows(client, q="الشام")] == shown
    assert len(shown) == 2
    assert len(rows(client, q="الشام", aliases="no")) == 1


def test_what_has_only_most_of_the_words_stays_out_and_the_head_says_how_much_that_is(client):
    whole = make_article(body="مكتبة كبيرة زرقاء جديدة")
    make_article(body="مكتبة كبيرة زرقاء")
    for _ in range(5):  # so that the word which is missing tells little
        make_article(body="جديدة")
    index()

    head, *articles, end = take(client, q="مكتبة كبيرة زرقاء جديدة")

    assert [row["identifier"] for row in articles] == [whole.identifier]
    assert (head["found"], head["with_most_words"], end["complete"]) == (1, 1, True)


def test_order_by_relevance_is_that_of_the_page(client, monkeypatch):
    monkeypatch.setattr(finding, "STRETCH", 5)
    make_several(12)
    shown = [hit.article.identifier for hit in client.get("/search/", {"q": "مكتبة"}).context["hits"]]

    assert [row["identifier"] for row in rows(client, q="مكتبة")][: len(shown)] == shown


def test_filters_of_the_page_narrow_the_file_and_stand_in_its_head(client):
    source = make_source("agency", name_ar="وكالة الفهرس")
    [wanted] = make_several(1, source=source)
    make_several(3)

    head, row, _ = take(client, q="مكتبة", source="agency")

    assert row["identifier"] == wanted.identifier
    assert (head["query"], head["found"]) == ("مكتبة", 1)
    assert head["filters"] == [{"facet": "المصدر", "value": "وكالة الفهرس"}]
    assert head["address"].startswith("http://testserver/search/?q=")


def test_end_says_that_the_file_is_complete(client):
    make_several(3)

    assert take(client, q="مكتبة")[-1] == {"record": "end", "complete": True, "written": 3, "found": 3}


def test_beyond_its_bound_the_file_says_that_it_is_cut(client, settings):
    settings.EXPORT_ROWS = {"anonymous": 2, "registered": 100}
    make_several(3)

    assert take(client, q="مكتبة")[-1] == {"record": "end", "complete": False, "written": 2, "found": 3}


def test_signed_in_readers_take_more(client, settings):
    settings.EXPORT_ROWS = {"anonymous": 2, "registered": 100}
    make_several(3)
    client.force_login(make_reader())

    assert len(rows(client, q="مكتبة")) == 3


def test_search_that_finds_nothing_gives_a_complete_file_without_rows(client):
    assert take(client, q="مكتبة")[-1] == {"record": "end", "complete": True, "written": 0, "found": 0}


@pytest.mark.parametrize(
    ("access", "shown", "text"),
    [
        pytest.param(1, "text", "افتتحت.", id="open"),
        pytest.param(2, "excerpts", "", id="for registered readers"),
        pytest.param(5, "facts", "", id="description only"),
    ],
)
def test_text_leaves_only_where_its_source_opens_it(client, access, shown, text):
    make_several(1, source=make_source(access=access))

    [row] = rows(client, q="مكتبة", text="yes")

    assert (row["shown"], row["text"]) == (shown, text)


def test_texts_come_only_when_they_are_asked_for(client):
    make_several(1)

    assert "text" not in rows(client, q="مكتبة")[0]


@pytest.mark.parametrize("status", ["draft", "withheld", "withdrawn"])
def test_what_a_reader_may_not_know_of_is_in_no_file(client, status):
    make_several(2)
    make_several(1, status=status)

    assert len(rows(client, q="مكتبة")) == 2


def test_file_is_named_in_arabic_and_in_ascii(client):
    response = client.get("/search/export/csv/", {"q": '"مكتبة/..\r\n'})
    response.close()
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()

    plain, encoded = response["Content-Disposition"].split("; ")[1:]
    assert plain == f'filename="fihrist-{today}.csv"'
    assert unquote(encoded) == f"filename*=UTF-8''الفهرست-مكتبة-{today}.csv"


def test_table_has_seven_rows_of_facts_before_its_columns(client):
    make_several(1)

    table = list(csv.reader(io.StringIO(body(client.get("/search/export/csv/", {"q": "مكتبة"})))))

    assert [row[0].startswith("# ") for row in table[:8]] == [True] * 7 + [False]
    assert table[7][0] == "identifier"
    assert table[-1] == ["# اكتمل: مقالة واحدة.", "1/1"]


def test_too_costly_search_is_told_on_a_page(client, monkeypatch):
    def too_costly(*args, **kwargs):
        raise finding.TooCostly

    monkeypatch.setattr(finding, "_ranked", too_costly)

    response = client.get("/search/export/csv/", {"q": "مكتبة"})

    assert response.status_code == 422
    assert "هذا أكثر مما يُبحث فيه" in response.content.decode()


def test_search_given_up_on_the_way_ends_in_a_line_that_says_so(client, monkeypatch):
    make_several(6)
    monkeypatch.setattr(exporting, "BATCH", 2)
    monkeypatch.setattr(finding, "STRETCH", 2)
    ranked, calls = finding._ranked, []

    def once(*args, **kwargs):
        calls.append(1)
        if len(calls) > 1:
            raise finding.TooCostly
        return ranked(*args, **kwargs)

    monkeypatch.setattr(finding, "_ranked", once)

    assert take(client, q="مكتبة")[-1] == {"record": "end", "complete": False, "written": 2, "found": 6}


def test_without_a_search_there_is_nothing_to_take(client):
    assert client.get("/search/export/csv/").url == "/search/"
    assert client.get("/search/export/").url == "/search/"


def test_unknown_form_is_not_there(client):
    assert client.get("/search/export/docx/", {"q": "مكتبة"}).status_code == 404


def test_page_explains_the_choices_and_keeps_the_search(client):
    make_several(3)

    page = client.get("/search/export/", {"q": "مكتبة", "sort": "oldest"})

    assert page["X-Robots-Tag"] == "noindex, nofollow"
    text = page.content.decode()
    assert text.count('<input type="hidden" name="sort" value="oldest">') == 4
    assert "3 مقالات" in text


def test_page_says_before_that_a_file_would_be_cut(client, settings):
    settings.EXPORT_ROWS = {"anonymous": 2, "registered": 100}
    make_several(3)

    assert "سطره الأخير يقول إنه مقطوع" in client.get("/search/export/", {"q": "مكتبة"}).content.decode()


def test_thousands_of_rows_are_read_in_batches(client, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(exporting, "BATCH", 500)
    source = make_source("many")
    made = Article.objects.bulk_create(
        Article(title=f"مكتبة {n}", body="افتتحت.", source=source, source_key=str(n), status="published")
        for n in range(2000)
    )
    indexing.refresh([article.pk for article in made])

    with django_assert_max_num_queries(60):
        assert len(rows(client, q="مكتبة")) == 2000


@pytest.mark.django_db(transaction=True)
def test_count_and_rows_are_of_one_state_of_the_archive(client, monkeypatch):
    """An article that is withdrawn while the file is written stays in it: the file says how many it holds."""
    monkeypatch.setattr(exporting, "BATCH", 1)
    made = make_several(3)
    pieces = iter(client.get("/search/export/jsonl/", {"q": "مكتبة", "sort": "oldest"}).streaming_content)
    head = json.loads(next(pieces))

    other = threading.Thread(target=lambda: (Article.objects.update(status="withdrawn"), connection.close()))
    other.start()
    other.join()
    lines = [json.loads(piece) for piece in pieces]

    assert Article.objects.filter(status="withdrawn").count() == 3
    assert head["found"] == 3
    assert [line.get("identifier") for line in lines] == [*(article.identifier for article in made), None]
    assert lines[-1]["complete"]


@pytest.mark.django_db(transaction=True)
def test_no_more_files_are_written_at_once_than_the_server_bears(client, settings):
    settings.EXPORTS_AT_ONCE = 1
    make_several(2)
    first = client.get("/search/export/jsonl/", {"q": "مكتبة"})
    answers = []

    def second():
        answers.append(client.__class__().get("/search/export/jsonl/", {"q": "مكتبة"}))
        connection.close()

    other = threading.Thread(target=second)
    other.start()
    other.join()

    assert answers[0].status_code == 503
    assert answers[0]["Retry-After"] == "60"
    assert json.loads(body(first).splitlines()[-1])["complete"]


@pytest.mark.django_db(transaction=True)
def test_who_stops_listening_frees_the_place_to_export_from(client, settings):
    settings.EXPORTS_AT_ONCE = 1
    make_several(2)
    first = client.get("/search/export/jsonl/", {"q": "مكتبة"})

    first.close()

    assert not connection.in_atomic_block
    assert json.loads(body(client.get("/search/export/jsonl/", {"q": "مكتبة"})).splitlines()[-1])["complete"]


def test_texts_are_taken_away_as_printed_or_repaired(client):
    article = make_article(body="زار سفير الولاياتالمتحدة دمشق")
    index()
    list(gathering.run(100))
    deciding.approve(RepairPattern.objects.values_list("pk", flat=True), by=make_curator())

    [printed] = rows(client, q="سفير", text="yes")
    head, repaired, _end = take(client, q="سفير", text="repaired")

    assert (printed["text"], repaired["text"]) == (article.body, "زار سفير الولايات المتحدة دمشق")
    assert (head["texts"], repaired["digest"]) == ("repaired", article.digest)
