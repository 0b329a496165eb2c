"""Learning a new model from texts, one paragraph a line: `python -m arabic learn [FILE] < TEXTS`.

Without FILE it takes the place of the old one; the analysis then has another `VERSION`, and the archive is to be
indexed again.
"""

import io
import sys
from pathlib import Path

from arabic import learning, model


def main(arguments: list[str]) -> str:
    """Do what the arguments say; what to tell the user."""
    if arguments[:1] != ["learn"] or len(arguments) > 2:
        return __doc__ or ""
    counts = learning.count(io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace"))
    learnt = learning.learn(counts)
    model.write(learnt, Path(arguments[1]) if arguments[1:] else model.FILE)
    return f"{learning.told(counts, learnt)}.\n"


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1:]))
