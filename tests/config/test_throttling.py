"""A robot meets a bound that no reader meets, in all processes together, and pays nearly nothing to be counted."""

import pytest
import time_machine

from config.models import Demand
from config.throttling import Allowance, Counter
from tests.makers import make_reader

NOW = 1_800_000_000  # a full hour
TEN = Allowance(10, 60)

pytestmark = pytest.mark.django_db


@pytest.fixture
def throttled(settings):
    settings.THROTTLING = True
    settings.THROTTLES = {"search": (3, 60), "export": (1, 3600)}
    with time_machine.travel(NOW + 15, tick=False) as clock:
        yield clock


@pytest.fixture
def client(throttled, client):
    """The client of a server that has just begun to count."""
    client.handler.load_middleware()
    return client


def waits(counter: Counter, times: int, now: float = NOW, key: str = "search:a") -> list[int]:
    return [counter.count(key, TEN, now) for _ in range(times)]


def test_what_is_allowed_goes_on_and_the_next_waits_for_the_end_of_the_period():
    assert waits(Counter(), 11, NOW + 15) == [0] * 10 + [45]


def test_next_period_begins_anew():
    counter = Counter()
    waits(counter, 11)

    assert waits(counter, 1, NOW + 60) == [0]


def test_processes_count_together():
    one, other = Counter(), Counter()

    assert sum(wait == 0 for _ in range(10) for wait in (*waits(one, 1), *waits(other, 1))) == 10


def test_clients_are_counted_apart():
    counter = Counter()
    waits(counter, 11)

    assert waits(counter, 1, key="search:b") == [0]


def test_reader_who_asks_now_and_then_costs_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        for _ in range(9):
            Counter.count(counter := Counter(), "search:a", Allowance(300, 300), NOW)
        assert counter.tallies


def test_robot_costs_one_statement_in_ten_and_none_when_refused(django_assert_num_queries):
    counter = Counter()

    with django_assert_num_queries(30):
        for _ in range(600):
            counter.count("search:a", Allowance(300, 300), NOW)


def test_periods_that_are_over_are_forgotten():
    waits(Counter(), 10)
    waits(Counter(), 10, NOW + 3600, key="search:b")

    assert list(Demand.objects.values_list("key", flat=True)) == ["search:b"]


def test_refusal_is_a_page_that_says_when_to_come_again(client, throttled):
    answers = [client.get("/search/", {"q": "مكتبة"}) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1]["Retry-After"] == "45"
    assert "45 ثانية" in answers[-1].content.decode()


def test_refusal_speaks_the_readers_language(client):
    answers = [client.get("/en/search/", {"q": "library"}) for _ in range(4)]

    assert "Try again in 45 seconds." in answers[-1].content.decode()


def test_refusal_asks_the_database_nothing(client, django_assert_num_queries):
    for _ in range(4):
        client.get("/search/")

    with django_assert_num_queries(0):
        assert client.get("/search/").status_code == 429


def test_period_over_the_reader_goes_on(client, throttled):
    for _ in range(4):
        client.get("/search/")
    throttled.shift(45)

    assert client.get("/search/").status_code == 200


def test_other_address_is_another_client(client):
    for _ in range(4):
        client.get("/search/")

    assert client.get("/search/", REMOTE_ADDR="203.0.113.9").status_code == 200


def test_addresses_of_one_subscriber_are_one_client(client):
    answers = [client.get("/search/", REMOTE_ADDR=f"2001:db8::{number}") for number in range(1, 5)]

    assert answers[-1].status_code == 429


def test_signed_in_readers_may_ask_more(client, settings):
    settings.THROTTLE_SIGNED_IN = 2
    client.force_login(make_reader())

    answers = [client.get("/search/").status_code for _ in range(7)]

    assert answers == [200] * 6 + [429]


def test_articles_and_calendar_are_never_counted(client):
    assert [client.get("/browse/").status_code for _ in range(6)] == [200] * 6


def test_addresses_are_kept_as_hashes_only(client):
    client.get("/search/", REMOTE_ADDR="203.0.113.9")

    assert not any("203.0.113.9" in key for key in Demand.objects.values_list("key", flat=True))
    assert Demand.objects.count() == 1
