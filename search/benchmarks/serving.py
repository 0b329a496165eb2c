"""Serving: the archive's server over the benchmark's database, and the pages that are asked of it."""

import contextlib
import http.client
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from archive.models import Article, Topic
from search.benchmarks import excerpting
from search.benchmarks.answering import HOLDS
from search.benchmarks.drawing import Asked
from search.benchmarks.loading import HOST, Pages

PATIENCE = 60  # seconds until it must answer
PAGES = 100  # of a kind
SHARES = {"front page": 0.1, "article": 0.25, "narrowed": 0.15, "results": 0.5}


class Failed(Exception):  # noqa: N818
    """The server did not come up."""


@contextlib.contextmanager
def served() -> Iterator[int]:
    """Serve the pages of this house while the block runs; gives the port."""
    port = _free_port()
    environment = os.environ | {"FIHRIST_ROLE": "web", "ALLOWED_HOSTS": HOST, "HTTPS": "0"}
    server = subprocess.Popen(
        [sys.executable, "-m", "config.serving", str(port), ""], cwd=settings.BASE_DIR, env=environment
    )
    try:
        _wait(server, port)
        yield port
    finally:
        server.terminate()
        server.wait(PATIENCE)


def mix(drawn: Mapping[str, Sequence[Asked]], rng: random.Random) -> list[Pages]:
    """What readers ask for: half of it results of every kind, the rest articles, narrowed results, the front page."""
    results = reverse("search:results")
    topics = list(Topic.objects.order_by("pk").values_list("pk", flat=True)[:PAGES]) or [0]
    narrowed = [f"{one.address}&{urlencode({'topic': rng.choice(topics)})}" for one in drawn.get("common", ())]
    articles = Article.objects.filter(pk__in=excerpting.numbers(rng, PAGES * 2))[:PAGES]
    kinds = {kind: of for kind, of in drawn.items() if of}
    return [
        Pages("front page", SHARES["front page"], [reverse("archive:home")]),
        Pages("article", SHARES["article"], [article.get_absolute_url() for article in articles]),
        Pages("narrowed by a topic", SHARES["narrowed"], [f"{results}?{one}" for one in narrowed[:PAGES]], HOLDS),
        *(
            Pages(kind, SHARES["results"] / len(kinds), [f"{results}?{one.address}" for one in of[:PAGES]], HOLDS)
            for kind, of in kinds.items()
        ),
    ]


def _free_port() -> int:
    with socket.socket() as line:
        line.bind((HOST, 0))
        return line.getsockname()[1]


def _wait(server: subprocess.Popen, port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        line = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
        with contextlib.suppress(OSError, http.client.HTTPException):
            line.request("GET", "/")
            if line.getresponse().status == 200:
                return
        line.close()
        time.sleep(0.2)
    raise Failed(f"The server gave no page in {PATIENCE} seconds.")
