"""Helping: how a process begins that does a part of another's work. Knows no Django."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading


def begin() -> None:
    """Ctrl+C is for the process that gives the work, and nobody works on when that is gone."""
    seldom_collect_garbage()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def seldom_collect_garbage() -> None:
    """For processes that make articles or words by the thousand, which hold no cycles: to look for some in millions of
    words takes a third of the time.
    """
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
