"""The learnt model: how likely each lemma, prefix and suffix is, and which words an archive is made of.

`model.json.xz` is frozen: nothing that decides a lexeme reads the live archive, or index and query would drift apart.
A new model is a new version of the analysis, and the archive is indexed again.
"""

import json
import lzma
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("model.json.xz")


@dataclass(frozen=True, slots=True)
class Model:
    """What `learning.learn` found; probabilities by the names that the lexicon gives."""

    lemmas: dict[str, float] = field(default_factory=dict)
    prefixes: dict[str, float] = field(default_factory=dict)
    suffixes: dict[str, float] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)  # the vocabulary: unified letters, and how often seen
    after: dict[str, str] = field(default_factory=dict)  # words after which a noun (N) or a verb (V) is expected
    rare: float = 1e-9  # for what was never seen


@cache
def load() -> Model:
    """The frozen model, read once in a process."""
    return read(FILE)


def read(path: Path) -> Model:
    """A model as `write` wrote it."""
    return Model(**json.loads(lzma.decompress(path.read_bytes())))


def write(learnt: Model, path: Path = FILE) -> None:
    """Write a model; the same model gives the same bytes."""
    text = json.dumps(asdict(learnt), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    path.write_bytes(lzma.compress(text.encode(), preset=9))
