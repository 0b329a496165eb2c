"""Work that asks for more than it may have; each ends by itself, should nobody end it."""

import time

from archive.working import declaring
from archive.working.declaring import Progress

PIECE = 50_000_000  # bytes
DAWDLING = 30  # seconds


@declaring.job("trial: gather", megabytes=900)
def gather(progress: Progress) -> None:
    """Takes three gigabytes."""
    held = [bytearray(PIECE) for _ in range(60)]
    assert held


@declaring.job("trial: dawdle", minutes=1 / 60)
def dawdle(progress: Progress) -> None:
    time.sleep(DAWDLING)
