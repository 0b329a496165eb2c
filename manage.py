#!/usr/bin/env python
"""Every act on the archive from the command line: `python manage.py help`."""

import os
import signal
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    from config import readiness, terminal

    terminal.write_any_letter()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that who is ended ends its helpers, too
    try:
        readiness.prepare(sys.argv)
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)  # as the shell says it; nobody who pressed Ctrl-C wants a traceback


if __name__ == "__main__":
    main()
