"""How files become articles.

    path --read--> RawFile --parse--> ParsedArticle --clean--> CleanArticle --store--> Article

Every arrow is a stage of its own module; `dividing` has the first ones done by several processes. What fails becomes a
`Problem` that names its place, and the rest goes on.
The stages up to `clean` know no Django, which is why `running`, which stores, is only imported by the act that does so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from archive.ingest import dividing, reading
from archive.ingest.datatypes import FIND_OUT, CleanArticle, Manner, RawFile
from archive.ingest.problems import Problem

if TYPE_CHECKING:
    from archive.ingest.running import Numbers


def bring_in(paths: Iterable[Path | str], workers: int = 0, manner: Manner = FIND_OUT, **options) -> Numbers:
    """Brings files and folders into the archive and returns the numbers; the options are those of `running.Run`."""
    from archive.ingest import running

    places = [Path(path) for path in paths]
    with running.Run(places, **options) as run:
        for item in articles_in(places, workers, run.begin, manner):
            run.take(item)
    return run.numbers


def articles_in(
    paths: Iterable[Path],
    workers: int = 0,
    begin: dividing.Begin = lambda raw: None,
    manner: Manner = FIND_OUT,
) -> Iterator[CleanArticle | Problem]:
    """Every article below the paths, and every problem in its place; parsed and cleaned by `workers` processes."""
    files = (read_as(raw, manner) for path in paths for raw in reading.read(path))
    return dividing.articles(files, workers, begin)


def read_as(raw: RawFile | Problem, manner: Manner) -> RawFile | Problem:
    return replace(raw, manner=manner) if isinstance(raw, RawFile) else raw
