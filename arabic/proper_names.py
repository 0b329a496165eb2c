"""Proper names that look like forms of other words: `proper_names.txt`, by hand, with its rules in its head.

A name is a word of its own: طالبان is not filed under طالب, nor ماكرون under ماكر. Its lexeme is the lemma that the
lexicon gives the name, if it knows it, and its folded key otherwise.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from arabic import letters, lexicon, stopwords

FILE = Path(__file__).with_name("proper_names.txt")

PARTICLES = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")
ARTICLE = "ال"
ARTICLES = ("ال", "وال", "فال", "بال", "كال", "لل", "وبال", "ولل", "فلل")
# Letters that are left out in haste; a short name without them would be another word: إب is not أب.
CARELESS = str.maketrans("أإآة", "اااه")
LONG_ENOUGH = 4
# What the lexicon calls the inflection of proper names.
NAME_CATEGORIES = ("Nprop", "N0")


def lexemes(word: str) -> tuple[str, ...]:
    """The lexemes of a name of the list, with particles or without; none of any other word."""
    return _printed().get(word, ())


def meant(word: str) -> tuple[str, ...]:
    """The lexemes of the names that a typed word may mean besides itself: ابين is أبين too, رياض is الرياض."""
    return _meant().get(word, ())


@cache
def _printed() -> dict[str, tuple[str, ...]]:
    """The names in all their forms, but for those that are another word: with its ل, بون is لبون, a milch camel."""
    names = {name: _lexemes(name) for name in _names()}
    forms = _forms(names)
    return {form: found for form, found in (_hasty(forms) | forms).items() if not _is_word(form)} | names


@cache
def _meant() -> dict[str, tuple[str, ...]]:
    names = {name: _lexemes(name) for name in _names()}
    without_article = {name.removeprefix(ARTICLE): found for name, found in names.items() if name.startswith(ARTICLE)}
    return _hasty(_forms(names | without_article)) | without_article


def _forms(names: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {form: found for name, found in names.items() for form in _with_particles(name)}


def _hasty(forms: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {short: found for form, found in forms.items() if len(short := form.translate(CARELESS)) >= LONG_ENOUGH}


def _names() -> list[str]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [name for line in lines if not line.startswith("#") for name in line.split()]


def _with_particles(name: str) -> Iterator[str]:
    rest = name.removeprefix(ARTICLE)
    yield from (before + rest for before in (ARTICLES if name.startswith(ARTICLE) else PARTICLES))


def _lexemes(name: str) -> tuple[str, ...]:
    """The lemma that is a name and nothing else to the lexicon, or else the key."""
    name = name.removeprefix(ARTICLE)
    spelling = lexicon.to_buckwalter(name)
    stems = lexicon.load().stems.get(spelling.translate(lexicon.FOLD), ())
    nouns = {stem.lemma for stem in stems if stem.category not in NAME_CATEGORIES}
    lemmas = {stem.lemma: None for stem in stems if stem.spelling == spelling and stem.lemma not in nouns}
    return tuple(f"+{lemma}" for lemma in lemmas) or (f"~{letters.fold(name)}",)


def _is_word(form: str) -> bool:
    """Whether a form is a stop word, or in its very letters a known stem without prefix."""
    spelling = lexicon.to_buckwalter(form)
    splits = lexicon.load().splits(spelling)
    stems = (stem for found, first, _ in splits if first == 0 for stem in found)
    return form in stopwords.WORDS or any(spelling.startswith(stem.spelling) for stem in stems)
