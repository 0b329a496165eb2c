"""Tending the worker beside the pages: started after them, started again if it was killed, ended with them.

A small process of its own, without the archive's code: `python -m config.tending PROGRAM…`, below the server.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

BREATH = 0.5  # seconds between two looks
PAGES_FIRST = 2  # seconds in which the server starts undisturbed, and between two starts of a worker
FAREWELL = 5  # seconds in which the worker ends by itself


def tend(program: list[str]) -> None:
    """Keep the program running as long as the process that began this one lives; the program ends with this one."""
    server, worker, due = os.getppid(), None, time.monotonic() + PAGES_FIRST
    try:
        while os.getppid() == server:
            if time.monotonic() > due and (worker is None or worker.poll() is not None):
                command = [sys.executable, *program, "--with", str(os.getpid())]
                worker = subprocess.Popen(command, stdin=subprocess.DEVNULL)
                due = time.monotonic() + PAGES_FIRST
            time.sleep(BREATH)
    finally:
        if worker:
            _end(worker)


def _end(worker: subprocess.Popen) -> None:
    worker.terminate()
    try:
        worker.wait(FAREWELL)
    except subprocess.TimeoutExpired:
        worker.kill()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        tend(sys.argv[1:])
    except KeyboardInterrupt:  # Ctrl-C in the terminal is for all of them
        sys.exit(0)
