"""Throttling: how often one client may ask for what is costly, so that a robot does not make everybody wait.

Every process counts for itself and tells the database after every few requests, which answers with the count of all
processes: a reader who asks now and then costs no statement, a robot one in ten, and one that was refused none. The
table is unlogged: a crash forgets it, and nobody minds. Clients are kept as keyed hashes, never as addresses.
"""

import ipaddress
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac

from config import frame

TOLD = 10  # a process tells the database after so many requests of a client, or a tenth of what is allowed
MAX_CLIENTS = 20_000  # in the memory of one process
IPV6_PREFIX = 64  # what one subscriber has to himself

TELL = """
    WITH gone AS (DELETE FROM config_demand WHERE period < %(now)s AND key <> %(key)s)
    INSERT INTO config_demand AS held (key, period, count) VALUES (%(key)s, %(period)s, %(count)s)
    ON CONFLICT (key) DO UPDATE SET
        period = EXCLUDED.period,
        count = EXCLUDED.count + CASE WHEN held.period = EXCLUDED.period THEN held.count ELSE 0 END
    RETURNING count
"""


@dataclass(frozen=True)
class Allowance:
    """So many requests in so many seconds."""

    requests: int
    seconds: int


@dataclass
class Tally:
    """What one process knows of one client in one period."""

    ends: float
    told: int = 0  # by all processes, when this one last asked
    untold: int = 0


class Throttling:
    """Middleware after authentication: 429 for the views of `settings.THROTTLED` where a client asks too often."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        self.counter = Counter()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        kind = settings.THROTTLED.get(request.resolver_match.view_name if request.resolver_match else "")
        if not kind or not settings.THROTTLING:
            return None
        wait = self.counter.count(f"{kind}:{client_of(request)}", allowance(kind, request), time.time())
        return refused(request, wait) if wait else None


class Counter:
    """Counts the requests of every client, in this process and in all."""

    def __init__(self) -> None:
        self.tallies: dict[str, Tally] = {}
        self.lock = threading.Lock()

    def count(self, key: str, allowed: Allowance, now: float) -> int:
        """Note one request. 0 if it may go on, else the seconds until the next one may."""
        with self.lock:
            tally = self._tally(key, allowed, now)
            if tally.told + tally.untold >= allowed.requests:
                return max(1, round(tally.ends - now))
            tally.untold += 1
            untold = tally.untold if tally.untold >= max(1, min(TOLD, allowed.requests // 10)) else 0
            tally.untold -= untold
            tally.told += untold
        if untold:
            tally.told = max(tally.told, _tell(key, int(tally.ends), untold, int(now)))
            if tally.told > allowed.requests:
                return max(1, round(tally.ends - now))
        return 0

    def _tally(self, key: str, allowed: Allowance, now: float) -> Tally:
        tally = self.tallies.get(key)
        if tally is None or tally.ends <= now:
            if len(self.tallies) >= MAX_CLIENTS:
                self.tallies = {known: one for known, one in self.tallies.items() if one.ends > now}
            if len(self.tallies) >= MAX_CLIENTS:
                self.tallies = {}
            tally = self.tallies[key] = Tally(ends=(now // allowed.seconds + 1) * allowed.seconds)
        return tally


def allowance(kind: str, request: HttpRequest) -> Allowance:
    requests, seconds = settings.THROTTLES[kind]
    return Allowance(requests * (settings.THROTTLE_SIGNED_IN if request.user.is_authenticated else 1), seconds)


def client_of(request: HttpRequest) -> str:
    """The account, else the address; of IPv6 the network, for one subscriber has all addresses of it."""
    if request.user.is_authenticated:
        return f"account {request.user.pk}"
    address = request.META.get("REMOTE_ADDR", "")
    try:
        if ipaddress.ip_address(address).version == 6:
            address = str(ipaddress.ip_network(f"{address}/{IPV6_PREFIX}", strict=False))
    except ValueError:
        address = "unknown"
    return salted_hmac("config.throttling", address).hexdigest()[:32]


def refused(request: HttpRequest, wait: int) -> HttpResponse:
    """A page that asks nothing of the database, in the reader's language."""
    page = render_to_string(
        "throttled.html", {"theme": frame.theme_of(request), "wait": wait, "minutes": -(-wait // 60)}, request
    )
    return HttpResponse(page, status=429, headers={"Retry-After": str(wait), "X-Robots-Tag": "noindex"})


def _tell(key: str, period: int, count: int, now: int) -> int:
    """Add to what all processes counted in the period that ends at `period`; the sum, or `count` without a database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(TELL, {"key": key, "period": period, "count": count, "now": now})
            return cursor.fetchone()[0]
    except DatabaseError:
        return count
