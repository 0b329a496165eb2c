"""What ranking reads: how often lexemes stand in the zones of an article."""

import numpy as np
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.index import encoding, packing
from search.index.standing import Standing

ZONES = st.tuples(st.integers(0, 255), st.integers(0, 255), st.integers(0, 65_535))
FEW = st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(0, 25))
LEXEMES = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=1, max_size=6)
READ = f"""
    SELECT {", ".join(packing.number(zone) for zone in packing.ZONE_BITS)}
      FROM (SELECT %s::integer AS key, %s::integer[] AS keys, %s::bytea AS codes, %s::bigint[] AS often) AS own,
           LATERAL (SELECT width_bucket(key, keys) AS n) AS place,
           LATERAL (SELECT get_byte(codes, n - 1) AS code) AS told
     WHERE keys[n] = key"""


def packed(counts: dict[str, tuple[int, int, int]]) -> encoding.Packed:
    """Of one article, whose lexemes stand so often in title, lead and body."""
    numbers = np.array([title << 24 | lead << 16 | body for title, lead, body in counts.values()], np.int64)
    zeros = np.zeros(len(counts), np.int64)
    rows = Standing(1, zeros, zeros, zeros, zeros, zeros)
    keys = np.array([packing.key(lexeme) for lexeme in counts], np.int64)
    return encoding.occurrences(rows, keys, numbers)[0]


def arrays(of: encoding.Packed) -> tuple[list[int], bytes, list[int]]:
    """The columns as Python has them."""

    def numbers(value: bytes, size: int) -> list[int]:
        step = 4 + size
        return [int.from_bytes(value[at + 4 : at + step], signed=True) for at in range(20, len(value), step)]

    return numbers(of.keys, 4), of.codes, numbers(of.often, 8)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(LEXEMES, ZONES | FEW, min_size=1, max_size=30), st.data())
def test_database_reads_the_counts_that_were_packed(counts, data):
    lexeme = data.draw(st.sampled_from(sorted(counts)))

    with connection.cursor() as cursor:
        cursor.execute(READ, [packing.key(lexeme), *arrays(packed(counts))])
        assert cursor.fetchall() == [counts[lexeme]]


@pytest.mark.django_db
def test_lexeme_that_is_not_there_has_no_counts():
    with connection.cursor() as cursor:
        cursor.execute(READ, [packing.key("كتاب"), *arrays(packed({"قلم": (0, 0, 1), "ورق": (1, 0, 2)}))])
        assert cursor.fetchall() == []


def test_lexeme_of_the_text_alone_takes_five_bytes():
    few, more = packed({"قلم": (0, 0, 1)}), packed({"قلم": (0, 0, 1), "ورق": (0, 0, 20)})

    assert len(more.keys) - len(few.keys) == 4 + 4  # on its way; the length is not stored
    assert len(more.codes) - len(few.codes) == 1
    assert more.often == few.often


def test_text_without_words_has_empty_columns():
    assert arrays(packed({})) == ([], b"", [])
