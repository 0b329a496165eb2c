"""What every test stands on: a real server for those that ask for a database, and files of their own."""

import gc
import itertools
import os

import pytest
from django.db import connection, transaction
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from config import readiness

hypothesis_settings.register_profile("usual", deadline=None, max_examples=60)
hypothesis_settings.register_profile("ci", deadline=None, max_examples=60, derandomize=True)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "usual")

folders = itertools.count(1)
BLOCKER = pytest.StashKey()
COMMITTING = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}
LONGEST = "tests/search/benchmarks/test_running.py"


def pytest_configure():
    from django.conf import settings

    # A password is hashed slowly on purpose; here many are made and none is worth guarding.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items):
    """What takes long to make comes first. At the end, two workers who share what is left would both make it."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish():
    """All that is loaded and collected stays until the end: the collector of garbage need not look through it again.

    Nor need it look as often as it does where memory is scarce; migrating and serving pages make many small things.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """The server runs before the first test database is made; tests without a database do not start it."""
    readiness.hold()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A database of the tests for who asks for one in whatever way.

    pytest-django makes it for tests that are marked; those that ask by a fixture of their own (pages in a browser, a
    benchmark), run alone, would stand in the archive itself.
    """
    made = []
    with django_db_blocker.unblock():
        if not connection.settings_dict["NAME"].startswith(TEST_DATABASE_PREFIX):
            made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        _leave()
        teardown_databases(made, verbosity=0)


def _leave():
    """A database that a thread of a server still looks into cannot be dropped."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )


@pytest.fixture(scope="session", autouse=True)
def _blocker(request):
    """What lets a hook ask the database between tests."""
    request.config.stash[BLOCKER] = request.getfixturevalue("django_db_blocker")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """A test that commits empties all tables behind it, those too that migrations fill: they are filled again."""
    result = yield
    if nextitem and _commits(item):
        with item.config.stash[BLOCKER].unblock():
            from tests.makers import make_what_migrations_make  # models are there once Django is set up

            make_what_migrations_make()
    return result


def _commits(item) -> bool:
    """Whether a test asks for that by its mark or by a fixture."""
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or not COMMITTING.isdisjoint(item.fixturenames)


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    """For fixtures that make once what all tests of a module read: it is gone after the last of them.

    Such a test asks for `db` as well, which takes back what the test itself did.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def originals_of_all_tests(tmp_path_factory):
    return tmp_path_factory.mktemp("originals")


@pytest.fixture(autouse=True)
def _own_originals(settings, originals_of_all_tests):
    """Files that a test brings in are not the archive's, nor another test's."""
    settings.ORIGINALS = originals_of_all_tests / str(next(folders))


@pytest.fixture(autouse=True)
def _own_language(settings):
    """A test begins in the archive's first language, whatever the page that the one before it asked for last."""
    translation.activate(settings.LANGUAGE_CODE)
