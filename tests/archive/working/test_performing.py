"""What becomes of a job."""

import pytest
from django.utils import translation

from archive import working
from archive.models import Job
from archive.working import declaring, performing

pytestmark = pytest.mark.django_db


@pytest.fixture
def declare(monkeypatch):
    """Gives a name to a function for the time of the test."""

    def as_work(function):
        kind = declaring.Kind("tests: work", function, megabytes=1024, minutes=1, turn=declaring.Turn.ASKED)
        monkeypatch.setitem(declaring._kinds, kind.name, kind)
        return kind.name

    return as_work


def performed(name, **arguments):
    job = working.enqueue(name, by=None, **arguments)
    performing.perform(job.pk, limited=False)
    job.refresh_from_db()
    return job


def test_result_and_progress_are_kept(declare):
    def count(progress, upto):
        progress.tell(upto - 1, upto)
        return {"counted": upto}

    job = performed(declare(count), upto=5)

    assert (job.state, job.done, job.of, job.result) == ("done", 5, 5, {"counted": 5})


def test_failure_is_told_in_the_language_of_the_reader(declare):
    def fail(progress):
        raise MemoryError

    job = performed(declare(fail))

    assert job.state == Job.State.FAILED
    with translation.override("en"):
        assert job.sentence == "It needed more memory than the 1024 MB that this work may have."


def test_bug_fails_its_job_and_names_it(declare):
    def divide(progress):
        return 1 / 0

    job = performed(declare(divide))

    assert job.state == Job.State.FAILED
    assert str(job.pk) in job.sentence


def test_running_job_stops_at_its_next_step(declare):
    def work(progress):
        working.cancel(progress.job)
        progress.tell(1, 2)

    assert performed(declare(work)).state == Job.State.CANCELLED


def test_waiting_job_is_cancelled_at_once(declare):
    job = working.enqueue(declare(lambda progress: None), by=None)

    working.cancel(job)
    performing.perform(job.pk, limited=False)
    job.refresh_from_db()

    assert (job.state, job.attempts) == ("cancelled", 0)


def test_job_that_ends_its_worker_is_not_begun_for_ever(declare):
    job = working.enqueue(declare(lambda progress: None), by=None)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, attempts=performing.MOST_ATTEMPTS)

    performing.perform(job.pk, limited=False)
    job.refresh_from_db()

    assert job.state == Job.State.FAILED


def test_unknown_work_is_refused():
    with pytest.raises(LookupError):
        working.enqueue("sweep the floor", by=None)
