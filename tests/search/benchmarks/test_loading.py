"""Readers over HTTP, against a small server that answers as it is told."""

import http.server
import threading

import pytest

from search.benchmarks import loading
from search.benchmarks.loading import Pages


class Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        text = b"<p id='found'>" if "found" in self.path else b"<p>"
        self.send_response(500 if "broken" in self.path else 200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *args):
        """Nothing is printed."""


@pytest.fixture
def port():
    with http.server.ThreadingHTTPServer((loading.HOST, 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def errors(port, address, holding=b"", seconds=0.2):
    seen = loading.read(port, [Pages("results", 1, [address], holding)], seconds, 0, seed=1)
    assert seen
    return {error for *_, error in seen}


def test_page_that_holds_what_it_must_is_no_error(port):
    assert errors(port, "/found", b"id='found'") == {""}


def test_page_without_results_was_given_up(port):
    assert errors(port, "/search", b"id='found'") == {"given up"}


def test_status_of_a_failed_page_is_told(port):
    assert errors(port, "/broken") == {"status 500"}


def test_server_that_is_gone_is_an_error_and_ends_nothing(port):
    assert errors(1, "/") == {"ConnectionRefusedError"}


def test_what_several_readers_saw_is_added_up(port):
    mix = [Pages("front page", 1, ["/"]), Pages("broken", 1, ["/broken"]), Pages("none", 5, [])]

    load = loading.load(port, mix, readers=2, seconds=0.3, warming=0, seed=1)

    assert load.pages == load.kinds["front page"].runs == load.all.runs
    assert load.rate == pytest.approx(load.pages / 0.3)
    assert load.errors.keys() == {"status 500"}
