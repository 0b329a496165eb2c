"""A real worker, its processes and its queue."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote, urlencode

import croniter
import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation

from archive import working
from archive.models import Article, Delivery, Import, Job
from archive.working import declaring, queue
from tests.archive.ingest.making import BODY, json_lines
from tests.archive.working.trial import jobs as trial
from tests.makers import make_article, make_curator

ROWS = 4000  # two batches
# The archive does not know this work but here.
TRIAL = {name: declaring._kinds.pop(name) for name in ("trial: gather", "trial: dawdle")}
PATIENCE = 30  # seconds


@pytest.fixture(autouse=True)
def _surroundings(transactional_db, monkeypatch, tmp_path):
    """Processes that a worker starts look into the database of the tests, and know of work that goes wrong."""
    for name, kind in TRIAL.items():
        monkeypatch.setitem(declaring._kinds, name, kind)
    monkeypatch.setenv("FIHRIST_DATA", str(tmp_path))
    known = connection.settings_dict
    place = urlencode({name.lower(): known[name] for name in ("HOST", "PORT", "PASSWORD") if known[name]})
    monkeypatch.setenv("DATABASE_URL", f"postgresql://{quote(known['USER'], safe='')}@/{known['NAME']}?{place}")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", f"{trial.__package__}.settings")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs; DELETE FROM procrastinate_workers")


def asked_for(name: str, **arguments) -> Job:
    return working.enqueue(name, by=None, **arguments)


def test_worker_does_what_waits_in_a_process_of_its_own():
    make_article(body="وصل الوزير إلى دمشق صباح اليوم")
    job = asked_for("relate")

    queue.work(wait=False)

    job.refresh_from_db()
    assert (job.state, job.result) == (Job.State.DONE, {"articles": 1, "pairs": 0})


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        pytest.param(
            "trial: gather", "It needed more memory than the 900 MB that this work may have.", id="too much memory"
        ),
        pytest.param(
            "trial: dawdle",
            "It took longer than the 1 minutes that this work may take. What was done stays.",
            id="too much time",
        ),
    ],
)
def test_work_that_takes_more_than_it_may_is_ended_and_other_work_goes_on(name, sentence):
    greedy, good = asked_for(name), asked_for("relate")
    begun = time.monotonic()

    queue.work(wait=False)

    greedy.refresh_from_db()
    good.refresh_from_db()
    assert [greedy.state, good.state] == [Job.State.FAILED, Job.State.DONE]
    with translation.override("en"):
        assert greedy.sentence == sentence
    assert time.monotonic() - begun < trial.DAWDLING  # it was not waited for


def test_what_somebody_asked_for_does_not_wait_for_upkeep():
    upkeep, asked = asked_for("relate"), asked_for("trial: dawdle")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE (args->>'number')::int = %s", [upkeep.pk])
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        cursor.execute(
            "SELECT args->>'number' FROM procrastinate_fetch_job_v2(%s, %s)", [["archive"], *cursor.fetchone()]
        )
        assert cursor.fetchone() == (str(asked.pk),)


def test_workers_that_are_gone_are_looked_for_every_quarter_of_a_minute():
    (periodic,) = queue.app.periodic_registry.periodic_tasks.values()
    ticks = croniter.croniter(periodic.cron, 1_800_000_007)

    assert [ticks.get_next(float) - 1_800_000_000 for _ in range(3)] == [15, 30, 45]


def test_an_import_whose_worker_is_killed_is_ended_by_the_next_one(tmp_path, monkeypatch):
    rows = [{"id": str(n), "title": f"خبر {n}", "body": f"{BODY} {n}", "source": "صحيفة الورّاق"} for n in range(ROWS)]
    job = asked_for("import", delivery=delivered(tmp_path / "rows.jsonl", json_lines(*rows)).pk, dry=False)
    worker = subprocess.Popen([sys.executable, "manage.py", "work"], cwd=settings.BASE_DIR)
    try:
        wait_for(Article.objects.exists)
    finally:
        children = Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()
        for process in (worker.pid, *map(int, children)):  # as where the machine goes
            os.kill(process, signal.SIGKILL)
        worker.wait()
    monkeypatch.setattr(queue, "DEAD", 0)
    stored = Article.objects.count()

    queue.work(wait=False)

    job.refresh_from_db()
    assert stored < ROWS
    assert (job.state, job.attempts) == (Job.State.DONE, 2)
    assert Article.objects.count() == ROWS
    assert Import.objects.filter(state=Import.State.FINISHED).count() == 1


def wait_for(condition) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, list(Job.objects.values())
        time.sleep(0.02)


def delivered(path: Path, content: bytes) -> Delivery:
    """One file, brought to the import desk."""
    path.write_bytes(content)
    file = {"path": str(path), "name": path.name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    return Delivery.objects.create(by=make_curator("deliverer"), files=[file], status=Article.Status.PUBLISHED)
