"""Whose address counts: the connection's, unless that is a proxy of ours; then what it says, and nobody else."""

import pytest

from config import proxies


@pytest.mark.parametrize(
    ("connected", "forwarded", "address"),
    [
        pytest.param("203.0.113.9", "", "203.0.113.9", id="no proxy"),
        pytest.param("203.0.113.9", "198.51.100.1", "203.0.113.9", id="a stranger claims another address"),
        pytest.param("10.0.0.2", "203.0.113.9", "203.0.113.9", id="our proxy"),
        pytest.param("10.0.0.2", "1.1.1.1, 203.0.113.9", "203.0.113.9", id="forged before the proxy"),
        pytest.param("10.0.0.2", "203.0.113.9, 10.0.0.3", "203.0.113.9", id="two proxies of ours"),
        pytest.param("10.0.0.2", "", "10.0.0.2", id="proxy that says nothing"),
        pytest.param("::ffff:203.0.113.9", "", "203.0.113.9", id="IPv4 at a server that listens to IPv6 too"),
        pytest.param("::ffff:10.0.0.2", "::ffff:203.0.113.9", "203.0.113.9", id="our proxy at such a server"),
        pytest.param("10.0.0.2", "nonsense", "nonsense", id="nonsense is no proxy"),
    ],
)
def test_only_our_proxies_are_believed(settings, connected, forwarded, address):
    settings.PROXIES = ["10.0.0.0/8"]

    assert proxies.address_of({"REMOTE_ADDR": connected, "HTTP_X_FORWARDED_FOR": forwarded}) == address


def test_without_proxies_nothing_is_believed(client, settings):
    settings.PROXIES = []

    response = client.get("/robots.txt", REMOTE_ADDR="10.0.0.2", HTTP_X_FORWARDED_FOR="203.0.113.9")

    assert response.wsgi_request.META["REMOTE_ADDR"] == "10.0.0.2"


def test_every_later_part_sees_the_readers_address(client, settings):
    settings.PROXIES = ["10.0.0.0/8"]

    response = client.get("/robots.txt", REMOTE_ADDR="10.0.0.2", HTTP_X_FORWARDED_FOR="203.0.113.9")

    assert response.wsgi_request.META["REMOTE_ADDR"] == "203.0.113.9"
