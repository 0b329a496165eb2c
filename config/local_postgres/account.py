"""The account that the server runs under: our own, or an unprivileged one where we are root (PostgreSQL refuses it)."""

from __future__ import annotations

import os
import pwd
import stat
from collections.abc import Iterable
from pathlib import Path

from config.local_postgres.errors import LocalPostgresError

UNPRIVILEGED = ("nobody", "daemon")
# Numbers in <linux/capability.h>; the weaker one first. Containers often have the second only.
PASSING_THROUGH = {"dac_read_search": 2, "dac_override": 1}


def of(cluster: Path) -> pwd.struct_passwd:
    """The account of the server of this cluster, made or not. Raises LocalPostgresError if there is no suitable one."""
    if os.geteuid() != 0:
        return _named(os.geteuid())
    if cluster.exists() and (owner := cluster.stat().st_uid) != 0:
        return _named(owner)
    for name in UNPRIVILEGED:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise LocalPostgresError(
        "PostgreSQL does not run as root, and this machine has no account 'nobody'. "
        "Run as an ordinary user, or set DATABASE_URL."
    )


def becoming(account: pwd.struct_passwd, reaching: Iterable[Path]) -> list[str]:
    """What to write before a command line so that it runs as the account and reaches these paths."""
    if os.geteuid() != 0:
        return []
    become = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    barred = [path for path in reaching if not _passable(path, account.pw_uid)]
    if barred:
        name = _capability(account, barred[0])
        # Without the secure bit, access(2) asks the bare account and the binaries do not find each other.
        become += [f"--inh-caps=+{name}", f"--ambient-caps=+{name}", "--securebits=+no_setuid_fixup"]
    return [*become, "--"]


def _named(uid: int) -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(uid)
    except KeyError:
        raise LocalPostgresError(
            f"The user id {uid} has no name on this machine, and PostgreSQL needs one. "
            "Add it to /etc/passwd, or set DATABASE_URL."
        ) from None


def _passable(path: Path, uid: int) -> bool:
    return all(
        found.st_mode & stat.S_IXOTH or (found.st_uid == uid and found.st_mode & stat.S_IXUSR)
        for found in (parent.stat() for parent in path.parents)
    )


def _capability(account: pwd.struct_passwd, barred: Path) -> str:
    status = Path("/proc/self/status").read_text()
    effective = int(status.partition("CapEff:")[2].split()[0], 16)
    for name, number in PASSING_THROUGH.items():
        if effective >> number & 1:
            return name
    raise LocalPostgresError(
        f"The account '{account.pw_name}', which PostgreSQL runs under, cannot reach {barred}. "
        "Move the folder to where every account may pass, set FIHRIST_DATA to such a folder, or set DATABASE_URL."
    )
