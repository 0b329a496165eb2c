"""Where the embedded database keeps its things below the data folder."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

# sockaddr_un holds 108 bytes with the closing zero byte; the socket's own name takes its share.
SOCKET_FOLDER_BYTES = 107 - len("/.s.PGSQL.5432.lock")
# libpq and PostgreSQL both read lists of folders: a comma or a quotation mark would end a name.
PLAIN = re.compile(r"/[\w ./-]+")


@dataclass(frozen=True)
class Places:
    """The folders and locks of one embedded database; `below` computes them and touches nothing."""

    data: Path

    @classmethod
    def below(cls, data: Path) -> Places:
        return cls(data.resolve())

    @property
    def folder(self) -> Path:
        """Belongs to whoever made the database; what only the server may enter lies inside."""
        return self.data / "postgres"

    @property
    def cluster(self) -> Path:
        return self.folder / "cluster"

    @property
    def unfinished(self) -> Path:
        """A cluster that is being made; it gets its name when it is whole."""
        return self.folder / "unfinished"

    @property
    def socket(self) -> Path:
        """The folder of the socket; in /tmp when the name of the data folder is too long or too strange for one."""
        near = self.folder / "socket"
        if len(os.fsencode(near)) <= SOCKET_FOLDER_BYTES and PLAIN.fullmatch(str(near)):
            return near
        # Not tempfile.gettempdir(): two processes with different TMPDIR must meet.
        return Path("/tmp", "fihrist-" + hashlib.sha256(os.fsencode(self.data)).hexdigest()[:24])

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def gate(self) -> Path:
        """Locked by whoever is starting the server, so that two starts at once become one."""
        return self.folder / "gate.lock"

    @property
    def users(self) -> Path:
        """Shared lock of every process that uses the server; the kernel lets go of it even after kill -9."""
        return self.folder / "users.lock"

    @property
    def keeper(self) -> Path:
        """Locked by the process that waits for the last user to leave."""
        return self.folder / "keeper.lock"

    def make(self) -> None:
        """Make the folder; the server's account must be able to pass through it, whatever the umask."""
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True, exist_ok=True)
            self.folder.chmod(0o711)
