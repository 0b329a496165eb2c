"""Analysing: from a text to its tokens, with the places where they are printed and the lexemes they are filed under."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from arabic import choosing, context, foreign, glue, letters, model, proper_names, stopwords, unknown, words

# Distinct runs kept ready in a process: about 100 MB when full.
CACHED = 2**17
FILED = 2**18  # runs, twice, of which only the lexemes are kept: what a million articles repeat


class Token(NamedTuple):  # made half as fast again as a frozen dataclass
    """One word of a text; of a glued word, each piece is a token with the place of its own letters."""

    start: int  # text[start:end] is the whole printed word with its marks
    end: int
    position: int  # counts words from 0; marks and punctuation make none, stop words keep theirs
    surface: str  # the word in unified letters
    # First "=" + surface; then one for each likely lemma, or the fallback, but none for a stop word. The first piece of
    # a glued word closes with the exact lexeme of the whole: =الولايات +wilAyap =الولاياتالمتحدة.
    lexemes: tuple[str, ...]
    stop: bool
    glued: bool  # a piece of a word that was printed, or typed, glued to another


class Word(NamedTuple):
    """What a token is before its run has a place in a text: `start` and `end` count from the start of the run."""

    start: int
    end: int
    surface: str
    lexemes: tuple[str, ...]
    stop: bool
    glued: bool = False


def analyse(text: str, *, query: bool = False) -> list[Token]:
    """The words of any text in their order; starts and ends never decrease, positions go up by one.

    `query` is for what a reader typed: careless letters (ا for أ, ه for ة, ي for ى) may mean the careful ones.
    Glued words are split alike on both sides: الولاياتالمتحدة gives الولايات at p and المتحدة at p + 1.
    Any string is welcome; what is no word makes no token. A word of more than 500 characters is cut into several.
    """
    tokens: list[Token] = []
    append = tokens.append
    make = tuple.__new__  # a tenth faster than Token(), for the innermost loop of indexing
    position, end, expected = 0, 0, ""
    for match in words.RUN.finditer(text):
        run, (offset, after) = match.group(), match.span()
        found, ambiguous, following = analyse_run(run, query)
        if ambiguous and expected and text[end:offset] == context.GAP:
            found = _in_context(run, expected)
        for start, stop_at, surface, its_lexemes, stop, glued in found:
            append(make(Token, (offset + start, offset + stop_at, position, surface, its_lexemes, stop, glued)))
            position += 1
        end, expected = after, following
    return tokens


def filed(text: str) -> list[tuple[str, ...]]:
    """The lexemes of each word of a printed text in their order: those of `analyse`, in a third of the time."""
    found: list[tuple[str, ...]] = []
    if len(_filed) >= FILED:
        _filed.grow_old()
    pieces, expected = words.RUNS.split(text), ""
    for number, (lexemes, ambiguous, following) in enumerate(map(_filed.__getitem__, pieces[1::2])):
        if ambiguous and expected and pieces[2 * number] == context.GAP:
            lexemes = (_in_context(pieces[2 * number + 1], expected)[0].lexemes,)
        found += lexemes
        expected = following
    return found


class Filed(dict[str, tuple[tuple[tuple[str, ...], ...], bool, str]]):
    """By run: the lexemes of its words, whether it is ambiguous, and what it lets be expected.

    A look-up in a dictionary costs less than one in an lru_cache. What a full one has becomes the older half, from
    which what is met again comes back: so frequent runs stay.
    """

    def __init__(self) -> None:
        super().__init__()
        self.older: dict[str, tuple[tuple[tuple[str, ...], ...], bool, str]] = {}

    def __missing__(self, run: str) -> tuple[tuple[tuple[str, ...], ...], bool, str]:
        known = self.older.pop(run, None)
        if known is None:
            of_run = analyse_run.__wrapped__(run, False)  # one of two stores is enough
            known = (tuple(word.lexemes for word in of_run.words), of_run.ambiguous, of_run.following)
        self[run] = known
        return known

    def grow_old(self) -> None:
        self.older = dict(self)
        self.clear()


_filed = Filed()


def lexemes(surface: str, query: bool = False) -> tuple[str, ...]:
    """The lexemes, other than exact ones, of one printed or typed word; of a glued one, those of all its pieces."""
    found = (lexeme for token in analyse(surface, query=query) for lexeme in token.lexemes)
    return tuple(dict.fromkeys(lexeme for lexeme in found if not lexeme.startswith("=")))


class Run(NamedTuple):
    """What is known of a run wherever it stands."""

    words: tuple[Word, ...]
    ambiguous: bool  # a printed word of several lemmas, of which its neighbour may take some away
    following: str  # the class that it lets be expected of the next word, see `context`


@lru_cache(maxsize=CACHED)
def analyse_run(run: str, query: bool) -> Run:
    """The words of a run. A text repeats its runs: one that was seen costs a look-up."""
    found = tuple(word for piece in words.pieces(run) for word in _words(piece, run, query))
    ambiguous = not query and len(found) == 1 and sum(lexeme[0] == "+" for lexeme in found[0].lexemes) > 1
    return Run(found, ambiguous, model.load().after.get(found[0].surface, "") if len(found) == 1 else "")


@lru_cache(maxsize=CACHED)
def _in_context(run: str, expected: str) -> tuple[Word, ...]:
    """The one word of an ambiguous run where a noun or a verb is expected."""
    [word] = analyse_run(run, False).words
    exact, *lexemes = word.lexemes
    likely = {f"+{lemma}" for lemma in choosing.lemmas_after(word.surface, expected)}
    kept = [lexeme for lexeme in lexemes if lexeme in likely] or lexemes
    return (word._replace(lexemes=(exact, *kept)),)


def _words(piece: words.Piece, run: str, query: bool) -> Iterator[Word]:
    """The one word of a piece, or the words that were glued to it."""
    if piece.kind != "arabic" or len(parts := glue.split(piece.surface)) == 1:
        yield _word(piece, query)
        return
    whole, place = f"={piece.surface}", 0
    printed = letters.unify(run[piece.start : piece.end])
    for part in parts:
        start, end = printed.starts[place], printed.ends[place + len(part) - 1]
        word = _word(words.Piece(piece.start + start, piece.start + end, part, piece.kind), query)
        yield word._replace(lexemes=word.lexemes if place else (*word.lexemes, whole), glued=True)
        place += len(part)


def _word(piece: words.Piece, query: bool) -> Word:
    start, end, surface, _ = piece
    stop = surface in stopwords.WORDS
    return Word(start, end, surface, (f"={surface}", *(() if stop else _lexemes(piece, query))), stop)


def _lexemes(piece: words.Piece, query: bool) -> tuple[str, ...]:
    match piece.kind:
        case "number":
            return (foreign.number(piece.surface),)
        case "other":
            return (foreign.lexeme(piece.surface),)
    if names := proper_names.lexemes(piece.surface):
        return names
    lemmas = choosing.lemmas(piece.surface, query=query)
    found = tuple(f"+{lemma}" for lemma in lemmas) or unknown.lexemes(piece.surface, query=query)
    return tuple(dict.fromkeys((*found, *proper_names.meant(piece.surface)))) if query else found
