"""How often a relation that is found is one, and how many are found, on pairs whose relation is known.

With FIHRIST_PAIRS=400 the figures of docs/duplicates.md; `pytest -s` prints them.
"""

import os
import sys
from collections import Counter

import pytest

from archive.relating import judging, sketching
from tests.archive.relating import pairs

TEXTS = int(os.environ.get("FIHRIST_PAIRS", "60"))


@pytest.fixture(scope="module")
def outcomes() -> Counter:
    """How often what was made so was found to be what."""
    counted: Counter = Counter()
    for first, second, kind, made in pairs.made(TEXTS):
        near = set(sketching.bands(first.words)) & set(sketching.bands(second.words))
        judgement = judging.judge(first, second) if near else None
        counted[made, kind, judgement.kind.value if judgement else None] += 1
    for (made, kind, found), number in sorted(counted.items(), key=str):
        sys.stdout.write(f"{number:>6}  {made}: {kind} found as {found}\n")
    return counted


def shares(outcomes: Counter) -> tuple[float, float]:
    found = sum(number for (_, _, told), number in outcomes.items() if told)
    right = sum(number for (_, kind, told), number in outcomes.items() if told and told == kind)
    wanted = sum(number for (_, kind, _), number in outcomes.items() if kind)
    sys.stdout.write(f"precision {right / found:.4f} ({right} of {found})\n")
    sys.stdout.write(f"recall {right / wanted:.4f} (of {wanted})\n")
    return right / found, right / wanted


def test_what_is_found_is_so(outcomes):
    precision, _ = shares(outcomes)

    assert precision >= 0.98


def test_most_copies_are_found(outcomes):
    _, recall = shares(outcomes)

    assert recall >= 0.85


def test_templates_filled_in_anew_are_nothing(outcomes):
    found = {(kind, told) for (made, kind, told) in outcomes if made == "template filled in anew"}

    assert found == {(None, None)}
