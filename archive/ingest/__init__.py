"""How files become articles.

    path --read--> RawFile --parse--> ParsedArticle --clean--> CleanArticle --store--> Article

Every arrow is a stage of its own module; `dividing` has the first ones done by several processes. What fails becomes a
`Problem` that names its place, and the rest goes on.
The stages up to `clean` know no Django, which is why `running`, which stores, is only imported by the act that does so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from archive.ingest import dividing, reading
from archive.ingest.datatypes import CleanArticle, Problem

if TYPE_CHECKING:
    from archive.ingest.running import Numbers


def bring_in(paths: Iterable[Path | str], workers: int = 0, **options) -> Numbers:
    """Brings files and folders into the archive and returns the numbers; the options are those of `running.Run`."""
    from archive.ingest import running

    places = [Path(path) for path in paths]
    with running.Run(places, **options) as run:
        for item in articles_in(places, workers, run.begin):
            run.take(item)
    return run.numbers


def articles_in(
    paths: Iterable[Path], workers: int = 0, begin: dividing.Begin = lambda raw: None
) -> Iterator[CleanArticle | Problem]:
    """Every article below the paths, and every problem in its place; parsed and cleaned by `workers` processes."""
    return dividing.articles((raw for path in paths for raw in reading.read(path)), workers, begin)
