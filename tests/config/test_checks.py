"""A database in which Arabic search cannot work is refused before anything is stored in it."""

import contextlib

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from config import checks


@contextlib.contextmanager
def database(how: str):
    """A connection to a new database created in the given way."""
    name = f"{connection.settings_dict['NAME']}_check"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0 {how}")
    other = connection.copy()
    other.settings_dict["NAME"] = name
    try:
        yield other
    finally:
        other.close()
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name}")


pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("how", "error"),
    [
        pytest.param("ENCODING 'UTF8' LOCALE 'C.UTF-8'", [], id="Unicode letters"),
        pytest.param("ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C'", ["fihrist.E003"], id="locale C"),
        pytest.param("ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'POSIX'", ["fihrist.E003"], id="locale POSIX"),
        pytest.param("ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'", ["fihrist.E002"], id="no encoding"),
        pytest.param("ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'", ["fihrist.E002"], id="Latin letters"),
    ],
)
def test_database_is_refused_for_how_it_was_created(how, error):
    with database(how) as other:
        assert [found.id for found in checks.check(other)] == error


def test_database_without_arabic_trigrams_is_refused(monkeypatch):
    # Which other locales find none depends on the machine; this one hides its name from the first question.
    monkeypatch.setattr(checks, "NO_LETTERS", frozenset())
    with database("ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C'") as other:
        with other.cursor() as cursor:
            cursor.execute("CREATE EXTENSION pg_trgm")

        assert [found.id for found in checks.check(other)] == ["fihrist.E004"]


def test_old_server_is_refused(monkeypatch):
    monkeypatch.setattr(checks, "OLDEST", 99)

    [error] = checks.check(connection)

    assert error.hint == "Use PostgreSQL 99 or newer."


def test_refusal_says_how_to_create_a_better_database():
    with database("ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C'") as other:
        [error] = checks.check(other)

    with database(checks.HOW):
        assert checks.HOW in error.hint


def test_migrate_refuses_before_it_writes(monkeypatch):
    with database("ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C'") as other:
        monkeypatch.setattr(checks, "connections", {"default": other})
        with pytest.raises(SystemCheckError, match="lc_ctype"):
            call_command("migrate", skip_checks=False)

        assert other.introspection.table_names() == []
