"""The front desk: what waits and what is broken, each with its list; and what is held of each source."""

import datetime

import pytest
from django.utils.module_loading import autodiscover_modules

from archive import curation, discarding
from archive.admin import filters, frontdesk, lines
from archive.models import Article, Delivery, Import, ImportProblem, Job, Relation, RepairPattern, Report, User
from archive.working import declaring
from tests.archive.newsroom import address, sign_in
from tests.archive.test_admin_desks import make_import, member
from tests.makers import make_article, make_source

pytestmark = pytest.mark.django_db
LONG = "قال وزير النفط إن الإنتاج سيزيد في الأشهر المقبلة. " * 4


def make_relation(first, second) -> Relation:
    return Relation.objects.create(first=first, second=second, kind="same", shared=1, contained=1)


def make_delivery(**job) -> Delivery:
    made = Delivery.objects.create(by=User.objects.get(username="curator"), files=[])
    made.job = Job.objects.create(name="import", arguments={"delivery": made.pk}, **job)
    made.save()
    return made


def counts(page) -> dict[str, int]:
    desk = page.context["desk"]
    return {str(count.title): count.number for count in desk["waiting"] + desk["broken"] if count.number is not None}


def test_the_front_desk_counts_what_waits_and_what_is_broken(client, time_machine):
    time_machine.move_to("2024-05-10 09:00Z")
    discarding.discard(article=make_article(), by=sign_in(client))
    make_article(status="draft")
    make_article(status="review", title="", body=LONG)
    make_article(published_on=None, embargo_until=datetime.date(2024, 5, 12), body=f"{LONG} \N{REPLACEMENT CHARACTER}")
    withheld = make_article(status="withheld", status_until=datetime.date(2024, 5, 10), body=LONG)
    make_relation(withheld, make_article(source=make_source("unsourced"), body=LONG))
    Report.objects.create(article=withheld, kind="error", message="خطأ", text_version=1)
    RepairPattern.objects.create(kind="glue", printed="فيمصر", mended="في مصر", confidence=0.9)
    make_import(state="failed", paths=["/data/agency/2023.jsonl"])
    make_import(problems=2)
    ImportProblem.objects.create(importing=make_import(), path="a.pdf", stage="parse", reason="doubtful_text_layer")
    make_delivery(state="failed")

    found = counts(client.get(address("index")))

    assert set(found.values()) == {1}
    assert list(found) == [str(line.title) for line in lines.WAITING + lines.BROKEN if line.rows or line.number]


def test_every_kind_of_work_has_a_name_in_words():
    autodiscover_modules("jobs")
    declared = {name for name, kind in declaring._kinds.items() if kind.function.__module__.endswith(".jobs")}

    assert set(frontdesk.WORKS) == declared


def test_what_went_to_the_trash_is_named_among_what_was_done(client):
    discarding.discard(article=make_article("وصول الوفد"), by=sign_in(client))

    assert "وصول الوفد" in client.get(address("index")).content.decode()


def test_every_count_leads_to_a_list_of_as_many(client):
    discarding.discard(article=make_article(), by=sign_in(client))
    make_article(status="draft", title="", published_on=None)
    today = datetime.date.today()
    odd = f"{LONG} \ue000"
    withheld = make_article(
        status="withheld", embargo_until=today + datetime.timedelta(3), status_until=today, body=odd
    )
    Report.objects.create(article=withheld, kind="error", message="خطأ", text_version=1)
    RepairPattern.objects.create(kind="glue", printed="فيمصر", mended="في مصر", confidence=0.9)
    make_relation(withheld, make_article(status="review", source=make_source("unsourced"), body=LONG))
    make_import(state="failed", paths=["/data/agency/2023.jsonl"])
    importing = make_import(problems=1)
    ImportProblem.objects.create(importing=importing, path="a.pdf", stage="parse", reason="mended_text_layer")
    Import.objects.filter(pk=make_import(problems=1).pk).update(started_at="2019-03-23T00:00Z")  # not lately
    make_delivery(state="failed")
    make_delivery(state="done")
    desk = client.get(address("index")).context["desk"]

    for count in desk["waiting"] + desk["broken"]:
        if count.number is not None:
            assert client.get(count.address).context["cl"].result_count == count.number == 1, count.title


def test_an_import_that_a_later_one_brought_to_its_end_is_not_broken():
    left, _gone_on_with = (Import.objects.create(paths=[name], state="failed") for name in ("a.csv", "b.csv"))
    Import.objects.create(paths=["b.csv"], state="finished")

    assert list(filters.broken_off(Import.objects.all())) == [left]


def test_the_front_desk_names_the_work_that_is_open(client):
    sign_in(client)
    running = make_delivery(state="running", done=5, of=20)
    make_delivery(state="done")

    [job] = client.get(address("index")).context["desk"]["jobs"]

    assert (job["title"], job["row"].percent) == ("Import", 25)
    assert job["address"] == address("archive_delivery_change", running.pk)


def test_a_line_is_seen_by_who_may_see_its_desk(client):
    person = member("Curators")
    group = person.groups.get()
    group.permissions.remove(*group.permissions.filter(codename__in=["view_import", "view_delivery"]))
    client.force_login(person)

    assert not [title for title in counts(client.get(address("index"))) if "import" in title or "Deliver" in title]


# ---------- what is held of each source ----------


def test_coverage_shows_the_gaps_between_months_and_leads_to_their_articles(client):
    sign_in(client)
    source = make_source("warraq")
    for day in ("2019-01-05", "2019-01-09", "2019-03-23"):
        make_article(source=source, published_on=datetime.date.fromisoformat(day))
    make_article(source=source, published_on=datetime.date(2019, 1, 1), date_precision="year")

    [row] = client.get(address("coverage")).context["coverage"].rows

    cells = {cell.name: cell for cell in row.cells}
    january, gap = cells["January 2019"], cells["February 2019"]
    assert (january.count, january.ink, gap.is_gap, cells["April 2019"].is_gap) == (2, 4, True, False)
    assert (row.total, row.gaps, row.elsewhere) == (3, 1, 1)
    assert client.get(january.address).context["cl"].result_count == 2


def test_coverage_leads_to_earlier_and_later_years_that_hold_something(client):
    sign_in(client)
    for year in (1990, 2019):
        make_article(published_on=datetime.date(year, 5, 1))

    latest = client.get(address("coverage")).context["coverage"]
    first = client.get(address("coverage"), {"until": latest.earlier}).context["coverage"]

    assert (latest.years, latest.earlier, latest.later) == ([2017, 2018, 2019], 1990, None)
    assert (first.years, first.earlier, first.later) == ([1988, 1989, 1990], None, 2021)


@pytest.mark.parametrize("until", ["0", "-3", "x", "99999", "٢٠١٩"])
def test_a_year_that_is_none_is_a_page(client, until):
    sign_in(client)
    make_article()

    assert client.get(address("coverage"), {"until": until}).status_code == 200


def test_an_empty_archive_says_how_to_begin(client):
    sign_in(client)

    assert "manage.py ingest" in client.get(address("index")).content.decode()


def test_the_front_desk_says_what_people_did(client):
    curator = sign_in(client)
    article = make_article(title="خبر القمة")
    Article.objects.update(section="بلا أحد")
    curation.withhold(article=article, reason="privacy", by=curator)

    [deed] = client.get(address("index")).context["desk"]["deeds"]

    assert (deed["act"], deed["who"]) == ("Withheld", "curator")
    assert "خبر القمة" in deed["article"]


def test_the_front_desk_takes_few_queries(client, django_assert_max_num_queries):
    sign_in(client)
    for _ in range(5):
        make_article(status="draft")
        make_import(problems=3)

    with django_assert_max_num_queries(32):
        client.get(address("index"))
