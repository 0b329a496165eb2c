"""The Arabic language: what in a text is a word, and under which lexemes a word is filed and looked for.

`analyse()` is the door, one for index, query, highlighting and everything else that compares words, so that they never
disagree. The chain, one module a step: `letters` → `words` → `lexicon` → `choosing`, or `unknown`, or `foreign`.
No lexeme depends on anything but the word itself, and on data that is frozen in `VERSION`.

The first character of a lexeme tells its kind, so that no two kinds can meet:

    =باغوز   exact: the word as printed, in unified letters
    +kitAb   the vowelled lemma of a word that the lexicon knows, in Buckwalter's letters
    ~باغوز   the folded key of a word that it does not know
    %govern  the English stem, or a word in another script
    #2019    a number
"""

import hashlib
import importlib.metadata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from arabic import choosing, foreign, lexicon, model, unknown, words

__all__ = ["VERSION", "Token", "analyse", "lexemes", "split"]

# Count up when the code changes in a way that may change a lexeme.
CODE_VERSION = 1
STOPWORDS_FILE = Path(__file__).with_name("stopwords.txt")
# Distinct runs and words kept ready in a process: about 100 MB when full.
CACHED = 2**17


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text."""

    start: int  # text[start:end] is the whole printed word with its marks
    end: int
    position: int  # counts words from 0; marks and punctuation make none, stop words keep theirs
    surface: str  # the word in unified letters
    lexemes: tuple[str, ...]  # first "=" + surface, then one per lemma, or the fallback; a stop word's exact one only
    stop: bool


def analyse(text: str, *, query: bool = False) -> list[Token]:
    """The words of any text in their order; starts and ends never decrease, positions go up by one.

    `query` is for what a reader typed: careless letters (ا for أ, ه for ة, ي for ى) may mean the careful ones.
    Any string is welcome: what is no word makes no token. A word of more than 500 characters is cut into such.
    """
    tokens: list[Token] = []
    append = tokens.append
    position = 0
    for match in words.RUN.finditer(text):
        start = match.start()
        for first, last, surface, found, stop in _analyse_run(match.group(), query):
            append(Token(start + first, start + last, position, surface, found, stop))
            position += 1
    return tokens


@lru_cache(maxsize=CACHED)
def lexemes(surface: str, query: bool = False) -> tuple[str, ...]:
    """The lexemes, other than the exact one, of one word in unified letters; none of a stop word."""
    return tuple(lexeme for piece in words.pieces(surface) for lexeme in _lexemes(piece, query))


def split(surface: str) -> tuple[str, ...]:
    """The words that were glued to one (الولاياتالمتحدة); the word itself where there is nothing to part."""
    return (surface,)


@lru_cache(maxsize=CACHED)
def _analyse_run(run: str, query: bool) -> tuple[tuple[int, int, str, tuple[str, ...], bool], ...]:
    """The tokens of a run without their positions, with places in the run."""
    return tuple(_tokens(run, query))


def _tokens(run: str, query: bool) -> Iterator[tuple[int, int, str, tuple[str, ...], bool]]:
    for piece in words.pieces(run):
        found = (f"={piece.surface}", *_lexemes(piece, query))
        yield piece.start, piece.end, piece.surface, found, piece.surface in STOPWORDS


def _lexemes(piece: words.Piece, query: bool) -> tuple[str, ...]:
    if piece.surface in STOPWORDS:
        return ()
    if piece.kind == "number":
        return (foreign.number(piece.surface),)
    if piece.kind == "other":
        return (foreign.lexeme(piece.surface),)
    lemmas = choosing.lemmas(piece.surface, query=query)
    return tuple(f"+{lemma}" for lemma in lemmas) or unknown.lexemes(piece.surface, query=query)


def _stopwords() -> frozenset[str]:
    lines = STOPWORDS_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _version() -> str:
    """A name that changes with everything that decides a lexeme."""
    parts = [model.FILE.read_bytes(), STOPWORDS_FILE.read_bytes(), lexicon.FAMILIES_FILE.read_bytes()]
    parts.append(importlib.metadata.version("snowballstemmer").encode())
    digest = hashlib.sha256()
    for part in (*parts, *map(lexicon.data, lexicon.FILES)):
        digest.update(hashlib.sha256(part).digest())
    return f"{CODE_VERSION}-{digest.hexdigest()[:12]}"


STOPWORDS = _stopwords()
VERSION = _version()
