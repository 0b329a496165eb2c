"""Serving the pages with gunicorn, in the place of the process that made everything ready.

That process has the whole archive program in memory; exec gives it back and leaves one process to stop.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

from django.conf import settings

from config import local_postgres

HOST = "127.0.0.1"
# The longest address, in bytes: some ten thousand Arabic letters, so that the search page can answer who pastes a text.
# gunicorn's own bound of 8,190 is 1,300 letters, and its answer a bare English page.
LONGEST_ADDRESS = 64 * 1024
# Two processes use two cores; threads wait for the database at the same time.
GUNICORN = [
    "--workers=2",
    "--threads=4",
    "--timeout=60",
    "--graceful-timeout=10",
    f"--limit-request-line={LONGEST_ADDRESS}",
    "--log-level=warning",
]
FAREWELL = 8  # seconds in which the worker ends, at most


def replace_process(port: int, held: int | None, tender: int) -> None:
    """Become the server of `config.wsgi`; `held` is the lock on the embedded database (see local_postgres.hold).

    The server ends after the `tender` of its worker, a process that this one has begun.
    """
    if held is not None:
        os.set_inheritable(held, True)
    os.environ["FIHRIST_DATA"] = str(settings.FIHRIST_DATA)  # it may have been given relative to the old folder
    os.environ["FIHRIST_ROLE"] = "web"
    os.chdir(settings.BASE_DIR)
    arguments = [str(port), str("" if held is None else held), str(tender)]
    os.execv(sys.executable, [sys.executable, "-m", "config.serving", *arguments])


def start_worker() -> int:
    """The worker beside the pages, which ends when this process does; the number of its tender (`config.tending`)."""
    environment = {**os.environ, "FIHRIST_DATA": str(settings.FIHRIST_DATA), "FIHRIST_ROLE": "command"}
    program = [sys.executable, "-m", "config.tending", str(settings.BASE_DIR / "manage.py"), "work"]
    return subprocess.Popen(program, stdin=subprocess.DEVNULL, cwd=settings.BASE_DIR, env=environment).pid


def end_worker(tender: int) -> None:
    """End it with its worker, and wait until both are gone, so that nobody uses the database after the server."""
    end = time.monotonic() + FAREWELL
    try:
        os.kill(tender, signal.SIGTERM)
        while time.monotonic() < end and os.waitpid(tender, os.WNOHANG) == (0, 0):
            time.sleep(0.05)
    except (ProcessLookupError, ChildProcessError):
        return  # it was gone already


def main(port: str, held: str, tender: str = "") -> None:
    """What the new process does."""
    from gunicorn.app import wsgiapp
    from gunicorn.http import message

    if held:
        local_postgres.adopt(settings.FIHRIST_DATA, int(held))
    message.MAX_REQUEST_LINE = LONGEST_ADDRESS  # which caps the option
    sys.argv = ["gunicorn", f"--bind={HOST}:{port}", *GUNICORN, "--no-control-socket", "config.wsgi"]
    server = os.getpid()
    try:
        wsgiapp.run()
    finally:
        if tender and os.getpid() == server:  # not in the processes that it begins
            end_worker(int(tender))


if __name__ == "__main__":
    main(*sys.argv[1:])
