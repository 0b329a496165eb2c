"""A database that is there: the embedded server runs and an empty database is migrated before a command needs it."""

from __future__ import annotations

import sys

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command, get_commands, load_command_class
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from config import local_postgres

# Commands of Django that need no database. Ours say so themselves: `needs_database = False`.
WITHOUT_DATABASE = {"collectstatic", "compilemessages", "diffsettings", "findstatic", "makemessages"} | {
    "sendtestemail",
    "startapp",
    "startproject",
    "test",
    "testserver",
}
# They ask an empty database, or migrate it in their own way.
AS_IT_IS = {"dbshell", "makemigrations", "migrate", "run", "sqlmigrate", "squashmigrations"}
HELP = {"help", "version", "-h", "--help", "--version"}
ONE_AT_A_TIME = 0x66696872697374  # of the advisory lock: two commands that find the same empty database


def prepare(argv: list[str]) -> None:
    """Make the database ready for the command in `argv`, if it needs one; end with a sentence if that cannot be."""
    name = argv[1] if len(argv) > 1 else "help"
    try:
        if not needs_database(name, argv[2:]):
            return
        django.setup()
        hold()
        if name not in AS_IT_IS:
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
    """Migrate a database that holds nothing yet. One that holds articles waits for `manage.py migrate`."""
    if not _waits_for_tables():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        try:
            if _waits_for_tables():
                call_command("migrate", interactive=False, verbosity=0, skip_checks=False)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])


def _waits_for_tables() -> bool:
    """Also true when the first migration was interrupted; false for a database with tables of somebody else."""
    tables = connection.introspection.table_names()
    if MigrationRecorder.Migration._meta.db_table not in tables:
        return not tables
    article = apps.get_model("archive", "Article")
    if article._meta.db_table in tables and article._base_manager.exists():
        return False
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
