"""The arrows of the house point down, its plan names every module, and every template is there and used."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("arabic", "archive", "search", "interchange", "config")
PACKAGES = sorted(
    str(path.parent.relative_to(ROOT))
    for room in ROOMS
    for path in (ROOT / room).glob("*/__init__.py")
    if path.parent.name not in {"migrations", "management", "templatetags"}
)
# What has the place of a template of the framework or of an application is used by that.
OVERRIDING = ("admin/", "registration/", "400.html", "403.html", "404.html", "500.html")
PURE_FILES = [
    "search/datatypes.py",
    "search/query/parsing.py",
    *(f"search/index/{name}.py" for name in ("placing", "numbering", "standing", "dividing", "tiering", "encoding")),
    "search/showing/highlighting.py",
    "interchange/datatypes.py",
    "interchange/metadata.py",
    *(str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("interchange/[fw]*/*.py"))),
    *(f"archive/repairing/{name}.py" for name in ("datatypes", "parting", "straying", "finding", "applying")),
    "archive/ingest/datatypes.py",
    "archive/ingest/problems.py",
    "archive/ingest/sending.py",
    "archive/ingest/cleaning.py",
    *(str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("archive/ingest/parsing/*.py"))),
    *(str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("arabic/**/*.py"))),
]


def imports(path: Path) -> Iterator[str]:
    """The modules that a file imports, wherever in it: `from a import b` gives a.b where that is our module, else a."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            module = node.module or ""
            names = [f"{module}.{alias.name}" for alias in node.names]
            yield from (name if file_of(name) else module for name in names)


def file_of(module: str) -> str | None:
    """The file of one of our own modules."""
    stem = module.replace(".", "/")
    return next((name for name in (f"{stem}.py", f"{stem}/__init__.py") if (ROOT / name).is_file()), None)


def rooms_known_in(room: str) -> set[str]:
    return {name.split(".")[0] for path in (ROOT / room).rglob("*.py") for name in imports(path)}


@pytest.mark.parametrize(
    ("room", "unknown"),
    [
        pytest.param("arabic", {"django", *ROOMS} - {"arabic"}, id="the language knows only itself"),
        pytest.param("archive", {"search", "interchange"}, id="the archive has never heard of search"),
        pytest.param("search", {"interchange"}, id="search has never heard of what takes its results away"),
    ],
)
def test_a_room_does_not_know_those_above_it(room, unknown):
    assert not rooms_known_in(room) & unknown


def test_packages_of_search_know_only_those_before_them():
    order = ["query", "index", "finding", "words", "showing", "results", "views"]

    for place, package in enumerate(order):
        known = {
            name.split(".")[1]
            for path in (ROOT / "search" / package).rglob("*.py")
            for name in imports(path)
            if name.startswith("search.")
        }
        assert not known & set(order[place + 1 :]), package


def test_nobody_knows_the_benchmarks_but_their_command():
    knowing = {
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if any(name.startswith("search.benchmarks") for name in imports(path))
    }

    assert {path for path in knowing if not path.startswith("search/benchmarks/")} == {
        "search/management/commands/bench.py"
    }


@pytest.mark.parametrize("path", PURE_FILES)
def test_a_pure_stage_knows_no_django(path):
    seen: set[str] = set()
    waiting = [path]
    while waiting:
        file = waiting.pop()
        seen.add(file)
        for name in imports(ROOT / file):
            assert name.split(".")[0] not in {"django", "psycopg"}, f"{file} imports {name}"
            if (further := file_of(name)) and further not in seen:
                waiting.append(further)


@pytest.mark.parametrize(
    "room",
    [
        *ROOMS,
        "archive/ingest",
        "archive/models",
        "interchange/formats",
        "interchange/writing",
        "config/local_postgres",
        "search/benchmarks",
        "search/benchmarks/peers",
    ],
)
def test_the_plan_of_the_house_names_every_module(room):
    plan = set(re.findall(r"\w+", (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")))
    of_the_framework = {"__init__", "__main__", "apps", "wsgi"}

    assert {path.stem for path in (ROOT / room).glob("*.py")} - of_the_framework - plan == set()


def test_every_template_exists_and_is_used():
    folder = ROOT / "templates"
    there = {str(path.relative_to(folder)) for path in folder.rglob("*.*")}
    sources = [*folder.rglob("*.*"), *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    named = set(re.findall(r"""["']((?:[\w-]+/)*[\w-]+\.(?:html|txt|xml|svg))["']""", text))
    ours = {name for name in named if name.split("/")[0] in {path.name for path in folder.iterdir()}}

    assert {name for name in there - named if not name.startswith(OVERRIDING)} == set()
    assert {name for name in ours - there if not name.startswith(OVERRIDING)} == set()
