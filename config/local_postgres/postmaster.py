"""The running server, as its file postmaster.pid and the kernel tell of it."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path

STOP_SECONDS = 60


def ready(cluster: Path) -> bool:
    """Whether the server of this cluster takes connections: the eighth line of its file, as pg_ctl reads it."""
    with contextlib.suppress(FileNotFoundError, IndexError):
        return _file(cluster).read_text().splitlines()[7].strip() == "ready"
    return False


def pid(cluster: Path) -> int | None:
    """The process id of the running server; None when the number on file is nobody's, or another process's by now."""
    number = _recorded(cluster)
    if number is None or not _alive(number):
        return None
    if not Path("/proc/self/cwd").exists():  # not Linux
        return number
    with contextlib.suppress(OSError):
        if os.path.samefile(f"/proc/{number}/cwd", cluster):
            return number
    return None


def stop(cluster: Path) -> None:
    """End the server, if it runs: transactions under way are rolled back, everything committed is on disk."""
    for how in (signal.SIGINT, signal.SIGQUIT):
        running = pid(cluster)
        if running is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(running, how)
        end = time.monotonic() + STOP_SECONDS
        while pid(cluster) == running and time.monotonic() < end:
            time.sleep(0.01)


def forget_stranger(cluster: Path) -> None:
    """Remove the file of a server that is gone, if its number is another process's by now.

    PostgreSQL would not start: it takes any process of its own account with that number for a server.
    """
    number = _recorded(cluster)
    if number is not None and _alive(number) and pid(cluster) is None:
        _file(cluster).unlink(missing_ok=True)


def _file(cluster: Path) -> Path:
    return cluster / "postmaster.pid"


def _recorded(cluster: Path) -> int | None:
    with contextlib.suppress(FileNotFoundError, ValueError, IndexError):
        number = int(_file(cluster).read_text().split()[0])
        return number if number > 0 else None
    return None


def _alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
