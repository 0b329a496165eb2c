"""Reading the index into PostgreSQL's memory before it is measured."""

from django.db import connection

from search.benchmarks import warming
from tests.makers import make_article


def test_what_ranking_reads_is_brought_into_memory(search_for):
    make_article(body="أعلن الوزير النتائج")
    search_for("")

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_prewarm'")
        is_there = cursor.fetchone() is not None

    assert (warming.warm() or 0) > 0 if is_there else warming.warm() is None
