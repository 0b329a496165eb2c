"""The import desk, from files to articles and back."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from archive import curation
from archive.admin import delivery_telling
from archive.delivering import receiving
from archive.models import Article, Delivery, Job
from archive.working import performing
from tests.archive.newsroom import address, sign_in
from tests.makers import make_curator, make_source

pytestmark = pytest.mark.django_db
ROWS = """{"id": "1", "title": "وصول الوزير", "body": "وصل الوزير إلى دمشق صباح اليوم.", "date": "2019-03-01"}
{"id": "2", "title": "ختام المؤتمر", "body": "اختتم المؤتمر أعماله في عمان.", "date": "2019-03-02"}
{broken
"""
TABLE = "head_line,corpus\nوصول الوزير,وصل الوزير إلى دمشق صباح اليوم.\n"


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.ARRIVALS, settings.INCOMING = tmp_path / "arrivals", tmp_path / "incoming"
    settings.INCOMING.mkdir()


@pytest.fixture
def desk(client):
    sign_in(client)
    return client


def work():
    """What waits is done, as the worker would."""
    for job in Job.objects.filter(state=Job.State.WAITING, name__in=["look", "import", "undo import"]).order_by("pk"):
        performing.perform(job.pk, limited=False)


def delivered(desk, text, name="news.jsonl"):
    answer = desk.post(address("archive_delivery_add"), {"upload": [SimpleUploadedFile(name, text.encode())]})
    work()
    return Delivery.objects.get(pk=answer["Location"].split("/")[-3])


def step(desk, delivery, name, **fields):
    desk.post(address("archive_delivery_change", delivery.pk), {"step": name, "status": "published", **fields})
    work()
    delivery.refresh_from_db()
    return delivery.job


def test_first_rows_are_shown_before_anything_is_stored(desk):
    delivery = delivered(desk, ROWS)

    page = desk.get(address("archive_delivery_change", delivery.pk)).content.decode()

    assert "وصل الوزير إلى دمشق" in page
    assert not Article.objects.exists()


def test_dry_run_counts_and_stores_nothing(desk):
    job = step(desk, delivered(desk, ROWS), "try")

    assert (job.result["imported"], job.result["rejected"]) == (2, 1)
    assert not Article.objects.exists()


def test_import_is_undone_but_for_what_somebody_has_changed(desk):
    delivery = delivered(desk, ROWS)
    step(desk, delivery, "bring")
    kept = Article.objects.get(source_key="1")
    curation.correct(article=kept, fields={"section": "سياسة"}, by=make_curator("mender"))

    job = step(desk, delivery, "undo")

    assert (job.result["discarded"], job.result["kept"]) == (1, 1)
    assert list(Article.objects.all()) == [kept]


def test_numbers_are_those_of_all_runs_that_brought_it_in(desk):
    delivery = delivered(desk, ROWS)
    broken_off = delivery.imports.create(state="failed", rows_read=4000, imported=4000)
    step(desk, delivery, "bring")

    numbers = dict(delivery_telling.told(delivery)["numbers"])

    assert broken_off in delivery_telling.told(delivery)["imports"]
    assert (numbers["read"], numbers["new"], numbers["rejected"]) == (4003, 4002, 1)


def test_undoing_that_was_stopped_can_go_on(desk):
    delivery = delivered(desk, ROWS)
    step(desk, delivery, "bring")
    undoing = step(desk, delivery, "undo")
    Job.objects.filter(pk=undoing.pk).update(state=Job.State.CANCELLED)

    page = desk.get(address("archive_delivery_change", delivery.pk)).content.decode()

    assert 'value="undo"' in page


def test_columns_are_asked_for_where_no_article_has_a_title(desk):
    delivery = delivered(desk, "عمود,متن\nوصول الوزير,وصل الوزير إلى دمشق صباح اليوم.\n", name="news.csv")

    page = desk.get(address("archive_delivery_change", delivery.pk)).content.decode()

    assert "<details open>" in page


@pytest.mark.parametrize(("done", "seconds", "told"), [(1, 2, False), (20, 2, True), (1, 60, True)])
def test_time_left_is_told_once_the_rate_says_something(done, seconds, told):
    now = timezone.now()
    job = Job(state=Job.State.RUNNING, done=done, of=1_000, started_at=now - datetime.timedelta(seconds=seconds))

    assert (job.time_left(now) is not None) == told


def test_report_of_an_import_knows_uploaded_files_by_their_names(desk, settings):
    delivery = delivered(desk, ROWS)
    step(desk, delivery, "bring")

    page = desk.get(address("archive_import_change", delivery.imports.get().pk)).content.decode()

    assert "news.jsonl:3" in page
    assert f">{settings.ARRIVALS}" not in page


def test_delivery_whose_files_are_gone_says_so_and_has_no_empty_bar(desk):
    delivery = delivered(desk, ROWS)
    delivery.paths[0].unlink()

    step(desk, delivery, "bring")

    page = desk.get(address("archive_delivery_change", delivery.pk)).content.decode()
    assert "errornote" in page
    assert page.count('<div class="submit-row">') == 1


def test_undoing_gives_an_updated_article_its_former_text(desk):
    step(desk, delivered(desk, ROWS), "bring")
    second = delivered(desk, ROWS.replace("صباح اليوم", "مساء أمس"))
    step(desk, second, "bring")

    step(desk, second, "undo")

    assert "صباح اليوم" in Article.objects.get(source_key="1").body


def test_column_is_read_as_the_curator_says(desk):
    delivery = delivered(desk, TABLE, "table.csv")
    fields = {"name-0": "head_line", "field-0": "title", "name-1": "corpus", "field-1": "body"}

    step(desk, delivery, "bring", **fields)

    assert Article.objects.get().title == "وصول الوزير"


def test_file_that_came_before_says_when(desk):
    step(desk, delivered(desk, ROWS), "bring")

    again = delivered(desk, ROWS)

    assert "already imported on" in desk.get(address("archive_delivery_change", again.pk)).content.decode()


def test_report_has_no_formulas(desk):
    delivery = delivered(desk, ROWS, "=cmd.jsonl")
    step(desk, delivery, "bring")

    report = b"".join(desk.get(address("archive_delivery_report", delivery.pk))).decode()

    assert ",'=cmd.jsonl,3," in report


@pytest.mark.parametrize("name", ["../secret.txt", "link.txt", "/etc/passwd"])
def test_folder_of_the_server_has_no_way_out(settings, name):
    (settings.INCOMING.parent / "secret.txt").write_text("x")
    (settings.INCOMING / "link.txt").symlink_to(settings.INCOMING.parent / "secret.txt")

    with pytest.raises(receiving.NotThere):
        receiving.choose([name], by=make_curator())


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        pytest.param("../../x.txt", "x.txt", id="climbs"),
        pytest.param("C:\\news\\a.csv", "a.csv", id="windows"),
        pytest.param(".hidden.txt", "hidden.txt", id="hidden"),
        pytest.param("..", "file", id="nothing left"),
        pytest.param("خبر.json", "خبر.json", id="arabic"),
    ],
)
def test_name_from_outside_is_a_name_and_no_path(name, safe):
    assert receiving.safe_name(name) == safe


def test_too_much_is_refused_and_nothing_stays(desk, settings):
    settings.LARGEST_DELIVERY = 10

    page = desk.post(address("archive_delivery_add"), {"upload": [SimpleUploadedFile("a.jsonl", ROWS.encode())]})

    assert "more than can be received" in page.content.decode()
    assert not Delivery.objects.exists()


def test_rows_that_are_here_already_lead_to_their_articles(desk):
    step(desk, delivered(desk, ROWS), "bring")
    again = delivered(desk, ROWS, "again.jsonl")
    tried = step(desk, again, "try")
    step(desk, again, "bring")

    first, second = Article.objects.order_by("pk")
    report = b"".join(desk.get(address("archive_delivery_report", again.pk))).decode()
    page = desk.get(address("archive_delivery_change", again.pk)).content.decode()
    listed = desk.get(
        address("archive_import_change", again.imports.get().pk) + "?reason=already_here"
    ).content.decode()

    assert [row["detail"].get("identifier") for row in tried.result["problems"]][1:] == [
        first.identifier,
        second.identifier,
    ]
    assert f'<a href="{first.get_absolute_url()}">' in page
    for article in (first, second):
        assert f"http://testserver{article.get_absolute_url()}" in report
        assert article.get_absolute_url() in listed
    assert "The article is in the archive already as …." in listed


def test_retry_takes_up_what_was_rejected_alone_and_says_so(desk):
    table = delivered(desk, ROWS)
    step(desk, table, "bring")
    path = table.paths[0]
    path.write_text(path.read_text().replace("{broken", '{"id": "3", "body": "اختتم المعرض أعماله في تونس."}'))

    job = step(desk, table, "retry")

    assert {name: job.result[name] for name in ("read", "imported", "duplicates", "rejected")} == {
        "read": 1, "imported": 1, "duplicates": 0, "rejected": 0,
    }  # fmt: skip
    assert Article.objects.count() == 3
    report = b"".join(desk.get(address("archive_delivery_report", table.pk))).decode()
    assert "Only what was rejected before is tried again in this file. Places: 1." in report


def test_file_that_was_rejected_as_a_whole_is_retried_in_the_manner_that_is_chosen_now(desk):
    delivery = delivered(desk, TABLE, "table.csv")
    assert step(desk, delivery, "bring").result["rejected"] == 1
    step(desk, delivery, "look", **{"name-0": "head_line", "field-0": "title", "name-1": "corpus", "field-1": "body"})

    job = step(desk, delivery, "retry")

    assert (job.result["imported"], job.result["rejected"]) == (1, 0)


def test_second_file_of_a_source_comes_with_the_columns_of_the_first(desk):
    source = make_source(name_ar="وكالة الأنباء")
    columns = {"name-0": "head_line", "field-0": "title", "name-1": "corpus", "field-1": "body"}
    step(desk, delivered(desk, TABLE, "first.csv"), "bring", source=source.pk, **columns)
    second = delivered(desk, TABLE.replace("وصول", "سفر"), "second.csv")

    step(desk, second, "look", source=source.pk, **{"name-0": "head_line", "field-0": "", "name-1": "corpus"})

    page = desk.get(address("archive_delivery_change", second.pk)).content.decode()
    assert "سفر الوزير" in page.partition('id="first"')[2]
    assert re.findall(r'<option value="(\w+)" selected', page.partition("<tbody>")[2]) == ["title", "body"]
