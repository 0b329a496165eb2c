"""Proxies: whose address a request comes from. What a proxy says counts only where it is one of ours."""

import ipaddress
from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class ReadersAddress:
    """Middleware before all others: REMOTE_ADDR becomes the reader's, also where the connection comes from a proxy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META["REMOTE_ADDR"] = address_of(request.META)
        return self.get_response(request)


def address_of(meta: Mapping[str, str]) -> str:
    """The nearest address that is no proxy of ours; what stands before it in X-Forwarded-For anybody can write."""
    address = _plain(meta.get("REMOTE_ADDR", ""))
    hops = [hop.strip() for hop in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    while hops and _is_proxy(address):
        address = _plain(hops.pop())
    return address


def _plain(address: str) -> str:
    """An address of IPv4 as such, where a server that listens to both has it as one of IPv6 (::ffff:192.0.2.7)."""
    try:
        mapped = getattr(ipaddress.ip_address(address), "ipv4_mapped", None)
    except ValueError:
        return address
    return str(mapped) if mapped else address


def _is_proxy(address: str) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(ip in ipaddress.ip_network(network) for network in settings.PROXIES)
