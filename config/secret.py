"""A secret key for whoever sets none: made once, kept beside the data, readable by its owner only."""

import contextlib
import os
import secrets
from pathlib import Path


def read_or_make(path: Path) -> str:
    """The key in `path`; a new random one is put there first when there is none."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):  # two programs start at once: the first key counts, and it is whole
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text()
