"""Permanent identifiers: opaque, ASCII, with a check character.

Ten random characters and one that guards them, from the 29 "betanumeric" characters of the ARK scheme: digits and
consonants, so that no identifier spells a word and none holds l, o or y, which are misread. The last character is the
NOID check (Kunze, *Nice Opaque Identifier*, 2006): it catches every single wrong character, and every swap of two
neighbours among the ten that it guards.
"""

import secrets

ALPHABET = "0123456789bcdfghjkmnpqrstvwxz"
VALUE = {letter: value for value, letter in enumerate(ALPHABET)}
LENGTH = 11


def make() -> str:
    """A new identifier. 29**10 are possible; the database's unique constraint has the last word."""
    number, stem = secrets.randbelow(len(ALPHABET) ** (LENGTH - 1)), ""
    for _ in range(LENGTH - 1):
        number, value = divmod(number, len(ALPHABET))
        stem += ALPHABET[value]
    return stem + check_character(stem)


def check_character(stem: str) -> str:
    """The check character of `stem`: the sum of place times value, modulo 29 (a prime, which the proof needs)."""
    return ALPHABET[sum(place * VALUE[letter] for place, letter in enumerate(stem, start=1)) % len(ALPHABET)]


def is_valid(identifier: str) -> bool:
    """Whether `identifier` has the right length, letters and check character: tells a mistyped one from an unknown."""
    return (
        len(identifier) == LENGTH
        and set(identifier) <= set(ALPHABET)
        and check_character(identifier[:-1]) == identifier[-1]
    )
