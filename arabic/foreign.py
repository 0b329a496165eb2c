"""Words in other letters, and numbers."""

import unicodedata
from functools import cache

import snowballstemmer


def lexeme(surface: str) -> str:
    """The English stem of a word in Latin letters, accents dropped: governments and government give `%govern`.

    Words in further scripts, and words with digits (G20), are their own stem.
    """
    plain = "".join(letter for letter in unicodedata.normalize("NFD", surface) if not unicodedata.combining(letter))
    return f"%{_stemmer().stemWord(plain) if plain.isascii() and plain.isalpha() else plain}"


def number(surface: str) -> str:
    """The lexeme of a number in ASCII digits: leading zeros and a fraction's closing ones mean nothing, 07 is 7."""
    whole, _, fraction = surface.partition(".")
    whole, fraction = whole.lstrip("0") or "0", fraction.rstrip("0")
    return f"#{whole}.{fraction}" if fraction else f"#{whole}"


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")
