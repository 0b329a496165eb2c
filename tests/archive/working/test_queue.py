"""A real worker, its processes and its queue."""

from urllib.parse import quote, urlencode

import pytest
from django.db import connection

from archive import working
from archive.models import Job
from archive.working import queue
from tests.makers import make_article


@pytest.mark.django_db(transaction=True)
def test_worker_does_what_waits_in_a_process_of_its_own(monkeypatch):
    known = connection.settings_dict
    place = urlencode({name.lower(): known[name] for name in ("HOST", "PORT", "PASSWORD") if known[name]})
    monkeypatch.setenv("DATABASE_URL", f"postgresql://{quote(known['USER'], safe='')}@/{known['NAME']}?{place}")
    make_article(body="وصل الوزير إلى دمشق صباح اليوم")
    job = working.enqueue("relate", by=None)

    queue.work(wait=False)

    job.refresh_from_db()
    assert (job.state, job.result) == (Job.State.DONE, {"articles": 1, "pairs": 0})
