"""Words in other letters, and numbers."""

import unicodedata
from functools import cache

import snowballstemmer


def lexeme(surface: str) -> str:
    """The English stem of a word in Latin letters, accents dropped: governments and government give `%govern`.

    Words in further scripts, and words with digits (G20), are their own stem.
    """
    bare = "".join(letter for letter in unicodedata.normalize("NFD", surface) if not unicodedata.combining(letter))
    plain = unicodedata.normalize("NFC", bare)
    return f"%{_stemmer().stemWord(plain) if plain.isascii() and plain.isalpha() else plain}"


def number(surface: str) -> str:
    """The lexeme of a number in ASCII digits; leading zeros mean nothing: the 07 of a date is 7."""
    whole, point, fraction = surface.partition(".")
    return f"#{whole.lstrip('0') or '0'}{point}{fraction}"


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")
