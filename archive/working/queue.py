"""The queue: procrastinate on our own PostgreSQL. Nothing else knows it.

The worker gives every job a process of its own, which can be limited, ended and killed. A worker that was killed
leaves its jobs marked as being worked on; its heart stops beating, and the next look of another one puts them back.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import os
import signal
import sys
from typing import Any, cast

from django.conf import settings
from django.db import close_old_connections
from procrastinate import App
from procrastinate.contrib.django import app as proxy

from archive.models import Job
from archive.working import declaring, performing
from archive.working.declaring import Turn

app = cast(App, proxy)

QUEUE = "archive"
SIDE_BY_SIDE = 4  # jobs: one of each turn, and a short one
HEARTBEAT = 5  # seconds
A_DAY = 86_400
DEAD = 15  # seconds without a heartbeat


def put(number: int, turn: Turn) -> None:
    """In the transaction that is open."""
    work_on.configure(lock=turn or None).defer(number=number)


def work(*, wait: bool = True) -> None:
    """What the worker does until it is told to end; without `wait`, until nothing waits."""
    asyncio.run(_work(wait))


async def _work(wait: bool) -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as engine:  # type: ignore[attr-defined]
        async with engine.open_async():
            await put_back_stalled(engine)
            await engine.run_worker_async(
                queues=[QUEUE],
                concurrency=SIDE_BY_SIDE,
                wait=wait,
                delete_jobs="always",  # the archive keeps its own account
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=DEAD,
                shutdown_graceful_timeout=1 if wait else A_DAY,
            )


@app.task(queue=QUEUE, name="archive.work_on")
async def work_on(number: int) -> None:
    """Has a process do the job, and sees to its end."""
    kind = await asyncio.to_thread(_kind_of, number)
    if kind is None:
        return
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(settings.BASE_DIR / "manage.py"), "work", "--job", str(number), "--with", str(os.getpid()),
        stdin=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        async with asyncio.timeout(kind.minutes * 60):
            await process.wait()
    except TimeoutError:
        _kill(process)
        await asyncio.to_thread(_fail, number, performing.TOO_LONG, minutes=math.ceil(kind.minutes))
    except asyncio.CancelledError:  # the worker ends: the job is put back for the next one
        _kill(process)
        await work_on.configure(lock=kind.turn or None).defer_async(number=number)
        raise
    else:
        await asyncio.to_thread(_fail, number, performing.BROKEN_OFF)  # does nothing to a job that has ended


@app.periodic(cron="* * * * * */15")  # the sixth place has the seconds
@app.task(queue=QUEUE, name="archive.put_back", queueing_lock="put_back", pass_context=True)
async def put_back(context: Any, timestamp: int) -> None:
    await put_back_stalled(context.app)


async def put_back_stalled(engine: App) -> None:
    """Jobs of workers that are gone wait again."""
    for stalled in await engine.job_manager.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=DEAD):
        await engine.job_manager.retry_job(stalled)


def _kill(process: asyncio.subprocess.Process) -> None:
    """The process of a job, and those that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _kind_of(number: int) -> declaring.Kind | None:
    try:
        job = Job.objects.filter(pk=number).first()
        return declaring.kind(job.name) if job and job.is_open else None
    finally:
        close_old_connections()


def _fail(number: int, sentence: str, **detail: int) -> None:
    try:
        performing.fail(number, sentence, **detail)
    finally:
        close_old_connections()
