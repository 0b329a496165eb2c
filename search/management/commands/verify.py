"""`manage.py verify`: whether everything that the archive keeps is there, unchanged, and in step."""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from tqdm import tqdm

from archive.verifying import Finding, files, rows, still
from search.index import verifying

NOT_FINISHED = 2
# What each finding means, and what to do about it.
SENTENCES = {
    "original_missing": gettext_lazy("Originals that are missing: bring them back from a backup."),
    "original_unreadable": gettext_lazy("Originals that cannot be read: look at the disk and at who may read them."),
    "original_changed": gettext_lazy("Originals that are no longer what came: bring them back from a backup."),
    "original_orphaned": gettext_lazy("Files among the originals that no article names."),
    "relation_orphaned": gettext_lazy("Rows that name another one which is not there."),
    "trigger_off": gettext_lazy("Triggers that are switched off: history, counts and access are not kept."),
    "index_invalid": gettext_lazy("Indexes of the database that are not valid: make them anew (REINDEX)."),
    "former_text_missing": gettext_lazy("Articles whose former texts are not all there."),
    "merged_astray": gettext_lazy("Articles merged into one that is itself merged."),
    "tally_wrong": gettext_lazy("Counts of the pages that are wrong: archive_recount() counts them afresh."),
    "entry_missing": gettext_lazy("Articles that search does not know: run `manage.py index`."),
    "entry_orphaned": gettext_lazy("Index entries of articles that are gone: run `manage.py index`."),
    "entry_unranked": gettext_lazy("Articles without counts to rank them by: run `manage.py index --all`."),
    "entry_incomplete": gettext_lazy("Articles of which only a part is in the index: run `manage.py index --all`."),
    "entry_of_older_text": gettext_lazy("Articles whose text changed since it was indexed: run `manage.py index`."),
    "entry_of_older_analysis": gettext_lazy("Articles indexed by an older analysis: run `manage.py index`."),
    "entry_of_other_facts": gettext_lazy(
        "Articles whose date, source or terms are others in the index: run `manage.py index --all`."
    ),
    "entry_of_other_access": gettext_lazy(
        "Articles whose access is another in the index, so that readers may see too much: run `manage.py index --all`."
    ),
    "entry_without_words": gettext_lazy("Articles with a text but no words in the index: run `manage.py index --all`."),
    "count_due": gettext_lazy("The index waits to be counted: run `manage.py index`."),
    "total_wrong": gettext_lazy("Sums of the index that are wrong: run `manage.py index --all`."),
    "lexeme_wrong": gettext_lazy("Frequencies of words that are wrong: run `manage.py index --all`."),
}


class Command(BaseCommand):
    help = (
        "Check the originals, the articles and the index; change nothing. "
        "Ends with 0 where all is well, 1 where something was found, 2 where it could not finish."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quick", action="store_true", help="no hashing of originals, no counting of words")
        parser.add_argument("--originals", action="store_true", help="the originals only")
        parser.add_argument("--json", action="store_true", help="the report as one JSON object")

    def handle(self, *args: Any, quick: bool, originals: bool, **options: Any) -> None:
        self.quiet = options["verbosity"] == 0
        self.json = options["json"]
        self.numbers: dict[str, int] = {}
        started = time.monotonic()
        found: list[Finding] = []
        try:
            for finding in self.look(quick=quick, originals_only=originals):
                found.append(finding)
                if not self.json:
                    self.show(finding)
        except (DatabaseError, OSError) as error:
            sentence = _("Verifying could not finish: %(reason)s") % {"reason": str(error).strip()}
            raise CommandError(sentence, returncode=NOT_FINISHED) from error
        damages = sum(finding.count > 0 for finding in found)
        if self.json:
            self.print_json(found, time.monotonic() - started)
        elif not self.quiet:
            self.sum_up(damages, len(found), time.monotonic() - started)
        if damages:
            sys.exit(1)

    def look(self, *, quick: bool, originals_only: bool) -> Iterator[Finding]:
        """The database first, in one state of it; then the files, which may take hours."""
        if not originals_only:
            with still():
                yield from self.following(rows.look())
                yield from self.following(verifying.look(counting=not quick))
        with tqdm(total=files.total(), unit=" " + _("files"), disable=self.hidden()) as bar:
            survey = files.look(hashing=not quick, tell=bar.update)
        self.numbers = {"files": survey.files, "bytes": survey.bytes}
        yield from survey.findings()

    def following(self, findings: Iterator[Finding]) -> Iterator[Finding]:
        """The findings as they come, with a line that says how many checks are done."""
        with tqdm(findings, unit=" " + _("checks"), disable=self.hidden(), leave=False) as bar:
            yield from bar

    def hidden(self) -> bool | None:
        """Whether no progress is shown; None leaves it to whether somebody looks at a terminal."""
        return True if self.quiet or self.json else None

    def show(self, finding: Finding) -> None:
        """A finding with its examples; damage is said even by who was asked to be quiet."""
        if not finding.count:
            return
        lines = [f"{finding.count:>10,}  {SENTENCES[finding.kind]}"]
        lines += [f"{'':12}{example}" for example in finding.examples]
        if (rest := finding.count - len(finding.examples)) > 0:
            more = ngettext("and %(count)s more", "and %(count)s more", rest) % {"count": f"{rest:,}"}
            lines.append(f"{'':12}{more}")
        with tqdm.external_write_mode(file=self.stdout):
            self.stdout.write("\n".join(lines))

    def sum_up(self, damages: int, checks: int, seconds: float) -> None:
        if self.numbers:
            looked = ngettext(
                "%(count)s original was looked at.", "%(count)s originals were looked at.", self.numbers["files"]
            )
            self.stdout.write(looked % {"count": f"{self.numbers['files']:,}"})
        if damages:
            sentence = ngettext(
                "%(count)s kind of damage was found.", "%(count)s kinds of damage were found.", damages
            ) % {"count": damages}
        else:
            sentence = _("All is well.")
        self.stdout.write(
            sentence
            + " "
            + _("%(checks)s checks in %(seconds)s seconds.") % {"checks": checks, "seconds": f"{seconds:,.1f}"}
        )

    def print_json(self, found: list[Finding], seconds: float) -> None:
        report = {
            "clean": not any(finding.count for finding in found),
            "seconds": round(seconds, 1),
            "originals": self.numbers,
            "checks": [
                {"check": finding.kind, "count": finding.count, "examples": list(finding.examples)} for finding in found
            ],
        }
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
