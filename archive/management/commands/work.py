"""`manage.py work`: does what was asked for in the newsroom, beside the pages."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from archive.working import performing, queue


class Command(BaseCommand):
    help = (
        "The worker: does what was asked for in the newsroom (imports, edits of many articles). `run` starts one; "
        "on a server it is a service of its own. Ends by Ctrl-C or SIGTERM; the next one takes up what it left."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits, and end")
        parser.add_argument("--job", type=int, help=SUPPRESS)  # the process of one job
        parser.add_argument("--with", type=int, dest="parent", help=SUPPRESS)  # ends with that process

    def handle(self, *args: Any, once: bool, job: int | None, parent: int | None, **options: Any) -> None:
        if parent is not None:
            performing.end_with(parent)
        if job is not None:
            performing.perform(job)
        else:
            queue.work(wait=not once)
