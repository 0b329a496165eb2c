"""`manage.py suggest`: the names that may be meant by a word, or how often the wanted one is among the first five."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

import arabic
from arabic import letters, names
from search.models import Lexeme
from search.results import suggesting


class Command(BaseCommand):
    help = (
        "Print the forms of the archive that may be meant by typed words; or measure them against a table: "
        "lines of `typed <TAB> wanted` after a line of headings."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("words", nargs="*", help="words as typed")
        parser.add_argument("--pairs", type=Path, help="measure on this table")
        parser.add_argument("--reverse", action="store_true", help="the second column is typed, the first one wanted")

    def handle(self, *args, **options) -> None:
        if not options["words"] and not options["pairs"]:
            raise CommandError("Give words, or --pairs with a file.")
        for word in options["words"]:
            self.stdout.write(f"{word}\t{' '.join(suggesting.meant(word))}")
        if options["pairs"]:
            self._measure(options["pairs"], options["reverse"])

    def _measure(self, file: Path, reverse: bool) -> None:
        rows = [line.split("\t")[:2] for line in file.read_text(encoding="utf-8").splitlines()[1:] if line.strip()]
        absent = spelt = found = 0
        for row in rows:
            typed, wanted = reversed(row) if reverse else row
            if not Lexeme.objects.filter(lexeme=f"={letters.unify(wanted).text}", df__gt=0).exists():
                absent += 1
                self.stdout.write(f"not in the archive: {wanted} ({typed})")
                continue
            meant = suggesting.meant(typed)
            spelt += wanted in meant
            if _finds(typed, wanted, meant):
                found += 1
            else:
                self.stdout.write(f"missed: {wanted} ({typed}): {' '.join(meant) or '-'}")
        there = max(1, len(rows) - absent)
        self.stdout.write(
            f"pairs {len(rows)}  in the archive {len(rows) - absent}  "
            f"found {found / there:.4f} ({found})  spelt exactly so {spelt / there:.4f} ({spelt})"
        )


def _finds(typed: str, wanted: str, meant: list[str]) -> bool:
    """Whether the wanted name is found by a suggestion, the article apart, or by the typed word itself."""
    if set(arabic.lexemes(wanted)) & set(arabic.lexemes(typed, query=True)):
        return True
    plain = {letters.fold(names.without_article(form)) for form in (wanted, *meant)}
    return len(plain) < 1 + len({letters.fold(names.without_article(form)) for form in meant})
