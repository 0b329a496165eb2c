import secrets
import socket
from argparse import ArgumentTypeError
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from archive import working
from archive.models import Article, Import
from config import readiness, serving

SAMPLE = settings.BASE_DIR / "sample"
CURATOR = "curator"


def port_number(text: str) -> int:
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= 65535:
        return int(text)
    raise ArgumentTypeError(_("“%(port)s” is no port: give a number from 1 to 65535.") % {"port": text})


WAITED_FOR = 1_000  # articles that are indexed before the pages are served, some ten seconds


class Command(BaseCommand):
    help = "Make everything ready (database, sample, index, a curator) and serve the archive."
    requires_system_checks = []  # migrate checks the database, gunicorn serves what is there

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=port_number, default=8000)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        refuse_taken(port)
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns where there is none
        held = readiness.hold()
        call_command("migrate", interactive=False, verbosity=0, skip_checks=False)
        self.load_sample()
        call_command("index", quiet_if_none=True, at_most=WAITED_FOR)
        self.make_curator()
        ends = _("Ctrl-C ends")
        self.stdout.write(f"\n  http://{serving.HOST}:{port}/   ({ends})\n")
        self.stdout.flush()
        serving.replace_process(port, held, serving.start_worker())

    def load_sample(self) -> None:
        """Into an archive that nothing was ever brought into; also when doing so was interrupted the last time.

        The worker then looks through it for duplicates and damage, so that these desks have something to decide.
        """
        latest = Import.objects.order_by("-pk").first()
        if latest is None:
            wanted = not Article._base_manager.exists()
        else:
            wanted = latest.paths == [str(SAMPLE)] and latest.state != Import.State.FINISHED
        if wanted and SAMPLE.is_dir():
            call_command("ingest", str(SAMPLE))
            working.enqueue_once("relate")
            working.enqueue_once("repair")

    def make_curator(self) -> None:
        """An archive without staff gets a curator; the password is shown now and kept nowhere."""
        people = get_user_model()._default_manager
        if people.filter(is_staff=True).exists() or people.filter(username=CURATOR).exists():
            return
        password = secrets.token_urlsafe(12)
        people.create_superuser(username=CURATOR, password=password)
        for line in (
            "",
            _("A curator was made for the newsroom at /admin/"),
            _("  name      %(name)s") % {"name": CURATOR},
            _("  password  %(password)s") % {"password": password},
            _("The password is shown this once; `manage.py changepassword curator` sets another."),
        ):
            self.stdout.write(f"  {line}")


def refuse_taken(port: int) -> None:
    """Say now, not after all the work, that another program listens on the port. Raises CommandError."""
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            line.bind((serving.HOST, port))
        except OSError as error:
            raise CommandError(
                _("Port %(port)s cannot be used (%(error)s). Choose another one: PORT=%(other)s make run")
                % {"port": port, "error": error.strerror, "other": port % 65535 + 1}
            ) from None
