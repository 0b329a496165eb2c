"""Loading: readers who ask a server for pages one after the other, as fast as it answers. Pure, no Django.

Each reader is a process with one connection that stays open. What is counted begins after a while of warming.
"""

import http.client
import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from search.benchmarks import measuring
from search.benchmarks.measuring import Times

HOST = "127.0.0.1"
PATIENCE = 30  # seconds for one page
Seen = tuple[str, float, str]  # the kind of page, milliseconds, what went wrong


@dataclass(frozen=True)
class Pages:
    """The pages of one kind, what share of all requests they are, and what each must hold."""

    kind: str
    share: float
    addresses: Sequence[str]
    holding: bytes = b""


@dataclass(frozen=True)
class Load:
    """What all readers saw together."""

    readers: int
    seconds: float
    pages: int
    rate: float  # pages a second
    all: Times | None
    kinds: dict[str, Times]
    errors: dict[str, int]  # what went wrong, and how often


def load(port: int, mix: Sequence[Pages], *, readers: int, seconds: float, warming: float, seed: int) -> Load:
    """Ask for pages of all kinds, in an order of chance that gives each kind its share."""
    each = [(port, mix, seconds, warming, seed + number) for number in range(readers)]
    with multiprocessing.get_context("spawn").Pool(readers) as pool:
        seen: list[Seen] = [one for part in pool.starmap(read, each) for one in part]
    right = [(kind, taken) for kind, taken, error in seen if not error]
    kinds = {
        pages.kind: measuring.times_of(taken, len(pages.addresses))
        for pages in mix
        if (taken := [spent for kind, spent in right if kind == pages.kind])
    }
    return Load(
        readers=readers,
        seconds=seconds,
        pages=len(right),
        rate=len(right) / seconds,
        all=measuring.times_of([taken for _, taken in right], sum(len(pages.addresses) for pages in mix))
        if right
        else None,
        kinds=kinds,
        errors=dict(Counter(error for *_, error in seen if error)),
    )


def read(port: int, mix: Sequence[Pages], seconds: float, warming: float, seed: int) -> list[Seen]:
    """What one reader saw in so many seconds after those of warming."""
    rng = random.Random(seed)
    mix = [pages for pages in mix if pages.addresses]
    shares = [pages.share for pages in mix]
    line = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    begin = time.monotonic() + warming
    seen: list[Seen] = []
    while mix and time.monotonic() < begin + seconds:
        [pages] = rng.choices(mix, shares)
        started = time.perf_counter()
        error = _ask(line, rng.choice(pages.addresses), pages.holding)
        if time.monotonic() > begin:
            seen.append((pages.kind, (time.perf_counter() - started) * 1000, error))
    line.close()
    return seen


def _ask(line: http.client.HTTPConnection, address: str, holding: bytes) -> str:
    """What went wrong, or nothing."""
    try:
        line.request("GET", address, headers={"Accept-Language": "ar"})
        answer = line.getresponse()
        text = answer.read()
    except (OSError, http.client.HTTPException) as error:
        line.close()  # the next request opens it again
        return type(error).__name__
    if answer.status != 200:
        return f"status {answer.status}"
    return "" if holding in text else "given up"
