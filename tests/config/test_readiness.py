"""A command finds a database that is ready; one that needs none starts none."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from archive.models import Article
from config import readiness
from tests.config.holders import ROOT, server
from tests.makers import make_article

HAS_TABLE = "SELECT to_regclass('archive_article') IS NOT NULL"


@pytest.fixture
def empty_data():
    folder = Path(tempfile.mkdtemp(prefix="fihrist test "))
    folder.chmod(0o755)
    yield folder / "data"
    shutil.rmtree(folder)


def manage(data: Path, *argv: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "FIHRIST_DATA": str(data), "DATABASE_URL": ""}
    return subprocess.Popen(
        [sys.executable, ROOT / "manage.py", *argv],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )


def test_two_commands_at_once_on_nothing_find_a_migrated_database(empty_data):
    commands = [manage(empty_data, "showmigrations", "--plan", "archive", "search") for _ in range(2)]

    for command in commands:
        said, complaint = command.communicate(timeout=120)
        assert (command.returncode, complaint) == (0, "")
        assert said.startswith("[X]")
        assert "[ ]" not in said
    assert server(empty_data) is None


def test_help_starts_no_database(empty_data):
    command = manage(empty_data, "help")
    command.communicate(timeout=60)

    assert command.returncode == 0
    assert not (empty_data / "postgres").exists()


def test_database_that_cannot_start_is_a_sentence(empty_data):
    cluster = empty_data / "postgres/cluster"
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text("17\n")

    command = manage(empty_data, "showmigrations")

    complaint = command.communicate(timeout=60)[1]
    assert command.returncode == 1
    assert complaint.startswith(f"The database in {cluster} was made by PostgreSQL 17")
    assert "Traceback" not in complaint


@pytest.mark.parametrize("line", ["migrate", "createsuperuser", "check --database default"])
def test_command_that_asks_the_database_needs_it(line):
    name, *options = line.split()

    assert readiness.needs_database(name, options)


@pytest.mark.parametrize("line", ["check", "help", "migrate --help", "compilemessages", "no-such-command"])
def test_command_that_asks_no_database_needs_none(line):
    name, *options = line.split()

    assert not readiness.needs_database(name, options)


@pytest.mark.django_db(transaction=True)
def test_interrupted_first_migration_is_finished():
    call_command("migrate", "search", "zero", verbosity=0)

    readiness.migrate_if_empty()

    assert connection.introspection.table_names().count(apps.get_model("search.IndexEntry")._meta.db_table) == 1


@pytest.mark.django_db
def test_archive_with_articles_is_migrated_by_nobody_unasked(monkeypatch):
    make_article()
    monkeypatch.setattr(readiness, "call_command", lambda *_, **__: pytest.fail("it was migrated"))
    monkeypatch.setattr(readiness.MigrationExecutor, "migration_plan", lambda *_: ["something new"])

    readiness.migrate_if_empty()

    assert Article.objects.exists()
