"""Who uses the server, and stopping it after the last one.

Every user holds a shared lock on one file. A keeper, a small process of its own, waits for the exclusive lock: it gets
it when no user is left, however they ended, and stops the server. A user who comes meanwhile waits until it is stopped.
While there are users, the keeper starts a server that was killed again.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from config.local_postgres import cluster, postmaster
from config.local_postgres.errors import LocalPostgresError
from config.local_postgres.places import Places

BREATH = 0.5  # seconds between two looks of the keeper
PATIENCE = 300  # seconds: a server that recovers after a crash may take that long
_keepers: list[subprocess.Popen[bytes]] = []  # a child that nobody remembers is warned about


def lock(path: Path, kind: int) -> int:
    """Wait for the lock and give its descriptor; raises LocalPostgresError after five minutes."""
    descriptor = _open(path)
    end = time.monotonic() + PATIENCE
    while not _try(descriptor, kind):
        if time.monotonic() > end:
            os.close(descriptor)
            raise LocalPostgresError(f"Another process has held {path} for {PATIENCE} seconds. End it and try again.")
        time.sleep(0.02)
    return descriptor


@contextlib.contextmanager
def locked(path: Path, kind: int) -> Iterator[None]:
    descriptor = lock(path, kind)
    try:
        yield
    finally:
        os.close(descriptor)


def appoint(places: Places) -> None:
    """Start the keeper, unless one is at work."""
    descriptor = _open(places.keeper)
    try:
        if _try(descriptor, fcntl.LOCK_EX):
            root = Path(__file__).parents[2]
            program = (
                "import sys; sys.path.insert(0, sys.argv[1]); from config.local_postgres import keeping; keeping.keep()"
            )
            _keepers.append(
                subprocess.Popen(
                    [sys.executable, "-I", "-c", program, root, places.data, str(descriptor)],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    cwd="/",
                    pass_fds=[descriptor],
                    start_new_session=True,  # Ctrl-C in the terminal is for the users
                )
            )
    finally:
        os.close(descriptor)


def keep() -> None:
    """What the keeper does, with the data folder and the descriptor of its lock as arguments."""
    places, own = Places.below(Path(sys.argv[2])), int(sys.argv[3])
    users = _open(places.users)
    while not _try(users, fcntl.LOCK_EX):
        time.sleep(BREATH)
        if postmaster.pid(places.cluster) is None and not _try(users, fcntl.LOCK_EX):
            with contextlib.suppress(LocalPostgresError):  # it is in the log; the next breath tries again
                _revive(places, users)
    postmaster.stop(places.cluster)
    os.close(own)  # before the users' lock: who gets that one must see that there is no keeper
    os.close(users)


def ensure(places: Places) -> None:
    """Start the server if it is down; whoever else is starting it is waited for."""
    with locked(places.gate, fcntl.LOCK_EX):
        if not cluster.answers(places):
            cluster.start(places)


def _revive(places: Places, users: int) -> None:
    """Start a killed server again, unless it was stopped because nobody is left."""
    with locked(places.gate, fcntl.LOCK_EX):
        if not _try(users, fcntl.LOCK_EX) and not cluster.answers(places):
            cluster.start(places)


def stop_if_last(places: Places) -> None:
    """Stop the server if nobody uses it, so that it is down when its last user has ended and not a moment later."""
    if not places.folder.exists():  # it was deleted meanwhile
        return
    with locked(places.gate, fcntl.LOCK_EX):
        descriptor = _open(places.users)
        if _try(descriptor, fcntl.LOCK_EX):
            postmaster.stop(places.cluster)
        elif not _try(descriptor, fcntl.LOCK_SH):  # the keeper was quicker: wait for it
            fcntl.flock(descriptor, fcntl.LOCK_SH)
        os.close(descriptor)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)


def _try(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
