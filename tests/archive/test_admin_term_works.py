"""Terms on many articles are merged and brought back by the worker, and a page says what came of it."""

import pytest
from django.contrib.auth.models import Group

from archive.merging import merge_terms
from archive.models import Job, Topic, User
from archive.working import performing
from tests.archive.newsroom import address, sign_in
from tests.makers import make_article, make_reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics(client, monkeypatch) -> dict[str, Topic]:
    """Three topics, of which two stand on more articles than are changed at once."""
    monkeypatch.setattr("archive.admin.bounds.AT_ONCE", 1)
    sign_in(client)
    for _ in range(2):
        make_article(topics=["نفط", "بترول"])
    Topic.objects.create(name_ar="طاقة")
    return {topic.name_ar: topic for topic in Topic.objects.all()}


def merge(client, topics, losers=("نفط", "بترول"), follow=True):
    sent = [topics[name].pk for name in (*losers, "طاقة")]
    asked = {"action": "merge", "decide": "1", "winner": topics["طاقة"].pk, "_selected_action": sent}
    return client.post(address("archive_topic_changelist"), asked, follow=follow)


def work(name="merge") -> Job:
    job = Job.objects.filter(name=name).latest("pk")
    performing.perform(job.pk, limited=False)
    job.refresh_from_db()
    return job


def test_a_large_merge_is_the_workers_and_its_page_says_what_came_of_it(client, topics):
    page = merge(client, topics)
    waiting, refreshes = Topic.objects.count(), page["Refresh"]

    job = work()
    done = client.get(address("archive_topic_work", job.pk))

    assert (waiting, refreshes) == (3, "3")
    assert (job.state, job.result) == ("done", {"merged": 2, "articles": 4})
    assert topics["طاقة"].articles.count() == 2
    assert "Take it back" in done.content.decode()
    assert "Refresh" not in done


def test_a_small_merge_is_done_at_once(client, topics, monkeypatch):
    monkeypatch.setattr("archive.admin.bounds.AT_ONCE", 4)

    merge(client, topics)

    assert [topic.name_ar for topic in Topic.objects.all()] == ["طاقة"]
    assert not Job.objects.filter(name="merge").exists()


def test_what_stands_below_counts(client, topics):
    Topic.objects.filter(name_ar="نفط").update(broader=Topic.objects.create(name_ar="موارد"))
    topics = {topic.name_ar: topic for topic in Topic.objects.all()}

    merge(client, topics, losers=["موارد"])

    assert Job.objects.filter(name="merge").exists()


def test_asked_for_twice_it_is_merged_once(client, topics):
    merge(client, topics)
    merge(client, topics)

    assert Job.objects.filter(name="merge").count() == 1


def test_a_large_term_is_brought_back_by_the_worker(client, topics):
    merge(client, topics, losers=["نفط"])
    work()
    [one] = client.get(address("archive_topic_gone")).context["gone"]

    client.post(address("archive_topic_gone"), {"event": one["event"]})
    job = work("recover")

    assert (job.state, job.result["articles"], job.result["left"]) == ("done", 2, 0)
    assert Topic.objects.get(name_ar="نفط").articles.count() == 2
    assert "Here again" in client.get(address("archive_topic_work", job.pk)).content.decode()


def test_a_merge_is_stopped_between_two_terms_and_what_was_merged_is_brought_back(client, topics, monkeypatch):
    merge(client, topics)
    monkeypatch.setattr("archive.working.declaring.BREATH", 0)
    page = address("archive_topic_work", Job.objects.get(name="merge").pk)
    monkeypatch.setattr("archive.merging.merge_terms", stopping(client, page))

    job = work()

    assert (job.state, job.result) == ("cancelled", {"merged": 1, "articles": 2})
    assert len(client.get(address("archive_topic_gone")).context["gone"]) == 1


def stopping(client, page: str):
    """As `merge_terms`, but somebody presses the button meanwhile."""

    def merge_and_stop(**asked):
        client.post(page)
        return merge_terms(**asked)

    return merge_and_stop


def test_a_merge_whose_winner_is_gone_says_so(client, topics):
    merge(client, topics)
    topics["طاقة"].delete()

    job = work()

    assert job.state == "failed"
    assert "One of the entries is gone" in client.get(address("archive_topic_work", job.pk)).content.decode()
    assert Topic.objects.count() == 2


def test_only_who_may_merge_stops_a_merge(client, topics):
    merge(client, topics)
    curator = make_reader()
    User.objects.update(is_staff=True)
    curator.groups.add(Group.objects.get(name="Curators"))
    client.force_login(curator)

    client.post(address("archive_topic_work", Job.objects.get(name="merge").pk))

    assert Job.objects.get(name="merge").state == "waiting"
