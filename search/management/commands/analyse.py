"""`manage.py analyse`: what the analysis makes of a text, or of words one by one."""

import io
import sys
from collections.abc import Iterable

from django.core.management.base import BaseCommand, CommandError, CommandParser

import arabic
from search.query import widening


class Command(BaseCommand):
    help = "Print the tokens of a text with their offsets and lexemes; or read words, one a line, from standard input."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text", nargs="?", help="the text to analyse")
        parser.add_argument("--words", action="store_true", help="print `word <TAB> its lexemes but the exact one`")
        parser.add_argument("--splits", action="store_true", help="print `word <TAB> the pieces it is split into`")
        parser.add_argument(
            "--as", choices=["text", "query"], default="text", help="as printed, or as typed (with aliases)"
        )

    def handle(self, *args, **options) -> None:
        query = options["as"] == "query"
        if options["words"]:
            for word in _typed():
                also = widening.lexemes(word) if query else []
                self.stdout.write(f"{word}\t{' '.join(dict.fromkeys([*arabic.lexemes(word, query), *also]))}")
        elif options["splits"]:
            for word in _typed():
                self.stdout.write(f"{word}\t{' '.join(_pieces(word))}")
        elif options["text"] is None:
            raise CommandError("Give a TEXT, or --words or --splits with words on standard input.")
        else:
            for token in arabic.analyse(options["text"], query=query):
                stop = "  (stop word)" if token.stop else ""
                self.stdout.write(
                    f"{token.position}\t{token.start}-{token.end}\t{token.surface}\t{' '.join(token.lexemes)}{stop}"
                )


def _typed() -> Iterable[str]:
    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
    return (line.strip() for line in lines if line.strip())


def _pieces(word: str) -> list[str]:
    return [word[token.start : token.end] for token in arabic.analyse(word)] or [word]
