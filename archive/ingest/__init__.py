"""How files become articles.

    path --read--> RawFile --parse--> ParsedArticle --clean--> CleanArticle --store--> Article

Every arrow is a stage of its own module. What fails becomes a `Problem` that names its place, and the rest goes on.
The stages up to `clean` know no Django, which is why `running`, which stores, is only imported by the act that does so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from archive.ingest import cleaning, parsing, reading
from archive.ingest.datatypes import CleanArticle, ParsedArticle, Problem, Refused, Stage

if TYPE_CHECKING:
    from archive.ingest.running import Numbers


def bring_in(paths: Iterable[Path | str], **options) -> Numbers:
    """Brings files and folders into the archive and returns the numbers; the options are those of `running.Run`."""
    from archive.ingest import running

    places = [Path(path) for path in paths]
    with running.Run(places, **options) as run:
        for item in articles_in(places):
            run.take(item)
    return run.numbers


def articles_in(paths: Iterable[Path]) -> Iterator[CleanArticle | Problem]:
    """Every article below the paths, and every problem in its place."""
    for path in paths:
        for raw in reading.read(path):
            if isinstance(raw, Problem):
                yield raw
                continue
            for parsed in parsing.parse(raw):
                yield clean(parsed)


def clean(parsed: ParsedArticle | Problem) -> CleanArticle | Problem:
    if isinstance(parsed, Problem):
        return parsed
    try:
        return cleaning.clean(parsed)
    except Refused as refused:
        return refused.at(parsed.provenance.where, Stage.CLEAN)
