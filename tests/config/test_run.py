"""What `run` makes ready before it serves."""

import io
import socket

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError

from archive.models import Import, Job
from config.management.commands import run
from tests.makers import make_article


@pytest.fixture
def screen():
    return io.StringIO()


@pytest.fixture
def command(monkeypatch, screen):
    """The command; `called` are the commands that it called."""
    called = []
    monkeypatch.setattr(run, "call_command", lambda *argv, **_: called.append(argv))
    made = run.Command(stdout=screen)
    made.called = called
    return made


@pytest.mark.django_db
def test_empty_archive_gets_the_sample(command):
    command.load_sample()

    assert command.called == [("ingest", str(run.SAMPLE))]


@pytest.mark.django_db
def test_sample_is_looked_through_for_duplicates_and_damage(command):
    command.load_sample()

    assert list(Job.objects.order_by("pk").values_list("name", "state")) == [
        ("relate", "waiting"),
        ("repair", "waiting"),
    ]


@pytest.mark.django_db
def test_archive_with_articles_does_not_get_the_sample(command):
    make_article()

    command.load_sample()

    assert command.called == []


@pytest.mark.django_db
def test_sample_does_not_come_back_after_its_articles_were_deleted(command):
    Import.objects.create(paths=[str(run.SAMPLE)], state=Import.State.FINISHED)

    command.load_sample()

    assert command.called == []


@pytest.mark.django_db
@pytest.mark.parametrize("state", [Import.State.RUNNING, Import.State.FAILED])
def test_interrupted_sample_is_finished(command, state):
    make_article()
    Import.objects.create(paths=[str(run.SAMPLE)], state=state)

    command.load_sample()

    assert command.called == [("ingest", str(run.SAMPLE))]


@pytest.mark.django_db
def test_interrupted_import_of_one_s_own_does_not_bring_the_sample(command):
    Import.objects.create(paths=["/home/reader/articles"], state=Import.State.FAILED)

    command.load_sample()

    assert command.called == []


@pytest.mark.django_db
def test_curator_can_sign_in_with_the_password_that_is_shown(command, screen):
    command.make_curator()

    password = screen.getvalue().split("curator\n")[1].splitlines()[0].split()[-1]
    curator = get_user_model().objects.get(username="curator")
    assert curator.check_password(password)
    assert curator.is_staff


@pytest.mark.django_db
def test_second_start_makes_no_second_curator(command, screen):
    command.make_curator()
    shown = screen.getvalue()

    command.make_curator()

    assert screen.getvalue() == shown
    assert get_user_model().objects.count() == 1


@pytest.mark.django_db
def test_archive_with_staff_gets_no_curator(command):
    get_user_model().objects.create_user(username="محررة", is_staff=True)

    command.make_curator()

    assert not get_user_model().objects.filter(username="curator").exists()


def test_taken_port_is_refused_with_another_one():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(CommandError, match=rf"{port} .*PORT=\d+ make run"):
            run.refuse_taken(port)


@pytest.mark.parametrize("text", ["0", "65536", "-1", "abc", "٨٠٠٠", ""])
def test_what_is_no_port_is_refused(text):
    with pytest.raises(run.ArgumentTypeError, match="ليس منفذا"):
        run.port_number(text)
