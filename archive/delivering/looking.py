"""Looking: the first articles of files as they would become, and what their columns hold. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from archive import ingest
from archive.ingest import parsing, reading
from archive.ingest.datatypes import CleanArticle, Manner, Name, RawFile
from archive.ingest.detecting import Format
from archive.ingest.parsing import columns
from archive.ingest.problems import Problem

FIRST = 10  # articles
MOST_PROBLEMS = 20
EXCERPT = 400  # letters
LONGEST = 300


def look(paths: Iterable[Path], manner: Manner) -> dict[str, Any]:
    """The first articles, problems, and the columns of the first files; all fit for JSON."""
    paths = list(paths)
    articles: list[dict[str, Any]] = []
    problems: list[dict[str, Any]] = []
    for item in islice(ingest.articles_in(paths, manner=manner), FIRST + MOST_PROBLEMS):
        notes = item.notes if isinstance(item, CleanArticle) else (item,)
        problems += [told(problem) for problem in notes]
        if isinstance(item, CleanArticle):
            articles.append(shown(item))
        if len(articles) >= FIRST or len(problems) >= MOST_PROBLEMS:
            break
    return {"articles": articles, "problems": problems[:MOST_PROBLEMS], **_columns(paths, manner)}


def shown(article: CleanArticle) -> dict[str, Any]:
    """What a curator judges an article by."""
    date = article.published
    return {
        "where": str(article.where)[-LONGEST:],
        "title": article.title[:LONGEST],
        "title_supplied": article.title_supplied,
        "lead": article.lead[:LONGEST],
        "body": article.body[:EXCERPT],
        "letters": len(article.body),
        "day": date.first_day.isoformat() if date.first_day else "",
        "precision": date.precision.value,
        "printed": date.printed[:LONGEST],
        "source": article.source[:LONGEST],
        "language": article.language or article.language_detected,
        "encoding": article.provenance.encoding,
        **{part: _names(getattr(article, part)) for part in ("authors", "topics", "places")},
    }


def told(problem: Problem) -> dict[str, Any]:
    return {
        "where": str(problem.where)[-LONGEST:],
        "reason": problem.reason.value,
        "detail": dict(problem.detail),
        "note": problem.note,
    }


def _names(names: Iterable[Name]) -> list[str]:
    return [one.name[:LONGEST] for one in islice(names, 10)]


def _columns(paths: Iterable[Path], manner: Manner) -> dict[str, Any]:
    """The format of the first file that can be told, and the columns of the first ten, each with a first value."""
    form = ""
    found: dict[str, dict[str, str]] = {}
    for raw in islice((raw for path in paths for raw in reading.read(path) if isinstance(raw, RawFile)), FIRST):
        known = replace(raw, manner=manner)
        try:
            kind: Format = parsing.format_of(known)
            form = form or kind.value
            found |= {column["name"]: column for column in columns.of(known, kind)}
        except Exception:  # reading its articles has met the same, and said why
            continue
    return {"form": form, "columns": list(found.values())[: columns.MOST]}
