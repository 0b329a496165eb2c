"""Declaring: which kinds of work there are, what each may take, and what it is told while it runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.module_loading import autodiscover_modules

from archive.models import Job

BREATH = 0.5  # seconds between two reports of a job

# What a kind of work is: a function of its `Progress` and its arguments by name; what it returns is the job's result.
Work = Callable[..., Mapping[str, Any] | None]


class Turn(StrEnum):
    """What work waits for: for work of the same turn, so that what somebody asked for never waits for upkeep."""

    NONE = ""  # it is short, and begins at once
    ASKED = "asked"  # what curators asked for, one after the other
    INDEX = "index"
    UPKEEP = "upkeep"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work."""

    name: str
    function: Work
    megabytes: int  # of memory that its process may have
    minutes: float
    turn: Turn


class Failed(Exception):  # noqa: N818 - what happened, not whose fault it was
    """Raised by work that cannot go on; the sentence is a message (`gettext_noop`), shown in the reader's language."""

    def __init__(self, sentence: str, **detail: str | int) -> None:
        super().__init__(sentence)
        self.sentence, self.detail = sentence, detail


class Cancelled(Exception):  # noqa: N818
    """Raised inside work by `Progress.tell` when somebody has stopped it; what was committed stays."""


class Progress:
    """How work says how far it is, and hears that it shall stop."""

    def __init__(self, job: Job, clock: Callable[[], float] = time.monotonic) -> None:
        self.job, self.clock = job, clock
        self.told = float("-inf")

    def tell(self, done: int, of: int | None = None, *, result: Mapping[str, Any] | None = None) -> None:
        """So much is done, of so much; `result` is what can be shown already. Raises `Cancelled`.

        Call it as often as you like, outside of transactions: twice a second it is written down.
        """
        now = self.clock()
        if now - self.told < BREATH:
            return
        self.told = now
        values: dict[str, Any] = {"done": done, "of": of}
        if result is not None:
            values["result"] = dict(result)
        Job.objects.filter(pk=self.job.pk).update(**values)
        if Job.objects.filter(pk=self.job.pk, stopping=True).exists():
            raise Cancelled


_kinds: dict[str, Kind] = {}


def job(name: str, *, megabytes: int = 1024, minutes: float = 60, turn: Turn = Turn.ASKED) -> Callable[[Work], Work]:
    """Declares the function as the work `name`, which may take so much memory and so long."""

    def declare(function: Work) -> Work:
        _kinds[name] = Kind(name, function, megabytes, minutes, turn)
        return function

    return declare


def kind(name: str) -> Kind:
    """The work of that name; raises `LookupError`."""
    if name not in _kinds:
        autodiscover_modules("jobs")
    if name not in _kinds:
        raise LookupError(f"No work is called {name}: it is declared in a module `jobs` of an app")
    return _kinds[name]
