"""Housing: a benchmark has a database and a folder of its own, so that it never touches the readers' archive."""

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

PREFIX = "fihrist_bench"
LONGEST_NAME = 63  # of a database, in PostgreSQL


@dataclass(frozen=True)
class House:
    """Where one benchmark lives."""

    database: str
    folder: Path  # its files as received, and the indexes of peers

    @property
    def record(self) -> Path:
        """What building took, kept for later runs."""
        return self.folder / "built.json"


def house_of(corpus: Path | None, articles: int | None, name: str = "") -> House:
    """That of the first `articles` of a corpus, of all where none are given, or of the sample remixed; or as named."""
    stem = re.sub(r"\W+", "_", corpus.name.split(".")[0].lower(), flags=re.ASCII) if corpus else "sample"
    database = (name or f"{PREFIX}_{stem}_{articles or 'all'}")[:LONGEST_NAME]
    return House(database, settings.FIHRIST_DATA / "bench" / database)


def exists(house: House) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [house.database])
        return cursor.fetchone() is not None


def make(house: House) -> None:
    """An empty database, if there is none."""
    house.folder.mkdir(parents=True, exist_ok=True)
    if not exists(house):
        _run("CREATE DATABASE {} TEMPLATE template0", house)


def drop(house: House) -> None:
    """The database and the folder, if they are there."""
    if house.database == connection.settings_dict["NAME"]:
        raise ValueError("a benchmark would drop the archive's own database")
    _run("DROP DATABASE IF EXISTS {} WITH (FORCE)", house)
    shutil.rmtree(house.folder, ignore_errors=True)


@contextlib.contextmanager
def entered(house: House) -> Iterator[None]:
    """Within, this process and those it starts know no other database and no other folder, and nobody is throttled."""
    own: dict[str, Any] = {
        "FIHRIST_DATA": house.folder,
        "ORIGINALS": house.folder / "originals",
        "STATIC_ROOT": house.folder / "static",
        "THROTTLING": False,
    }
    before = {name: getattr(settings, name) for name in own}
    database = connection.settings_dict["NAME"]
    own["STATIC_ROOT"].mkdir(parents=True, exist_ok=True)  # whitenoise warns where there is none
    connection.close()
    connection.settings_dict["NAME"] = house.database
    environment = {
        "DATABASE_URL": _url(connection.settings_dict),
        "FIHRIST_DATA": str(house.folder),
        "FIHRIST_THROTTLING": "false",
    }
    outside = {name: os.environ.get(name) for name in environment}
    try:
        os.environ.update(environment)
        _set(settings, own)
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = database
        _set(settings, before)
        for name, value in outside.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


def migrate() -> None:
    """The tables, within the house."""
    call_command("migrate", interactive=False, verbosity=0)


def free_bytes(folder: Path) -> int:
    """How much room there is where the folder is or will be."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    return shutil.disk_usage(there).free


def _set(target: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(target, name, value)


def _run(statement: str, house: House) -> None:
    """A statement on a whole database, which takes no transaction around it."""
    connection.ensure_connection()
    with psycopg.connect(connection.connection.info.dsn, password=connection.settings_dict["PASSWORD"] or None,
                         autocommit=True) as direct:  # fmt: skip
        direct.execute(sql.SQL(statement).format(sql.Identifier(house.database)))


def _url(of: dict[str, Any]) -> str:
    """The address of a database, as DATABASE_URL takes it; host and port as options, for a host may be a folder."""
    password = f":{quote(of['PASSWORD'], safe='')}" if of["PASSWORD"] else ""
    options = {name.lower(): of[name] for name in ("HOST", "PORT") if of[name]}
    return f"postgresql://{quote(of['USER'], safe='')}{password}@/{quote(of['NAME'])}?{urlencode(options)}"
