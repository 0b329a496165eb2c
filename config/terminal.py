"""The terminal of whoever gives a command: its language, and the letters that it may not have."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Mapping

# What programs of POSIX ask for the language of their messages, in this order; LANGUAGE may name several.
ASKED = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def language_of(environ: Mapping[str, str], known: Iterable[str], *, default: str) -> str:
    """The first language that the environment wishes for and the archive knows: `en` for `en_GB.UTF-8`."""
    wishes = next(filter(None, (environ.get(name) for name in ASKED)), "")
    languages = (wish.replace("-", "_").split("_")[0].split(".")[0].casefold() for wish in wishes.split(":"))
    return next((language for language in languages if language in set(known)), default)


def write_any_letter() -> None:
    """A letter that the terminal's encoding does not have is written as `\\u0628`; it must not end an import."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
