"""Files to bring in, made in a line."""

import gzip
import io
import json
import zipfile
from pathlib import Path

from archive import ingest
from archive.ingest import articles_in, parsing, reading
from archive.ingest.datatypes import CleanArticle, ParsedArticle, RawFile
from archive.ingest.problems import Problem, Where
from tests.makers import make_source

BODY = "وصل الوفد إلى دمشق صباح السبت، وعقد اجتماعا مع وزير الخارجية استمر ساعتين."
OTHER = "خسر الفريق أمام ضيفه في الدقيقة الأخيرة من المباراة."


def json_lines(*rows: dict | str) -> bytes:
    return "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows).encode()


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return buffer.getvalue()


def gzipped(data: bytes) -> bytes:
    return gzip.compress(data)


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def parsed(name: str, data: bytes | str) -> list[ParsedArticle | Problem]:
    """What a file of that name and content gives, without touching the disk."""
    return list(parsing.parse(raw_file(name, data)))


def raw_file(name: str, data: bytes | str) -> RawFile:
    content = data.encode() if isinstance(data, str) else data
    return RawFile(Where(name), name, Path(name), lambda: io.BytesIO(content), len(content))


def articles(found: list) -> list:
    return [item for item in found if not isinstance(item, Problem)]


def problems(found: list) -> list[tuple[str, int | None]]:
    """Reasons and lines of what stayed behind."""
    return [(item.reason.value, item.where.line) for item in found if isinstance(item, Problem) and not item.note]


def files_in(path: Path) -> tuple[list[str], list[str]]:
    """The names of the files below a path, and the reasons of those that cannot be read."""
    found = list(reading.read(path))
    names = [raw.where.member or raw.name for raw in found if isinstance(raw, RawFile)]
    return names, [item.reason.value for item in found if isinstance(item, Problem)]


def cleaned(*paths: Path) -> list[CleanArticle]:
    return articles(list(articles_in(paths)))


def bring_in(tmp_path, *rows, name="rows.jsonl", **options) -> dict[str, int]:
    """The numbers of a run over the rows."""
    path = write(tmp_path, name, json_lines(*rows))
    options.setdefault("source", make_source("warraq"))
    return numbers(ingest.bring_in([path], **options))


def numbers(found) -> dict[str, int]:
    return {outcome.value: count for outcome, count in found.counts.items() if count}
