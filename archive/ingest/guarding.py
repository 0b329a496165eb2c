"""Guarding: what fails costs one article or row, and the rest of its file goes on."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TypeVar

from archive.ingest.problems import Problem, Reason, Refused, Stage, Where
from archive.ingest.reading import DAMAGE

LOG = logging.getLogger(__name__)
T = TypeVar("T")
# The limit of the work, which ends it; a file that cannot be read further.
BEYOND_A_ROW = (MemoryError, OSError, *DAMAGE)


def guarded(items: Iterator[T], where: Where, stage: Stage = Stage.PARSE) -> Iterator[T | Problem]:
    """What is made of one row, and the problem at which that ends, if it does."""
    try:
        yield from items
    except Refused as refused:
        yield refused.at(where, stage)
    except BEYOND_A_ROW:
        raise
    except Exception as error:
        yield fault_of_ours(error, where, stage)


def fault_of_ours(error: Exception, where: Where, stage: Stage) -> Problem:
    """A stage met what nobody thought of: that is in the log whole."""
    LOG.error("%s: %s", where, stage.value, exc_info=error)
    return Problem(where, stage, Reason.UNFORESEEN, {"error": type(error).__name__})
