"""One PostgreSQL cluster: refused, made, started."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import stat
import subprocess
import time
from pathlib import Path

from config.local_postgres import account, binaries, postmaster
from config.local_postgres.errors import LocalPostgresError
from config.local_postgres.places import Places

PORT = "5432"  # names the socket file only: there is no TCP
ROLE = "fihrist"  # the role and its database; it owns the database and may create others, and is no superuser
START_SECONDS = 300

MB = 2**20
MEMORY = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MB


def _share(part: int, least: int, most: int) -> str:
    """One part in so many of the machine's memory, in MB."""
    return f"{min(most, max(least, MEMORY // part))}MB"


SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "shared_buffers": _share(4, 128, 8192),
    "effective_cache_size": _share(2, 512, 2**20),
    "work_mem": "32MB",
    "maintenance_work_mem": _share(16, 128, 1024),  # building an index
    "max_wal_size": "4GB",  # an import writes much at once; fewer checkpoints
    "checkpoint_timeout": "15min",
    "wal_level": "minimal",  # nobody copies this server's log; so an index is built without it
    "max_wal_senders": "0",
    "random_page_cost": "1.1",  # solid-state disks
    "jit": "off",  # compiling costs more than our short queries
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_error_statement": "panic",  # a reader's words stay out of the log
}
PREWARMING = "pg_prewarm"  # after a restart, brings back into memory what was there
_servers: list[subprocess.Popen[bytes]] = []  # a child that nobody remembers is warned about


def refuse_foreign(places: Places) -> None:
    """Raise LocalPostgresError if this user or this version must not run the cluster that is there."""
    if not places.cluster.exists():
        return
    owner = places.cluster.stat().st_uid
    if os.geteuid() not in (0, owner):
        raise LocalPostgresError(
            f"The database in {places.cluster} belongs to another account (user id {owner}). "
            "Run this as that account or as root, or set FIHRIST_DATA to a folder of your own."
        )
    made_by = (places.cluster / "PG_VERSION").read_text().strip()
    if made_by != str(binaries.MAJOR):
        raise LocalPostgresError(
            f"The database in {places.cluster} was made by PostgreSQL {made_by}, and this is {binaries.MAJOR}. "
            f"Dump it with version {made_by}, set FIHRIST_DATA to an empty folder, and restore the dump there."
        )


def answers(places: Places) -> bool:
    """Whether a server listens on the socket."""
    _refuse_strange_socket_folder(places)
    with socket.socket(socket.AF_UNIX) as line, contextlib.suppress(FileNotFoundError, ConnectionRefusedError):
        line.connect(str(places.socket / f".s.PGSQL.{PORT}"))
        return True
    return False


def start(places: Places) -> None:
    """Make the cluster if there is none, start its server and wait until it takes connections."""
    if not places.cluster.exists():
        _make(places)
    postmaster.stop(places.cluster)  # alive without a socket: somebody swept the folder
    postmaster.forget_stranger(places.cluster)
    who = account.of(places.cluster)
    _make_folder(places.socket, who)
    for left in places.socket.glob(".s.PGSQL.*"):  # by a killed server; its number, too, may be a stranger's by now
        left.unlink()
    places.log.unlink(missing_ok=True)
    command = binaries.command("postgres", who, places.cluster / "PG_VERSION", places.socket / "socket")
    command += ["-D", str(places.cluster), f'--unix_socket_directories="{places.socket}"']
    command += [f"--{name}={value}" for name, value in SETTINGS.items()]
    if binaries.has_library(PREWARMING):
        command += [f"--shared_preload_libraries={PREWARMING}"]
    end = time.monotonic() + START_SECONDS
    while not _comes_up(command, places, end):
        time.sleep(0.5)


def _make(places: Places) -> None:
    """initdb beside its place, and move it there when it is whole: a start that was killed leaves nothing half made."""
    who = account.of(places.cluster)
    shutil.rmtree(places.unfinished, ignore_errors=True)
    _make_folder(places.unfinished, who)
    below = places.unfinished / "PG_VERSION"
    initdb = [*binaries.command("initdb", who, below), "-D", str(places.unfinished), "-U", "postgres"]
    initdb += ["-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
    binaries.run([*initdb, "--auth=peer"])
    binaries.run(
        [*binaries.command("postgres", who, below), "--single", "-D", str(places.unfinished), "postgres"],
        f"CREATE ROLE {ROLE} LOGIN CREATEDB;\nCREATE DATABASE {ROLE} OWNER {ROLE};\n",
    )
    # The kernel says who connects; root and the server's account may be both roles.
    people = sorted({"root", who.pw_name})
    roles = [f'{ROLE} "{name}" {role}\n' for name in people for role in (ROLE, "postgres")]
    _replace(places.unfinished / "pg_ident.conf", "".join(roles))
    _replace(places.unfinished / "pg_hba.conf", f"local all all peer map={ROLE}\n")
    places.unfinished.rename(places.cluster)


def _comes_up(command: list[str], places: Places, end: float) -> bool:
    """Start the server once. True when it is ready, False when trying again may help; raises otherwise."""
    with places.log.open("ab") as log:
        server = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=binaries.environment(),
            cwd="/",
            start_new_session=True,  # Ctrl-C in the terminal is not for the server
        )
    _servers.append(server)
    while server.poll() is None:
        if postmaster.ready(places.cluster):
            return True
        if time.monotonic() > end:
            postmaster.stop(places.cluster)
            raise LocalPostgresError(f"PostgreSQL was not ready after {START_SECONDS} seconds. Its log: {places.log}")
        time.sleep(0.01)
    said = places.log.read_text(errors="replace")
    if "still in use" in said and time.monotonic() < end:  # a backend outlives a killed server until its query ends
        return False
    raise LocalPostgresError(f"PostgreSQL does not start. Its log, {places.log}, says:\n{said[-2000:]}")


def _make_folder(path: Path, who: pwd.struct_passwd) -> None:
    """Make a folder that only the account (and root) may enter."""
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=0o700)
        os.chown(path, who.pw_uid, who.pw_gid)


def _refuse_strange_socket_folder(places: Places) -> None:
    """In /tmp anybody may have been there first; whoever owns the folder would be our database."""
    with contextlib.suppress(FileNotFoundError):
        found = places.socket.lstat()
        private = stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077
        if not private or found.st_uid != account.of(places.cluster).pw_uid:
            raise LocalPostgresError(
                f"{places.socket} is not a private folder of the account that the database runs under. "
                "Remove it, or set FIHRIST_DATA to a shorter path."
            )


def _replace(path: Path, text: str) -> None:
    """Write a file in a folder that another account owns, never through a link that it may have put there."""
    path.unlink()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW), "w") as file:
        file.write(text)
        os.fchmod(file.fileno(), 0o644)
