"""Watching: how much memory this process and those it starts have at most, and the database's beside them.

Linux only: the kernel tells each process's proportional share (PSS), which counts what several of them share once.
"""

import contextlib
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
BREATH = 0.5  # seconds between two looks


@dataclass
class Peak:
    """The highest sums seen, in bytes."""

    program: int = 0
    server: int = 0  # of the database, where it runs here and may be looked at

    def look(self, root: int, server: int | None) -> None:
        children = _children()
        of_server = set(_below(server, children)) if server else set()  # which the program may have started
        self.program = max(self.program, _memory(set(_below(root, children)) - of_server))
        self.server = max(self.server, _memory(of_server))


@contextlib.contextmanager
def watched(root: int, server: int | None = None) -> Iterator[Peak]:
    """The peak of process `root` with all below it, and of the database's first process, while the block runs."""
    peak, over = Peak(), threading.Event()

    def watch() -> None:
        while not over.wait(BREATH):
            peak.look(root, server)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()
        peak.look(root, server)


def parent_of(process: int) -> int | None:
    """The process that started this one, if it is here."""
    with contextlib.suppress(OSError, ValueError):
        return int((PROC / str(process) / "stat").read_text().rpartition(")")[2].split()[1])
    return None


def _children() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for path in PROC.glob("[0-9]*"):
        process = int(path.name)
        parent = parent_of(process)
        if parent is not None:
            found.setdefault(parent, []).append(process)
    return found


def _below(process: int, children: dict[int, list[int]]) -> Iterator[int]:
    yield process
    for child in children.get(process, ()):
        yield from _below(child, children)


def _memory(processes: Iterable[int]) -> int:
    return sum(map(_share, processes))


def _share(process: int) -> int:
    """The proportional share of a process; nothing of one that is gone or another account's."""
    with contextlib.suppress(OSError):
        for line in (PROC / str(process) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
