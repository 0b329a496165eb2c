"""`manage.py suggest`: the names that may be meant by a word, or how often the wanted one is among the first five.

A wanted name of several words counts as there if each of them is.
"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

import arabic
from arabic import letters, names
from search.models import Lexeme
from search.words import resembling

FOUND = "="  # behind a spelling that the typed word finds by itself


class Command(BaseCommand):
    help = (
        "Print the five nearest spellings in the archive of typed words, with = behind what the word finds by itself; "
        "or measure against a table whether the wanted one is among them: "
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
            spelt = (one.form + FOUND * one.found for one in resembling.spellings(word))
            self.stdout.write(f"{word}\t{' '.join(spelt)}")
        if options["pairs"]:
            self._measure(options["pairs"], options["reverse"])

    def _measure(self, file: Path, reverse: bool) -> None:
        rows = [line.split("\t")[:2] for line in file.read_text(encoding="utf-8").splitlines()[1:] if line.strip()]
        absent = spelt = found = 0
        for row in rows:
            typed, wanted = reversed(row) if reverse else row
            if not _stands_there(wanted):
                absent += 1
                self.stdout.write(f"not in the archive: {wanted} ({typed})")
                continue
            forms = [one.form for one in resembling.spellings(typed)]
            spelt += wanted in forms
            found += (finds := wanted in forms or _finds(typed, wanted, resembling.meant(typed)))
            if wanted not in forms:
                what = "found, but spelt otherwise" if finds else "missed"
                self.stdout.write(f"{what}: {wanted} ({typed}): {' '.join(forms) or '-'}")
        there = max(1, len(rows) - absent)
        self.stdout.write(
            f"pairs {len(rows)}  in the archive {len(rows) - absent}  "
            f"found {found / there:.4f} ({found})  spelt exactly so {spelt / there:.4f} ({spelt})"
        )


def _stands_there(wanted: str) -> bool:
    lexemes = {f"={letters.unify(word).text}" for word in wanted.split()}
    return Lexeme.objects.filter(lexeme__in=lexemes, df__gt=0).count() == len(lexemes)


def _finds(typed: str, wanted: str, meant: list[str]) -> bool:
    """Whether the wanted name is found by a suggestion, the article apart, or by the typed word itself."""
    if set(arabic.lexemes(wanted)) & set(arabic.lexemes(typed, query=True)):
        return True
    plain = {letters.fold(names.without_article(form)) for form in (wanted, *meant)}
    return len(plain) < 1 + len({letters.fold(names.without_article(form)) for form in meant})
