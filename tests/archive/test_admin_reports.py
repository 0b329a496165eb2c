"""The desk of reports."""

import datetime

import pytest
from django.utils import timezone

from archive import discarding, emptying
from archive.models import Discarded, Report
from tests.archive.newsroom import address, sign_in
from tests.makers import make_article

pytestmark = pytest.mark.django_db


def make_report(**fields) -> Report:
    given = {"kind": "error", "message": "التاريخ خطأ", "paragraph": 1, "quoted": "في 1 مايو", "text_version": 1}
    return Report.objects.create(**given | fields | {"article": fields.get("article") or make_article()})


def decide(client, report: Report, **sent):
    return client.post(
        address("archive_report_change", report.pk), {"state": "answered", "note": "صُحح", "seen": "new"} | sent
    )


def test_the_page_shows_the_words_and_leads_to_the_paragraph(client):
    sign_in(client)
    report = make_report()

    page = client.get(address("archive_report_change", report.pk)).content.decode()

    assert "التاريخ خطأ" in page
    assert "في 1 مايو" in page
    assert f"{report.article.identifier}/#p1" in page


def test_the_list_says_which_article_is_meant(client):
    sign_in(client)
    make_report(article=make_article(title="وصول السفينة إلى اللاذقية"))

    page = client.get(address("archive_report_changelist")).content.decode()

    assert '<bdi class="headline">وصول السفينة إلى اللاذقية</bdi>' in page


def test_a_decision_is_kept_with_its_note_and_leads_to_the_next(client):
    curator = sign_in(client)
    older, newer = make_report(), make_report(message="آخر")

    answer = decide(client, newer)

    newer.refresh_from_db()
    assert (newer.state, newer.note, newer.decided_by) == ("answered", "صُحح", curator)
    assert answer["Location"] == address("archive_report_change", older.pk)


def test_who_decides_too_late_keeps_the_note(client):
    sign_in(client)
    report = make_report(state="dismissed")

    page = decide(client, report, note="كتبت هذا")

    report.refresh_from_db()
    assert (report.state, page.status_code) == ("dismissed", 200)
    assert "كتبت هذا" in page.content.decode()
    assert 'value="dismissed"' in page.content.decode()


def test_words_of_a_reader_never_become_markup(client):
    sign_in(client)
    report = make_report(message="<script>x</script>", email="a@example.org")

    assert "<script>x" not in client.get(address("archive_report_change", report.pk)).content.decode()


def test_many_are_dismissed_at_once(client):
    sign_in(client)
    reports = [make_report(message=f"بريد {n}") for n in range(3)]

    chosen = {"action": "dismiss", "_selected_action": [one.pk for one in reports]}
    client.post(address("archive_report_changelist"), chosen)

    assert set(Report.objects.values_list("state", flat=True)) == {"dismissed"}


def test_the_front_desk_leads_to_those_that_wait(client):
    sign_in(client)
    make_report()
    make_report(state="answered")

    [count] = [one for one in client.get(address("index")).context["desk"]["waiting"] if "waiting=yes" in one.address]

    assert count.number == 1
    assert client.get(count.address).context["cl"].result_count == 1


@pytest.mark.parametrize("days", [0, 31], ids=["in the trash", "destroyed"])
def test_a_report_of_what_is_gone_says_what_it_was_about_and_is_decided(client, days):
    curator = sign_in(client)
    report = make_report(article=make_article("عنوان باق"))
    kept = discarding.discard(article=report.article, by=curator)
    Discarded.objects.filter(pk=kept.pk).update(discarded_at=timezone.now() - datetime.timedelta(days=days))
    emptying.empty()

    listed = client.get(address("archive_report_changelist")).content.decode()
    page = client.get(address("archive_report_change", report.pk)).content.decode()
    decide(client, report)

    assert "عنوان باق" in listed
    assert "عنوان باق" in page
    assert (address("archive_discarded_change", kept.pk) in page) is (days == 0)
    report.refresh_from_db()
    assert report.state == "answered"
