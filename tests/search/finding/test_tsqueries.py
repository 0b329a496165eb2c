"""What PostgreSQL is asked."""

import itertools

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.datatypes import Near, Word
from search.finding import tsqueries
from search.index.placing import quote

LETTERS = "abcd"


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.sampled_from("abcdxyz"), min_size=1, max_size=14), st.integers(2, 4), st.integers(0, 6))
def test_words_are_near_when_some_stretch_holds_them_all(db, text, number, within):
    words = tuple(Word(letter, letter) for letter in LETTERS[:number])
    places = {letter: [n for n, each in enumerate(text, start=1) if each == letter] for letter in text}
    tsvector = " ".join(f"{quote(letter)}:{','.join(map(str, found))}" for letter, found in places.items())
    choices = itertools.product(*(places.get(word.text, []) for word in words))

    with connection.cursor() as cursor:
        tsquery = tsqueries.tsquery(Near("", words, within))
        cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [tsvector, tsquery])
        [(found,)] = cursor.fetchall()

    assert found == any(max(choice) - min(choice) <= within for choice in choices)
