"""`python -m arabic learn < TEXTS`: learn a new model from texts, one paragraph a line, and put it in the place of the old.

The analysis has another `VERSION` then, and the archive is indexed again.
"""

import io
import sys

from arabic import learning, model


def main(arguments: list[str]) -> str:
    """Do what the arguments say; what to tell the user."""
    if arguments != ["learn"]:
        return __doc__ or ""
    counts = learning.count(io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace"))
    learnt = learning.learn(counts)
    model.write(learnt)
    return f"{sum(counts.values())} words read, {len(learnt.words)} kept, {len(learnt.lemmas)} lemmas learnt.\n"


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1:]))
