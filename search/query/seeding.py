"""Seeding: the aliases that a new archive begins with, from a text file that says itself how it is written.

The table is the curators': a group whose first expression stands there in its kind, or once stood there and was changed
or deleted, is left alone. So the file may grow, and be read again by a later migration.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("aliases.txt")


@dataclass(frozen=True, slots=True)
class Group:
    """One line of the file: the fields of an alias."""

    kind: str
    expressions: tuple[str, ...]
    direction: str
    beside_number: tuple[str, ...]
    note: str


def read(text: str) -> Iterator[Group]:
    """The groups of a file's text. A line that is none raises `ValueError`: the file is the project's own."""
    kind = ""
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if line.startswith("[") and line.endswith("]"):
            kind = line[1:-1]
        elif line and not line.startswith("#"):
            yield _group(kind, line, number)


def _group(kind: str, line: str, number: int) -> Group:
    said, _, note = (piece.strip() for piece in line.partition(";"))
    sign = ">" if ">" in said else "="
    marked = [piece.strip() for piece in said.split(sign)]
    if not kind or len(marked) < 2 or not all(marked) or "=" in said.replace(sign, ""):
        raise ValueError(f"line {number} is no group: {line}")
    return Group(
        kind=kind,
        expressions=tuple(piece.rstrip("*") for piece in marked),
        direction="first" if sign == ">" else "all",
        beside_number=tuple(piece.rstrip("*") for piece in marked if piece.endswith("*")),
        note=note,
    )


def seed(alias_model, event_model, text: str | None = None) -> int:
    """Add the groups of `text` (the file, if none is given) that the table does not know; how many they were.

    The models are handed in, since a migration has its own.
    """
    known = {
        (kind, expressions[0])
        for model in (alias_model, event_model)
        for kind, expressions in model.objects.values_list("kind", "expressions")
        if expressions
    }
    new = [
        group for group in read(FILE.read_text(encoding="utf-8") if text is None else text) if _key(group) not in known
    ]
    alias_model.objects.bulk_create(
        alias_model(
            kind=group.kind,
            expressions=list(group.expressions),
            direction=group.direction,
            beside_number=list(group.beside_number),
            note=group.note,
        )
        for group in new
    )
    return len(new)


def _key(group: Group) -> tuple[str, str]:
    return group.kind, group.expressions[0]
