"""Sketching: a text as the few numbers by which another that shares most of it is found. Pure, no Django.

One-permutation MinHash: shingles of analysed words are hashed once, the hashes are divided into bins, and each bin
keeps its least. The share of bins that agree estimates the Jaccard index of the shingles. Empty bins borrow from the
next full one, with the distance beside it (Li, Owen and Zhang 2012; Shrivastava and Li 2014, "rotation").
Bins are read in bands (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4): texts with a Jaccard index s
share a band with the probability 1 - (1 - s³)²⁰: .27 for .25, .93 for .5, .99998 for .75.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence

import arabic

SHINGLE = 4
BANDS, ROWS = 20, 3
BINS = BANDS * ROWS
LEAST_WORDS = 25  # a shorter text is like others by accident
MOST_WORDS = 20_000  # of a longer one only the beginning is read
VERSION = f"{arabic.VERSION}/1"  # to be counted up when sketches become others
SIGNED = struct.Struct(">q")


def words(text: str) -> list[str]:
    """One lexeme a word: its lemma where it has one, so that spelling and inflection count as little as for search."""
    return [next((one for one in lexemes if one[0] != "="), lexemes[0]) for lexemes in arabic.filed(text) if lexemes][
        :MOST_WORDS
    ]


def shingles(read: Sequence[str]) -> set[str]:
    """Each run of `SHINGLE` words."""
    return {" ".join(read[place : place + SHINGLE]) for place in range(max(0, len(read) - SHINGLE + 1))}


def bands(read: Sequence[str]) -> list[int]:
    """The bands of a text, as signed numbers of 64 bits; none for one that is too short to be told."""
    if len(read) < LEAST_WORDS:
        return []
    least: list[int | None] = [None] * BINS
    for shingle in shingles(read):
        number = int.from_bytes(_hash(shingle.encode()))
        place, rest = number % BINS, number // BINS
        held = least[place]
        if held is None or rest < held:
            least[place] = rest
    full = _filled(least)
    return [
        SIGNED.unpack(_hash(f"{band}:{full[band * ROWS : (band + 1) * ROWS]}".encode()))[0] for band in range(BANDS)
    ]


def _filled(least: Sequence[int | None]) -> list[tuple[int, int]]:
    """The bins, empty ones with what the next full one holds and how far that is."""
    return [
        next((value, step) for step in range(BINS) if (value := least[(place + step) % BINS]) is not None)
        for place in range(BINS)
    ]


def _hash(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=8).digest()
