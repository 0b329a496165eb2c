"""A database that is there: the embedded server runs and an empty database is migrated before a command needs it."""

from __future__ import annotations

import sys

import django
from django.conf import settings
from django.core.management import call_command, get_commands, load_command_class
from django.core.management.base import BaseCommand
from django.db import connection

from config import local_postgres

# Commands of Django that need no database. Ours say so themselves: `needs_database = False`.
WITHOUT_DATABASE = frozenset(
    "check collectstatic compilemessages diffsettings findstatic help makemessages sendtestemail startapp startproject"
    " test testserver version".split()
)
# They make or fill an empty database in their own way.
MIGRATE_THEMSELVES = frozenset({"dbshell", "makemigrations", "migrate", "run", "sqlmigrate", "squashmigrations"})
HELP = {"-h", "--help", "--version"}
ONE_AT_A_TIME = 0x66696872697374  # of the advisory lock: two commands that find the same empty database


def prepare(argv: list[str]) -> None:
    """Make the database ready for the command in `argv`, if it needs one; ends the program with a sentence if it cannot."""
    name = argv[1] if len(argv) > 1 else "help"
    try:
        if not needs_database(name, argv[2:]):
            return
        hold()
        if name not in MIGRATE_THEMSELVES:
            migrate_if_empty()
    except local_postgres.LocalPostgresError as error:
        sys.exit(str(error))


def needs_database(name: str, options: list[str]) -> bool:
    """Whether this command will ask the database; `check` does when it is given one by name."""
    if HELP & {name, *options}:
        return False
    if name == "check":
        return any(option.startswith("--database") for option in options)
    if name in WITHOUT_DATABASE:
        return False
    django.setup()
    origin = get_commands().get(name)
    if origin is None:  # Django will say that there is no such command
        return False
    command = origin if isinstance(origin, BaseCommand) else load_command_class(origin, name)
    return getattr(command, "needs_database", True)


def hold() -> int | None:
    """Hold the embedded server (see local_postgres); None where DATABASE_URL names another."""
    if settings.DATABASE_URL:
        return None
    return local_postgres.hold(settings.FIHRIST_DATA)


def migrate_if_empty() -> None:
    """Migrate a database without any table. One that has tables is left as it is."""
    if connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        try:
            if not connection.introspection.table_names(cursor):
                call_command("migrate", interactive=False, verbosity=0, skip_checks=False)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
